import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import type { VpnConnectionTunnel1LogOptions } from "@cdktf/provider-aws/lib/vpn-connection";
import { Construct } from "constructs";

const RETENTION_IN_DAYS = 90;

/** The log group of a VPN connection's tunnels. @param name the connection's */
function tunnelLogGroup(name: string): string {
  // AWS lets its log delivery write to the groups that it is told of by a policy with a limited size; all names that
  // begin like this are one entry there.
  // https://docs.aws.amazon.com/vpn/latest/s2svpn/monitoring-logs.html
  return `/aws/vendedlogs/vpn/${name}`;
}

/** What tunnels tell of how they come up and go down: negotiations, and peers that do not answer. */
export class TunnelLogs extends Construct {
  /** Of each tunnel. */
  readonly options: VpnConnectionTunnel1LogOptions;

  constructor(scope: Construct, id: string, name: string) {
    super(scope, id);
    const { arn } = new CloudwatchLogGroup(this, "resource", {
      name: tunnelLogGroup(name),
      retentionInDays: RETENTION_IN_DAYS,
    });
    this.options = {
      cloudwatchLogOptions: { logEnabled: true, logGroupArn: arn, logOutputFormat: "json" },
    };
  }
}
