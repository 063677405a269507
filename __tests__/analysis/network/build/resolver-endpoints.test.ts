import { describe, expect, test } from "@jest/globals";
import type { Network } from "../../../../analysis/network";
import { GROUP_ONE, just, networkWith, range, SUBNET_A, SUBNET_B, USABLE_OF_B } from "./placed";
import { get, OF_VARIABLE, reasonOf, VARIABLE } from "./stacks";

function endpointIn(attributes: object = {}): Network {
  return networkWith({
    aws_route53_resolver_endpoint: {
      it: {
        direction: "INBOUND",
        security_group_ids: [GROUP_ONE],
        ip_address: [{ subnet_id: SUBNET_A, ip: "10.0.0.53" }, { subnet_id: SUBNET_B }],
        ...attributes,
      },
    },
  });
}

const IT = "aws_route53_resolver_endpoint.it";

describe("a Resolver endpoint", () => {
  test("given its subnets, when it is built, then it has an interface in each, with the stated address or any", () => {
    const network = endpointIn();
    const [inA, inB] = [`s:${IT}/s:aws_subnet.a`, `s:${IT}/s:aws_subnet.b`];
    expect(get(network.resolverEndpoints, IT)).toMatchObject({
      vpc: "s:aws_vpc.vpc",
      direction: "inbound",
      interfaces: just(inA, inB),
    });
    expect(get(network.interfaces, IT, "s:aws_subnet.a")).toMatchObject({
      owner: { kind: "resolver-endpoint", endpoint: `s:${IT}` },
      subnet: "s:aws_subnet.a",
      securityGroups: just("s:aws_security_group.one"),
      addresses: range("10.0.0.53"),
    });
    expect(get(network.interfaces, IT, "s:aws_subnet.b").addresses).toEqual(USABLE_OF_B);
    expect([...network.refusals, ...network.unmodelled]).toEqual([]);
  });

  test("given two addresses in one subnet, when it is built, then it has two interfaces", () => {
    const twice = endpointIn({ ip_address: [{ subnet_id: SUBNET_A }, { subnet_id: SUBNET_A }] });
    expect(get(twice.resolverEndpoints, IT).interfaces.items).toHaveLength(2);
  });

  test.each<[object, string]>([
    [{ direction: VARIABLE }, OF_VARIABLE],
    [{ direction: "INBOUND_DELEGATION" }, "endpoints of this direction are not analysed"],
    [{ protocols: ["DoH"] }, "endpoints without plain DNS are not analysed"],
    [{ resolver_endpoint_type: "IPV6" }, "endpoints without IPv4 are not analysed"],
  ])("given %j, when it is built, then whom it answers is not known", (attributes, reason) => {
    expect(reasonOf(get(endpointIn(attributes).resolverEndpoints, IT).direction)).toBe(reason);
  });

  test("given an address outside its subnet, or AWS's, when it is judged, then it is refused", () => {
    for (const ip of ["10.0.9.53", "10.0.0.2"]) {
      const { refusals } = endpointIn({ ip_address: [{ subnet_id: SUBNET_A, ip }, { subnet_id: SUBNET_B }] });
      expect([...refusals.keys()]).toEqual([`s:${IT}`]);
    }
  });

  test("given no security group, when it is judged, then it is refused, unless there may be some", () => {
    const sentencesOf = ({ refusals }: Network): string[] =>
      [...refusals.values()].flat().map(({ sentence }) => sentence);
    expect(sentencesOf(endpointIn({ security_group_ids: [] }))).toEqual([
      "AWS refuses a Resolver endpoint without security groups; state security_group_ids that admit port 53",
    ]);
    expect(sentencesOf(endpointIn({ security_group_ids: [VARIABLE] }))).toEqual([]);
  });

  test("given one address, when it is judged, then it is refused, unless more may be there", () => {
    const one = endpointIn({ ip_address: [{ subnet_id: SUBNET_A }] });
    expect([...one.refusals.values()].flat().map(({ sentence }) => sentence)).toEqual([
      "AWS refuses a Resolver endpoint with fewer than two IP addresses, and it has 1; name subnets in two zones",
    ]);
    const unclear = endpointIn({ ip_address: [{ subnet_id: SUBNET_A }, { subnet_id: VARIABLE }] });
    expect([...unclear.refusals]).toEqual([]);
    expect(unclear.unmodelled.size).toBe(1);
  });
});
