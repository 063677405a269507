import { DataAwsInstance } from "@cdktf/provider-aws/lib/data-aws-instance";
import { DataAwsNetworkInterfaces } from "@cdktf/provider-aws/lib/data-aws-network-interfaces";
import { Construct } from "constructs";
import { formatAddress, type Ipv4Address } from "../addressing";
import { expectAttributes, expectOf } from "../wiring";

export interface ExistingHostProps {
  /** The instance's ID. */
  readonly id: string;
  /** The ID of its subnet. */
  readonly subnetId: string;
  readonly address: Ipv4Address;
  /** IDs of all its security groups. @default not known */
  readonly securityGroups?: readonly string[];
}

/** An instance that is there already, of which nothing is changed: it has no security group of ours. */
export class ExistingHost extends Construct {
  readonly kind = "existing";
  readonly instance: DataAwsInstance;
  readonly address: Ipv4Address;

  constructor(scope: Construct, id: string, props: ExistingHostProps) {
    super(scope, id);
    const { id: instanceId, subnetId, address, securityGroups } = props;
    this.address = address;
    this.instance = new DataAwsInstance(this, "resource", { instanceId });
    const stated = `The instance ${instanceId} is stated to`;
    const groups = [...(securityGroups ?? [])].sort();
    expectAttributes(this.instance, [
      {
        attribute: "instance_state",
        value: "running",
        sentence: `The instance ${instanceId} is \${self.instance_state}, and neither asks nor answers. Start it, or give one that runs.`,
      },
      {
        attribute: "subnet_id",
        value: subnetId,
        sentence: `${stated} be in ${subnetId}, and it is in \${self.subnet_id}. State it with the zone of its own subnet.`,
      },
      {
        attribute: "private_ip",
        value: formatAddress(address),
        sentence: `${stated} have the address ${formatAddress(address)}, and it has \${self.private_ip}. State its private address as it is.`,
      },
      {
        attribute: "secondary_private_ips",
        value: [],
        sentence: `${stated} have one address, and it has \${join(", ", sort(self.secondary_private_ips))} as well. Give an instance that has one.`,
      },
      ...(securityGroups === undefined
        ? []
        : [
            {
              attribute: "vpc_security_group_ids",
              value: groups,
              sentence: `${stated} have the security groups ${groups.join(", ")}, and it has \${join(", ", sort(self.vpc_security_group_ids))}. State all its groups, or none.`,
            },
          ]),
    ]);
    const interfaces = new DataAwsNetworkInterfaces(this, "interfaces", {
      filter: [{ name: "attachment.instance-id", values: [instanceId] }],
    });
    expectOf(interfaces, [
      {
        condition: "length(self.ids) == 1",
        sentence: `The instance ${instanceId} has \${length(self.ids)} network interfaces, and what it reaches by the others is not known. Give an instance that has one.`,
      },
    ]);
  }
}
