import { AutoscalingGroup } from "@cdktf/provider-aws/lib/autoscaling-group";
import { NetworkInterface } from "@cdktf/provider-aws/lib/network-interface";
import { Construct } from "constructs";
import { formatAddress, type Ipv4Address } from "../addressing";
import { groupOf, launchTemplate, letOut, ManagedInstanceProfile } from "../hosts";
import type { AccountId, Region } from "../identity";
import { type PrivateSubnet, SecurityGroup } from "../network";
import type { Translation } from "../software";
import { attachmentPolicy } from "./attachment-policy";
import { passOn } from "./translation-rules";

export interface RelayHostProps {
  /** Also the tag `Name` of the network interface, by which the host finds it. Unique in its account and Region. */
  readonly name: string;
  readonly account: AccountId;
  readonly region: Region;
  readonly vpcId: string;
  readonly subnet: PrivateSubnet;
  /** The interface's first address, a free one of the subnet: from it the host calls both sides. */
  readonly address: Ipv4Address;
  /** Others that are called, free ones of the subnet. @default none */
  readonly furtherAddresses?: readonly Ipv4Address[];
  /** What it passes on, and nothing else. */
  readonly translations: readonly Translation[];
  /** @default "t3.small" */
  readonly instanceType?: string;
  /** Base64 of what makes it a relay at its first boot. */
  readonly userData: string;
}

const DEFAULT_INSTANCE_TYPE = "t3.small";

/** GiB: that of the image. */
const ROOT_VOLUME_SIZE = 8;

/**
 * A host between networks whose addresses do not mix. What others call are the addresses of a network interface that
 * outlives it: another host takes it over when this one fails, or its configuration changes. Until it has, nothing is
 * passed on; nor is it where the interface's zone fails.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/scenarios-enis.html
 */
export class RelayHost extends Construct {
  /** Outlives the host. */
  readonly networkInterface: NetworkInterface;
  /** The interface's: of what is passed on, and nothing else. */
  readonly securityGroup: SecurityGroup;
  /** Of one instance. */
  readonly group: AutoscalingGroup;

  constructor(scope: Construct, id: string, props: RelayHostProps) {
    super(scope, id);
    const { name, region, vpcId, subnet, translations, userData } = props;
    this.securityGroup = new SecurityGroup(this, "security-group", {
      vpcId,
      name,
      description: `The relay ${name}`,
    });
    const rules = passOn(this.securityGroup, translations);
    this.networkInterface = this.interfaceOf(props);
    // What concerns the host alone is kept from the interface that others call.
    const own = new SecurityGroup(this, "host-security-group", {
      vpcId,
      name: `${name}.host`,
      description: `The host of the relay ${name}`,
    });
    const waysOut = letOut(own, "https");
    const policies = new Map([["attach-interface", attachmentPolicy(props)]]);
    const profile = new ManagedInstanceProfile(this, "profile", { name, region, policies });
    const template = launchTemplate(this, {
      name,
      instanceType: props.instanceType ?? DEFAULT_INSTANCE_TYPE,
      rootVolumeSize: ROOT_VOLUME_SIZE,
      securityGroupId: own.id,
      instanceProfile: profile.name,
      userData,
    });
    this.group = new AutoscalingGroup(this, "resource", {
      ...groupOf(this, name, template),
      // An interface is attached in its own zone alone.
      // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/network-interface-attachments.html
      vpcZoneIdentifier: [subnet.id],
      minSize: 1,
      maxSize: 1,
      desiredCapacity: 1,
      healthCheckType: "EC2",
      // One host alone has the interface: the old one goes before the new one comes.
      // https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-instance-maintenance-policy.html
      instanceMaintenancePolicy: { minHealthyPercentage: 0, maxHealthyPercentage: 100 },
      // Within the same limits, unless it has preferences of its own.
      // https://docs.aws.amazon.com/autoscaling/ec2/userguide/understand-instance-refresh-default-values.html
      instanceRefresh: { strategy: "Rolling" },
      // The host looks for the interface by its name, which Terraform does not see.
      dependsOn: [this.networkInterface, ...rules, ...subnet.routes, ...waysOut, ...profile.policies],
    });
  }

  private interfaceOf({ name, subnet, address, furtherAddresses = [] }: RelayHostProps): NetworkInterface {
    return new NetworkInterface(this, "interface", {
      subnetId: subnet.id,
      description: `What others call of the relay ${name}`,
      // Of a set of addresses the provider picks the primary one itself.
      // https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/network_interface
      privateIpListEnabled: true,
      privateIpList: [address, ...furtherAddresses].map(formatAddress),
      // As AWS asks of whatever translates addresses, though both addresses of what passes here are rewritten.
      // https://docs.aws.amazon.com/vpc/latest/userguide/VPC_NAT_Instance.html#EIP_Disable_SrcDestCheck
      sourceDestCheck: false,
      securityGroups: [this.securityGroup.id],
      tags: { Name: name },
    });
  }
}
