import { describe, expect, test } from "@jest/globals";
import { isKnown, type Listing, networkOf, type SecurityGroupRule } from "../../../../analysis/network";
import { withoutMirrored } from "../../../../analysis/network/build/mirrored";
import { formatReference, Reference, type Value } from "../../../../analysis/terraform";
import { observed } from "./observed";
import { deployed, get, key, type Resources, VPC, VPC_ID } from "./stacks";

const GROUP = "${aws_security_group.g.id}";
const OTHER = "${aws_security_group.other.id}";
/** What a plan takes away that changes nothing. */
const NOTHING_BEFORE = deployed({});
const HTTPS = { protocol: "tcp", from_port: 443, to_port: 443 };

/** As AWS shows all rules to one port together. */
const group = (shown: object): Resources => ({
  aws_security_group: { g: { vpc_id: VPC_ID, ...shown }, other: { vpc_id: VPC_ID } },
});
const rule = (name: string, peer: object): Resources => ({
  aws_vpc_security_group_ingress_rule: {
    [name]: { security_group_id: GROUP, ip_protocol: "tcp", from_port: 443, to_port: 443, ...peer },
  },
});
const FROM_OFFICE = rule("office", { cidr_ipv4: "192.168.0.0/16" });
const FROM_OTHER = rule("other", { referenced_security_group_id: OTHER });
const SHOWN = group({
  ingress: [{ ...HTTPS, cidr_blocks: ["192.168.0.0/16", "172.16.0.0/12"], security_groups: [OTHER] }],
});
const AS_RULES = [
  "s:aws_security_group.g/ingress[0].cidr_blocks[1]",
  "s:aws_vpc_security_group_ingress_rule.office/cidr_ipv4",
  "s:aws_vpc_security_group_ingress_rule.other/referenced_security_group_id",
];

function ingress(deployment: ReturnType<typeof deployed>): Listing<SecurityGroupRule> {
  return get(networkOf(deployment).securityGroups, "aws_security_group.g").ingress;
}

function keysIn({ items }: Listing<{ readonly key: string }>): string[] {
  return items.map((each) => each.key).sort();
}

describe("a security group that shows the rules of others", () => {
  test("given a state, when it is read, then each rule is told once, and by what made it", () => {
    const rules = ingress(observed(deployed(VPC, SHOWN, FROM_OFFICE, FROM_OTHER)));
    expect(keysIn(rules)).toEqual(AS_RULES);
    expect(rules.doubts).toEqual([]);
  });

  test("given a rule that AWS shows otherwise, when it is read, then both are there", () => {
    const other = rule("office", { cidr_ipv4: "192.168.0.0/17" });
    expect(keysIn(ingress(observed(deployed(VPC, SHOWN, other, FROM_OTHER))))).toHaveLength(4);
  });

  test("given a plan that takes a rule away or changes it, when it is read, then what AWS shows of it counts no more", () => {
    const changed = rule("office", { cidr_ipv4: "192.168.7.0/24" });
    const before = deployed(VPC, SHOWN, FROM_OFFICE, FROM_OTHER);
    expect(keysIn(ingress(observed(deployed(VPC, SHOWN), before)))).toEqual(AS_RULES.slice(0, 1));
    expect(keysIn(ingress(observed(deployed(VPC, SHOWN, changed), before)))).toEqual(AS_RULES.slice(0, 2));
  });

  test("given a rule that no resource states beside some, when it is read, then a state may be older than the apply that took it away, and a plan is not", () => {
    const certain = (deployment: ReturnType<typeof deployed>): unknown =>
      ingress(deployment).items.filter(({ peer }) => isKnown(peer) && peer.kind !== "some").length;
    const written = deployed(VPC, SHOWN, FROM_OFFICE);
    expect(certain(observed(written))).toBe(1);
    expect(ingress(observed(written)).items).toHaveLength(3);
    expect(certain(observed(written, NOTHING_BEFORE))).toBe(3);
    // With none to compare with, it may be the group's own.
    expect(certain(observed(deployed(VPC, SHOWN)))).toBe(3);
  });

  test("given the same as somebody wrote it, when it is read, then each undoes the other", () => {
    expect(ingress(deployed(VPC, SHOWN, FROM_OFFICE)).doubts).not.toEqual([]);
    expect(ingress(deployed(VPC, group({}), FROM_OFFICE)).doubts).toEqual([]);
  });
});

