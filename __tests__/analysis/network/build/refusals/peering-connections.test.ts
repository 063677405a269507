import { describe, expect, test } from "@jest/globals";
import { networkOf } from "../../../../../analysis/network";
import { deploymentOf, stateOf } from "../../../../support/deployments";
import { type Resources, stackOf, VARIABLE } from "../stacks";

interface Case {
  readonly connections?: Resources[string];
  readonly blocks?: readonly [string, string];
  readonly more?: Resources;
  /** Of the VPC that is asked. */
  readonly place?: { readonly account?: string; readonly region?: string };
  /** Of the stack that accepts. */
  readonly accepts?: { readonly account?: string; readonly region?: string };
}

const ENDS = {
  vpc_id: "${aws_vpc.vpc.id}",
  peer_vpc_id: "${data.terraform_remote_state.peer.outputs.vpcId}",
};

/** What AWS refuses and doubts of the connections of the stack `s`. */
function judged({
  connections = { it: ENDS },
  blocks = ["10.0.0.0/16", "10.1.0.0/16"],
  more = {},
  place,
  accepts,
}: Case): { readonly refused: string[]; readonly doubtful: string[] } {
  const accepter = {
    aws_vpc_peering_connection_accepter: {
      it: {
        vpc_peering_connection_id: "${data.terraform_remote_state.requester.outputs.id}",
        auto_accept: true,
      },
    },
  };
  const { refusals, unmodelled } = networkOf(
    deploymentOf({
      s: {
        ...stackOf({
          aws_vpc: { vpc: { cidr_block: blocks[0] } },
          aws_vpc_peering_connection: connections,
          ...more,
        }),
        data: { terraform_remote_state: { peer: stateOf("p") } },
        output: { id: { value: "${aws_vpc_peering_connection.it.id}" } },
      },
      p: {
        ...stackOf({ aws_vpc: { peer: { cidr_block: blocks[1] } } }, place),
        output: { vpcId: { value: "${aws_vpc.peer.id}" } },
      },
      ...(accepts === undefined
        ? {}
        : {
            a: {
              ...stackOf(accepter, accepts),
              data: { terraform_remote_state: { requester: stateOf("s") } },
            },
          }),
    }),
  );
  return {
    refused: [...refusals].flatMap(([key, all]) => all.map(({ sentence }) => `${key}: ${sentence}`)),
    doubtful: [...unmodelled.keys()],
  };
}

const NOTHING = { refused: [], doubtful: [] };
const refusedFor = (reason: RegExp): object => ({
  refused: [expect.stringMatching(reason)],
  doubtful: [],
});
const OTHER = { account: "222222222222" };

