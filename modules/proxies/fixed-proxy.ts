import type { Instance } from "@cdktf/provider-aws/lib/instance";
import { Construct } from "constructs";
import type { Ipv4Address } from "../addressing";
import { Host } from "../hosts";
import type { AccountId, Region } from "../identity";
import type { PrivateSubnet, SecurityGroup } from "../network";
import { AccessLog } from "./access-log";
import { DEFAULT_INSTANCE_TYPE, ROOT_VOLUME_SIZE } from "./proxy-group";

export interface FixedProxyProps {
  readonly name: string;
  readonly account: AccountId;
  readonly region: Region;
  readonly vpcId: string;
  readonly subnet: PrivateSubnet;
  /** A free address of the subnet. */
  readonly address: Ipv4Address;
  /** @default "t3.small" */
  readonly instanceType?: string;
  /** Base64 of what makes it a proxy at its first boot. */
  readonly userData: string;
}

/**
 * The only proxy, at an address that nothing else ever has. EC2 restarts it on other hardware when its own fails; what
 * else goes wrong with it, or with its zone, and every change of its configuration, interrupts whoever uses it.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-configuration-recovery.html
 */
export class FixedProxy extends Construct {
  readonly instance: Instance;
  /** Admits nobody until it is told to. */
  readonly securityGroup: SecurityGroup;

  constructor(scope: Construct, id: string, props: FixedProxyProps) {
    super(scope, id);
    const { subnet, instanceType = DEFAULT_INSTANCE_TYPE } = props;
    const log = new AccessLog(this, "access-log", props);
    const host = new Host(this, "host", {
      ...props,
      instanceType,
      rootVolumeSize: ROOT_VOLUME_SIZE,
      subnetId: subnet.id,
      egress: "web",
      policies: log.policies,
      dependsOn: [...subnet.routes, log.group],
    });
    this.instance = host.instance;
    this.securityGroup = host.securityGroup;
  }
}
