import { describe, expect, test } from "@jest/globals";
import type { SecurityGroup } from "../../../../analysis/network";
import { securityGroupsOf } from "../../../../analysis/network/build/security-groups";
import { EVERY_ADDRESS, PacketSet } from "../../../../analysis/packets";
import { deploymentOf } from "../../../support/deployments";
import {
  deployed,
  get,
  key,
  OF_VARIABLE,
  reasonOf,
  reasonsOf,
  stackOf,
  type Resources,
  VARIABLE,
  VPC,
  VPC_ID,
} from "./stacks";

const GROUP: Resources = { aws_security_group: { g: { vpc_id: VPC_ID } } };
const RULE = { security_group_id: "${aws_security_group.g.id}", ip_protocol: "-1", cidr_ipv4: "10.0.0.0/8" };
const NOTHING = { items: [], doubts: [] };
const CONFLICT = "what is written here and what other resources add undo each other in every run";

function group(...resources: readonly Resources[]): SecurityGroup {
  return get(securityGroupsOf(deployed(VPC, GROUP, ...resources)), "aws_security_group.g");
}

function defaultGroup(...resources: readonly Resources[]): SecurityGroup {
  return get(securityGroupsOf(deployed(VPC, ...resources)), "aws_vpc.vpc", "default-security-group");
}

function ingressRule(attributes: object, name = "r"): Resources {
  return { aws_vpc_security_group_ingress_rule: { [name]: { ...RULE, ...attributes } } };
}

describe("a security group", () => {
  test("given no rules, when it is built, then it admits nothing and lets nothing out: Terraform takes AWS's rule away", () => {
    expect(group()).toEqual({
      key: "s:aws_security_group.g",
      at: "s:aws_security_group.g",
      vpc: "s:aws_vpc.vpc",
      ingress: NOTHING,
      egress: NOTHING,
    });
  });

  test("given no VPC, when it is built, then it is the account's default one", () => {
    const { vpc } = get(
      securityGroupsOf(deployed({ aws_security_group: { g: {} } })),
      "aws_security_group.g",
    );
    expect(reasonOf(vpc)).toBe("left out, it is the account's default VPC");
  });

  test("given a rule of the group, when it is built, then it is in its direction alone", () => {
    const { ingress, egress } = group(ingressRule({}));
    expect(ingress.items.map(({ key: each }) => each)).toEqual([
      key("aws_vpc_security_group_ingress_rule.r", "cidr_ipv4"),
    ]);
    expect(egress).toEqual(NOTHING);
  });

  test("given a rule of another group, when it is built, then it is not in this one", () => {
    const other = { aws_security_group: { other: { vpc_id: VPC_ID } } };
    expect(
      group(other, ingressRule({ security_group_id: "${aws_security_group.other.id}" })).ingress,
    ).toEqual(NOTHING);
  });

  test("given a rule of an unknown group, when it is built, then every group is doubtful in that direction", () => {
    const resources = [GROUP, ingressRule({ security_group_id: VARIABLE })];
    for (const { ingress, egress } of [group(...resources), defaultGroup(...resources)]) {
      expect(reasonsOf(ingress.doubts)).toEqual([OF_VARIABLE]);
      expect(egress.doubts).toEqual([]);
    }
  });

  test("given a rule of a group by its ID, or by a data source, when it is built, then it may be any group", () => {
    const byId = ingressRule({ security_group_id: "sg-0123" });
    expect(reasonsOf(group(byId).ingress.doubts)).toEqual([
      "none of the given stacks makes it as aws_security_group",
    ]);
    const byData = ingressRule({ security_group_id: "${data.aws_security_group.found.id}" });
    const stack = stackOf({ ...VPC, ...GROUP, ...byData });
    const deployment = deploymentOf({ s: { ...stack, data: { aws_security_group: { found: {} } } } });
    const { ingress } = get(securityGroupsOf(deployment), "aws_security_group.g");
    expect(reasonsOf(ingress.doubts)).toEqual(["a data source finds it when Terraform runs"]);
  });

  test("given rules in the group and as resources, when it is built, then they undo each other, in that direction", () => {
    const inline = { aws_security_group: { g: { vpc_id: VPC_ID, ingress: [], egress: [] } } };
    const { ingress, egress } = group(inline, ingressRule({}));
    expect(reasonsOf(ingress.doubts)).toEqual([CONFLICT]);
    expect(ingress.items).toEqual([]);
    expect(egress).toEqual(NOTHING);
  });
});

