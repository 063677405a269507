import { describe, expect, test } from "@jest/globals";
import { parseBlock, valueOf } from "../../../../modules/addressing";
import { isKnown, type Listing, type SecurityGroupRule } from "../../../../analysis/network";
import { securityGroupsOf } from "../../../../analysis/network/build/security-groups";
import {
  deployed,
  get,
  key,
  OF_VARIABLE,
  reasonOf,
  reasonsOf,
  type Resources,
  VARIABLE,
  VPC,
  VPC_ID,
} from "./stacks";

const PORT = { from_port: 443, to_port: 443 };
const GROUP_ID = "${aws_security_group.g.id}";

function ingress(attributes: object, ...others: readonly Resources[]): Listing<SecurityGroupRule> {
  const group = { aws_security_group: { g: { vpc_id: VPC_ID, ...attributes } } };
  return get(securityGroupsOf(deployed(VPC, group, ...others)), "aws_security_group.g").ingress;
}

/** The three ways of writing rules. */
const inline = (peers: object, ...others: readonly Resources[]): Listing<SecurityGroupRule> =>
  ingress({ ingress: [{ protocol: "tcp", ...PORT, ...peers }] }, ...others);
const asResource = (attributes: object, ...others: readonly Resources[]): Listing<SecurityGroupRule> =>
  ingress(
    {},
    {
      aws_security_group_rule: {
        r: { type: "ingress", security_group_id: GROUP_ID, protocol: "tcp", ...PORT, ...attributes },
      },
    },
    ...others,
  );
const alone = (attributes: object, ...others: readonly Resources[]): Listing<SecurityGroupRule> =>
  ingress(
    {},
    {
      aws_vpc_security_group_ingress_rule: {
        r: { security_group_id: GROUP_ID, ip_protocol: "tcp", ...PORT, ...attributes },
      },
    },
    ...others,
  );

/** Like `10.0.0.0/8`, the key of a group, `none` or why it is unknown. */
function peersOf({ items }: Listing<SecurityGroupRule>): (string | number)[] {
  return items.map(({ peer }) => {
    if (!isKnown(peer)) return peer.reason;
    if (peer.kind === "security-group") return peer.group;
    if (peer.kind === "some") return peer.why.reason;
    return peer.kind === "none" ? "none" : peer.addresses.size;
  });
}

const OTHER: Resources = { aws_security_group: { other: { vpc_id: VPC_ID } } };
const OTHER_ID = "${aws_security_group.other.id}";

