import { describe, expect, test } from "@jest/globals";
import { networkOf } from "../../../../analysis/network";
import type { TopologyIndex } from "../../../../analysis/terraform";
import { parseAddress, parseBlock, valueOf } from "../../../../modules/addressing";
import { deploymentOf } from "../../../support/deployments";
import {
  add,
  admits,
  answerOf,
  attributeOf,
  type Edit,
  edited,
  idOf,
  letsOut,
  remove,
  set,
  spoke,
  stackOf,
  together,
} from "../../../support/networks";

const GATEWAY = "aws_ec2_transit_gateway.hub";

/** A VPC, and a network outside AWS, that are attached to one Transit Gateway; a static route leads to the latter. */
const RESOURCES = together(
  { [GATEWAY]: {} },
  spoke("server", "10.2.0.0/16"),
  admits("server", { block: "10.200.0.0/16" }),
  letsOut("server", { block: "10.200.0.0/16" }),
  {
    "aws_customer_gateway.office": { type: "ipsec.1", ip_address: "203.0.113.10", bgp_asn: "65010" },
    "aws_vpn_connection.office": {
      type: "ipsec.1",
      transit_gateway_id: idOf(GATEWAY),
      customer_gateway_id: idOf("aws_customer_gateway.office"),
      static_routes_only: true,
    },
    "aws_ec2_transit_gateway_route.office": {
      transit_gateway_route_table_id: attributeOf(GATEWAY, "association_default_route_table_id"),
      destination_cidr_block: "10.200.0.0/16",
      transit_gateway_attachment_id: attributeOf(
        "aws_vpn_connection.office",
        "transit_gateway_attachment_id",
      ),
    },
  },
);

const INDEX: TopologyIndex = {
  version: 1,
  topologies: {
    shop: {
      file: "shop.yaml",
      flows: [],
      hosts: {},
      names: {},
      declarations: {},
      onPremises: {
        office: {
          blocks: [valueOf(parseBlock("10.200.0.0/16"))],
          gateway: valueOf(parseAddress("203.0.113.10")),
          asn: 65010,
          customerGateways: [{ stack: "example", address: "aws_customer_gateway.office" }],
          hosts: { test01: valueOf(parseAddress("10.200.0.10")) },
          forwards: {},
        },
      },
    },
  },
};

/** The verdict, and the codes of what stops the packets. */
function said(from: string, to: string, ...edits: readonly Edit[]): string {
  const deployment = deploymentOf({ example: stackOf(edited(RESOURCES, edits)) });
  const analysed = { deployment, network: networkOf(deployment, INDEX), index: INDEX };
  const { verdict, blockers } = answerOf(analysed, { from, to });
  return [verdict, ...new Set(blockers.map(({ code }) => code))].join(" ");
}

describe("a network outside AWS that a VPN connection attaches to a Transit Gateway", () => {
  test("given routes both ways, when its hosts and a VPC's call each other, then they get there", () => {
    expect(said("office/test01", "aws_instance.server")).toBe("reachable");
    expect(said("aws_instance.server", "office/test01")).toBe("reachable");
    expect(said("aws_instance.server", "office@10.200.0.5")).toBe("reachable");
  });

  test("given no route of the gateway to it, when either calls, then it is blocked", () => {
    const without = remove("aws_ec2_transit_gateway_route.office");
    expect(said("aws_instance.server", "office/test01", without)).toBe(
      "blocked TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT",
    );
    expect(said("office/test01", "aws_instance.server", without)).toBe(
      "blocked TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT",
    );
  });

  test("given no route of the VPC to the gateway, when either calls, then it is blocked", () => {
    const without = remove("aws_route.server_transit");
    expect(said("aws_instance.server", "office/test01", without)).toBe("blocked NO_ROUTE_TO_DESTINATION");
    expect(said("office/test01", "aws_instance.server", without)).toBe("blocked NO_ROUTE_TO_DESTINATION");
  });

  test("given tunnels that carry other blocks, when either calls, then it is blocked", () => {
    const other = set("aws_vpn_connection.office", "local_ipv4_network_cidr", "10.201.0.0/16");
    expect(said("aws_instance.server", "office/test01", other)).toBe("blocked VPN_TUNNEL_RESTRICTION");
    expect(said("office/test01", "aws_instance.server", other)).toBe("blocked VPN_TUNNEL_RESTRICTION");
  });

  test("given another VPC at the gateway, when the network calls it, then the route tables decide", () => {
    const more = add(together(spoke("more", "10.3.0.0/16"), admits("more", { block: "10.200.0.0/16" })));
    expect(said("office/test01", "aws_instance.more", more)).toBe("reachable");
    const hole = add({
      "aws_ec2_transit_gateway_route.hole": {
        transit_gateway_route_table_id: attributeOf(GATEWAY, "association_default_route_table_id"),
        destination_cidr_block: "10.3.0.0/24",
        blackhole: true,
      },
    });
    expect(said("office/test01", "aws_instance.more", more, hole)).toBe("blocked TGW_RTB_BAD_STATE_ROUTE");
  });

  test("given what nobody declares to be behind the customer gateway, when it is asked, then it is not known", () => {
    const stranger = set("aws_customer_gateway.office", "ip_address", "203.0.113.99");
    expect(said("aws_instance.server", "office/test01", stranger)).toContain("unknown");
  });
});
