import { describe, expect, test } from "@jest/globals";
import {
  elementKey,
  type Listener,
  type ListenerRule,
  type RuleCondition,
} from "../../../../analysis/network";
import { alternativesOf } from "../../../../analysis/reachability/load-balancing/rules";
import { resourceKey, Unknown } from "../../../../analysis/terraform";
import { IntervalSet, parseBlock, valueOf } from "../../../../modules/addressing";
import { PacketSet } from "../../../../analysis/packets";
import { formatAddresses } from "../../../../analysis/reachability/format";

const UNKNOWN = new Unknown("var.x", "nobody knows");
const FORWARDS = { targetGroups: { items: [], doubts: [] }, answersItself: false, authenticates: false };

function rule(
  name: string,
  priority: number | Unknown,
  conditions: readonly RuleCondition[],
  doubts: readonly Unknown[] = [],
): ListenerRule {
  const at = resourceKey("s", `aws_lb_listener_rule.${name}`);
  return { key: elementKey(at), at, priority, conditions: { items: conditions, doubts }, ...FORWARDS };
}

function listener(...rules: readonly ListenerRule[]): Listener {
  const at = resourceKey("s", "aws_lb_listener.web");
  return {
    key: elementKey(at),
    at,
    protocol: "HTTP",
    port: 80,
    rules: { items: rules, doubts: [] },
    ...FORWARDS,
  };
}

function from(block: string, doubts: readonly Unknown[] = []): RuleCondition {
  return { kind: "source-ip", blocks: { items: [valueOf(parseBlock(block))], doubts } };
}

function path(pattern: string): RuleCondition {
  return { kind: "request", field: "path-pattern", patterns: { items: [pattern], doubts: [] } };
}

/** The alternatives of requests from 10.0.0.0/24: whose they are, from where, and a mark where that is doubtful. */
function alternatives(...rules: readonly ListenerRule[]): string[] {
  const asked = PacketSet.of({ sources: IntervalSet.ofAll([valueOf(parseBlock("10.0.0.0/24"))]) });
  return alternativesOf(listener(...rules), asked).map(({ action, asked: part, doubts }) => {
    const name = action.at.slice(action.at.lastIndexOf(".") + 1);
    return `${name} ${formatAddresses(part.valuesOf("sources"))}${doubts.length > 0 ? " ?" : ""}`;
  });
}

describe("what a listener may do with requests", () => {
  test("given no rules, when packets come, then it is the default action", () => {
    expect(alternatives()).toEqual(["web 10.0.0.0/24"]);
  });

  test("given rules in any order, when packets come, then they are told by their priorities, the default last", () => {
    const [one, two] = [rule("one", 1, [path("/1")]), rule("two", 2, [path("/2")])];
    const inOrder = ["one 10.0.0.0/24", "two 10.0.0.0/24", "web 10.0.0.0/24"];
    expect(alternatives(one, two)).toEqual(inOrder);
    expect(alternatives(two, one)).toEqual(inOrder);
  });

  test("given a rule for some sources, when packets come, then the rest is left to others", () => {
    expect(alternatives(rule("low", 1, [from("10.0.0.0/25")]), rule("all", 2, []))).toEqual([
      "low 10.0.0.0/25",
      "all 10.0.0.128/25",
    ]);
    expect(alternatives(rule("far", 1, [from("10.9.0.0/16")]))).toEqual(["web 10.0.0.0/24"]);
    expect(alternatives(rule("both", 1, [from("10.0.0.0/25"), from("10.0.0.64/26")]))).toEqual([
      "both 10.0.0.64/26",
      "web 10.0.0.0/26, 10.0.0.128/25",
    ]);
  });

  test("given a rule for some paths of some sources, when packets come, then it takes none from others for certain", () => {
    expect(alternatives(rule("low", 1, [from("10.0.0.0/25"), path("/a")]))).toEqual([
      "low 10.0.0.0/25",
      "web 10.0.0.0/24",
    ]);
  });

  test("given sources that are not known, when packets come, then both ways are doubtful", () => {
    expect(alternatives(rule("some", 1, [from("10.0.0.0/25", [UNKNOWN])]))).toEqual([
      "some 10.0.0.0/24 ?",
      "web 10.0.0.128/25 ?",
    ]);
  });

  test("given a condition that is not known, when packets come, then both ways are doubtful", () => {
    expect(alternatives(rule("some", 1, [], [UNKNOWN]))).toEqual(["some 10.0.0.0/24 ?", "web 10.0.0.0/24 ?"]);
  });

  test("given priorities that are not known, when packets come, then only rules that take each other's requests are doubtful", () => {
    const known = rule("known", 1, [path("/a")]);
    expect(alternatives(known, rule("other", UNKNOWN, [path("/b")]))).toEqual([
      "known 10.0.0.0/24",
      "other 10.0.0.0/24",
      "web 10.0.0.0/24",
    ]);
    expect(alternatives(known, rule("other", UNKNOWN, [path("/*")]))).toEqual([
      "known 10.0.0.0/24 ?",
      "other 10.0.0.0/24",
    ]);
  });
});