describe("the peers of a rule", () => {
  test("given several of every kind in a group, when it is read, then each is a rule with a key of its own", () => {
    const rules = inline({
      cidr_blocks: ["10.0.0.0/24", "10.1.0.0/25"],
      ipv6_cidr_blocks: ["::/0"],
      security_groups: [GROUP_ID],
      self: true,
      prefix_list_ids: [],
      description: "",
    });
    expect(peersOf(rules)).toEqual([
      256,
      128,
      "none",
      key("aws_security_group.g"),
      key("aws_security_group.g"),
    ]);
    expect(rules.items.map((rule) => rule.key)).toEqual(
      ["cidr_blocks[0]", "cidr_blocks[1]", "ipv6_cidr_blocks[0]", "security_groups[0]", "self"].map((part) =>
        key("aws_security_group.g", `ingress[0].${part}`),
      ),
    );
    expect(rules.items.every(({ at }) => at === "s:aws_security_group.g")).toBe(true);
    expect(rules.doubts).toEqual([]);
  });

  test("given rules that are resources, when they are read, then they mean the same", () => {
    expect(peersOf(asResource({ cidr_blocks: ["10.0.0.0/24"], self: false }))).toEqual([256]);
    expect(peersOf(asResource({ self: true }))).toEqual([key("aws_security_group.g")]);
    expect(peersOf(asResource({ source_security_group_id: OTHER_ID }, OTHER))).toEqual([
      key("aws_security_group.other"),
    ]);
    expect(peersOf(alone({ cidr_ipv4: "10.0.0.0/24" }))).toEqual([256]);
    expect(peersOf(alone({ cidr_ipv6: "::/0" }))).toEqual(["none"]);
    expect(peersOf(alone({ referenced_security_group_id: OTHER_ID }, OTHER))).toEqual([
      key("aws_security_group.other"),
    ]);
  });

  test("given the default group of a VPC by its resource, when it is read, then it is the VPC's", () => {
    const managed = { aws_default_security_group: { d: { vpc_id: VPC_ID } } };
    const rules = alone({ referenced_security_group_id: "${aws_default_security_group.d.id}" }, managed);
    expect(peersOf(rules)).toEqual([key("aws_vpc.vpc", "default-security-group")]);
  });

  test("given a rule with every block, when it is read, then its addresses are the block's", () => {
    const [rule] = alone({ cidr_ipv4: "10.2.0.0/16" }).items;
    const block = valueOf(parseBlock("10.2.0.0/16"));
    expect(rule?.peer).toMatchObject({
      kind: "blocks",
      addresses: { intervals: [{ first: block.first, last: block.last }] },
    });
  });

  test("given peers that are unknown, when they are read, then the rule stands with an unknown peer", () => {
    expect(peersOf(inline({ cidr_blocks: ["10.0.0.0/24", VARIABLE] }))).toEqual([256, OF_VARIABLE]);
    expect(peersOf(inline({ cidr_blocks: VARIABLE }))).toEqual([OF_VARIABLE]);
    expect(peersOf(inline({ self: VARIABLE }))).toEqual([OF_VARIABLE]);
    expect(peersOf(asResource({ source_security_group_id: VARIABLE }))).toEqual([OF_VARIABLE]);
    expect(peersOf(alone({ cidr_ipv4: "10.0.0.1/8" }))[0]).toMatch(/10\.0\.0\.0\/8/);
    expect(peersOf(alone({ referenced_security_group_id: "222222222222/sg-1" }))[0]).toMatch(
      /^none of the given/,
    );
    expect(peersOf(alone({ prefix_list_id: "pl-1" }))[0]).toMatch(/^none of the given/);
  });

  test("given prefix lists, when they are read, then their entries are the peers where all are known", () => {
    const list = (attributes: object, ...others: readonly Resources[]): (string | number)[] =>
      peersOf(
        alone(
          { prefix_list_id: "${aws_ec2_managed_prefix_list.l.id}" },
          { aws_ec2_managed_prefix_list: { l: { address_family: "IPv4", ...attributes } } },
          ...others,
        ),
      );
    const added = (cidr: string, of = "${aws_ec2_managed_prefix_list.l.id}"): Resources => ({
      aws_ec2_managed_prefix_list_entry: { e: { cidr, prefix_list_id: of } },
    });
    expect(list({ entry: [{ cidr: "10.0.0.0/24" }, { cidr: "10.9.0.0/24" }] })).toEqual([512]);
    expect(list({ entry: { cidr: "10.0.0.0/24" } }, added("10.9.0.0/25"))).toEqual([384]);
    expect(list({ address_family: "IPv6", entry: [{ cidr: "::/0" }] })).toEqual([0]);
    expect(list({ entry: [{ cidr: "10.0.0.0/24" }, { cidr: VARIABLE }] })).toEqual([OF_VARIABLE]);
    expect(list({}, added(VARIABLE))).toEqual([OF_VARIABLE]);
    expect(list({}, added("10.0.0.0/24", VARIABLE))).toEqual([OF_VARIABLE]);
    expect(list({ address_family: VARIABLE })).toEqual([OF_VARIABLE]);
  });
});

describe("the traffic and direction of a rule", () => {
  test("given ports of a variable, when it is read, then its traffic is unknown", () => {
    const [rule] = alone({ cidr_ipv4: "10.0.0.0/24", to_port: VARIABLE }).items;
    expect(reasonOf(rule?.traffic)).toBe(OF_VARIABLE);
  });

  test("given ICMP in the place of ports, when it is read, then it is the type and code", () => {
    const [rule] = alone({ cidr_ipv4: "10.0.0.0/24", ip_protocol: "icmp", from_port: 8, to_port: 0 }).items;
    expect(rule?.traffic).toMatchObject({
      boxes: [{ destinationPorts: { intervals: [{ first: 2048, last: 2048 }] } }],
    });
  });

  test("given a rule of the other direction, when it is read, then it is not in this one", () => {
    expect(asResource({ type: "egress", cidr_blocks: ["10.0.0.0/24"] })).toEqual({ items: [], doubts: [] });
  });

  test("given a rule of an unknown direction, when it is read, then this direction is doubtful", () => {
    expect(reasonsOf(asResource({ type: VARIABLE, self: true }).doubts)).toEqual([OF_VARIABLE]);
    expect(reasonsOf(asResource({ type: "sideways", self: true }).doubts)).toEqual([
      "this is not ingress or egress",
    ]);
  });

  test("given rules that are unknown as a whole, when they are read, then the direction is doubtful", () => {
    expect(reasonsOf(ingress({ ingress: VARIABLE }).doubts)).toEqual([OF_VARIABLE]);
  });
});
