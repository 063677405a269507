import { describe, expect, test } from "@jest/globals";
import { isKnown, type NetworkAcl, type NetworkAclEntry } from "../../../../analysis/network";
import { networkAclsOf } from "../../../../analysis/network/build/network-acls";
import { EVERY_ADDRESS, PacketSet } from "../../../../analysis/packets";
import {
  deployed,
  get,
  OF_VARIABLE,
  reasonOf,
  reasonsOf,
  type Resources,
  VARIABLE,
  VPC,
  VPC_ID,
} from "./stacks";

const NOTHING = { items: [], doubts: [] };
const ENTRY = { protocol: "tcp", from_port: 80, to_port: 80, cidr_block: "10.0.0.0/24" };
const INLINE = { ...ENTRY, rule_no: 100, action: "allow" };
const RULE = { ...ENTRY, network_acl_id: "${aws_network_acl.n.id}", rule_number: 100, rule_action: "allow" };

function acl(attributes: object, ...others: readonly Resources[]): NetworkAcl {
  const own = { aws_network_acl: { n: { vpc_id: VPC_ID, ...attributes } } };
  return get(networkAclsOf(deployed(VPC, own, ...others)), "aws_network_acl.n");
}

function defaultAcl(...others: readonly Resources[]): NetworkAcl {
  return get(networkAclsOf(deployed(VPC, ...others)), "aws_vpc.vpc", "default-network-acl");
}

function rules(named: Readonly<Record<string, object>>): Resources {
  const each = Object.entries(named).map(([name, attributes]) => [name, { ...RULE, ...attributes }] as const);
  return { aws_network_acl_rule: Object.fromEntries(each) };
}

function only({ items }: NetworkAcl["ingress"]): NetworkAclEntry {
  const [entry, ...others] = items;
  expect(others).toEqual([]);
  if (entry === undefined) throw new Error("there is no entry");
  return entry;
}

const numbersOf = ({ items }: NetworkAcl["ingress"]): unknown[] =>
  items.map(({ ruleNumber }) => (isKnown(ruleNumber) ? ruleNumber : "unknown"));

