import { describe, expect, test } from "@jest/globals";
import { networkOf } from "../../../analysis/network";
import { noteOnIpv6 } from "../../../analysis/reachability";
import { deploymentOf } from "../../support/deployments";
import { add, answerOf, edited, type Edit, idOf, oneVpc, set, stackOf } from "../../support/networks";

const ASKED = { from: "aws_instance.client", to: "aws_instance.server" };

/** What is noted to the answer, and without one. */
function notes(...edits: readonly Edit[]): readonly (string | undefined)[] {
  const deployment = deploymentOf({ example: stackOf(edited(oneVpc(), edits)) });
  const analysed = { deployment, network: networkOf(deployment) };
  return [noteOnIpv6(analysed, answerOf(analysed, ASKED)), noteOnIpv6(analysed)];
}

const saidBy = (address: string): string =>
  `IPv6 is used here, by ${address} (example) for one, and it is not analysed: what is said is about IPv4`;

const elsewhere = add({
  "aws_vpc.other": { cidr_block: "10.9.0.0/16", assign_generated_ipv6_cidr_block: true },
});

describe("networks in which IPv6 is used", () => {
  test.each([
    [
      "the VPC has an IPv6 block",
      set("aws_vpc.network", "assign_generated_ipv6_cidr_block", true),
      "aws_vpc.network",
    ],
    [
      "a subnet has both families",
      set("aws_subnet.servers", "ipv6_cidr_block", "2001:db8:1234:1a00::/64"),
      "aws_subnet.servers",
    ],
    [
      "a rule of a group on the way matches IPv6 addresses",
      add({
        "aws_vpc_security_group_egress_rule.modern": {
          security_group_id: idOf("aws_security_group.client"),
          ip_protocol: "-1",
          cidr_ipv6: "::/0",
        },
      }),
      "aws_vpc_security_group_egress_rule.modern",
    ],
  ])("given that %s, when it is asked about, then it is noted once", (_, edit, user) => {
    expect(notes(edit)).toEqual([saidBy(user), saidBy(user)]);
  });

  test("given another VPC that has IPv6, when it is not on the way, then only what is said of all notes it", () => {
    expect(notes(elsewhere)).toEqual([undefined, saidBy("aws_vpc.other")]);
  });

  test("given arguments of IPv6 that are written out empty, when it is asked about, then nothing is noted", () => {
    const empty = set("aws_vpc.network", "assign_generated_ipv6_cidr_block", false);
    expect(notes(empty, set("aws_subnet.servers", "ipv6_cidr_block", ""))).toEqual([undefined, undefined]);
  });
});
