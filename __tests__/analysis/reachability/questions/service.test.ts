import { describe, expect, test } from "@jest/globals";
import { networkOf } from "../../../../analysis/network";
import {
  type Analysed,
  ask,
  describeWitness,
  type End,
  findEnd,
  questionBetween,
  whoReaches,
} from "../../../../analysis/reachability";
import { sentenceOf, valueOf } from "../../../../modules/addressing";
import { deploymentOf } from "../../../support/deployments";
import {
  admits,
  edited,
  host,
  IN_PROVIDERS_ACCOUNT,
  letsOut,
  MYSTERY,
  privateLink,
  renamed,
  type Resources,
  set,
  stackOf,
  together,
} from "../../../support/networks";
import { consumer } from "../../../support/networks/fixtures";

const SERVICE = "aws_vpc_endpoint_service.web";
const [PLACE, ANYWHERE] = [{ provider: IN_PROVIDERS_ACCOUNT }, { block: "0.0.0.0/0" }];

/** Two consumers, of whom one is not accepted, and a host beside the load balancer that may ask it. */
const RESOURCES = together(
  edited(privateLink(), [set("aws_lb.web", "enable_cross_zone_load_balancing", true)]),
  renamed(consumer(), "waiting"),
  host("neighbour", { in: "servers", vpc: "provider", address: "10.1.0.77" }, PLACE),
  letsOut("neighbour", ANYWHERE, PLACE),
  admits("web_load_balancer", { group: "neighbour" }, PLACE),
);

function analysedOf(resources: Resources): Analysed {
  const deployment = deploymentOf({ example: stackOf(resources) });
  return { deployment, network: networkOf(deployment) };
}

function end(analysed: Analysed, address: string): Exclude<End, { kind: "url" }> {
  const found = valueOf(findEnd(analysed, address));
  if (found.kind === "url") throw new Error("an address is no URL");
  return found;
}

function told(analysed: Analysed): string[][] {
  return whoReaches(analysed.network, end(analysed, SERVICE), { protocols: ["tcp"] }).map(
    ({ verdict, from, to, by, witness }) => [
      verdict,
      from.join(),
      to.map((each) => (each.kind === "party" ? each.party : `behind ${each.behind}`)).join(),
      by.through?.kind ?? "",
      witness === undefined ? "" : describeWitness(witness),
    ],
  );
}

describe("given an endpoint service", () => {
  const analysed = analysedOf(RESOURCES);

  test("when it is asked who reaches it, then those who are accepted by their endpoint, and whoever asks its load balancer", () => {
    expect(told(analysed)).toEqual([
      [
        "reachable",
        "example:aws_instance.neighbour",
        `example:${SERVICE}`,
        "load-balancer",
        "10.1.0.77:32768 → 10.1.1.4:80 TCP",
      ],
      [
        "reachable",
        "example:aws_instance.client",
        `example:${SERVICE}`,
        "endpoint",
        "10.0.0.10:32768 → 10.0.4.4:80 TCP",
      ],
    ]);
  });

  test("when the acceptance of one is not known, then that it may be", () => {
    const unclear = analysedOf(
      edited(RESOURCES, [set("aws_vpc_endpoint_connection_accepter.web", "vpc_endpoint_id", MYSTERY)]),
    );
    const [verdicts, askers] = [
      told(unclear).map(([verdict]) => verdict),
      told(unclear).map(([, who]) => who),
    ];
    expect(verdicts).toEqual(["reachable", "unknown"]);
    expect(askers[1]).toBe("example:aws_instance.client,example:aws_instance.client_waiting");
  });

  test("when the service of an endpoint is not known, then whoever asks that may reach it", () => {
    const unclear = analysedOf(
      edited(RESOURCES, [set("aws_vpc_endpoint.web_waiting", "service_name", MYSTERY)]),
    );
    expect(told(unclear)).toContainEqual([
      "unknown",
      "example:aws_instance.client_waiting",
      "behind example:aws_vpc_endpoint.web_waiting",
      "endpoint",
      "",
    ]);
  });

  test.each([
    ["aws_instance.client", "reachable"],
    ["aws_instance.client_waiting", "blocked CONNECTION_NOT_ACCEPTED"],
    ["aws_instance.neighbour", "reachable"],
    ["internet", "blocked"],
  ])("when %s asks it, then by the endpoint or the load balancer in its VPC: %s", (from, verdict) => {
    const question = questionBetween(end(analysed, from), end(analysed, SERVICE), "tcp", 80);
    const { verdict: got, blockers } = ask(analysed.network, valueOf(question));
    expect([got, ...blockers.map(({ code }) => code)].join(" ")).toMatch(verdict);
  });

  test("when it is to ask itself, then it is said that hosts do", () => {
    const question = questionBetween(end(analysed, SERVICE), end(analysed, SERVICE), "tcp", 80);
    expect(question.ok ? "" : sentenceOf(question.fault)).toMatch(
      /^packets start at a host, and a service may stand for several; /,
    );
  });
});
