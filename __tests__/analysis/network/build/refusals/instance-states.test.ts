import { describe, expect, test } from "@jest/globals";
import { networkOf } from "../../../../../analysis/network";
import { observed } from "../observed";
import { deployed, key, VARIABLE } from "../stacks";

const AT = key("aws_instance.it");
const built = (state: object, more: object = {}) =>
  networkOf(observed(deployed({ aws_instance: { it: { subnet_id: VARIABLE, ...state } }, ...more })));
const kept = (attributes: object) => ({
  aws_ec2_instance_state: { it: { instance_id: "${aws_instance.it.id}", ...attributes } },
});

describe("an instance of a state", () => {
  test.each([
    ["stopped", /; start it/],
    ["stopping", /; start it/],
    ["shutting-down", /; have Terraform replace it$/],
    ["terminated", /; have Terraform replace it$/],
  ])("given that it was read as %s, when it is built, then it does not run", (state, remedy) => {
    const network = built({ instance_state: state });
    expect(network.refusals.get(AT)).toEqual([
      { kind: "not-running", at: AT, sentence: expect.stringMatching(remedy) },
    ]);
  });

  test("given that it ran, when it is built, then nothing is wrong with it", () => {
    const { refusals, unmodelled } = built({ instance_state: "running" });
    expect([refusals.get(AT), unmodelled.get(AT)]).toEqual([undefined, undefined]);
  });

  test("given a resource that keeps it running, when it is built, then it runs unless it is gone", () => {
    const running = kept({ state: "running" });
    expect(built({ instance_state: "stopped" }, running).refusals.size).toBe(0);
    expect(built({ instance_state: "terminated" }, running).refusals.size).toBe(1);
    expect(built({ instance_state: "running" }, kept({ state: "stopped" })).refusals.get(AT)).toMatchObject([
      { at: key("aws_ec2_instance_state.it") },
    ]);
  });

  test("given what is not known, when it is built, then nobody knows whether it runs", () => {
    const doubts = (network: ReturnType<typeof built>): number => network.unmodelled.get(AT)?.length ?? 0;
    expect(doubts(built({}, kept({ state: VARIABLE })))).toBe(1);
    expect(doubts(built({}, kept({ state: "stopped", instance_id: VARIABLE })))).toBe(1);
    expect(doubts(built({ instance_state: "pending" }))).toBe(1);
  });
});
