import { add, attributeOf, type Edit, idOf, privateLink } from "../../../support/networks";
import { blocked, type Fact, given, reachable, unknown } from "./fact";
import { toGateway } from "./routing";

/** Both VPCs have 10.0.0.0/16, and nothing else changes. */
const twins = {
  network: privateLink({ secondOctet: 0 }),
  asked: { from: "aws_instance.client", to: "aws_instance.server" },
};
const strangers = { network: privateLink(), asked: twins.asked };
const fromConsumer = (to: string, target: Readonly<Record<string, string>>): Edit =>
  add({
    "aws_route.extra": {
      route_table_id: attributeOf("aws_vpc.consumer", "main_route_table_id"),
      destination_cidr_block: to,
      ...target,
    },
  });

export const betweenVpcs: readonly Fact[] = [
  {
    fact: "Nothing joins two VPCs by itself",
    ...strangers,
    cases: [
      given("there is no route from one to the other", [], blocked(["NO_ROUTE_TO_DESTINATION"])),
      given(
        "the client's VPC sends everything to an internet gateway",
        [
          add({ "aws_internet_gateway.gateway": { vpc_id: idOf("aws_vpc.consumer") } }),
          fromConsumer("0.0.0.0/0", toGateway),
        ],
        blocked(["DISCONNECTED_VPCS"]),
      ),
      given(
        "a route leads to a transit gateway that was there before, with who knows which attachments",
        [
          add({ "data.aws_ec2_transit_gateway.hub": { id: "tgw-1" } }),
          fromConsumer("10.1.0.0/16", { transit_gateway_id: idOf("data.aws_ec2_transit_gateway.hub") }),
        ],
        unknown(["UNKNOWN_VALUE"], ["UNKNOWN_VALUE"]),
      ),
      given(
        "the client's VPC learns the routes of a VPN gateway, which has no connection",
        [
          add({
            "aws_vpn_gateway.vpn": { vpc_id: idOf("aws_vpc.consumer") },
            "aws_vpn_gateway_route_propagation.vpn": {
              vpn_gateway_id: idOf("aws_vpn_gateway.vpn"),
              route_table_id: attributeOf("aws_vpc.consumer", "main_route_table_id"),
            },
          }),
        ],
        blocked(["NO_ROUTE_TO_DESTINATION"]),
      ),
    ],
  },
  {
    fact: "A VPC keeps packets for addresses that it has itself",
    ...twins,
    cases: [
      given("two VPCs have the same block", [], blocked(["NO_POSSIBLE_DESTINATION"])),
      given("two VPCs have the same block, and the client asks through PrivateLink", [], reachable, {
        from: "aws_instance.client",
        to: "web.example.internal",
      }),
    ],
  },
];
