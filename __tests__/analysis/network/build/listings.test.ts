import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { type ElementKey, networkOf } from "../../../../analysis/network";
import { inOrder } from "../../../../analysis/network/build/listings";
import { deployed, get, type Resources, VPC, VPC_ID } from "./stacks";

test("given a set in any order, when it is put in order, then it is the same listing", () => {
  const texts = fc.uniqueArray(fc.string(), { maxLength: 6 });
  const shuffled = texts.chain((all) =>
    fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
  );
  fc.assert(
    fc.property(shuffled, ([one, other]) => {
      expect(inOrder({ items: other, doubts: [] }, String)).toEqual(
        inOrder({ items: one, doubts: [] }, String),
      );
    }),
    { numRuns: 30 },
  );
});

test("given subnets in any order, when the network is built, then a load balancer and an endpoint stand in them alike", () => {
  const named = ["a", "b"];
  const subnets: Resources = {
    aws_subnet: Object.fromEntries(
      named.map((name, index) => [name, { vpc_id: VPC_ID, cidr_block: `10.0.${index}.0/24` }]),
    ),
  };
  const interfaces = (names: readonly string[]): readonly (readonly ElementKey[])[] => {
    const subnet_ids = names.map((name) => `\${aws_subnet.${name}.id}`);
    const network = networkOf(
      deployed(VPC, subnets, {
        aws_lb: { l: { load_balancer_type: "network", internal: true, subnets: subnet_ids } },
        aws_vpc_endpoint: { e: { vpc_id: VPC_ID, vpc_endpoint_type: "Interface", subnet_ids } },
      }),
    );
    return [get(network.loadBalancers, "aws_lb.l"), get(network.endpoints, "aws_vpc_endpoint.e")].map(
      (each) => each.interfaces.items,
    );
  };
  expect(interfaces(["b", "a"])).toEqual(interfaces(["a", "b"]));
  expect(interfaces(named).map(({ length }) => length)).toEqual([2, 2]);
});
