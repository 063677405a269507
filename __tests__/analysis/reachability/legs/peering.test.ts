import { describe, expect, test } from "@jest/globals";
import { IntervalSet, valueOf } from "../../../../modules/addressing";
import { parseRegion } from "../../../../modules/identity";
import { type Network, networkOf, type Vpc } from "../../../../analysis/network";
import { PacketSet } from "../../../../analysis/packets";
import { legBetween } from "../../../../analysis/reachability/legs/leg";
import { partyOf } from "../../../../analysis/reachability/path/party";
import { shareOf } from "../../../../analysis/reachability/path/stage";
import { Unknown } from "../../../../analysis/terraform";
import { deploymentOf } from "../../../support/deployments";

const vpc = (name: string, block: string): object => ({ [name]: { cidr_block: block } });
const subnet = (name: string, block: string): object => ({
  [name]: { vpc_id: `\${aws_vpc.${name}.id}`, cidr_block: block, availability_zone_id: "apne1-az4" },
});
const rule = (of: string, peer: string): object => ({
  [of]: {
    security_group_id: `\${aws_security_group.${of}.id}`,
    ip_protocol: "tcp",
    from_port: 80,
    to_port: 80,
    referenced_security_group_id: `\${aws_security_group.${peer}.id}`,
  },
});
const route = (name: string, of: string, to: string): object => ({
  [name]: {
    route_table_id: `\${aws_vpc.${of}.main_route_table_id}`,
    destination_cidr_block: to,
    vpc_peering_connection_id: "${aws_vpc_peering_connection.p.id}",
  },
});
const host = (name: string, address: string): object => ({
  [name]: {
    subnet_id: `\${aws_subnet.${name}.id}`,
    private_ip: address,
    vpc_security_group_ids: [`\${aws_security_group.${name}.id}`],
  },
});

/** Two hosts of peered VPCs, whose rules refer to each other's groups. */
const network = networkOf(
  deploymentOf({
    x: {
      provider: { aws: [{ region: "ap-northeast-1", allowed_account_ids: ["111111111111"] }] },
      resource: {
        aws_vpc: { ...vpc("left", "10.0.0.0/16"), ...vpc("right", "10.1.0.0/16") },
        aws_subnet: { ...subnet("left", "10.0.0.0/24"), ...subnet("right", "10.1.0.0/24") },
        aws_security_group: {
          left: { vpc_id: "${aws_vpc.left.id}" },
          right: { vpc_id: "${aws_vpc.right.id}" },
        },
        aws_instance: { ...host("left", "10.0.0.10"), ...host("right", "10.1.0.10") },
        aws_vpc_security_group_egress_rule: rule("left", "right"),
        aws_vpc_security_group_ingress_rule: rule("right", "left"),
        aws_vpc_peering_connection: {
          p: { vpc_id: "${aws_vpc.left.id}", peer_vpc_id: "${aws_vpc.right.id}", auto_accept: true },
        },
        aws_route: { ...route("there", "left", "10.1.0.0/16"), ...route("back", "right", "10.0.0.0/16") },
      },
    },
  }),
);

/** The right VPC as it would be otherwise. */
function withRight(change: Partial<Vpc>): Network {
  const vpcs = [...network.vpcs].map(([key, each]): [typeof key, Vpc] => [
    key,
    key.endsWith(".right") ? { ...each, ...change } : each,
  ]);
  return { ...network, vpcs: new Map(vpcs) };
}

/** What the leg from left to right passes only in part, or not. */
function failing(changed: Network): string[] {
  const of = (name: string): ReturnType<typeof partyOf> => {
    const own = [...changed.interfaces.values()].find(({ at }) => at === `x:aws_instance.${name}`);
    if (own === undefined) throw new Error(`there is no ${name}`);
    return partyOf(own);
  };
  const [source, destination] = [of("left"), of("right")];
  const asked = PacketSet.of({
    sources: source.addresses,
    destinations: destination.addresses,
    protocols: IntervalSet.of(6, 6),
    destinationPorts: IntervalSet.of(80, 80),
  });
  return legBetween(changed, source, destination, asked).stages.flatMap((stage) => {
    const share = shareOf(stage, asked);
    return share === "all" ? [] : [`${share}: ${stage.component}`];
  });
}

describe("rules that refer to groups of a peered VPC", () => {
  test("given VPCs of one Region, when packets cross, then both ends' rules find each other's groups", () => {
    expect(failing(network)).toEqual([]);
  });

  test("given VPCs of two Regions, when packets cross, then neither does", () => {
    expect(failing(withRight({ region: valueOf(parseRegion("us-east-1")) }))).toEqual([
      "none: security group, egress",
      "none: security group, ingress",
    ]);
  });

  test("given a VPC of a Region that is not known, when packets cross, then neither is it what they find", () => {
    expect(failing(withRight({ region: new Unknown("region", "it is not stated") }))).toEqual([
      "unknown: security group, egress",
      "unknown: security group, ingress",
    ]);
  });

  test("given that nothing is known to join the VPCs, but something may, when packets cross, then nothing is certain", () => {
    const unclear = [...network.peeringConnections].map(([key, each]) => {
      const accepter = new Unknown("peer_vpc_id", "it is not known");
      return [key, { ...each, accepter }] as const;
    });
    expect(failing({ ...network, peeringConnections: new Map(unclear) })).toEqual([
      "unknown: security group, egress",
      "unknown: route table",
    ]);
  });
});
