import { describe, expect, test } from "@jest/globals";
import { type Ipv4Address, parseAddress, parseBlock, valueOf } from "../../../../modules/addressing";
import { networkOf } from "../../../../analysis/network";
import { type Analysed, type Answer, findEnd } from "../../../../analysis/reachability";
import type { TopologyIndex } from "../../../../analysis/terraform";
import { deploymentOf } from "../../../support/deployments";
import {
  add,
  admits,
  answerOf,
  attributeOf,
  type Edit,
  edited,
  host,
  idOf,
  letsOut,
  remove,
  securityGroup,
  set,
  stackOf,
  subnet,
  together,
  vpc,
} from "../../../support/networks";

/** A VPC that a VPN joins to a network outside AWS, and a resolver that the network asks. */
const RESOURCES = together(
  vpc("cloud", "172.16.0.0/16"),
  subnet("servers", "cloud", "172.16.0.0/24", "apne1-az4"),
  subnet("more", "cloud", "172.16.1.0/24", "apne1-az1"),
  host("server", { in: "servers", vpc: "cloud", address: "172.16.0.20" }),
  admits("server", { block: "10.200.0.0/16" }),
  letsOut("server", { block: "10.200.0.0/16" }),
  securityGroup("resolver", "cloud"),
  {
    "aws_vpn_gateway.cloud": { vpc_id: idOf("aws_vpc.cloud") },
    "aws_route.to_office": {
      route_table_id: attributeOf("aws_vpc.cloud", "main_route_table_id"),
      destination_cidr_block: "10.200.0.0/16",
      gateway_id: idOf("aws_vpn_gateway.cloud"),
    },
    "aws_customer_gateway.office": { type: "ipsec.1", ip_address: "203.0.113.10", bgp_asn: "65010" },
    "aws_vpn_connection.office": {
      type: "ipsec.1",
      vpn_gateway_id: idOf("aws_vpn_gateway.cloud"),
      customer_gateway_id: idOf("aws_customer_gateway.office"),
    },
    "aws_vpc_security_group_ingress_rule.queries": {
      security_group_id: idOf("aws_security_group.resolver"),
      ip_protocol: "udp",
      from_port: 53,
      to_port: 53,
      cidr_ipv4: "10.200.0.0/16",
    },
    "aws_route53_resolver_endpoint.inbound": {
      direction: "INBOUND",
      security_group_ids: [idOf("aws_security_group.resolver")],
      ip_address: [
        { subnet_id: idOf("aws_subnet.servers"), ip: "172.16.0.53" },
        { subnet_id: idOf("aws_subnet.more"), ip: "172.16.1.53" },
      ],
    },
    "aws_route53_zone.names": { name: "example.internal", vpc: [{ vpc_id: idOf("aws_vpc.cloud") }] },
    "aws_route53_record.server": {
      zone_id: attributeOf("aws_route53_zone.names", "zone_id"),
      name: "server.example.internal",
      type: "A",
      ttl: 60,
      records: ["172.16.0.20"],
    },
  },
);

function address(text: string): Ipv4Address {
  return valueOf(parseAddress(text));
}

const INDEX: TopologyIndex = {
  version: 1,
  topologies: {
    shop: {
      file: "shop.yaml",
      flows: [],
      hosts: {},
      names: {},
      declarations: { example: { "aws_vpc.cloud": "relays.cloud.vpc" } },
      onPremises: {
        office: {
          blocks: [valueOf(parseBlock("10.200.0.0/16"))],
          gateway: address("203.0.113.10"),
          asn: 65010,
          customerGateways: [{ stack: "example", address: "aws_customer_gateway.office" }],
          hosts: { test01: address("10.200.0.10") },
          forwards: { "example.internal": [address("172.16.0.53"), address("172.16.1.53")] },
        },
      },
    },
  },
};

function analysed(...edits: readonly Edit[]): Analysed {
  const deployment = deploymentOf({ example: stackOf(edited(RESOURCES, edits)) });
  return { deployment, network: networkOf(deployment, INDEX), index: INDEX };
}

/** The verdict, and the codes of what stops the packets. */
function said(from: string, to: string, ...edits: readonly Edit[]): string {
  const { verdict, blockers } = answerOf(analysed(...edits), { from, to });
  return [verdict, ...new Set(blockers.map(({ code }) => code))].join(" ");
}

function traceOf(from: string, to: string): Answer["trace"] {
  return answerOf(analysed(), { from, to }).trace;
}