describe("a network ACL", () => {
  test("given no entries, when it is built, then it has none, which denies everything", () => {
    expect(acl({})).toEqual({
      key: "s:aws_network_acl.n",
      at: "s:aws_network_acl.n",
      vpc: "s:aws_vpc.vpc",
      ingress: NOTHING,
      egress: NOTHING,
    });
  });

  test("given an entry in it, when it is built, then it is an entry of its direction", () => {
    const { ingress, egress } = acl({ egress: [INLINE] });
    expect(ingress).toEqual(NOTHING);
    expect(only(egress)).toMatchObject({
      key: "s:aws_network_acl.n/egress[0]",
      at: "s:aws_network_acl.n",
      ruleNumber: 100,
      action: "allow",
      addresses: { size: 256 },
      traffic: { boxes: [{ destinationPorts: { intervals: [{ first: 80, last: 80 }] } }] },
    });
  });

  test("given an entry as a resource, when it is built, then it means the same", () => {
    const { ingress, egress } = acl({}, rules({ in: { rule_action: "DENY" }, out: { egress: true } }));
    expect(only(ingress)).toMatchObject({
      key: "s:aws_network_acl_rule.in",
      action: "deny",
      addresses: { size: 256 },
    });
    expect(only(egress)).toMatchObject({ key: "s:aws_network_acl_rule.out", action: "allow" });
  });

  test("given entries in any order, when it is built, then the lowest number is first and unknown ones are last", () => {
    const { ingress } = acl(
      {},
      rules({ a: { rule_number: VARIABLE }, b: { rule_number: 300 }, c: { rule_number: "90" } }),
    );
    expect(numbersOf(ingress)).toEqual([90, 300, "unknown"]);
    expect(ingress.doubts).toEqual([]);
  });

  test("given two entries of one number, when it is built, then it is doubtful, but not across directions", () => {
    const same = "another entry of this network ACL has the same number";
    expect(reasonsOf(acl({}, rules({ a: {}, b: {} })).ingress.doubts)).toEqual([same]);
    expect(acl({}, rules({ a: {}, b: { egress: true } })).ingress.doubts).toEqual([]);
  });

  test("given an entry for IPv6, when it is built, then it has no addresses", () => {
    const { ingress } = acl({ ingress: [{ ...INLINE, cidr_block: "", ipv6_cidr_block: "::/0" }] });
    expect(only(ingress).addresses).toMatchObject({ size: 0 });
  });

  test("given ICMP without a type, when it is built, then a block means type 0, and a resource does not say", () => {
    const icmp = { protocol: "icmp", from_port: 0, to_port: 0 };
    expect(only(acl({ ingress: [{ ...INLINE, ...icmp }] }).ingress).traffic).toMatchObject({
      boxes: [{ destinationPorts: { intervals: [{ first: 0, last: 0 }] } }],
    });
    expect(reasonOf(only(acl({}, rules({ a: icmp })).ingress).traffic)).toMatch(/not an ICMP type/);
    const every = { ...icmp, icmp_type: -1, icmp_code: -1 };
    expect(only(acl({}, rules({ a: every })).ingress).traffic).toMatchObject({
      boxes: [{ destinationPorts: { intervals: [{ first: 0, last: 65535 }] } }],
    });
  });

  test("given what is unknown or wrong, when it is built, then that is unknown", () => {
    const entry = only(
      acl({ ingress: [{ rule_no: VARIABLE, action: VARIABLE, protocol: VARIABLE, cidr_block: VARIABLE }] })
        .ingress,
    );
    const parts = [entry.ruleNumber, entry.action, entry.traffic, entry.addresses];
    expect(parts.map(reasonOf)).toEqual(parts.map(() => OF_VARIABLE));
    const wrong = only(acl({ ingress: [{ protocol: "-1", action: "maybe" }] }).ingress);
    expect([wrong.ruleNumber, wrong.action, wrong.addresses].map(reasonOf)).toEqual([
      "this is not the number of an entry",
      "this is not allow or deny",
      "this is not a block of IPv4 addresses",
    ]);
  });

  test("given an entry of an unknown ACL or direction, when it is built, then it is doubtful", () => {
    const stray = rules({ a: { network_acl_id: VARIABLE } });
    expect(reasonsOf(acl({}, stray).ingress.doubts)).toEqual([OF_VARIABLE]);
    expect(acl({}, stray).egress.doubts).toEqual([]);
    expect(reasonsOf(defaultAcl(stray).ingress.doubts)).toEqual([OF_VARIABLE]);
    const { ingress, egress } = acl({}, rules({ a: { egress: VARIABLE } }));
    expect([ingress, egress].map(({ doubts }) => reasonsOf(doubts))).toEqual([[OF_VARIABLE], [OF_VARIABLE]]);
  });

  test("given entries in it and as resources, when it is built, then they undo each other", () => {
    expect(reasonsOf(acl({ ingress: [] }, rules({ a: {} })).ingress.doubts)).toEqual([
      "what is written here and what other resources add undo each other in every run",
    ]);
  });
});

describe("a VPC's default network ACL", () => {
  const managed = (attributes: object): Resources => ({
    aws_default_network_acl: {
      d: { default_network_acl_id: "${aws_vpc.vpc.default_network_acl_id}", ...attributes },
    },
  });

  test("given nothing that manages it, when it is built, then it allows everything both ways", () => {
    const everything = { ruleNumber: 100, action: "allow", traffic: PacketSet.all, addresses: EVERY_ADDRESS };
    expect(defaultAcl()).toMatchObject({
      at: "s:aws_vpc.vpc",
      vpc: "s:aws_vpc.vpc",
      ingress: { items: [everything], doubts: [] },
      egress: { items: [everything], doubts: [] },
    });
  });

  test("given a resource that manages it, when it is built, then it allows what that says alone", () => {
    expect(defaultAcl(managed({}))).toMatchObject({
      key: "s:aws_vpc.vpc/default-network-acl",
      at: "s:aws_default_network_acl.d",
      ingress: NOTHING,
      egress: NOTHING,
    });
    expect(numbersOf(defaultAcl(managed({ ingress: INLINE })).ingress)).toEqual([100]);
  });

  test("given an entry before the one of AWS, when it is built, then it comes first", () => {
    const before = rules({ a: { network_acl_id: "${aws_vpc.vpc.default_network_acl_id}", rule_number: 50 } });
    expect(numbersOf(defaultAcl(before).ingress)).toEqual([50, 100]);
    expect(defaultAcl(before).ingress.doubts).toEqual([]);
  });

  test("given an entry beside a resource that manages it, when it is built, then it is doubtful", () => {
    const entry = rules({ a: { network_acl_id: "${aws_default_network_acl.d.id}" } });
    expect(defaultAcl(managed({}), entry).ingress.doubts).toHaveLength(1);
  });
});