describe("a network ACL that shows the entries of others", () => {
  const entry = { from_port: 0, to_port: 0, protocol: "-1", cidr_block: "0.0.0.0/0" };
  const acl: Resources = {
    aws_network_acl: {
      a: {
        vpc_id: VPC_ID,
        ingress: [
          { ...entry, rule_no: 100, action: "allow" },
          { ...entry, rule_no: 200, action: "deny" },
        ],
      },
    },
  };
  const added: Resources = {
    aws_network_acl_rule: {
      r: {
        network_acl_id: "${aws_network_acl.a.id}",
        rule_number: 200,
        rule_action: "deny",
        protocol: "-1",
        cidr_block: "0.0.0.0/0",
      },
    },
  };
  const keys = (deployment: ReturnType<typeof deployed>): string[] =>
    keysIn(get(networkOf(deployment).networkAcls, "aws_network_acl.a").ingress);

  test("given a state, when it is read, then each number is told once", () => {
    expect(keys(observed(deployed(VPC, acl, added)))).toEqual([
      "s:aws_network_acl.a/ingress[0]",
      "s:aws_network_acl_rule.r",
    ]);
  });

  test("given a state with an entry that no resource states beside some, when it is read, then what it does is not known", () => {
    const actions = (deployment: ReturnType<typeof deployed>): boolean[] =>
      get(networkOf(deployment).networkAcls, "aws_network_acl.a").ingress.items.map(({ action }) =>
        isKnown(action),
      );
    expect(actions(observed(deployed(VPC, acl, added)))).toEqual([false, true]);
    expect(actions(observed(deployed(VPC, acl, added), NOTHING_BEFORE))).toEqual([true, true]);
  });

  test("given a plan that takes an entry away, when it is read, then it is gone", () => {
    expect(keys(observed(deployed(VPC, acl), deployed(VPC, acl, added)))).toEqual([
      "s:aws_network_acl.a/ingress[0]",
    ]);
  });
});

