import { describe, expect, test } from "@jest/globals";
import { type ElementKey, networkOf } from "../../../../../analysis/network";
import { Unknown } from "../../../../../analysis/terraform";
import { just } from "../placed";
import { crossAzWeb } from "./synthesized";

const network = networkOf(crossAzWeb);

const CONSUMER = "cross-az-web.a:";
const PROVIDER = "cross-az-web.web:";
const ENDPOINT = `${CONSUMER}aws_vpc_endpoint.endpoints_web_endpoint`;
const SERVICE = `${PROVIDER}aws_vpc_endpoint_service.endpoint-services_web`;
const BALANCER = `${PROVIDER}aws_lb.load-balancers_web`;
const GROUP = `${PROVIDER}aws_lb_target_group.load-balancers_web_target-group`;
const HOST = `${PROVIDER}aws_instance.hosts_ec2-b`;

function of<T>(elements: ReadonlyMap<ElementKey, T>): Record<string, T> {
  return Object.fromEntries(elements);
}

/** Every unknown value, by the way that leads to it. */
function unknownsIn(value: unknown, way = ""): [string, string][] {
  if (value instanceof Unknown) return [[way, value.reason]];
  if (value instanceof Map)
    return [...value].flatMap(([key, each]) => unknownsIn(each, `${way} ${String(key)}`));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => unknownsIn(each, `${way} ${key}`));
}

describe("the network of the scenario cross-az-web", () => {
  test("given its stacks, when it is built, then nothing is unknown but the addresses of S3", () => {
    const unknowns = unknownsIn(network);
    // A gateway endpoint's routes lead to a prefix list that AWS keeps.
    expect(new Set(unknowns.map(([, reason]) => reason))).toEqual(new Set(["AWS keeps this prefix list"]));
    expect(unknowns.every(([way]) => way.includes(" routes "))).toBe(true);
  });

  test("given its stacks, when it is built, then name, endpoint, service, load balancer and host are linked", () => {
    const zone = Object.values(of(network.hostedZones)).find(({ name }) => name === "web.example.internal");
    expect(zone).toMatchObject({ visibility: "private", vpcs: just(`${CONSUMER}aws_vpc.vpc`) });
    expect(zone?.records.items.map(({ name, answers }) => ({ name, answers }))).toEqual([
      { name: "web.example.internal", answers: just({ kind: "endpoint", endpoint: ENDPOINT }) },
    ]);
    expect(of(network.endpoints)[ENDPOINT]).toMatchObject({
      account: "111111111111",
      service: { kind: "endpoint-service", service: SERVICE },
    });
    expect(of(network.endpointServices)[SERVICE]).toMatchObject({
      account: "222222222222",
      acceptanceRequired: true,
      accepted: just(ENDPOINT),
      allowedPrincipals: just("arn:aws:iam::111111111111:root"),
      loadBalancers: just(BALANCER),
    });
    const balancer = of(network.loadBalancers)[BALANCER];
    expect(balancer).toMatchObject({ type: "network", crossZone: true, enforcesOnPrivateLink: false });
    expect(balancer?.listeners.items.map(({ port, targetGroups }) => [port, targetGroups])).toEqual([
      [80, just(GROUP)],
    ]);
    expect(of(network.targetGroups)[GROUP]?.targets.items.map(({ target }) => target)).toEqual([
      { kind: "host", host: HOST },
    ]);
  });

  test("given its stacks, when it is built, then whatever an element refers to is an element", () => {
    const { subnets, securityGroups, interfaces } = network;
    const keys = new Set([subnets, securityGroups, interfaces].flatMap((elements) => [...elements.keys()]));
    const referred = [...interfaces.values()].flatMap((each) => [
      ...(each.subnet instanceof Unknown || each.subnet === null ? [] : [each.subnet]),
      ...each.securityGroups.items,
    ]);
    const listed = [
      ...network.hosts.values(),
      ...network.endpoints.values(),
      ...network.loadBalancers.values(),
    ];
    const all = [...referred, ...listed.flatMap((each) => each.interfaces.items)];
    expect(all.length).toBeGreaterThan(10);
    expect(all.filter((key) => !keys.has(key))).toEqual([]);
  });
});
