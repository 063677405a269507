import { describe, expect, test } from "@jest/globals";
import type { NetworkInterface } from "../../../../analysis/network";
import {
  DEFAULT_GROUP,
  GROUP_ONE,
  GROUP_TWO,
  just,
  networkWith,
  ownInterface,
  range,
  SUBNET_A,
  USABLE_OF_A,
} from "./placed";
import { get, OF_VARIABLE, reasonOf, reasonsOf, type Resources, VARIABLE } from "./stacks";

function launched(attributes: object, ...others: readonly Resources[]): NetworkInterface {
  const host = { subnet_id: SUBNET_A, ...attributes };
  return ownInterface(networkWith({ aws_instance: { host } }, ...others));
}

describe("an instance's interface", () => {
  test("given a subnet alone, when it is built, then it has AWS's defaults", () => {
    expect(launched({})).toEqual({
      key: "s:aws_instance.host/primary-network-interface",
      at: "s:aws_instance.host",
      owner: { kind: "host", host: "s:aws_instance.host" },
      subnet: "s:aws_subnet.a",
      securityGroups: just(DEFAULT_GROUP),
      addresses: USABLE_OF_A,
      hasPublicAddress: false,
      sourceDestinationCheck: true,
    });
  });

  test("given an instance, when it is built, then that interface is its only one", () => {
    const { hosts } = networkWith({ aws_instance: { host: { subnet_id: SUBNET_A } } });
    expect(get(hosts, "aws_instance.host")).toEqual({
      kind: "instance",
      key: "s:aws_instance.host",
      at: "s:aws_instance.host",
      hasInstanceProfile: false,
      interfaces: just("s:aws_instance.host/primary-network-interface"),
      software: { kind: "host" },
    });
  });

  test("given no subnet, when it is built, then what depends on it is unknown", () => {
    const { subnet, addresses, hasPublicAddress, securityGroups } = launched({ subnet_id: null });
    const reason = "left out, AWS picks a subnet of the account's default VPC";
    expect([subnet, addresses, hasPublicAddress].map(reasonOf)).toEqual([reason, reason, reason]);
    expect(reasonsOf(securityGroups.doubts)).toEqual([reason]);
  });

  test("given groups, when it is built, then they are in the place of the default one", () => {
    expect(launched({ vpc_security_group_ids: [GROUP_ONE, GROUP_TWO] }).securityGroups).toEqual(
      just("s:aws_security_group.one", "s:aws_security_group.two"),
    );
    expect(launched({ security_groups: [GROUP_ONE] }).securityGroups).toEqual(
      just("s:aws_security_group.one"),
    );
  });

  test("given groups of which one is unknown, when it is built, then that one is a doubt, and no default is added", () => {
    const { items, doubts } = launched({ vpc_security_group_ids: [GROUP_ONE, VARIABLE] }).securityGroups;
    expect(items).toEqual(["s:aws_security_group.one"]);
    expect(reasonsOf(doubts)).toEqual([OF_VARIABLE]);
    expect(launched({ vpc_security_group_ids: VARIABLE }).securityGroups.items).toEqual([]);
  });

  test("given an address, when it is built, then it is the only one, beside secondary ones", () => {
    expect(launched({ private_ip: "10.0.0.9" }).addresses).toEqual(range("10.0.0.9"));
    expect(launched({ private_ip: "10.0.0.9", secondary_private_ips: ["10.0.0.10"] }).addresses).toEqual(
      range("10.0.0.9", "10.0.0.10"),
    );
  });

  test("given only secondary addresses, when it is built, then AWS may pick any as the primary one", () => {
    expect(launched({ secondary_private_ips: ["10.0.0.10"] }).addresses).toEqual(USABLE_OF_A);
  });

  test("given an address that is unknown, when it is built, then the addresses are", () => {
    expect(reasonOf(launched({ private_ip: VARIABLE }).addresses)).toBe(OF_VARIABLE);
  });

  test("given a public address asked for or refused, when it is built, then that beats the subnet's default", () => {
    const open = { aws_subnet: { a: { ...OPEN_SUBNET } } };
    expect(launched({}, open).hasPublicAddress).toBe(true);
    expect(launched({ associate_public_ip_address: false }, open).hasPublicAddress).toBe(false);
    expect(launched({ associate_public_ip_address: true }).hasPublicAddress).toBe(true);
    expect(reasonOf(launched({ associate_public_ip_address: VARIABLE }).hasPublicAddress)).toBe(OF_VARIABLE);
  });

  test("given the source/destination check turned off, when it is built, then it is", () => {
    expect(launched({ source_dest_check: false }).sourceDestinationCheck).toBe(false);
    expect(reasonOf(launched({ source_dest_check: VARIABLE }).sourceDestinationCheck)).toBe(OF_VARIABLE);
  });
});

const OPEN_SUBNET = {
  vpc_id: "${aws_vpc.vpc.id}",
  cidr_block: "10.0.0.0/24",
  availability_zone_id: "apne1-az4",
  map_public_ip_on_launch: true,
};

const TEMPLATE: Resources = {
  aws_launch_template: {
    it: {
      network_interfaces: [
        {
          subnet_id: SUBNET_A,
          security_groups: [GROUP_ONE],
          associate_public_ip_address: "true",
          private_ip_address: "10.0.0.7",
        },
      ],
    },
  },
};
const FROM_TEMPLATE = { subnet_id: null, launch_template: { id: "${aws_launch_template.it.id}" } };

describe("an instance from a launch template", () => {
  test("given a template, when it is built, then the template says what the instance leaves out", () => {
    expect(launched(FROM_TEMPLATE, TEMPLATE)).toMatchObject({
      subnet: "s:aws_subnet.a",
      securityGroups: just("s:aws_security_group.one"),
      hasPublicAddress: true,
      addresses: range("10.0.0.7"),
    });
  });

  test("given what a template says too, when it is built, then the instance has the last word", () => {
    const stated = {
      vpc_security_group_ids: [GROUP_TWO],
      private_ip: "10.0.0.8",
      associate_public_ip_address: false,
    };
    expect(launched({ ...FROM_TEMPLATE, ...stated }, TEMPLATE)).toMatchObject({
      securityGroups: just("s:aws_security_group.two"),
      hasPublicAddress: false,
      addresses: range("10.0.0.8"),
    });
  });

  test("given a template that is unknown, when it is built, then what is left out is", () => {
    const network = networkWith({ aws_instance: { host: { launch_template: { id: VARIABLE } } } });
    const { subnet, securityGroups, addresses } = ownInterface(network);
    expect([subnet, addresses].map(reasonOf)).toEqual([OF_VARIABLE, OF_VARIABLE]);
    expect(reasonsOf(securityGroups.doubts)).toEqual([OF_VARIABLE]);
    expect(reasonsOf(get(network.hosts, "aws_instance.host").interfaces.doubts)).toEqual([OF_VARIABLE]);
  });
});
