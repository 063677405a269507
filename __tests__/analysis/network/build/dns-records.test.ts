import { describe, expect, test } from "@jest/globals";
import type { DnsRecord, Listing } from "../../../../analysis/network";
import { IntervalSet } from "../../../../modules/addressing";
import { just, networkWith, range, SUBNET_A, SUBNET_B } from "./placed";
import { get, OF_VARIABLE, reasonOf, reasonsOf, type Resources, VARIABLE, VPC_ID } from "./stacks";

const THINGS: Resources = {
  aws_instance: { host: { subnet_id: SUBNET_A } },
  aws_lb: { front: { load_balancer_type: "network", subnets: [SUBNET_A] } },
  aws_vpc_endpoint: {
    web: {
      vpc_id: VPC_ID,
      vpc_endpoint_type: "Interface",
      service_name: "com.amazonaws.vpce.any",
      subnet_ids: [SUBNET_A, SUBNET_B],
    },
  },
};

function recordsWith(attributes: object, zone = "Example.internal."): Listing<DnsRecord> {
  const it = { zone_id: "${aws_route53_zone.it.zone_id}", name: "web", type: "A", ttl: 60, ...attributes };
  const network = networkWith(THINGS, {
    aws_route53_zone: { it: { name: zone, vpc: { vpc_id: VPC_ID } } },
    aws_route53_record: { it },
  });
  return get(network.hostedZones, "aws_route53_zone.it").records;
}

function record(attributes: object): DnsRecord {
  const { items, doubts } = recordsWith(attributes);
  expect(doubts).toEqual([]);
  const [only] = items;
  if (only === undefined) throw new Error("there is no record");
  return only;
}

function doubtsAbout(attributes: object): string[] {
  const { items, doubts } = record(attributes).answers;
  expect(items).toEqual([]);
  return reasonsOf(doubts);
}

describe("a record's name", () => {
  test.each([
    ["web", "web.example.internal"],
    ["web.example.internal", "web.example.internal"],
    ["WEB.Example.Internal.", "web.example.internal"],
    ["*", "*.example.internal"],
    ["", "example.internal"],
  ])("given %j, when it is built, then it is %s", (name, whole) => {
    expect(record({ name }).name).toBe(whole);
  });

  test("given a name or a zone's name that is unknown, when it is built, then the zone may have any record", () => {
    for (const { items, doubts } of [recordsWith({ name: VARIABLE }), recordsWith({}, VARIABLE)]) {
      expect(items).toEqual([]);
      expect(reasonsOf(doubts)).toEqual([OF_VARIABLE]);
    }
  });
});

describe("a record's answers", () => {
  test("given addresses, when it is built, then they are one answer", () => {
    expect(record({ records: ["10.0.0.9", "10.0.0.20"] })).toEqual({
      key: "s:aws_route53_record.it",
      at: "s:aws_route53_record.it",
      name: "web.example.internal",
      type: "A",
      answers: just({ kind: "addresses", addresses: range("10.0.0.9").union(range("10.0.0.20")) }),
    });
  });

  test("given an instance's address, when it is built, then the answer is its interface", () => {
    expect(record({ records: ["${aws_instance.host.private_ip}"] }).answers).toEqual(
      just({ kind: "interface", interface: "s:aws_instance.host/primary-network-interface" }),
    );
  });

  test.each([
    ["aws_lb.front.dns_name", { kind: "load-balancer", loadBalancer: "s:aws_lb.front" }],
    ["aws_vpc_endpoint.web.dns_entry[0].dns_name", { kind: "endpoint", endpoint: "s:aws_vpc_endpoint.web" }],
  ])(
    "given an alias or a canonical name of %s, when it is built, then that is the answer",
    (name, answer) => {
      const value = `\${${name}}`;
      expect(
        record({ alias: { name: value, zone_id: "Z1", evaluate_target_health: false } }).answers,
      ).toEqual(just(answer));
      expect(record({ type: "CNAME", records: [value] }).answers).toEqual(just(answer));
    },
  );

  test("given another name, when it is built, then that is the answer", () => {
    expect(record({ type: "CNAME", records: ["Other.Example.com."] }).answers).toEqual(
      just({ kind: "name", name: "other.example.com" }),
    );
  });

  test("given a type without IPv4 addresses, when it is built, then it has no answer", () => {
    expect(record({ type: "TXT", records: ["10.0.0.9"] }).answers).toEqual(just());
    expect(record({ type: "AAAA", records: ["::1"] }).answers).toEqual(just());
  });

  test("given a zonal name of an endpoint, when it is built, then the answer is unknown", () => {
    const alias = { name: "${aws_vpc_endpoint.web.dns_entry[1].dns_name}", zone_id: "Z1" };
    expect(doubtsAbout({ alias })).toEqual(["the order of an endpoint's zonal names is not promised"]);
  });

  test.each([
    ["weighted_routing_policy", { weight: 10 }],
    ["failover_routing_policy", [{ type: "PRIMARY" }]],
    ["multivalue_answer_routing_policy", true],
    ["latency_routing_policy", VARIABLE],
  ])("given %s, when it is built, then the answer is unknown", (name, policy) => {
    const policies = { set_identifier: "one", [name]: policy };
    expect(doubtsAbout({ records: ["10.0.0.9"], ...policies })).toEqual([
      "which of the name's records it chooses is not analysed",
    ]);
  });

  test("given policies that are left out in writing, when it is built, then they count for nothing", () => {
    const none = {
      weighted_routing_policy: [],
      multivalue_answer_routing_policy: false,
      latency_routing_policy: null,
    };
    expect(record({ records: ["10.0.0.9"], ...none }).answers.items).toHaveLength(1);
  });

  test("given values that are unknown or wrong, when it is built, then there is a doubt", () => {
    expect(doubtsAbout({ records: VARIABLE })).toEqual([OF_VARIABLE]);
    expect(doubtsAbout({ records: [VARIABLE] })).toEqual([OF_VARIABLE]);
    expect(doubtsAbout({ alias: VARIABLE })).toEqual([OF_VARIABLE]);
    expect(doubtsAbout({ alias: { name: VARIABLE, zone_id: "Z1" } })).toEqual([OF_VARIABLE]);
    expect(doubtsAbout({ records: ["web"] })).toEqual([expect.stringMatching(/not an IPv4 address/)]);
    expect(doubtsAbout({ records: ["${aws_lb.front.arn}"] })).toEqual([
      expect.stringMatching(/none of the given/),
    ]);
    expect(reasonOf(record({ type: VARIABLE }).type)).toBe(OF_VARIABLE);
    expect(doubtsAbout({ type: VARIABLE, records: ["10.0.0.9"] })).toEqual([OF_VARIABLE]);
  });

  test("given a known and an unknown address, when it is built, then the known one is certain", () => {
    const { items, doubts } = record({ records: ["10.0.0.9", VARIABLE] }).answers;
    expect(items).toEqual([{ kind: "addresses", addresses: IntervalSet.ofAll(range("10.0.0.9").intervals) }]);
    expect(reasonsOf(doubts)).toEqual([OF_VARIABLE]);
  });
});
