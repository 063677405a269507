import { describe, expect, test } from "@jest/globals";
import type { Network, NetworkInterface } from "../../../../analysis/network";
import {
  DEFAULT_GROUP,
  GROUP_ONE,
  GROUP_TWO,
  just,
  networkWith,
  SUBNET_A,
  SUBNET_B,
  USABLE_OF_B,
} from "./placed";
import { get, OF_VARIABLE, reasonOf, reasonsOf, type Resources, VARIABLE } from "./stacks";

const TEMPLATE: Resources = {
  aws_launch_template: { it: { name: "worker", vpc_security_group_ids: [GROUP_ONE] } },
};
const TEMPLATE_ID = "${aws_launch_template.it.id}";

function scaled(attributes: object, ...others: readonly Resources[]): Network {
  const fleet = { vpc_zone_identifier: [SUBNET_A, SUBNET_B], min_size: 2, max_size: 4, ...attributes };
  return networkWith(TEMPLATE, { aws_autoscaling_group: { fleet } }, ...others);
}

function inB(network: Network): NetworkInterface {
  return get(network.interfaces, "aws_autoscaling_group.fleet", "s:aws_subnet.b");
}

function doubtsAbout(network: Network): string[] {
  return reasonsOf(get(network.hosts, "aws_autoscaling_group.fleet").interfaces.doubts);
}

