import {
  add,
  admits,
  attributeOf,
  behindLoadBalancer,
  type Edit,
  idOf,
  leaveOut,
  letsOut,
  loadBalancer,
  privateLink,
  securityGroup,
  set,
} from "../../../support/networks";
import { blocked, type Fact, given, reachable } from "./fact";

const throughPrivateLink = {
  network: privateLink(),
  asked: { from: "aws_instance.client", to: "web.example.internal" },
};

/** In front of the endpoint stands a load balancer of the consumer's, whose target is the endpoint's interface. */
const frontOfEndpoint: Edit[] = [
  set("aws_vpc_endpoint.web", "subnet_configuration", [
    { subnet_id: idOf("aws_subnet.endpoint_az4"), ipv4: "10.0.4.10" },
  ]),
  add(loadBalancer("front", { in: ["endpoint_az4"], vpc: "consumer", targets: [] })),
  set("aws_lb_target_group.front", "target_type", "ip"),
  add({
    "aws_lb_target_group_attachment.front": {
      target_group_arn: attributeOf("aws_lb_target_group.front", "arn"),
      target_id: "10.0.4.10",
    },
  }),
  add(admits("front_load_balancer", { group: "client" })),
  add(letsOut("front_load_balancer", { group: "endpoint" })),
  add(admits("endpoint_front", { group: "front_load_balancer" }, { of: "endpoint" })),
];

/** A target of the consumer's load balancer that stands in another VPC. */
export const peeredTarget: Edit[] = [
  set("aws_lb_target_group.web", "target_type", "ip"),
  add({
    "aws_vpc.other": { cidr_block: "10.9.0.0/16" },
    "aws_subnet.other": {
      vpc_id: idOf("aws_vpc.other"),
      cidr_block: "10.9.0.0/24",
      availability_zone_id: "apne1-az4",
    },
    ...securityGroup("other", "other"),
  }),
  set("aws_instance.server", "subnet_id", idOf("aws_subnet.other")),
  leaveOut("aws_instance.server", "private_ip"),
  set("aws_lb_target_group_attachment.server", "target_id", attributeOf("aws_instance.server", "private_ip")),
  set("aws_lb_target_group_attachment.server", "availability_zone", "all"),
  set("aws_instance.server", "vpc_security_group_ids", [idOf("aws_security_group.other")]),
  add(admits("other", { block: "10.0.0.0/16" })),
  add(letsOut("to_other", { block: "10.9.0.0/16" }, { of: "web_load_balancer" })),
];
export const peering: Edit = add({
  "aws_vpc_peering_connection.other": {
    vpc_id: idOf("aws_vpc.network"),
    peer_vpc_id: idOf("aws_vpc.other"),
    auto_accept: true,
  },
  "aws_route.to_other": {
    route_table_id: attributeOf("aws_vpc.network", "main_route_table_id"),
    destination_cidr_block: "10.9.0.0/16",
    vpc_peering_connection_id: idOf("aws_vpc_peering_connection.other"),
  },
  "aws_route.from_other": {
    route_table_id: attributeOf("aws_vpc.other", "main_route_table_id"),
    destination_cidr_block: "10.0.0.0/16",
    vpc_peering_connection_id: idOf("aws_vpc_peering_connection.other"),
  },
});

export const distantTargets: readonly Fact[] = [
  {
    fact: "Where a target group preserves clients' addresses, an endpoint's network interface cannot be its target",
    network: throughPrivateLink.network,
    asked: { from: "aws_instance.client", to: "aws_lb.front" },
    cases: [
      given("addresses are not preserved", frontOfEndpoint, reachable),
      given(
        "addresses are preserved",
        [...frontOfEndpoint, set("aws_lb_target_group.front", "preserve_client_ip", true)],
        blocked(["ELBV2_ENDPOINT_TARGET", 'set preserve_client_ip = "false" on aws_lb_target_group.front']),
      ),
      given(
        "it is for UDP",
        [
          ...frontOfEndpoint,
          set("aws_lb_listener.front", "protocol", "UDP"),
          set("aws_lb_target_group.front", "protocol", "UDP"),
          ...[
            "egress_rule.client",
            "ingress_rule.front_load_balancer",
            "ingress_rule.endpoint_front",
            "egress_rule.front_load_balancer",
          ].map((rule) => set(`aws_vpc_security_group_${rule}`, "ip_protocol", "-1")),
          set("aws_lb_listener.web", "protocol", "TCP_UDP"),
          set("aws_lb_target_group.web", "protocol", "TCP_UDP"),
          ...["egress_rule.web_load_balancer", "ingress_rule.server"].map((rule) =>
            set(`aws_vpc_security_group_${rule}`, "ip_protocol", "-1"),
          ),
        ],
        blocked(["ELBV2_ENDPOINT_TARGET"]),
        { from: "aws_instance.client", to: "aws_lb.front", protocol: "udp" },
      ),
    ],
  },
  {
    fact: "Where a target group preserves clients' addresses, its targets are in the load balancer's VPC or in one that is peered",
    network: behindLoadBalancer(),
    asked: { from: "aws_instance.client", to: "aws_lb.web" },
    cases: [
      given(
        "a target is in a VPC that nothing connects, and addresses are preserved",
        [...peeredTarget, set("aws_lb_target_group.web", "preserve_client_ip", true)],
        blocked(["ELBV2_TARGET_OUTSIDE_VPC"], ["NO_ROUTE_TO_DESTINATION"]),
      ),
      given(
        "a target is in a peered VPC, and addresses are preserved",
        [...peeredTarget, peering, set("aws_lb_target_group.web", "preserve_client_ip", true)],
        reachable,
      ),
      given(
        "a target is in a peered VPC, and addresses are not preserved",
        [...peeredTarget, peering],
        reachable,
      ),
    ],
  },
];
