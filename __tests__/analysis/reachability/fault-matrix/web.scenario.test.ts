import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { networkOf } from "../../../../analysis/network";
import type { Verdict } from "../../../../analysis/reachability";
import { assemble } from "../../../../stacks/assembly";
import { deploymentOf } from "../../../support/deployments";
import {
  answerOf,
  edited,
  type Edit,
  leavesOf,
  MYSTERY,
  otherValues,
  type Resources,
  set,
} from "../../../support/networks";
import { synthesizeApp } from "../../../support/terraform";
import { SCENARIO, topologyOfFile } from "../../../support/topologies";

const stacks = synthesizeApp((scope) => {
  assemble(scope, topologyOfFile(SCENARIO));
}).stacks;

const plain: Readonly<Record<string, object>> = Object.fromEntries(
  [...stacks].map(([id, stack]) => [id, stack.plain]),
);

/** Every argument of every resource. */
const leaves = [...stacks].flatMap(([stack, { resources }]) => {
  const own: Resources = Object.fromEntries(resources);
  return leavesOf(own).map((leaf) => ({ stack, resources: own, ...leaf }));
});

function verdictWith(stack: string, resources: Resources, edit: Edit): Verdict {
  const deployment = deploymentOf({
    ...plain,
    [stack]: { ...plain[stack], resource: nested(edited(resources, [edit])) },
  });
  return answerOf(
    { deployment, network: networkOf(deployment) },
    { from: "cross-az-web.a:aws_instance.hosts_ec2-a", to: "web.example.internal" },
  ).verdict;
}

function nested(resources: Resources): object {
  const types = new Map<string, Record<string, object>>();
  for (const [address, block] of Object.entries(resources)) {
    const [type = "", name = ""] = address.split(".");
    types.set(type, { ...types.get(type), [name]: block });
  }
  return Object.fromEntries(types);
}

describe("the reachable flow of the scenario cross-az-web", () => {
  test("given any argument of any resource, when it is not known, then the flow is still reachable only if no other value stops it", () => {
    fc.assert(
      fc.property(fc.constantFrom(...leaves), ({ stack, resources, address, path }) => {
        const verdict = verdictWith(stack, resources, set(address, path, MYSTERY));
        expect(["reachable", "unknown"]).toContain(verdict);
        if (verdict === "unknown") return;
        const others = otherValues(resources, address, path).map((other) =>
          verdictWith(stack, resources, set(address, path, other)),
        );
        expect(others).not.toContain("blocked");
        expect(others).not.toContain("partly");
      }),
      { numRuns: 40 },
    );
  });

  test("given the scenario, when its arguments are counted, then there are many to pick", () => {
    expect(leaves.length).toBeGreaterThan(200);
  });
});
