import { add, attributeOf, type Edit, idOf, joinedByTransit, set } from "../../../support/networks";
import { type Fact, given, reachable, unknown } from "./fact";

const CONNECTION = "aws_vpn_connection.office";
const office: Edit[] = [
  add({
    "aws_customer_gateway.office": { bgp_asn: 65010, ip_address: "198.51.100.7", type: "ipsec.1" },
    [CONNECTION]: {
      customer_gateway_id: idOf("aws_customer_gateway.office"),
      transit_gateway_id: idOf("aws_ec2_transit_gateway.hub"),
      type: "ipsec.1",
    },
  }),
];

export const unknownAnnouncements: readonly Fact[] = [
  {
    fact: "A VPN connection may bring a Transit Gateway more specific prefixes by BGP than any route that is known",
    network: joinedByTransit(),
    asked: { from: "aws_instance.client", to: "aws_instance.server" },
    cases: [
      given("it brings what nobody states", office, unknown(["UNKNOWN_VALUE"])),
      given(
        "the table learns nothing of it",
        [
          ...office,
          set("aws_ec2_transit_gateway.hub", "default_route_table_propagation", "disable"),
          learns("client"),
          learns("server"),
        ],
        reachable,
      ),
    ],
  },
];

function learns(name: string): Edit {
  return add({
    [`aws_ec2_transit_gateway_route_table_propagation.${name}`]: {
      transit_gateway_attachment_id: idOf(`aws_ec2_transit_gateway_vpc_attachment.${name}`),
      transit_gateway_route_table_id: attributeOf(
        "aws_ec2_transit_gateway.hub",
        "association_default_route_table_id",
      ),
    },
  });
}