/** A VPC that no VPN joins to the network. */
const apart = (block: string, server: string): Edit =>
  add(
    together(
      vpc("apart", block),
      subnet("apart", "apart", block.replace("/16", "/24"), "apne1-az4"),
      host("apart", { in: "apart", vpc: "apart", address: server }),
      admits("apart", { block: "10.200.0.0/16" }),
    ),
  );

describe("a network outside AWS that a topology declares", () => {
  test("given a VPN, when its hosts and the VPC's call each other, then they get there, and what is not checked is told", () => {
    expect(said("office/test01", "cloud@172.16.0.20")).toBe("reachable");
    expect(said("cloud@172.16.0.20", "office/test01")).toBe("reachable");
    expect(said("office@10.200.0.5", "aws_instance.server")).toBe("reachable");
    const declared = traceOf("office/test01", "aws_instance.server").filter(
      ({ component }) => component === "on-premises network",
    );
    expect(declared.map(({ at, detail }) => `${at}: ${detail}`)).toEqual([
      "shop:onPremises.office: 10.200.0.10: taken as the topology declares it, not checked",
    ]);
  });

  test("given no route back, or a group that does not admit it, when a host calls, then it is blocked", () => {
    expect(said("office/test01", "aws_instance.server", remove("aws_route.to_office"))).toBe(
      "blocked NO_ROUTE_TO_DESTINATION",
    );
    expect(
      said("office/test01", "aws_instance.server", remove("aws_vpc_security_group_ingress_rule.server")),
    ).toBe("blocked ENI_SG_RULES_MISMATCH");
  });

  test("given a VPC beyond the VPN gateway's, when a host calls it, then it is blocked, by its own twin if it has one", () => {
    expect(said("office/test01", "aws_instance.apart", apart("172.17.0.0/16", "172.17.0.10"))).toBe(
      "blocked VGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS",
    );
    expect(said("office/test01", "aws_instance.apart", apart("172.16.0.0/16", "172.16.0.30"))).toBe(
      "blocked NO_POSSIBLE_DESTINATION",
    );
    expect(said("office/test01", "aws_instance.server", remove("aws_vpn_connection.office"))).toBe(
      "blocked DISCONNECTED_VPCS",
    );
  });

  test("given a VPC that is peered with the VPN gateway's, when it calls a host through the peering, then it is blocked", () => {
    const peered = add({
      "aws_vpc_peering_connection.apart": {
        vpc_id: idOf("aws_vpc.apart"),
        peer_vpc_id: idOf("aws_vpc.cloud"),
        auto_accept: true,
      },
      "aws_route.through": {
        route_table_id: attributeOf("aws_vpc.apart", "main_route_table_id"),
        destination_cidr_block: "10.200.0.0/16",
        vpc_peering_connection_id: idOf("aws_vpc_peering_connection.apart"),
      },
      ...letsOut("apart", { block: "10.200.0.0/16" }),
    });
    expect(said("aws_instance.apart", "office/test01", apart("192.168.0.0/16", "192.168.0.10"), peered)).toBe(
      "blocked PCX_REQUIRES_ADDRESS_IN_VPC_CIDR",
    );
  });

  test("given what nobody declares of it, when it is asked, then it is not known", () => {
    expect(said("office/test01", "office@10.200.0.5")).toBe("unknown UNKNOWN_VALUE");
    expect(said("office/test01", "internet")).toBe("unknown UNKNOWN_VALUE");
    expect(said("internet", "office/test01")).toBe("unknown UNKNOWN_VALUE");
    expect(said("office/test01", "www.example.com")).toBe("unknown UNKNOWN_VALUE");
  });

  test("given a domain that its DNS asks the VPC's resolver for, when a host calls a name, then it is resolved where one query gets there", () => {
    const to = "server.example.internal";
    expect(said("office/test01", to)).toBe("reachable");
    expect(said("office/test01", to, remove("aws_vpc_security_group_ingress_rule.queries"))).toBe(
      "blocked NAME_SERVER_NOT_REACHED",
    );
    expect(
      said(
        "office/test01",
        to,
        set("aws_vpc_security_group_ingress_rule.queries", "cidr_ipv4", "10.201.0.0/16"),
      ),
    ).toBe("blocked NAME_SERVER_NOT_REACHED");
  });

  test("given ends that it does not have, when they are looked for, then they are refused", () => {
    const found = (text: string): string => {
      const parsed = findEnd(analysed(), text);
      return parsed.ok ? "found" : `${parsed.fault.wrong}; ${parsed.fault.right}`;
    };
    expect(found("office/test02")).toMatch(/^there is no such host; known are office\/test01/);
    expect(found("office@10.201.0.5")).toMatch(/^no block of this network holds the address/);
    expect(found("elsewhere@10.200.0.5")).toMatch(/^there is no such VPC/);
  });
});
