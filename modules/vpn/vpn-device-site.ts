import { Eip } from "@cdktf/provider-aws/lib/eip";
import { EipAssociation } from "@cdktf/provider-aws/lib/eip-association";
import { NetworkInterface } from "@cdktf/provider-aws/lib/network-interface";
import { Construct } from "constructs";
import type { Ipv4Block } from "../addressing";
import { InstanceProfile, letOut, openTo } from "../hosts";
import type { AccountId, Region } from "../identity";
import { type PublicSubnet, SecurityGroup } from "../network";
import { vpnDeviceProfileName } from "./device-names";
import { readKeysPolicy, type ReadableKeys } from "./read-keys-policy";

export interface VpnDeviceSiteProps {
  /** The device's; `VpnDeviceHost` must be told the same. */
  readonly name: string;
  readonly account: AccountId;
  readonly region: Region;
  readonly vpcId: string;
  readonly subnet: PublicSubnet;
  /** The network's own blocks. */
  readonly blocks: readonly Ipv4Block[];
  /** The connections whose pre-shared keys the device may read: names and accounts of the `VpnConnection`s. */
  readonly connections: readonly ReadableKeys[];
}

/**
 * Where the VPN device of a simulated network stands, without the device: a network interface with a public address of
 * its own, and a role. All this must be there before the VPN connections, which name the address and the role; the
 * device itself comes after them.
 */
export class VpnDeviceSite extends Construct {
  readonly interfaceId: string;
  readonly securityGroupId: string;
  readonly publicAddress: string;

  constructor(scope: Construct, id: string, props: VpnDeviceSiteProps) {
    super(scope, id);
    const { name, region, vpcId, subnet, blocks } = props;
    const securityGroup = new SecurityGroup(this, "security-group", {
      vpcId,
      name,
      description: `The VPN device ${name}`,
    });
    // What the tunnels carry passes the group too, as what it was before: from and to the network's hosts.
    openTo(securityGroup, blocks);
    // Debian's packages, some of which come by HTTP, and AWS's interfaces.
    letOut(securityGroup, "web");
    const networkInterface = new NetworkInterface(this, "interface", {
      subnetId: subnet.id,
      description: `The VPN device ${name}`,
      securityGroups: [securityGroup.id],
      // It passes on what is neither from nor to it.
      sourceDestCheck: false,
      tags: { Name: name },
    });
    const address = new Eip(this, "address", { domain: "vpc", tags: { Name: name } });
    new EipAssociation(this, "address-association", {
      allocationId: address.id,
      networkInterfaceId: networkInterface.id,
      // AWS associates public addresses only in a VPC with an internet gateway.
      // https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html
      dependsOn: [...subnet.routes],
    });
    new InstanceProfile(this, "profile", {
      name: vpnDeviceProfileName(name),
      region,
      policies: new Map([["read-vpn-keys", readKeysPolicy(props)]]),
    });
    this.interfaceId = networkInterface.id;
    this.securityGroupId = securityGroup.id;
    this.publicAddress = address.publicIp;
  }
}
