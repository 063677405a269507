import { behindLoadBalancer, type Edit, leaveOut, set } from "../../../support/networks";
import { blocked, type Fact, given, reachable, unknown } from "./fact";
import { peeredTarget, peering } from "./distant-targets";

const TARGET = "aws_lb_target_group_attachment.server";
const throughLoadBalancer = {
  network: behindLoadBalancer(),
  asked: { from: "aws_instance.client", to: "aws_lb.web" },
};
const registered = (address: string): Edit[] => [
  set("aws_lb_target_group.web", "target_type", "ip"),
  set(TARGET, "target_id", address),
  set(TARGET, "availability_zone", "all"),
];

export const addressTargets: readonly Fact[] = [
  {
    fact: "Beyond its VPC a load balancer takes targets by addresses in 10/8, 100.64/10, 172.16/12 and 192.168/16 only",
    ...throughLoadBalancer,
    cases: [
      given("the target is in a peered VPC", [...peeredTarget, peering], reachable),
      given(
        "the target has an address in 192.168/16 that nothing given has",
        registered("192.168.0.10"),
        unknown(["UNKNOWN_VALUE"]),
      ),
      given(
        "the target has a public address",
        registered("203.0.113.10"),
        blocked(["REFUSED_BY_AWS"], ["UNKNOWN_VALUE"]),
      ),
    ],
  },
  {
    fact: "A target beyond the load balancer's VPC is in none of its zones: AWS wants availability_zone = all, and sends to it from every zone",
    ...throughLoadBalancer,
    cases: [
      given("it says so", [...peeredTarget, peering], reachable),
      given(
        "it says nothing",
        [...peeredTarget, peering, leaveOut(TARGET, "availability_zone")],
        blocked(["REFUSED_BY_AWS"]),
      ),
    ],
  },
];
