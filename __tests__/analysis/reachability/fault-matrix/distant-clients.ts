import {
  add,
  admits,
  attributeOf,
  type Edit,
  host,
  idOf,
  joinedByVpn,
  letsOut,
  loadBalancer,
  privateLink,
  remove,
  type Resources,
  securityGroup,
  subnet,
  together,
  vpc,
} from "../../../support/networks";
import { blocked, type Fact, given, reachable } from "./fact";
import { resource } from "./resource-endpoints";

const PEERING = "aws_vpc_peering_connection.visitors";
const RULE = "aws_vpc_security_group_ingress_rule.endpoint_visitor";
const ADMIT = "add an ingress rule to aws_security_group.endpoint that admits TCP 80 from";

/** A host in a VPC that is peered with the consumer's. */
const visitor: Resources = together(
  vpc("visitors", "10.9.0.0/16"),
  subnet("visitors", "visitors", "10.9.0.0/24", "apne1-az4"),
  host("visitor", { in: "visitors", vpc: "visitors", address: "10.9.0.10" }),
  letsOut("visitor", { block: "10.0.0.0/16" }),
  admits("endpoint_visitor", { group: "visitor" }, { of: "endpoint" }),
  {
    [PEERING]: {
      vpc_id: idOf("aws_vpc.visitors"),
      peer_vpc_id: idOf("aws_vpc.consumer"),
      auto_accept: true,
    },
    "aws_route.visit": {
      route_table_id: attributeOf("aws_vpc.visitors", "main_route_table_id"),
      destination_cidr_block: "10.0.0.0/16",
      vpc_peering_connection_id: idOf(PEERING),
    },
    "aws_route.answer": {
      route_table_id: attributeOf("aws_vpc.consumer", "main_route_table_id"),
      destination_cidr_block: "10.9.0.0/16",
      vpc_peering_connection_id: idOf(PEERING),
    },
  },
);
const asked = { from: "aws_instance.visitor", to: "aws_vpc_endpoint.web" };

/** A service of the cloud's, and its endpoint, which the office calls. */
const endpointInCloud: Edit = add(
  together(
    loadBalancer("web", { in: ["servers"], vpc: "cloud", targets: ["server"] }),
    letsOut("web_load_balancer", { group: "server" }),
    admits("server_web", { group: "web_load_balancer" }, { of: "server" }),
    securityGroup("endpoint", "cloud"),
    admits("endpoint", { block: "10.200.0.0/16" }),
    {
      "aws_vpc_endpoint_service.web": {
        acceptance_required: false,
        network_load_balancer_arns: [attributeOf("aws_lb.web", "arn")],
      },
      "aws_vpc_endpoint.web": {
        vpc_id: idOf("aws_vpc.cloud"),
        vpc_endpoint_type: "Interface",
        service_name: attributeOf("aws_vpc_endpoint_service.web", "service_name"),
        subnet_ids: [idOf("aws_subnet.servers")],
        security_group_ids: [idOf("aws_security_group.endpoint")],
        private_dns_enabled: false,
      },
    },
  ),
);

export const distantClients: readonly Fact[] = [
  {
    fact: "An interface endpoint is reached from a peered VPC like a host",
    network: together(privateLink(), visitor),
    asked,
    cases: [
      given("its group admits the client's, and routes lead there and back", [], reachable),
      given(
        "its group does not admit the client's",
        [remove(RULE)],
        blocked(["ENI_SG_RULES_MISMATCH", `${ADMIT} aws_security_group.visitor`]),
      ),
      given(
        "its subnet has no route back",
        [remove("aws_route.answer")],
        blocked([
          "NO_ROUTE_TO_DESTINATION",
          `add a route for 10.9.0.0/16 to ${PEERING} in the main route table of aws_vpc.consumer`,
        ]),
      ),
    ],
  },
  {
    fact: "A resource endpoint is reached from a peered VPC like a host",
    network: together(resource.network, visitor),
    asked,
    cases: [
      given("its group admits the client's, and routes lead there and back", [], reachable),
      given(
        "its group does not admit the client's",
        [remove(RULE)],
        blocked(["ENI_SG_RULES_MISMATCH", `${ADMIT} aws_security_group.visitor`]),
      ),
    ],
  },
  {
    fact: "An interface endpoint is reached over a VPN like a host of the VPN gateway's VPC",
    network: joinedByVpn(),
    asked: { from: "aws_instance.desk", to: "aws_vpc_endpoint.web" },
    cases: [
      given("its group admits the other side's block", [endpointInCloud], reachable),
      given(
        "its group admits nobody",
        [endpointInCloud, remove("aws_vpc_security_group_ingress_rule.endpoint")],
        blocked(["SG_HAS_NO_RULES", `${ADMIT} 10.200.0.10`]),
      ),
    ],
  },
];
