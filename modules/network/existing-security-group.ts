import { DataAwsSecurityGroup } from "@cdktf/provider-aws/lib/data-aws-security-group";
import { DataAwsVpcSecurityGroupRule } from "@cdktf/provider-aws/lib/data-aws-vpc-security-group-rule";
import { DataAwsVpcSecurityGroupRules } from "@cdktf/provider-aws/lib/data-aws-vpc-security-group-rules";
import { Construct } from "constructs";
import type { Ipv4Block } from "../addressing";
import { type AttributeExpectation, expectAttributes } from "../wiring";

/** A security group that is there already, with all its rules. */
export interface StatedSecurityGroup {
  /** The group's ID. */
  readonly id: string;
  readonly ingress: readonly StatedRule[];
  readonly egress: readonly StatedRule[];
}

export interface StatedRule {
  /** The rule's ID. */
  readonly id: string;
  readonly protocol: "tcp" | "udp" | "all";
  /** Of TCP or UDP. @default every port */
  readonly port?: number;
  readonly peer: Ipv4Block;
}

/** A security group of an existing VPC. */
export class ExistingSecurityGroup extends Construct {
  constructor(scope: Construct, id: string, props: StatedSecurityGroup & { readonly vpcId: string }) {
    super(scope, id);
    const { id: groupId, vpcId, ingress, egress } = props;
    const group = new DataAwsSecurityGroup(this, "resource", { id: groupId });
    expectAttributes(group, [
      {
        attribute: "vpc_id",
        value: vpcId,
        sentence: `The security group ${groupId} is stated to be in ${vpcId}, and it is in \${self.vpc_id}. State each group with its own VPC.`,
      },
    ]);
    const rules = new DataAwsVpcSecurityGroupRules(this, "rules", {
      filter: [{ name: "group-id", values: [groupId] }],
    });
    const ids = [...ingress, ...egress].map((rule) => rule.id).sort();
    expectAttributes(rules, [
      {
        attribute: "ids",
        value: ids,
        sentence: `The security group ${groupId} is stated to have ${ids.length === 0 ? "no rules" : `the rules ${ids.join(", ")}`}, and it has \${coalesce(join(", ", sort(self.ids)), "none")}. State all its rules as they are; one that names a security group, a prefix list or an IPv6 block cannot be stated.`,
      },
    ]);
    for (const rule of ingress) this.expectRule(rule, false);
    for (const rule of egress) this.expectRule(rule, true);
  }

  private expectRule({ id, protocol, port, peer }: StatedRule, isEgress: boolean): void {
    const rule = new DataAwsVpcSecurityGroupRule(this, id, { securityGroupRuleId: id });
    const expected = (
      attribute: string,
      value: string | number | boolean,
      stated: string,
      found: string,
    ): AttributeExpectation => ({
      attribute,
      value,
      sentence: `The security group's rule ${id} is stated to ${stated}, and ${found}. State the rule as it is.`,
    });
    const [from, to] = port === undefined ? [0, 65535] : [port, port];
    expectAttributes(rule, [
      expected(
        "is_egress",
        isEgress,
        `be one of ${isEgress ? "egress" : "ingress"}`,
        `it is one of ${isEgress ? "ingress" : "egress"}`,
      ),
      expected(
        "ip_protocol",
        protocol === "all" ? "-1" : protocol,
        `be about ${protocol === "all" ? "every protocol" : protocol.toUpperCase()}`,
        "its protocol is ${self.ip_protocol}",
      ),
      ...(protocol === "all"
        ? []
        : [
            expected("from_port", from, `begin at port ${from}`, "it begins at ${self.from_port}"),
            expected("to_port", to, `end at port ${to}`, "it ends at ${self.to_port}"),
          ]),
      expected(
        "cidr_ipv4",
        peer.toString(),
        `be about ${peer.toString()}`,
        'it is about ${coalesce(self.cidr_ipv4, "no IPv4 block")}',
      ),
    ]);
  }
}