describe("a VPC's default security group", () => {
  const managed = (attributes: object): Resources => ({
    aws_default_security_group: { d: { vpc_id: VPC_ID, ...attributes } },
  });

  test("given nothing that manages it, when it is built, then it admits its members and lets everything out", () => {
    const itself = key("aws_vpc.vpc", "default-security-group");
    expect(defaultGroup()).toMatchObject({
      key: itself,
      at: "s:aws_vpc.vpc",
      vpc: "s:aws_vpc.vpc",
      ingress: {
        items: [{ traffic: PacketSet.all, peer: { kind: "security-group", group: itself } }],
        doubts: [],
      },
      egress: {
        items: [{ traffic: PacketSet.all, peer: { kind: "blocks", addresses: EVERY_ADDRESS } }],
        doubts: [],
      },
    });
  });

  test("given a resource that manages it without rules, when it is built, then it has none", () => {
    expect(defaultGroup(managed({}))).toEqual({
      key: "s:aws_vpc.vpc/default-security-group",
      at: "s:aws_default_security_group.d",
      vpc: "s:aws_vpc.vpc",
      ingress: NOTHING,
      egress: NOTHING,
    });
  });

  test("given a resource that manages it with rules, when it is built, then it has these", () => {
    const rule = { protocol: "-1", from_port: 0, to_port: 0, self: true };
    const { ingress, egress } = defaultGroup(managed({ ingress: [rule] }));
    expect(ingress.items).toMatchObject([
      {
        key: "s:aws_default_security_group.d/ingress[0].self",
        peer: { kind: "security-group", group: "s:aws_vpc.vpc/default-security-group" },
      },
    ]);
    expect(egress).toEqual(NOTHING);
  });

  test("given a rule of it by either of its names, when it is built, then it is in it", () => {
    const byVpc = ingressRule({ security_group_id: "${aws_vpc.vpc.default_security_group_id}" });
    const byManager = ingressRule({ security_group_id: "${aws_default_security_group.d.id}" });
    expect(defaultGroup(byVpc).ingress.items).toHaveLength(2);
    const { items, doubts } = defaultGroup(managed({}), byManager).ingress;
    expect(items).toEqual([]);
    expect(reasonsOf(doubts)).toEqual([CONFLICT]);
  });

  test("given a resource that manages that of an unknown VPC, when it is built, then each is doubtful", () => {
    expect(reasonsOf(defaultGroup(managed({ vpc_id: VARIABLE })).ingress.doubts)).toEqual([OF_VARIABLE]);
    expect(reasonsOf(group(managed({ vpc_id: VARIABLE })).ingress.doubts)).toEqual([]);
  });
});

describe("many security groups", () => {
  test("given rules of unknown groups, when they are built, then all groups share one list of doubts", () => {
    const strays = Object.fromEntries(
      ["a", "b", "c"].map((name) => [name, { ...RULE, security_group_id: VARIABLE }]),
    );
    const other = { aws_security_group: { other: { vpc_id: VPC_ID } } };
    const deployment = deployed(VPC, GROUP, other, { aws_vpc_security_group_egress_rule: strays });
    const groups = securityGroupsOf(deployment);
    const { doubts } = get(groups, "aws_security_group.g").egress;
    expect(doubts).toHaveLength(3);
    // Copied for each group, they would cost the square of their number.
    expect(get(groups, "aws_security_group.other").egress.doubts).toBe(doubts);
  });
});
