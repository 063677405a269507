import { describe, expect, test } from "@jest/globals";
import { networkOf } from "../../../../../analysis/network";
import { deploymentOf, stateOf } from "../../../../support/deployments";
import { type Resources, stackOf, VARIABLE } from "../stacks";

const VPC_ID = "${aws_vpc.vpc.id}";
const PEER_ID = "${data.terraform_remote_state.peer.outputs.vpcId}";
const PEER_GROUP = "${data.terraform_remote_state.peer.outputs.groupId}";

interface Case {
  /** In the stack of the rule. */
  readonly more?: Resources;
  readonly data?: object;
  /** How the rule names the other group. */
  readonly group?: string;
  /** Of the other group's stack. */
  readonly place?: { readonly account?: string; readonly region?: string };
}

/** What AWS refuses and doubts of a group with a rule for a group of another VPC. */
function judged({ more = {}, data = {}, group = PEER_GROUP, place }: Case): {
  readonly refused: string[];
  readonly doubtful: string[];
} {
  const { refusals, unmodelled } = networkOf(
    deploymentOf({
      s: {
        ...stackOf({
          aws_vpc: { vpc: { cidr_block: "10.0.0.0/16" }, third: { cidr_block: "10.2.0.0/16" } },
          aws_security_group: { own: { vpc_id: VPC_ID } },
          aws_vpc_security_group_egress_rule: {
            it: {
              security_group_id: "${aws_security_group.own.id}",
              referenced_security_group_id: group,
              ip_protocol: "-1",
            },
          },
          ...more,
        }),
        data: { terraform_remote_state: { peer: stateOf("p") }, ...data },
      },
      p: {
        ...stackOf(
          {
            aws_vpc: { peer: { cidr_block: "10.1.0.0/16" } },
            aws_security_group: { web: { vpc_id: "${aws_vpc.peer.id}" } },
          },
          place,
        ),
        output: {
          vpcId: { value: "${aws_vpc.peer.id}" },
          groupId: { value: "${aws_security_group.web.id}" },
        },
      },
    }),
  );
  return {
    refused: [...refusals].flatMap(([key, all]) => all.map(({ sentence }) => `${key}: ${sentence}`)),
    doubtful: [...unmodelled.keys()],
  };
}

const OWN = "s:aws_security_group.own";
const peering = (vpc: string, peer: string): Resources => ({
  aws_vpc_peering_connection: { it: { vpc_id: vpc, peer_vpc_id: peer } },
});
const attachment = (vpc: string): Resources => attachments({}, { vpc_id: vpc });
/** To one Transit Gateway, each with these arguments. */
const attachments = (gateway: object, ...each: readonly object[]): Resources => ({
  aws_ec2_transit_gateway: { hub: { security_group_referencing_support: "enable", ...gateway } },
  aws_ec2_transit_gateway_vpc_attachment: Object.fromEntries(
    each.map((attributes, index) => [
      `number${index}`,
      { transit_gateway_id: "${aws_ec2_transit_gateway.hub.id}", subnet_ids: [], ...attributes },
    ]),
  ),
});
const BOTH = [{ vpc_id: VPC_ID }, { vpc_id: PEER_ID }] as const;
const REFERENCING = "security_group_referencing_support";
const association = (group: string): Resources => ({
  aws_vpc_security_group_vpc_association: { it: { security_group_id: group, vpc_id: "vpc-1" } },
});
const THIRD = "${aws_vpc.third.id}";

