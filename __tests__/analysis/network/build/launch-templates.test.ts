import { describe, expect, test } from "@jest/globals";
import { networkOf } from "../../../../analysis/network";
import { deploymentOf } from "../../../support/deployments";
import { GROUP_ONE, GROUP_TWO, just, networkWith, ownInterface, SUBNET_A } from "./placed";
import { get, OF_VARIABLE, reasonsOf, type Resources, stackOf, VARIABLE, VPC, VPC_ID } from "./stacks";

const LAUNCHED: Resources = {
  aws_instance: {
    host: { subnet_id: SUBNET_A, launch_template: [{ id: "${aws_launch_template.it.id}" }] },
  },
};

/** Of the host's interfaces and of their groups. */
function doubtsOf(template: object): string[][] {
  const network = networkWith(LAUNCHED, { aws_launch_template: { it: template } });
  const { interfaces } = get(network.hosts, "aws_instance.host");
  return [interfaces, ownInterface(network).securityGroups].map(({ doubts }) => reasonsOf(doubts));
}

describe("a launch template", () => {
  test("given groups in its interface, when an instance is built, then they beat those beside it", () => {
    const own = {
      vpc_security_group_ids: [GROUP_ONE],
      network_interfaces: [{ security_groups: [GROUP_TWO] }],
    };
    const network = networkWith(LAUNCHED, { aws_launch_template: { it: own } });
    expect(ownInterface(network).securityGroups).toEqual(just("s:aws_security_group.two"));
  });

  test.each([
    ["several interfaces", { network_interfaces: [{}, {}] }, /several interfaces/],
    ["an interface by ID", { network_interfaces: [{ network_interface_id: "eni-1" }] }, /finds by ID/],
    ["groups by name", { security_group_names: ["web"] }, /finds by name/],
    ["unknown interfaces", { network_interfaces: VARIABLE }, OF_VARIABLE],
  ])("given %s, when an instance is built, then what it leaves out is unknown", (_, template, reason) => {
    const doubts = [expect.stringMatching(reason)];
    expect(doubtsOf(template)).toEqual([doubts, doubts]);
  });

  test("given one interface, when an instance is built, then there is no doubt", () => {
    expect(doubtsOf({ network_interfaces: [{ device_index: 0 }] })).toEqual([[], []]);
  });
});

describe("a launch template that is called by its name", () => {
  const template = stackOf({ aws_launch_template: { it: { name: "worker" } } });
  const fleet = {
    vpc_zone_identifier: ["${aws_subnet.a.id}"],
    min_size: 1,
    launch_template: { name: "worker" },
  };
  const user = {
    ...VPC,
    aws_subnet: { a: { vpc_id: VPC_ID, cidr_block: "10.0.0.0/24" } },
    aws_autoscaling_group: { fleet },
  };

  test.each([
    ["another stack of the account", { other: template }, []],
    [
      "two stacks of the account",
      { other: template, third: template },
      [expect.stringMatching(/none of the given/)],
    ],
    [
      "another account",
      { other: stackOf({ aws_launch_template: { it: { name: "worker" } } }, { account: "222222222222" }) },
      [expect.stringMatching(/none of the given/)],
    ],
  ])("given one in %s, when a group is built, then its doubts are these", (_, stacks, doubts) => {
    const { hosts } = networkOf(deploymentOf({ s: stackOf(user), ...stacks }));
    expect(reasonsOf(get(hosts, "aws_autoscaling_group.fleet").interfaces.doubts)).toEqual(doubts);
  });
});
