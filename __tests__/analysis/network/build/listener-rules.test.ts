import { describe, expect, test } from "@jest/globals";
import type { ListenerRule, RuleCondition } from "../../../../analysis/network";
import { parseBlock, valueOf } from "../../../../modules/addressing";
import { just, networkWith, SUBNET_A, SUBNET_B } from "./placed";
import { get, OF_VARIABLE, reasonOf, reasonsOf, type Resources, VARIABLE } from "./stacks";

const BALANCER: Resources = {
  aws_lb: { it: { internal: true, subnets: [SUBNET_A, SUBNET_B] } },
  aws_lb_listener: { front: { load_balancer_arn: "${aws_lb.it.arn}", port: 80, protocol: "HTTP" } },
  aws_lb_target_group: { blue: { port: 80, protocol: "HTTP" } },
};
const FORWARD = { type: "forward", target_group_arn: "${aws_lb_target_group.blue.arn}" };

function ruleWith(attributes: object, type = "aws_lb_listener_rule"): ListenerRule {
  const rule = {
    listener_arn: "${aws_lb_listener.front.arn}",
    priority: 7,
    action: [FORWARD],
    ...attributes,
  };
  const { listeners } = get(networkWith(BALANCER, { [type]: { rule } }).loadBalancers, "aws_lb.it");
  const [only] = listeners.items[0]?.rules.items ?? [];
  if (only === undefined) throw new Error("there is no rule");
  return only;
}

function conditionsOf(...blocks: readonly object[]): readonly RuleCondition[] {
  const { items, doubts } = ruleWith({ condition: blocks }).conditions;
  expect(doubts).toEqual([]);
  return items;
}

describe("a listener's rule", () => {
  test("given a priority, an action and no condition, when it is built, then it has these", () => {
    expect(ruleWith({})).toEqual({
      key: "s:aws_lb_listener_rule.rule",
      at: "s:aws_lb_listener_rule.rule",
      priority: 7,
      conditions: just(),
      targetGroups: just("s:aws_lb_target_group.blue"),
      answersItself: false,
      authenticates: false,
    });
    expect(ruleWith({}, "aws_alb_listener_rule").priority).toBe(7);
  });

  test("given a condition on sources, when it is built, then it has the IPv4 blocks", () => {
    expect(conditionsOf({ source_ip: [{ values: ["10.0.0.0/8", "2001:db8::/32"] }] })).toEqual([
      { kind: "source-ip", blocks: just(valueOf(parseBlock("10.0.0.0/8"))) },
    ]);
  });

  test("given conditions on requests, when it is built, then paths and methods alone know case", () => {
    expect(
      conditionsOf(
        { path_pattern: [{ values: ["/A/*"], regex_values: ["^/B"] }] },
        { http_request_method: { values: ["GET"] } },
        { host_header: [{ values: ["Web.Example"] }] },
        { http_header: [{ http_header_name: "X-Tenant", values: ["A"] }] },
        { query_string: [{ key: "V", value: "1" }, { value: "x" }] },
      ),
    ).toEqual([
      { kind: "request", field: "path-pattern", patterns: just("/A/*", "regex ^/B") },
      { kind: "request", field: "http-request-method", patterns: just("GET") },
      { kind: "request", field: "host-header", patterns: just("web.example") },
      { kind: "request", field: "http-header x-tenant", patterns: just("a") },
      { kind: "request", field: "query-string", patterns: just("v=1", "=x") },
    ]);
  });

  test("given what plans write out for conditions that are left out, when it is built, then they are none", () => {
    const empty = {
      host_header: [],
      http_header: [],
      http_request_method: [],
      query_string: [],
      source_ip: [],
    };
    expect(conditionsOf({ ...empty, path_pattern: [{ values: ["/a"], regex_values: [] }] })).toHaveLength(1);
  });

  test("given no priority, when it is built, then it is known once the rule is made", () => {
    expect(reasonOf(ruleWith({ priority: null }).priority)).toMatch(/^left out, the provider takes/);
  });

  test("given what is unknown, when it is built, then there are doubts", () => {
    for (const condition of [
      VARIABLE,
      [{ source_ip: VARIABLE }],
      [{ http_header: [{ http_header_name: VARIABLE, values: ["a"] }] }],
    ])
      expect(reasonsOf(ruleWith({ condition }).conditions.doubts)).toEqual([OF_VARIABLE]);
    const [sources] = ruleWith({ condition: [{ source_ip: [{ values: [VARIABLE] }] }] }).conditions.items;
    expect(sources?.kind === "source-ip" && reasonsOf(sources.blocks.doubts)).toEqual([OF_VARIABLE]);
    const unclear = [{ path_pattern: [{ values: VARIABLE }] }, { query_string: [{ value: VARIABLE }] }];
    for (const each of unclear) {
      const [request] = ruleWith({ condition: [each] }).conditions.items;
      expect(request?.kind === "request" && reasonsOf(request.patterns.doubts)).toEqual([OF_VARIABLE]);
    }
    expect(reasonOf(ruleWith({ priority: VARIABLE }).priority)).toBe(OF_VARIABLE);
    expect(reasonsOf(ruleWith({ condition: [{ moon_phase: [{}] }] }).conditions.doubts)).toEqual([
      "this is no condition that is analysed",
    ]);
  });

  test("given an unknown listener, when it is built, then every listener may have it", () => {
    const rule = { listener_arn: VARIABLE, priority: 1, action: [FORWARD] };
    const network = networkWith(BALANCER, { aws_lb_listener_rule: { rule } });
    const [front] = get(network.loadBalancers, "aws_lb.it").listeners.items;
    expect(reasonsOf(front?.rules.doubts ?? [])).toEqual([OF_VARIABLE]);
  });
});
