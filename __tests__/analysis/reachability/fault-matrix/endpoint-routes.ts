import {
  add,
  admits,
  attributeOf,
  type Edit,
  host,
  IN_PROVIDERS_ACCOUNT,
  privateLink,
  subnet,
  together,
  vpc,
} from "../../../support/networks";
import { blocked, type Fact, given, reachable } from "./fact";

const PLACE = { provider: IN_PROVIDERS_ACCOUNT };

/** A host outside AWS's addresses that the client calls by its own address, and a route for it to the endpoint. */
const distant: Edit = add(
  together(
    vpc("distant", "10.200.0.0/16", PLACE),
    subnet("distant", "distant", "10.200.0.0/24", "apne1-az4", PLACE),
    host("distant", { in: "distant", vpc: "distant", address: "10.200.0.10" }, PLACE),
    admits("distant", { block: "10.0.0.0/16" }, PLACE),
  ),
);
const routeTo = (target: Readonly<Record<string, string>>): Edit =>
  add({
    "aws_route.distant": {
      route_table_id: attributeOf("aws_vpc.consumer", "main_route_table_id"),
      destination_cidr_block: "10.200.0.10/32",
      ...target,
    },
  });

export const endpointRoutes: readonly Fact[] = [
  {
    fact: "An endpoint's network interface takes packets to its own address only, whatever routes lead to it",
    network: privateLink(),
    asked: { from: "aws_instance.client", to: "aws_vpc_endpoint.web" },
    cases: [
      given("the endpoint is called by its own address", [], reachable),
      given(
        "a route leads to it for an address of another network, which is called by that",
        [
          distant,
          routeTo({ network_interface_id: attributeOf("aws_vpc_endpoint.web", "network_interface_ids[0]") }),
        ],
        blocked(["ENI_ADDRESS_RESTRICTION"]),
        { from: "aws_instance.client", to: "aws_instance.distant" },
      ),
    ],
  },
];
