import { describe, expect, test } from "@jest/globals";
import { networkOf } from "../../../../../analysis/network";
import { shownDeployment, stateOf } from "../../../../support/shown";
import { planOf } from "../../../terraform/shown/plan/plans";

const VPCS = stateOf([
  ["aws_vpc.a", { id: "vpc-a", cidr_block: "10.0.0.0/16" }],
  ["aws_vpc.b", { id: "vpc-b", cidr_block: "10.1.0.0/16" }],
  ["aws_subnet.a", { id: "subnet-a", vpc_id: "vpc-a", cidr_block: "10.0.0.0/24" }],
  ["aws_subnet.b", { id: "subnet-b", vpc_id: "vpc-b", cidr_block: "10.1.0.0/24" }],
]);
/** In the subnets of two VPCs, which AWS refuses. */
const SPREAD = { load_balancer_type: "network", internal: true, subnets: ["subnet-a", "subnet-b"] };
const THERE = {
  ...SPREAD,
  id: "lb-1",
  arn: "arn:aws:elasticloadbalancing:eu-west-1:111111111111:loadbalancer/net/x/1",
};

function planned(actions: readonly string[], before: object | null, after: object): object {
  const unknown = before === null ? { id: true, arn: true } : {};
  return planOf({
    made: [
      {
        address: "aws_lb.x",
        actions,
        after: { ...after },
        unknown,
        ...(before === null ? {} : { before: { ...before } }),
      },
    ],
  });
}

describe("what AWS refuses", () => {
  test.each([
    ["a plan that makes it", planned(["create"], null, SPREAD)],
    ["a plan that changes it", planned(["update"], { ...THERE, subnets: ["subnet-a"] }, THERE)],
  ])("given %s, when the network is built, then it is refused", (_, content) => {
    const network = networkOf(shownDeployment({ "net.json": VPCS, "app.json": content }));
    expect([...network.refusals.keys()]).toEqual(["app:aws_lb.x"]);
  });

  test.each([
    ["a state that holds it", stateOf([["aws_lb.x", THERE]])],
    ["a plan that leaves it as it is", planned(["no-op"], THERE, THERE)],
  ])("given %s, when the network is built, then that is doubtful", (_, content) => {
    const network = networkOf(shownDeployment({ "net.json": VPCS, "app.json": content }));
    expect(network.refusals.size).toBe(0);
    expect([...network.unmodelled.values()].flat().map(({ reason }) => reason)).toContainEqual(
      expect.stringMatching(/^it is there, though AWS refuses a load balancer in subnets of several VPCs/),
    );
  });

  test("given a state of an instance that is stopped, when the network is built, then that is not doubtful", () => {
    const instance = { id: "i-1", subnet_id: "subnet-a", instance_state: "stopped" };
    const stopped = stateOf([["aws_instance.x", instance]]);
    const network = networkOf(shownDeployment({ "net.json": VPCS, "app.json": stopped }));
    expect([...network.refusals.keys()]).toEqual(["app:aws_instance.x"]);
  });
});
