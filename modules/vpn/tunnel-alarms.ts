import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Construct } from "constructs";

export interface TunnelAlarmsProps {
  /** The VPN connection's. */
  readonly name: string;
  readonly connectionId: string;
}

/** The metric is 1 of a tunnel that is up, with BGP one whose session is up, and 0 otherwise. */
const METRIC = {
  namespace: "AWS/VPN",
  metricName: "TunnelState",
  comparisonOperator: "LessThanThreshold",
  threshold: 1,
  period: 300,
  evaluationPeriods: 1,
  // A connection of which nothing is heard is none.
  treatMissingData: "breaching",
} as const;

/**
 * One alarm that a tunnel was down within five minutes, so that the other is all there is; one that neither was up.
 * They tell nobody by themselves.
 * @see https://docs.aws.amazon.com/vpn/latest/s2svpn/monitoring-cloudwatch-vpn.html
 */
export class TunnelAlarms extends Construct {
  constructor(scope: Construct, id: string, { name, connectionId }: TunnelAlarmsProps) {
    super(scope, id);
    const metric = { ...METRIC, dimensions: { VpnId: connectionId } };
    new CloudwatchMetricAlarm(this, "one-down", {
      ...metric,
      alarmName: `${name}.tunnel-down`,
      alarmDescription: `A tunnel of the VPN connection ${name} is down; if the other goes down as well, nothing passes`,
      statistic: "Minimum",
    });
    new CloudwatchMetricAlarm(this, "both-down", {
      ...metric,
      alarmName: `${name}.both-tunnels-down`,
      alarmDescription: `Both tunnels of the VPN connection ${name} are down; nothing passes`,
      statistic: "Maximum",
    });
  }
}
