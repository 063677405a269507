import { describe, expect, test } from "@jest/globals";
import { OF_VARIABLE, VARIABLE } from "../stacks";
import { defaultRoutes, hub, HUB, LEFT, ownRoutes, RIGHT, TABLE } from "./hub";

const TO_LEFT = "vpc_attachment.left";
const BY_DEFAULT = [
  "propagated 10.0.0.0/16 to vpc_attachment.left",
  "propagated 10.1.0.0/16 to vpc_attachment.right",
];
const route = (attributes: object) => ({
  aws_ec2_transit_gateway_route: {
    it: {
      destination_cidr_block: "10.9.0.0/16",
      transit_gateway_attachment_id: LEFT,
      transit_gateway_route_table_id: TABLE,
      ...attributes,
    },
  },
});
const propagation = (attributes: object = {}) => ({
  aws_ec2_transit_gateway_route_table_propagation: {
    it: { transit_gateway_attachment_id: LEFT, transit_gateway_route_table_id: TABLE, ...attributes },
  },
});

describe("the static routes of a table", () => {
  test.each<[string, object, string]>([
    ["one to an attachment", {}, `static 10.9.0.0/16 to ${TO_LEFT}`],
    [
      "a blackhole",
      { blackhole: true, transit_gateway_attachment_id: null },
      "static 10.9.0.0/16 to blackhole",
    ],
    ["one whose block is not known", { destination_cidr_block: VARIABLE }, `static unknown to ${TO_LEFT}`],
    [
      "one to what is not known",
      { transit_gateway_attachment_id: VARIABLE },
      "static 10.9.0.0/16 to unknown",
    ],
    ["one that may be a blackhole", { blackhole: VARIABLE }, "static 10.9.0.0/16 to unknown"],
  ])("given %s, when it is built, then the table has it", (_, attributes, sentence) => {
    expect(ownRoutes(hub({ more: route(attributes) }))).toEqual([sentence]);
  });

  test("given one for IPv6, when it is built, then the table has none", () => {
    expect(ownRoutes(hub({ more: route({ destination_cidr_block: "fd00::/8" }) }))).toEqual([]);
  });

  test("given one of the default table, when it is built, then that has it, too", () => {
    const more = route({
      transit_gateway_route_table_id: "${aws_ec2_transit_gateway.hub.association_default_route_table_id}",
    });
    expect(defaultRoutes(hub({ more }))).toEqual([`static 10.9.0.0/16 to ${TO_LEFT}`, ...BY_DEFAULT]);
    const moved = {
      aws_ec2_transit_gateway_default_route_table_association: {
        it: { transit_gateway_id: HUB, transit_gateway_route_table_id: TABLE },
      },
    };
    expect(ownRoutes(hub({ more: { ...more, ...moved } }))).toEqual([
      expect.stringMatching(/may set another, before or after/),
    ]);
  });

  test("given one of a table that is not known, when it is built, then every table may have it", () => {
    const network = hub({ more: route({ transit_gateway_route_table_id: VARIABLE }) });
    expect(ownRoutes(network)).toEqual([OF_VARIABLE]);
    expect(defaultRoutes(network)).toEqual([...BY_DEFAULT, OF_VARIABLE]);
  });

  test("given a prefix list reference, when it is built, then its blocks lead there", () => {
    const reference = (attributes: object) => ({
      aws_ec2_managed_prefix_list: {
        office: { address_family: "IPv4", entry: [{ cidr: "10.8.0.0/16" }, { cidr: "10.9.0.0/16" }] },
      },
      aws_ec2_transit_gateway_prefix_list_reference: {
        it: {
          prefix_list_id: "${aws_ec2_managed_prefix_list.office.id}",
          transit_gateway_attachment_id: LEFT,
          transit_gateway_route_table_id: TABLE,
          ...attributes,
        },
      },
    });
    const routes = (attributes: object) => ownRoutes(hub({ more: reference(attributes) }));
    expect(routes({})).toEqual([`static list of 10.8.0.0/16,10.9.0.0/16 to ${TO_LEFT}`]);
    expect(routes({ blackhole: true })).toEqual(["static list of 10.8.0.0/16,10.9.0.0/16 to blackhole"]);
    expect(routes({ prefix_list_id: VARIABLE })).toEqual([`static list of unknown to ${TO_LEFT}`]);
  });

  test("given a peering's ID, when it is built, then its end at the table's gateway is meant", () => {
    const peering = "aws_ec2_transit_gateway_peering_attachment";
    const more = (table: string) => ({
      aws_ec2_transit_gateway: { hub: {}, far: {} },
      aws_ec2_transit_gateway_route_table: {
        own: { transit_gateway_id: HUB },
        far: { transit_gateway_id: "${aws_ec2_transit_gateway.far.id}" },
      },
      [peering]: {
        it: { transit_gateway_id: "${aws_ec2_transit_gateway.far.id}", peer_transit_gateway_id: HUB },
      },
      [`${peering}_accepter`]: { it: { transit_gateway_attachment_id: `\${${peering}.it.id}` } },
      ...route({
        transit_gateway_attachment_id: `\${${peering}_accepter.it.id}`,
        transit_gateway_route_table_id: table,
      }),
    });
    expect(ownRoutes(hub({ more: more(TABLE) }))).toEqual([
      "static 10.9.0.0/16 to peering_attachment.it/peer",
    ]);
    expect(ownRoutes(hub({ more: more("${aws_ec2_transit_gateway_route_table.far.id}") }))).toEqual([]);
  });

  test("given a VPN connection's attachment, when it is built, then it is found by either way", () => {
    const found = (id: string, connection = "${aws_vpn_connection.office.id}") =>
      ownRoutes(
        hub({
          more: { ...vpn(), ...route({ transit_gateway_attachment_id: id }) },
          data: {
            aws_ec2_transit_gateway_vpn_attachment: {
              it: { transit_gateway_id: HUB, vpn_connection_id: connection },
            },
          },
        }),
      );
    const expected = ["static 10.9.0.0/16 to aws_vpn_connection.office/transit-gateway-attachment"];
    const sought = "${data.aws_ec2_transit_gateway_vpn_attachment.it.id}";
    expect(found(sought)).toEqual(expected);
    expect(found(sought, VARIABLE)).toEqual(["static 10.9.0.0/16 to unknown"]);
    expect(found("${aws_vpn_connection.office.transit_gateway_attachment_id}")).toEqual(expected);
  });
});

