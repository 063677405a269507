import { describe, expect, test } from "@jest/globals";
import { networkOf } from "../../../../../analysis/network";
import { deploymentOf, stateOf } from "../../../../support/deployments";
import { deployed, OF_VARIABLE, type Resources, stackOf, VARIABLE } from "../stacks";

const GATEWAY = { vpn_gateway_id: "${aws_vpn_gateway.it.id}" };

/** A connection to `device`, with blocks inside its tunnels by their third number. */
function connection(device: string, inside: number, attributes: object = {}): object {
  return {
    type: "ipsec.1",
    ...GATEWAY,
    customer_gateway_id: `\${aws_customer_gateway.${device}.id}`,
    static_routes_only: true,
    tunnel1_inside_cidr: `169.254.${inside}.0/30`,
    tunnel2_inside_cidr: `169.254.${inside}.4/30`,
    ...attributes,
  };
}

/** What AWS refuses, by resource, and what it may refuse. */
function judged(resources: Resources): {
  readonly refused: Record<string, string[]>;
  readonly doubts: string[];
} {
  const base: Resources = {
    aws_vpc: { vpc: { cidr_block: "10.0.0.0/16" }, other: { cidr_block: "10.1.0.0/16" } },
    aws_vpn_gateway: { it: { vpc_id: "${aws_vpc.vpc.id}" } },
    aws_customer_gateway: {
      one: { type: "ipsec.1", bgp_asn: "65000", ip_address: "203.0.113.1" },
      two: { type: "ipsec.1", bgp_asn: "65000", ip_address: "203.0.113.2" },
      same: { type: "ipsec.1", bgp_asn: "65001", ip_address: "203.0.113.1" },
    },
    aws_route_table: {
      own: { vpc_id: "${aws_vpc.vpc.id}" },
      others: { vpc_id: "${aws_vpc.other.id}" },
    },
  };
  const all = Object.fromEntries(
    Object.keys({ ...base, ...resources }).map((type) => [type, { ...base[type], ...resources[type] }]),
  );
  const { refusals, unmodelled } = networkOf(deployed(all));
  const refused = new Map<string, string[]>();
  for (const { at, sentence } of [...refusals.values()].flat())
    refused.set(at.slice("s:".length), [...(refused.get(at.slice("s:".length)) ?? []), sentence]);
  return {
    refused: Object.fromEntries(refused),
    doubts: [...unmodelled.values()].flat().map(({ reason }) => reason),
  };
}

const FINE = { refused: {}, doubts: [] };

describe("what AWS refuses of VPN gateways", () => {
  test("given two for one VPC, when they are judged, then either is refused; for two VPCs, neither", () => {
    const second = (vpc: string): Resources => ({
      aws_vpn_gateway: { second: { vpc_id: `\${aws_vpc.${vpc}.id}` } },
    });
    expect(Object.keys(judged(second("vpc")).refused)).toEqual([
      "aws_vpn_gateway.it",
      "aws_vpn_gateway.second",
    ]);
    expect(judged(second("other"))).toEqual(FINE);
  });

  test.each(["64512", "65534", "4200000000", "4294967294", "7224"])(
    "given its ASN %s, when it is judged, then it is taken",
    (asn) => {
      expect(judged({ aws_vpn_gateway: { it: { amazon_side_asn: asn } } })).toEqual(FINE);
    },
  );

  test.each(["64511", "65535", "4199999999", "4294967295"])(
    "given its ASN %s, when it is judged, then it is refused",
    (asn) => {
      expect(judged({ aws_vpn_gateway: { it: { amazon_side_asn: asn } } }).refused).toEqual({
        "aws_vpn_gateway.it": [
          `AWS refuses a VPN gateway the ASN ${asn}; state one from 64512 to 65534, or from 4200000000 to 4294967294`,
        ],
      });
    },
  );

  test("given ASNs of customer gateways, when they are judged, then those from 1 on are taken", () => {
    const customer = (attributes: object): Resources => ({ aws_customer_gateway: { one: attributes } });
    for (const taken of [{ bgp_asn: "1" }, { bgp_asn_extended: "4294967295" }, {}])
      expect(judged(customer(taken))).toEqual(FINE);
    expect(Object.keys(judged(customer({ bgp_asn: "0" })).refused)).toEqual(["aws_customer_gateway.one"]);
    expect(judged(customer({ bgp_asn: VARIABLE }))).toEqual({ refused: {}, doubts: [OF_VARIABLE] });
  });

  test.each<[string, (table: string) => Resources]>([
    [
      "a propagation",
      (table) => ({
        aws_vpn_gateway_route_propagation: {
          it: { ...GATEWAY, route_table_id: `\${aws_route_table.${table}.id}` },
        },
      }),
    ],
    [
      "a route",
      (table) => ({
        aws_route: {
          it: {
            gateway_id: GATEWAY.vpn_gateway_id,
            destination_cidr_block: "10.200.0.0/16",
            route_table_id: `\${aws_route_table.${table}.id}`,
          },
        },
      }),
    ],
  ])("given %s of another VPC's table, when it is judged, then it is refused", (_, use) => {
    expect(judged(use("own"))).toEqual(FINE);
    const [resource] = Object.keys(use("others"));
    expect(judged(use("others")).refused).toEqual({
      [`${resource}.it`]: [
        "AWS refuses it aws_vpn_gateway.it, which is not attached to aws_vpc.other; attach it, or name the VPN gateway of this VPC",
      ],
    });
  });

  test("given a table that lists another VPC's gateway, when it is judged, then it is refused", () => {
    const listing = { vpc_id: "${aws_vpc.other.id}", propagating_vgws: [GATEWAY.vpn_gateway_id] };
    expect(Object.keys(judged({ aws_route_table: { others: listing } }).refused)).toEqual([
      "aws_route_table.others",
    ]);
  });
});