describe("a route table that shows the routes of others", () => {
  const gateway: Resources = {
    aws_internet_gateway: { i: { vpc_id: VPC_ID } },
    aws_vpn_gateway: { v: { vpc_id: VPC_ID } },
  };
  const table: Resources = {
    aws_route_table: {
      t: {
        vpc_id: VPC_ID,
        route: [
          { cidr_block: "0.0.0.0/0", gateway_id: "${aws_internet_gateway.i.id}" },
          { cidr_block: "192.168.0.0/16", gateway_id: "${aws_vpn_gateway.v.id}" },
        ],
        propagating_vgws: ["${aws_vpn_gateway.v.id}"],
      },
    },
  };
  const route: Resources = {
    aws_route: {
      r: {
        route_table_id: "${aws_route_table.t.id}",
        destination_cidr_block: "0.0.0.0/0",
        gateway_id: "${aws_internet_gateway.i.id}",
      },
    },
  };
  const propagation: Resources = {
    aws_vpn_gateway_route_propagation: {
      p: { route_table_id: "${aws_route_table.t.id}", vpn_gateway_id: "${aws_vpn_gateway.v.id}" },
    },
  };
  const tableIn = (...[deployment]: Parameters<typeof networkOf>) =>
    get(networkOf(deployment).routeTables, "aws_route_table.t");

  test("given a state, when it is read, then each destination is told once", () => {
    const { routes } = tableIn(observed(deployed(VPC, gateway, table, route, propagation)));
    expect(keysIn(routes)).toEqual(["s:aws_route.r", "s:aws_route_table.t/route[1]"]);
    expect(routes.doubts).toEqual([]);
  });

  test("given a state with a route and a propagation that no resource states beside some, when it is read, then they may be gone", () => {
    const more: Resources = {
      aws_vpn_gateway: { w: { vpc_id: VPC_ID } },
      aws_route_table: {
        t: {
          ...table["aws_route_table"]?.["t"],
          propagating_vgws: ["${aws_vpn_gateway.v.id}", "${aws_vpn_gateway.w.id}"],
        },
      },
    };
    const written = deployed(VPC, gateway, table, route, propagation, more);
    const state = tableIn(observed(written));
    expect(state.routes.items.map(({ target }) => target.kind).sort()).toEqual([
      "internet-gateway",
      "unknown",
    ]);
    expect(state.propagatingGateways.items).toEqual([key("aws_vpn_gateway.v")]);
    expect(state.propagatingGateways.doubts).toHaveLength(1);
    const plan = tableIn(observed(written, NOTHING_BEFORE));
    expect(plan.routes.items.map(({ target }) => target.kind)).not.toContain("unknown");
    expect(plan.propagatingGateways.doubts).toEqual([]);
  });

  test("given a plan that takes a route and a propagation away, when it is read, then they are gone", () => {
    const before = deployed(VPC, gateway, table, route, propagation);
    const { routes, propagatingGateways } = tableIn(observed(deployed(VPC, gateway, table), before));
    expect(keysIn(routes)).toEqual(["s:aws_route_table.t/route[1]"]);
    expect(propagatingGateways.items).toEqual([]);
    expect(tableIn(observed(deployed(VPC, gateway, table))).propagatingGateways.items).toEqual([
      key("aws_vpn_gateway.v"),
    ]);
  });
});