describe("an Auto Scaling group", () => {
  test("given subnets and a template, when it is built, then it has an interface in each", () => {
    const network = scaled({ launch_template: { id: TEMPLATE_ID, version: "$Latest" } });
    expect(get(network.hosts, "aws_autoscaling_group.fleet")).toEqual({
      kind: "auto-scaling-group",
      key: "s:aws_autoscaling_group.fleet",
      at: "s:aws_autoscaling_group.fleet",
      hasInstanceProfile: false,
      interfaces: just(
        "s:aws_autoscaling_group.fleet/s:aws_subnet.a",
        "s:aws_autoscaling_group.fleet/s:aws_subnet.b",
      ),
      software: { kind: "host" },
      minimumSize: 2,
      everywhere: true,
      needsAwsServices: false,
    });
    expect(inB(network)).toEqual({
      key: "s:aws_autoscaling_group.fleet/s:aws_subnet.b",
      at: "s:aws_autoscaling_group.fleet",
      owner: { kind: "host", host: "s:aws_autoscaling_group.fleet" },
      subnet: "s:aws_subnet.b",
      securityGroups: just("s:aws_security_group.one"),
      addresses: USABLE_OF_B,
      hasPublicAddress: false,
      sourceDestinationCheck: true,
    });
  });

  test.each([
    ["the template's name", { launch_template: { name: "${aws_launch_template.it.name}" } }],
    ["its name as a text", { launch_template: { name: "worker" } }],
    [
      "its latest version",
      { launch_template: { id: TEMPLATE_ID, version: "${aws_launch_template.it.latest_version}" } },
    ],
    ["the first version", { launch_template: { id: TEMPLATE_ID, version: "1" } }],
    [
      "a mixed policy",
      {
        mixed_instances_policy: {
          launch_template: { launch_template_specification: { launch_template_id: TEMPLATE_ID } },
        },
      },
    ],
  ])("given %s, when it is built, then it has the template's groups", (_, launch) => {
    expect(inB(scaled(launch)).securityGroups).toEqual(just("s:aws_security_group.one"));
  });

  test.each([
    ["a later version", { launch_template: { id: TEMPLATE_ID, version: "7" } }, /latest version only/],
    ["another name", { launch_template: { name: "other" } }, /none of the given stacks makes it/],
    ["an unknown template", { launch_template: { id: VARIABLE } }, OF_VARIABLE],
    ["no template", {}, "this is not stated"],
    [
      "several templates",
      {
        mixed_instances_policy: {
          launch_template: {
            launch_template_specification: { launch_template_id: TEMPLATE_ID },
            override: [{ launch_template_specification: { launch_template_id: TEMPLATE_ID } }],
          },
        },
      },
      /several launch templates/,
    ],
  ])("given %s, when it is built, then its groups and public addresses are unknown", (_, launch, reason) => {
    const network = scaled(launch);
    const { securityGroups, hasPublicAddress } = inB(network);
    const expected = expect.stringMatching(reason);
    expect(reasonsOf(securityGroups.doubts)).toEqual([expected]);
    expect(reasonOf(hasPublicAddress)).toEqual(expected);
    expect(doubtsAbout(network)).toEqual([expected]);
  });

  test("given a template with an interface, when it is built, then the interface's say counts", () => {
    const template = {
      aws_launch_template: {
        it: { network_interfaces: { security_groups: [GROUP_TWO], associate_public_ip_address: "true" } },
      },
    };
    expect(inB(scaled({ launch_template: { id: TEMPLATE_ID } }, template))).toMatchObject({
      securityGroups: just("s:aws_security_group.two"),
      hasPublicAddress: true,
    });
  });

  test("given a launch configuration, when it is built, then it has its groups and addresses", () => {
    const network = scaled(
      { launch_configuration: "${aws_launch_configuration.old.name}" },
      {
        aws_launch_configuration: {
          old: { security_groups: [GROUP_TWO], associate_public_ip_address: true },
        },
      },
    );
    expect(inB(network)).toMatchObject({
      securityGroups: just("s:aws_security_group.two"),
      hasPublicAddress: true,
    });
  });

  test("given a template without groups, when it is built, then it has the VPC's default one", () => {
    const network = scaled(
      { launch_template: { id: "${aws_launch_template.bare.id}" } },
      { aws_launch_template: { bare: {} } },
    );
    expect(inB(network).securityGroups).toEqual(just(DEFAULT_GROUP));
  });

  test("given subnets that are unknown or left out, when it is built, then it may stand elsewhere", () => {
    const launch = { launch_template: { id: TEMPLATE_ID } };
    expect(doubtsAbout(scaled({ ...launch, vpc_zone_identifier: [SUBNET_A, VARIABLE] }))).toEqual([
      OF_VARIABLE,
    ]);
    expect(doubtsAbout(scaled({ ...launch, vpc_zone_identifier: null }))).toEqual([
      "left out, AWS picks subnets of the account's default VPC",
    ]);
  });

  test("given no instance at most, when it is built, then it has no interface", () => {
    const fleet = (size: unknown): unknown =>
      get(
        scaled({ launch_template: { id: TEMPLATE_ID }, min_size: 0, max_size: size }).hosts,
        "aws_autoscaling_group.fleet",
      ).interfaces.items.length;
    expect([0, "0", 1, VARIABLE].map(fleet)).toEqual([0, 0, 2, 2]);
  });

  test.each([
    [["Launch"], /^without this process/],
    [["Terminate", "AddToLoadBalancer"], /^without this process/],
    [["HealthCheck"], /^without this process/],
    [["AZRebalance"], /^without this process/],
    [VARIABLE, OF_VARIABLE],
    [["Terminate", VARIABLE], OF_VARIABLE],
  ])("given %j suspended, when it is built, then what it keeps is not known", (processes, reason) => {
    const { hosts } = scaled({ launch_template: { id: TEMPLATE_ID }, suspended_processes: processes });
    const fleet = get(hosts, "aws_autoscaling_group.fleet");
    if (fleet.kind !== "auto-scaling-group") throw new Error(fleet.kind);
    const expected = expect.stringMatching(reason);
    expect([fleet.minimumSize, fleet.everywhere].map(reasonOf)).toEqual([expected, expected]);
  });

  test("given processes suspended that it can do without, when it is built, then it keeps its instances", () => {
    const suspended = ["AlarmNotification", "InstanceRefresh", "ScheduledActions", "Terminate"];
    const { hosts } = scaled({ launch_template: { id: TEMPLATE_ID }, suspended_processes: suspended });
    expect(get(hosts, "aws_autoscaling_group.fleet")).toMatchObject({ minimumSize: 2, everywhere: true });
  });

  test.each([
    [0, "it need not have an instance at all"],
    [1, "its instances need not stand in each of its 2 subnets"],
  ])("given at least %i instances in two subnets, when it is built, then %s", (size, reason) => {
    const { hosts } = scaled({ launch_template: { id: TEMPLATE_ID }, min_size: size });
    const fleet = get(hosts, "aws_autoscaling_group.fleet");
    expect(fleet.kind === "auto-scaling-group" ? reasonOf(fleet.everywhere) : "").toBe(reason);
  });

  test("given a size that is unknown, when it is built, then it is", () => {
    const { hosts } = scaled({ launch_template: { id: TEMPLATE_ID }, min_size: VARIABLE });
    const fleet = get(hosts, "aws_autoscaling_group.fleet");
    expect(fleet.kind === "auto-scaling-group" ? reasonOf(fleet.minimumSize) : "").toBe(OF_VARIABLE);
  });
});