describe("what AWS refuses of VPN connections", () => {
  const between = (...connections: readonly object[]): Resources => ({
    aws_vpn_connection: Object.fromEntries(connections.map((each, index) => [`c${index}`, each])),
  });

  test("given two of one gateway to two devices, when they are judged, then they are taken", () => {
    expect(judged(between(connection("one", 10), connection("two", 11)))).toEqual(FINE);
  });

  test("given a block inside tunnels of both, when they are judged, then either is refused", () => {
    const { refused } = judged(between(connection("one", 10), connection("two", 10)));
    expect(refused["aws_vpn_connection.c0"]?.[0]).toBe(
      "AWS refuses 169.254.10.0/30 inside tunnels of two connections of one VPN gateway, and aws_vpn_connection.c1 has it, too; state another",
    );
    expect(Object.keys(refused)).toEqual(["aws_vpn_connection.c0", "aws_vpn_connection.c1"]);
  });

  test("given two customer gateways of one address, when they are judged, then either is refused", () => {
    const { refused } = judged(between(connection("one", 10), connection("same", 11)));
    expect(refused["aws_vpn_connection.c1"]).toEqual([
      "AWS refuses two connections of one VPN gateway to the device at 203.0.113.1, and aws_vpn_connection.c0 is one, too; leave one of them out",
    ]);
  });

  test.each([
    ["of two stacks, with one name", "far", []],
    [
      "of one stack, twice",
      "near",
      [
        "AWS refuses two connections of one VPN gateway to the device at aws_eip.device.public_ip of near, and aws_vpn_connection.c1 is one, too; leave one of them out",
      ],
    ],
  ])(
    "given elastic IP addresses %s, when they are judged, then one address is one device",
    (_, second, says) => {
      const at = (stack: string): string => `\${data.terraform_remote_state.${stack}.outputs.address}`;
      const device = {
        ...stackOf({ aws_eip: { device: { domain: "vpc" } } }),
        output: { address: { value: "${aws_eip.device.public_ip}" } },
      };
      const joining = {
        ...stackOf({
          aws_vpc: { vpc: { cidr_block: "10.0.0.0/16" } },
          aws_vpn_gateway: { it: { vpc_id: "${aws_vpc.vpc.id}" } },
          aws_customer_gateway: {
            one: { type: "ipsec.1", bgp_asn: "65000", ip_address: at("near") },
            two: { type: "ipsec.1", bgp_asn: "65001", ip_address: at(second) },
          },
          ...between(connection("one", 10), connection("two", 11)),
        }),
        data: { terraform_remote_state: { near: stateOf("near"), far: stateOf("far") } },
      };
      const { refusals } = networkOf(deploymentOf({ s: joining, near: device, far: device }));
      const [refused = []] = [...refusals.values()];
      expect(refused.map(({ sentence }) => sentence)).toEqual(says);
    },
  );

  test("given one customer gateway for both, when they are judged, then AWS makes one of them", () => {
    const reason = "of two connections between the same two gateways AWS makes one";
    expect(judged(between(connection("one", 10), connection("one", 11)))).toEqual({
      refused: {},
      doubts: [reason, reason],
    });
  });

  test.each(["169.254.10.0/29", "169.253.0.0/30", "169.254.5.0/30", "169.254.169.252/30", "169.254.10.4/30"])(
    "given %s inside tunnel 1, when it is judged, then it is refused",
    (tunnel1_inside_cidr) => {
      expect(Object.keys(judged(between(connection("one", 10, { tunnel1_inside_cidr }))).refused)).toEqual([
        "aws_vpn_connection.c0",
      ]);
    },
  );

  test("given blocks that AWS picks or nobody knows, when it is judged, then nothing is refused", () => {
    expect(judged(between(connection("one", 10, { tunnel1_inside_cidr: null })))).toEqual(FINE);
    expect(judged(between(connection("one", 10, { tunnel1_inside_cidr: VARIABLE })))).toEqual({
      refused: {},
      doubts: [OF_VARIABLE],
    });
  });

  test("given a static route, when it is judged, then it is refused where BGP brings the routes", () => {
    const routed = (attributes: object): Resources => ({
      ...between(connection("one", 10, attributes)),
      aws_vpn_connection_route: {
        it: {
          vpn_connection_id: "${aws_vpn_connection.c0.id}",
          destination_cidr_block: "10.200.0.0/16",
        },
      },
    });
    expect(judged(routed({}))).toEqual(FINE);
    expect(judged(routed({ static_routes_only: false })).refused).toEqual({
      "aws_vpn_connection_route.it": [
        "AWS refuses a static route to aws_vpn_connection.c0, whose routes BGP brings; state static_routes_only there, or leave the route out",
      ],
    });
  });
});
