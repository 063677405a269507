import { describe, expect, test } from "@jest/globals";
import type { Listener } from "../../../../analysis/network";
import { just, networkWith, SUBNET_A } from "./placed";
import { get, OF_VARIABLE, reasonOf, reasonsOf, type Resources, VARIABLE } from "./stacks";

const BALANCER: Resources = { aws_lb: { it: { load_balancer_type: "network", subnets: [SUBNET_A] } } };
const GROUPS: Resources = {
  aws_lb_target_group: { blue: { port: 80, protocol: "TCP" }, green: { port: 80, protocol: "TCP" } },
};
const BLUE = "${aws_lb_target_group.blue.arn}";
const GREEN = "${aws_lb_target_group.green.arn}";

function listenersWith(attributes: object, type = "aws_lb_listener"): ReturnType<typeof listing> {
  const front = { load_balancer_arn: "${aws_lb.it.arn}", port: 80, protocol: "TCP", ...attributes };
  return listing({ [type]: { front } });
}

function listing(resources: Resources): { items: readonly Listener[]; doubts: readonly string[] } {
  const { items, doubts } = get(
    networkWith(BALANCER, GROUPS, resources).loadBalancers,
    "aws_lb.it",
  ).listeners;
  return { items, doubts: reasonsOf(doubts) };
}

function listener(attributes: object): Listener {
  const [only] = listenersWith(attributes).items;
  if (only === undefined) throw new Error("there is no listener");
  return only;
}

function forward(...groups: readonly object[]): object {
  return { default_action: [{ type: "forward", forward: { target_group: groups } }] };
}

describe("a listener", () => {
  test("given a target group, when it is built, then it forwards there", () => {
    expect(listener({ default_action: { type: "forward", target_group_arn: BLUE } })).toEqual({
      key: "s:aws_lb_listener.front",
      at: "s:aws_lb_listener.front",
      protocol: "TCP",
      port: 80,
      rules: just(),
      targetGroups: just("s:aws_lb_target_group.blue"),
      answersItself: false,
      authenticates: false,
    });
  });

  test("given the provider's other name for it, when it is built, then it is one too", () => {
    expect(listenersWith({}, "aws_alb_listener").items).toHaveLength(1);
  });

  test("given groups with weights, when it is built, then it forwards to those whose weight is positive", () => {
    expect(listener(forward({ arn: BLUE, weight: 1 }, { arn: GREEN })).targetGroups).toEqual(
      just("s:aws_lb_target_group.blue", "s:aws_lb_target_group.green"),
    );
    expect(listener(forward({ arn: BLUE, weight: 0 }, { arn: GREEN, weight: 9 })).targetGroups).toEqual(
      just("s:aws_lb_target_group.green"),
    );
  });

  test("given another action, when it is built, then it forwards nowhere", () => {
    expect(listener({ default_action: { type: "fixed-response" } })).toMatchObject({
      targetGroups: just(),
      answersItself: true,
    });
    expect(listener({ default_action: { type: "redirect" } }).answersItself).toBe(true);
  });

  test("given users to authenticate first, when it is built, then it does and forwards", () => {
    const actions = [{ type: "authenticate-oidc" }, { type: "forward", target_group_arn: BLUE }];
    expect(listener({ default_action: actions })).toMatchObject({
      targetGroups: just("s:aws_lb_target_group.blue"),
      answersItself: false,
      authenticates: true,
    });
  });

  test("given an action of an unknown type, when it is built, then it may be any", () => {
    const { answersItself, authenticates } = listener({ default_action: [{ type: VARIABLE }] });
    expect([answersItself, authenticates].map(reasonOf)).toEqual([OF_VARIABLE, OF_VARIABLE]);
  });

  test("given a group, a weight, a type or an action that is unknown, when it is built, then there is a doubt", () => {
    for (const unclear of [
      { default_action: { type: "forward", target_group_arn: VARIABLE } },
      { default_action: { type: VARIABLE, target_group_arn: BLUE } },
      { default_action: VARIABLE },
      forward({ arn: BLUE, weight: VARIABLE }),
    ]) {
      const { items, doubts } = listener(unclear).targetGroups;
      expect(items).toEqual([]);
      expect(reasonsOf(doubts)).toEqual([OF_VARIABLE]);
    }
  });

  test("given a port or a protocol that is unknown or wrong, when it is built, then it is unknown", () => {
    const { port, protocol } = listener({ port: VARIABLE, protocol: VARIABLE });
    expect([port, protocol].map(reasonOf)).toEqual([OF_VARIABLE, OF_VARIABLE]);
    expect(reasonOf(listener({ protocol: "SCTP" }).protocol)).toBe(
      "this is not a protocol of load balancing",
    );
    expect(reasonOf(listener({ port: null }).port)).toBe("this is not stated");
  });

  test("given an unknown load balancer, when it is built, then every load balancer may have it", () => {
    expect(listenersWith({ load_balancer_arn: VARIABLE })).toEqual({ items: [], doubts: [OF_VARIABLE] });
  });
});