describe("what shows the additions of others", () => {
  const ENDPOINT: Resources = {
    aws_subnet: {
      a: { vpc_id: VPC_ID, cidr_block: "10.0.0.0/24" },
      b: { vpc_id: VPC_ID, cidr_block: "10.0.1.0/24" },
    },
    aws_vpc_endpoint: {
      e: {
        vpc_id: VPC_ID,
        vpc_endpoint_type: "Interface",
        subnet_ids: ["${aws_subnet.a.id}", "${aws_subnet.b.id}"],
      },
    },
  };
  const ASSOCIATED: Resources = {
    aws_vpc_endpoint_subnet_association: {
      x: { vpc_endpoint_id: "${aws_vpc_endpoint.e.id}", subnet_id: "${aws_subnet.b.id}" },
    },
  };
  const ATTACHED: Resources = {
    aws_internet_gateway: { i: { vpc_id: VPC_ID } },
    aws_internet_gateway_attachment: {
      x: { internet_gateway_id: "${aws_internet_gateway.i.id}", vpc_id: VPC_ID },
    },
  };
  const NAT: Resources = {
    aws_eip: { e: { network_interface: "eni-0a1b2c3d4e5f60718" } },
    aws_nat_gateway: { n: { allocation_id: "${aws_eip.e.id}", subnet_id: "${aws_subnet.a.id}" } },
  };
  const ZONE: Resources = {
    aws_route53_zone: { z: { name: "a.internal", vpc: [{ vpc_id: VPC_ID }, { vpc_id: "${aws_vpc.b.id}" }] } },
    aws_route53_zone_association: {
      x: { zone_id: "${aws_route53_zone.z.zone_id}", vpc_id: "${aws_vpc.b.id}" },
    },
    aws_vpc: { b: { cidr_block: "10.1.0.0/16" } },
  };

  test.each([
    [
      "subnets of an endpoint",
      [ENDPOINT, ASSOCIATED],
      "aws_vpc_endpoint.e",
      "subnet_ids",
      ["aws_subnet.a.id"],
    ],
    ["the VPC of an internet gateway", [ATTACHED], "aws_internet_gateway.i", "vpc_id", undefined],
    ["who has the address of a NAT gateway", [ENDPOINT, NAT], "aws_eip.e", "network_interface", undefined],
    ["the VPCs of a zone", [ZONE], "aws_route53_zone.z", "vpc", ["aws_vpc.vpc.id"]],
  ])(
    "given %s, when a plan of what is there is read, then what others add is left to them",
    (_, more, address, attribute, left) => {
      const written = deployed(VPC, ...more);
      const [name = ""] = address.split(".");
      const valueIn = (deployment: typeof written): Value | undefined =>
        withoutMirrored(deployment).ofType(name)[0]?.attribute(attribute);
      expect(named(valueIn(observed(written, NOTHING_BEFORE)))).toEqual(left);
      expect(named(valueIn(written))).toEqual(named(written.ofType(name)[0]?.attribute(attribute)));
      expect(named(valueIn(written))).not.toEqual(left);
    },
  );

  test("given a plan that takes an association away, when it is read, then the endpoint loses that interface", () => {
    const before = deployed(VPC, ENDPOINT, ASSOCIATED);
    const interfacesOf = (deployment: typeof before): number =>
      get(networkOf(deployment).endpoints, "aws_vpc_endpoint.e").interfaces.items.length;
    expect(interfacesOf(observed(before, NOTHING_BEFORE))).toBe(2);
    expect(interfacesOf(observed(deployed(VPC, ENDPOINT), before))).toBe(1);
    expect(interfacesOf(observed(deployed(VPC, ENDPOINT)))).toBe(2);
  });

  test("given a state that shows more than associations state, when it is read, then the rest may be gone", () => {
    const { interfaces } = get(
      networkOf(observed(deployed(VPC, ENDPOINT, ASSOCIATED))).endpoints,
      "aws_vpc_endpoint.e",
    );
    expect(interfaces.items).toHaveLength(1);
    expect(interfaces.doubts.map(({ expression }) => expression)).toEqual(["subnet_ids"]);
  });

  test("given a state of a zone, when it is read, then the VPC that it was made with is certain, and of two neither", () => {
    const zone = (...more: Resources[]): Value | undefined =>
      withoutMirrored(observed(deployed(VPC, ...more)))
        .ofType("aws_route53_zone")[0]
        ?.attribute("vpc");
    const third: Resources = {
      aws_vpc: { c: { cidr_block: "10.2.0.0/16" } },
      aws_route53_zone: {
        z: {
          name: "a.internal",
          vpc: [{ vpc_id: VPC_ID }, { vpc_id: "${aws_vpc.b.id}" }, { vpc_id: "${aws_vpc.c.id}" }],
        },
      },
    };
    expect(named(zone(ZONE))).toEqual(["aws_vpc.vpc.id"]);
    const of = zone(ZONE, third);
    expect(Array.isArray(of) && of.map((each: Value) => isKnown(each))).toEqual([false, false]);
  });

  test("given the address of a NAT gateway, when a state is read, then no interface may have it as well", () => {
    const host: Resources = { aws_network_interface: { n: { subnet_id: "${aws_subnet.a.id}" } } };
    const { hasPublicAddress } = get(
      networkOf(observed(deployed(VPC, ENDPOINT, NAT, host))).interfaces,
      "aws_network_interface.n",
    );
    expect(isKnown(hasPublicAddress) && hasPublicAddress).toBe(false);
    expect(isKnown(hasPublicAddress)).toBe(true);
  });
});

/** References as they are written, in a list or in the blocks of one. */
function named(value: Value | undefined): unknown {
  if (value instanceof Reference) return formatReference(value).replace(/^\w+:/, "");
  if (Array.isArray(value)) return value.map((each: Value) => named(each));
  if (typeof value === "object" && value !== null && "vpc_id" in value) return named(value["vpc_id"]);
  return value;
}