function vpn(name = "office") {
  return {
    aws_customer_gateway: { [name]: { bgp_asn: 65001, type: "ipsec.1" } },
    aws_vpn_connection: {
      [name]: {
        customer_gateway_id: `\${aws_customer_gateway.${name}.id}`,
        type: "ipsec.1",
        transit_gateway_id: HUB,
      },
    },
  };
}

describe("the routes that a table learns", () => {
  test("given a gateway that propagates, when it is built, then its default table has every VPC's blocks", () => {
    const more = {
      aws_vpc_ipv4_cidr_block_association: {
        it: { vpc_id: "${aws_vpc.left.id}", cidr_block: "100.64.0.0/16" },
      },
    };
    expect(defaultRoutes(hub({ more }))).toEqual([
      "propagated 10.0.0.0/16 to vpc_attachment.left",
      "propagated 100.64.0.0/16 to vpc_attachment.left",
      "propagated 10.1.0.0/16 to vpc_attachment.right",
    ]);
    expect(ownRoutes(hub())).toEqual([]);
  });

  test("given an attachment that does not propagate, when it is built, then only the other one does", () => {
    const flag = "transit_gateway_default_route_table_propagation";
    expect(defaultRoutes(hub({ left: { [flag]: false } }))).toEqual(BY_DEFAULT.slice(1));
    expect(defaultRoutes(hub({ left: { [flag]: VARIABLE } }))).toEqual([
      BY_DEFAULT[1],
      "propagated unknown to unknown",
    ]);
    expect(defaultRoutes(hub({ gateway: { default_route_table_propagation: "disable" } }))).toEqual([]);
    expect(defaultRoutes(hub({ gateway: { default_route_table_propagation: VARIABLE } }))).toEqual([
      "propagated unknown to unknown",
    ]);
  });

  test("given a propagation, when it is built, then its table has it, or whichever table it may be", () => {
    expect(ownRoutes(hub({ more: propagation() }))).toEqual([BY_DEFAULT[0]]);
    const toUnknown = hub({ more: propagation({ transit_gateway_route_table_id: VARIABLE }) });
    expect(ownRoutes(toUnknown)).toEqual(["propagated unknown to unknown"]);
    expect(defaultRoutes(toUnknown)).toContain("propagated unknown to unknown");
    const ofUnknown = hub({ more: propagation({ transit_gateway_attachment_id: VARIABLE }) });
    expect(ownRoutes(ofUnknown)).toEqual(["propagated unknown to unknown"]);
    expect(defaultRoutes(ofUnknown)).toEqual(BY_DEFAULT);
  });

  test("given VPCs with one block or overlapping ones, when it is built, then nobody knows whose it is", () => {
    expect(defaultRoutes(hub({ blocks: ["10.0.0.0/16", "10.0.0.0/16"] }))).toEqual([
      "propagated 10.0.0.0/16 to unknown",
    ]);
    expect(defaultRoutes(hub({ blocks: ["10.0.0.0/16", "10.0.128.0/17"] }))).toEqual([
      "propagated 10.0.0.0/16 to unknown",
      "propagated 10.0.128.0/17 to unknown",
    ]);
  });

  test("given a VPC whose blocks are not known, when it is built, then what it brings is not known either", () => {
    const blocks = ["10.0.0.0/16", VARIABLE] as const;
    expect(defaultRoutes(hub({ blocks }))).toEqual([
      BY_DEFAULT[0],
      "propagated unknown to vpc_attachment.right",
    ]);
  });

  test("given attachments of other kinds, when it is built, then what they bring is not known", () => {
    const more = {
      ...vpn(),
      aws_ec2_transit_gateway_connect: {
        it: { transit_gateway_id: HUB, transport_attachment_id: RIGHT },
      },
    };
    expect(defaultRoutes(hub({ more }))).toEqual([
      ...BY_DEFAULT,
      "propagated unknown to aws_vpn_connection.office/transit-gateway-attachment",
      "propagated unknown to connect.it",
    ]);
  });
});