describe("AWS's judgement of a peering connection", () => {
  test.each<[string, Case]>([
    ["two VPCs of one account", {}],
    ["two VPCs of one account that accept at once", { connections: { it: { ...ENDS, auto_accept: true } } }],
    [
      "a VPC of another account",
      { connections: { it: { ...ENDS, peer_owner_id: OTHER.account } }, place: OTHER },
    ],
    [
      "a VPC of the account whose number the other VPC tells",
      { connections: { it: { ...ENDS, peer_owner_id: "${aws_vpc.vpc.owner_id}" } } },
    ],
    [
      "a VPC of another Region",
      { connections: { it: { ...ENDS, peer_region: "us-east-1" } }, place: { region: "us-east-1" } },
    ],
    [
      "another account that accepts",
      { connections: { it: { ...ENDS, peer_owner_id: OTHER.account } }, place: OTHER, accepts: OTHER },
    ],
    [
      "two connections to different VPCs",
      {
        connections: { it: ENDS, other: { vpc_id: ENDS.vpc_id, peer_vpc_id: "${aws_vpc.third.id}" } },
        more: { aws_vpc: { vpc: { cidr_block: "10.0.0.0/16" }, third: { cidr_block: "10.2.0.0/16" } } },
      },
    ],
  ])("given %s, when it is judged, then nothing is refused", (_, given) => {
    expect(judged(given)).toEqual(NOTHING);
  });

  test.each<[string, Case, RegExp]>([
    [
      "the same block",
      { blocks: ["10.0.0.0/16", "10.0.0.0/16"] },
      /10\.0\.0\.0\/16 of aws_vpc\.vpc overlaps/,
    ],
    ["a block in the other's", { blocks: ["10.0.0.0/16", "10.0.4.0/24"] }, /overlaps 10\.0\.4\.0\/24/],
    [
      "an added block that overlaps",
      {
        more: {
          aws_vpc_ipv4_cidr_block_association: {
            it: { vpc_id: "${aws_vpc.vpc.id}", cidr_block: "10.1.0.0/24" },
          },
        },
      },
      /10\.1\.0\.0\/24 of aws_vpc\.vpc overlaps/,
    ],
    [
      "a VPC and itself",
      { connections: { it: { ...ENDS, peer_vpc_id: ENDS.vpc_id } } },
      /of aws_vpc\.vpc with itself/,
    ],
    [
      "a VPC of an account that it does not state",
      { place: OTHER },
      /is of the account 222222222222 and not of 111111111111; state its peer_owner_id/,
    ],
    [
      "a VPC of another account than it states",
      { connections: { it: { ...ENDS, peer_owner_id: "333333333333" } }, place: OTHER },
      /not of 333333333333/,
    ],
    [
      "a VPC of another account than the one whose number the other VPC tells",
      { connections: { it: { ...ENDS, peer_owner_id: "${aws_vpc.vpc.owner_id}" } }, place: OTHER },
      /not of 111111111111/,
    ],
    ["a VPC of a Region that it does not state", { place: { region: "us-east-1" } }, /state its peer_region/],
    [
      "another account's VPC that it accepts for",
      { connections: { it: { ...ENDS, peer_owner_id: OTHER.account, auto_accept: true } }, place: OTHER },
      /^s:aws_vpc_peering_connection\.it: AWS lets only the account of aws_vpc\.peer, 222222222222, accept it/,
    ],
    [
      "an accepter in the requester's account",
      { connections: { it: { ...ENDS, peer_owner_id: OTHER.account } }, place: OTHER, accepts: {} },
      /AWS lets only the account of aws_vpc\.peer, 222222222222, accept it, and not 111111111111/,
    ],
    [
      "an accepter in another Region",
      {
        connections: { it: { ...ENDS, peer_owner_id: OTHER.account } },
        place: OTHER,
        accepts: { ...OTHER, region: "us-east-1" },
      },
      /AWS lets only the Region of aws_vpc\.peer/,
    ],
  ])("given %s, when it is judged, then it is refused", (_, given, reason) => {
    expect(judged(given)).toEqual(refusedFor(reason));
  });

  test("given two connections of the same VPCs, when they are judged, then one of them is refused", () => {
    const { refused } = judged({
      connections: { it: ENDS, other: { vpc_id: ENDS.peer_vpc_id, peer_vpc_id: ENDS.vpc_id } },
    });
    expect(refused.map((each) => each.slice(0, each.indexOf(": AWS")))).toEqual([
      "s:aws_vpc_peering_connection.it",
      "s:aws_vpc_peering_connection.other",
    ]);
  });

  test("given what is not known of the other VPC, when it is judged, then it may be refused", () => {
    const doubtful = { refused: [], doubtful: ["s:aws_vpc_peering_connection.it"] };
    expect(judged({ connections: { it: { ...ENDS, peer_owner_id: VARIABLE } } })).toEqual(doubtful);
    const association = { it: { vpc_id: "${aws_vpc.vpc.id}", cidr_block: VARIABLE } };
    expect(judged({ more: { aws_vpc_ipv4_cidr_block_association: association } }).doubtful).toContain(
      "s:aws_vpc_peering_connection.it",
    );
  });
});