describe("AWS's judgement of a rule for another VPC's group", () => {
  test.each<[string, Case]>([
    ["peered VPCs", { more: peering(VPC_ID, PEER_ID) }],
    ["VPCs peered the other way round", { more: peering(PEER_ID, VPC_ID) }],
    ["VPCs at a Transit Gateway that wants it", { more: attachments({}, ...BOTH) }],
    ["a group of its own VPC", { group: "${aws_security_group.own.id}" }],
  ])("given %s, when it is judged, then nothing is refused", (_, given) => {
    expect(judged(given)).toEqual({ refused: [], doubtful: [] });
  });

  test.each<[string, Case, RegExp]>([
    ["VPCs that nothing joins", {}, /is of aws_vpc\.peer, and no peering connection joins that/],
    [
      "a peering connection with a third VPC",
      { more: peering(VPC_ID, THIRD) },
      /no peering connection joins/,
    ],
    [
      "a peering connection between others that is not known",
      { more: peering(THIRD, VARIABLE) },
      /no peering connection joins/,
    ],
    ["another VPC at a transit gateway", { more: attachment(THIRD) }, /nor a Transit Gateway/],
    ["only its VPC at a transit gateway", { more: attachment(VPC_ID) }, /nor a Transit Gateway/],
    [
      "VPCs at a Transit Gateway that does not want it",
      { more: attachments({ [REFERENCING]: null }, ...BOTH) },
      /nor a Transit Gateway/,
    ],
    [
      "VPCs of which one does not want it",
      { more: attachments({}, BOTH[0], { ...BOTH[1], [REFERENCING]: "disable" }) },
      /nor a Transit Gateway/,
    ],
    [
      "VPCs at two Transit Gateways",
      {
        more: {
          ...attachments({}, BOTH[0], {
            ...BOTH[1],
            transit_gateway_id: "${aws_ec2_transit_gateway.other.id}",
          }),
          aws_ec2_transit_gateway: {
            hub: { [REFERENCING]: "enable" },
            other: { [REFERENCING]: "enable" },
          },
        },
      },
      /nor a Transit Gateway/,
    ],
    [
      "a third group that has several VPCs",
      {
        more: {
          aws_security_group: { own: { vpc_id: VPC_ID }, third: { vpc_id: THIRD } },
          ...association("${aws_security_group.third.id}"),
        },
      },
      /no peering connection joins/,
    ],
    ["another Region", { place: { region: "us-east-1" } }, /is of the Region us-east-1/],
    [
      "another account than it is of",
      { group: `333333333333/${PEER_GROUP}`, place: { account: "222222222222" } },
      /finds no .*aws_security_group\.web.* in the account 333333333333; state 222222222222/,
    ],
  ])("given %s, when it is judged, then it is refused", (_, given, reason) => {
    const { refused } = judged(given);
    expect(refused).toEqual([expect.stringMatching(reason)]);
    expect(refused[0]).toMatch(`${OWN}: AWS `);
  });

  test.each<[string, Case]>([
    ["a peering connection of which an end is not known", { more: peering(VPC_ID, VARIABLE) }],
    ["a Transit Gateway of which nobody knows", { more: attachments({ [REFERENCING]: VARIABLE }, ...BOTH) }],
    [
      "an attachment of which nobody knows",
      { more: attachments({}, BOTH[0], { ...BOTH[1], [REFERENCING]: VARIABLE }) },
    ],
    [
      "a Transit Gateway that is not known",
      { more: attachments({}, BOTH[0], { ...BOTH[1], transit_gateway_id: VARIABLE }) },
    ],
    ["a VPC at a transit gateway that is not known", { more: attachment(VARIABLE) }],
    ["a group that has several VPCs", { more: association("${aws_security_group.own.id}") }],
    [
      "VPCs that were there before",
      {
        group: "${data.aws_security_group.old.id}",
        data: {
          aws_vpc: { old: { id: "vpc-0123456789abcdef0" } },
          aws_security_group: {
            old: { id: "sg-0123456789abcdef0", vpc_id: "${data.aws_vpc.old.id}" },
          },
        },
      },
    ],
  ])("given %s, when it is judged, then it may be refused", (_, given) => {
    const { refused, doubtful } = judged(given);
    expect(refused).toEqual([]);
    expect(doubtful).toContain(OWN);
  });

  test("given the account that a group is of, when it is judged, then nothing is refused", () => {
    const place = { account: "222222222222" };
    const more = peering(VPC_ID, PEER_ID);
    const { refused } = judged({ group: `222222222222/${PEER_GROUP}`, place, more });
    expect(refused.filter((sentence) => sentence.startsWith(OWN))).toEqual([]);
  });
});
