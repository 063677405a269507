import { describe, expect, test } from "@jest/globals";
import type { Known, Network, NetworkInterface } from "../../../../analysis/network";
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
import { get, key, OF_VARIABLE, reasonOf, reasonsOf, type Resources, VARIABLE } from "./stacks";

const OWN = "s:aws_instance.host/primary-network-interface";
const HOST: Resources = { aws_instance: { host: { subnet_id: SUBNET_A } } };
const HOST_ID = "${aws_instance.host.id}";
const CARD_ID = "${aws_network_interface.card.id}";

function card(attributes: object = {}): Resources {
  return { aws_network_interface: { card: { subnet_id: SUBNET_A, ...attributes } } };
}

function built(...resources: readonly Resources[]): NetworkInterface {
  return get(networkWith(...resources).interfaces, "aws_network_interface.card");
}

function interfacesOfHost(network: Network): unknown {
  return get(network.hosts, "aws_instance.host").interfaces;
}

describe("an interface with a resource of its own", () => {
  test("given a subnet alone, when it is built, then it has AWS's defaults", () => {
    expect(built(card())).toEqual({
      key: "s:aws_network_interface.card",
      at: "s:aws_network_interface.card",
      owner: { kind: "none" },
      subnet: "s:aws_subnet.a",
      securityGroups: just(DEFAULT_GROUP),
      addresses: USABLE_OF_A,
      hasPublicAddress: false,
      sourceDestinationCheck: true,
    });
  });

  test("given groups, addresses and no check, when it is built, then it has them", () => {
    const stated = { security_groups: [GROUP_ONE], private_ips: ["10.0.0.9"], source_dest_check: false };
    expect(built(card(stated))).toMatchObject({
      securityGroups: just("s:aws_security_group.one"),
      addresses: range("10.0.0.9"),
      sourceDestinationCheck: false,
    });
  });

  test.each([
    [
      "a list that is enabled",
      { private_ips: undefined, private_ip_list: ["10.0.0.9"], private_ip_list_enabled: true },
      range("10.0.0.9"),
    ],
    ["a list that is not", { private_ips: undefined, private_ip_list: ["10.0.0.9"] }, USABLE_OF_A],
    ["a count", { private_ips_count: 2 }, USABLE_OF_A],
    ["a count of none", { private_ips_count: 0 }, range("10.0.0.9")],
    ["prefixes", { ipv4_prefixes: ["10.0.0.16/28"] }, USABLE_OF_A],
  ])("given an address and %s of others, when it is built, then AWS may pick those", (_, more, addresses) => {
    expect(built(card({ private_ips: ["10.0.0.9"], ...more })).addresses).toEqual(addresses);
  });

  test("given a subnet and addresses that are unknown, when it is built, then they are", () => {
    const { subnet, securityGroups } = built(card({ subnet_id: VARIABLE }));
    expect(reasonOf(subnet)).toBe(OF_VARIABLE);
    expect(reasonsOf(securityGroups.doubts)).toEqual([OF_VARIABLE]);
    expect(reasonOf(built(card({ private_ips: [VARIABLE] })).addresses)).toBe(OF_VARIABLE);
  });
});

