import { describe, expect, test } from "@jest/globals";
import { parseAddress, valueOf } from "../../../../modules/addressing";
import { parseRegion } from "../../../../modules/identity";
import { encodeUserData, renderRelay } from "../../../../modules/software";
import { certainAddresses, type Host, type Network } from "../../../../analysis/network";
import { networkWith, range, SUBNET_A, SUBNET_B } from "./placed";
import { get, OF_VARIABLE, reasonsOf, type Resources, VARIABLE } from "./stacks";

const RELAY = encodeUserData(
  renderRelay({
    interfaceName: "shop-relay",
    region: valueOf(parseRegion("ap-northeast-1")),
    address: valueOf(parseAddress("10.0.0.10")),
    translations: [],
  }),
);

function group(
  userData: string | undefined,
  subnets: readonly string[] = [SUBNET_A],
  name = "relay",
  more: object = {},
): Resources {
  return {
    aws_launch_template: { [name]: { ...(userData === undefined ? {} : { user_data: userData }) } },
    aws_autoscaling_group: {
      [name]: {
        min_size: 1,
        max_size: 1,
        vpc_zone_identifier: subnets,
        ...more,
        launch_template: { id: `\${aws_launch_template.${name}.id}`, version: "$Latest" },
      },
    },
  };
}

function interfaceNamed(name: unknown, resource = "relay", address = "10.0.0.10"): Resources {
  return {
    aws_network_interface: {
      [resource]: {
        subnet_id: SUBNET_A,
        private_ips: [address, "10.0.0.11"],
        source_dest_check: false,
        tags: { Name: name },
      },
    },
  };
}

const USER_DATA = RELAY.ok ? RELAY.base64 : "";

function relayIn(network: Network, name = "relay"): Host {
  return get(network.hosts, `aws_autoscaling_group.${name}`);
}

describe("the network interface that a relay attaches", () => {
  test("given its name, when the network is built, then the relay has it, with all its addresses", () => {
    const network = networkWith(group(USER_DATA), interfaceNamed("shop-relay"));
    expect(relayIn(network)).toMatchObject({
      kind: "auto-scaling-group",
      software: { kind: "relay", relay: { interfaceName: "shop-relay" } },
      interfaces: {
        items: ["s:aws_autoscaling_group.relay/s:aws_subnet.a", "s:aws_network_interface.relay"],
        doubts: [],
      },
    });
    const own = get(network.interfaces, "aws_network_interface.relay");
    expect(own).toMatchObject({
      owner: { kind: "host", host: "s:aws_autoscaling_group.relay" },
      sourceDestinationCheck: false,
    });
    expect(certainAddresses(network, own)).toEqual(range("10.0.0.10", "10.0.0.11"));
    const primary = get(network.interfaces, "aws_autoscaling_group.relay", "s:aws_subnet.a");
    expect(certainAddresses(network, primary).isEmpty).toBe(true);
  });

  test.each<[string, readonly Resources[], string]>([
    [
      "none of that name",
      [interfaceNamed("other")],
      "its software attaches a network interface of this name, and none is known",
    ],
    ["one whose name is not known", [interfaceNamed(VARIABLE)], OF_VARIABLE],
    [
      "two of that name",
      [
        {
          aws_network_interface: {
            ...interfaceNamed("shop-relay")["aws_network_interface"],
            ...interfaceNamed("shop-relay", "second")["aws_network_interface"],
          },
        },
      ],
      "several network interfaces have the name of the one that its software attaches",
    ],
  ])("given %s, when the network is built, then whose it is is not known", (_, others, reason) => {
    const network = networkWith(group(USER_DATA), ...others);
    expect(reasonsOf(relayIn(network).interfaces.doubts)).toEqual([reason]);
    const { owner } = get(network.interfaces, "aws_network_interface.relay");
    expect(owner).toMatchObject({ kind: "none" });
    // What is called otherwise is meant by nobody.
    expect(owner.kind === "none" && owner.why?.reason).toBe(
      reason.endsWith("none is known") || reason === OF_VARIABLE ? undefined : reason,
    );
  });

  test("given user data that nobody understands beside it, when the network is built, then that may be why", () => {
    const network = networkWith(group(VARIABLE), interfaceNamed("shop-relay"));
    const { owner } = get(network.interfaces, "aws_network_interface.relay");
    expect(owner.kind === "none" && owner.why?.reason).toBe(OF_VARIABLE);
  });

  test.each<[string, Resources, string]>([
    [
      "a second one of that name that is somebody's",
      {
        aws_network_interface: {
          ...interfaceNamed("shop-relay")["aws_network_interface"],
          ...interfaceNamed("shop-relay", "second", "10.0.0.20")["aws_network_interface"],
        },
        aws_network_interface_attachment: {
          it: {
            instance_id: "${aws_instance.other.id}",
            network_interface_id: "${aws_network_interface.second.id}",
            device_index: 1,
          },
        },
        aws_instance: { other: { subnet_id: SUBNET_A } },
      },
      "several network interfaces have the name of the one that its software attaches",
    ],
    [
      "a launch template that gives interfaces its name",
      {
        aws_launch_template: {
          other: {
            tag_specifications: [{ resource_type: "network-interface", tags: { Name: "shop-relay" } }],
          },
        },
      },
      "several network interfaces have the name of the one that its software attaches",
    ],
  ])("given %s, when the network is built, then it attaches none", (_, more, reason) => {
    const all = group(USER_DATA);
    const templates = { ...all["aws_launch_template"], ...more["aws_launch_template"] };
    const network = networkWith(all, interfaceNamed("shop-relay"), more, { aws_launch_template: templates });
    expect(reasonsOf(relayIn(network).interfaces.doubts)).toEqual([reason]);
  });

  test.each<[object, string]>([
    [{ min_size: 0 }, "it need not have an instance at all"],
    [{ suspended_processes: ["Launch"] }, "without this process it need not have instances that serve"],
    [{ min_size: VARIABLE }, OF_VARIABLE],
  ])("given %j, when the network is built, then nobody need attach it", (more, reason) => {
    const network = networkWith(group(USER_DATA, [SUBNET_A], "relay", more), interfaceNamed("shop-relay"));
    expect(reasonsOf(relayIn(network).interfaces.doubts)).toEqual([reason]);
    const { owner } = get(network.interfaces, "aws_network_interface.relay");
    expect(owner.kind === "none" && owner.why?.reason).toBe(reason);
  });

  test("given another subnet, or several, when the network is built, then it cannot certainly attach it", () => {
    for (const subnets of [[SUBNET_B], [SUBNET_A, SUBNET_B]])
      expect(
        reasonsOf(
          relayIn(networkWith(group(USER_DATA, subnets), interfaceNamed("shop-relay"))).interfaces.doubts,
        ),
      ).toEqual(["it can attach this network interface only where it stands in the same subnet"]);
  });

  test("given two relays of that name, when the network is built, then either may have it", () => {
    const [one, other] = [group(USER_DATA), group(USER_DATA, [SUBNET_A], "other")];
    const both = Object.fromEntries(Object.keys(one).map((type) => [type, { ...one[type], ...other[type] }]));
    const network = networkWith(both, interfaceNamed("shop-relay"));
    for (const name of ["relay", "other"])
      expect(reasonsOf(relayIn(network, name).interfaces.doubts)).toEqual([
        "several hosts are to attach this network interface",
      ]);
  });

  test("given a host that is no relay, when the network is built, then the interface is nobody's", () => {
    const network = networkWith(group(undefined), interfaceNamed("shop-relay"));
    expect(get(network.interfaces, "aws_network_interface.relay").owner).toEqual({ kind: "none" });
  });
});