describe("attachments of interfaces", () => {
  const attached: Resources = {
    aws_network_interface_attachment: {
      it: { instance_id: HOST_ID, network_interface_id: CARD_ID, device_index: 1 },
    },
  };

  test.each([
    ["of its own", card(), attached],
    ["in the interface", card({ attachment: [{ instance: HOST_ID, device_index: 1 }] }), {}],
  ])(
    "given an attachment %s, when they are built, then the instance has both interfaces",
    (_, one, other) => {
      const network = networkWith(HOST, one, other);
      expect(interfacesOfHost(network)).toEqual(just(OWN, "s:aws_network_interface.card"));
      expect(get(network.interfaces, "aws_network_interface.card").owner).toEqual({
        kind: "host",
        host: "s:aws_instance.host",
      });
    },
  );

  test.each([
    ["primary_network_interface", { primary_network_interface: { network_interface_id: CARD_ID } }],
    ["network_interface", { network_interface: [{ network_interface_id: CARD_ID, device_index: 0 }] }],
  ])("given an instance that states %s, when it is built, then AWS makes none for it", (_, stated) => {
    const network = networkWith(card(), { aws_instance: { host: stated } });
    expect(interfacesOfHost(network)).toEqual(just("s:aws_network_interface.card"));
    expect(network.interfaces.has(key("aws_instance.host", "primary-network-interface"))).toBe(false);
  });

  test("given interfaces that an instance states and that are unknown, when it is built, then its interfaces are", () => {
    const network = networkWith({ aws_instance: { host: { network_interface: VARIABLE } } });
    const { items, doubts } = get(network.hosts, "aws_instance.host").interfaces;
    expect(items).toEqual([]);
    expect(new Set(reasonsOf(doubts))).toEqual(new Set([OF_VARIABLE]));
  });

  test("given an attachment to an unknown instance, when they are built, then every instance may have it", () => {
    const network = networkWith(HOST, card(), {
      aws_network_interface_attachment: {
        it: { instance_id: VARIABLE, network_interface_id: CARD_ID, device_index: 1 },
      },
    });
    const { items, doubts } = get(network.hosts, "aws_instance.host").interfaces;
    expect(items).toEqual([OWN]);
    expect(reasonsOf(doubts)).toEqual([OF_VARIABLE]);
  });
});

describe("security groups that are attached to interfaces", () => {
  function added(to: string, group: string): NetworkInterface {
    return ownInterface(
      networkWith(HOST, card(), {
        aws_network_interface_sg_attachment: { it: { network_interface_id: to, security_group_id: group } },
      }),
    );
  }
  const OF_HOST = "${aws_instance.host.primary_network_interface_id}";

  test("given one of an instance's interface, when it is built, then it has that too", () => {
    expect(added(OF_HOST, GROUP_TWO).securityGroups).toEqual(just(DEFAULT_GROUP, "s:aws_security_group.two"));
  });

  test("given one of another interface, when it is built, then it has not", () => {
    expect(added(CARD_ID, GROUP_TWO).securityGroups).toEqual(just(DEFAULT_GROUP));
  });

  test("given an unknown interface or group, when it is built, then there is a doubt", () => {
    expect(reasonsOf(added(VARIABLE, GROUP_TWO).securityGroups.doubts)).toEqual([OF_VARIABLE]);
    expect(reasonsOf(added(OF_HOST, VARIABLE).securityGroups.doubts)).toEqual([OF_VARIABLE]);
    expect(added(CARD_ID, VARIABLE).securityGroups).toEqual(just(DEFAULT_GROUP));
  });
});

describe("Elastic IP addresses", () => {
  const association = (attributes: object): Resources => ({ aws_eip_association: { it: attributes } });
  const address = (attributes: object): Resources => ({ aws_eip: { it: { domain: "vpc", ...attributes } } });
  const isPublic = (...resources: readonly Resources[]): Known<boolean> =>
    ownInterface(networkWith(HOST, card(), ...resources)).hasPublicAddress;

  test.each([
    ["an address of the instance", address({ instance: HOST_ID })],
    [
      "an address of its interface",
      address({ network_interface: "${aws_instance.host.primary_network_interface_id}" }),
    ],
    ["an association with it", association({ instance_id: HOST_ID })],
  ])("given %s, when it is built, then its primary interface is public", (_, resources) => {
    expect(isPublic(resources)).toBe(true);
  });

  test("given an address of nothing or of another interface, when it is built, then it is private", () => {
    expect(isPublic(address({}))).toBe(false);
    expect(isPublic(address({ network_interface: CARD_ID }))).toBe(false);
    expect(built(HOST, card(), address({ network_interface: CARD_ID })).hasPublicAddress).toBe(true);
  });

  test("given an association with something unknown, when it is built, then it may be public", () => {
    expect(reasonOf(isPublic(association({ instance_id: VARIABLE })))).toBe(OF_VARIABLE);
  });
});
