import { describe, expect, test } from "@jest/globals";
import { type Ipv4Block, parseAddress, parseBlock, valueOf } from "../../../../modules/addressing";
import { parseRegion } from "../../../../modules/identity";
import { encodeUserData, renderVpnDevice, type VpnDevice } from "../../../../modules/software";
import {
  certainAddresses,
  deviceConnectionOf,
  isKnown,
  type Network,
  networkOf,
  type VpnConnection,
} from "../../../../analysis/network";
import type { TopologyIndex } from "../../../../analysis/terraform";
import { just, range, SUBNET_A } from "./placed";
import {
  deployed,
  get,
  key,
  OF_VARIABLE,
  reasonOf,
  reasonsOf,
  type Resources,
  VARIABLE,
  VPC,
  VPC_ID,
} from "./stacks";

const block = (text: string): Ipv4Block => valueOf(parseBlock(text));
const CONNECTION_ID = "${aws_vpn_connection.it.id}";
const OFFICE = "10.200.0.0/16";

/** A gateway with a connection to a device at an address. */
function vpn(
  connection: object = {},
  customer: object = { ip_address: "203.0.113.10", bgp_asn: "65010" },
): Resources {
  return {
    ...VPC,
    aws_vpn_gateway: { it: { vpc_id: VPC_ID } },
    aws_customer_gateway: { it: { type: "ipsec.1", ...customer } },
    aws_vpn_connection: {
      it: {
        type: "ipsec.1",
        vpn_gateway_id: "${aws_vpn_gateway.it.id}",
        customer_gateway_id: "${aws_customer_gateway.it.id}",
        tunnel1_inside_cidr: "169.254.10.0/30",
        tunnel2_inside_cidr: "169.254.11.0/30",
        ...connection,
      },
    },
    aws_route_table: { t: { vpc_id: VPC_ID } },
    aws_vpn_gateway_route_propagation: {
      it: { route_table_id: "${aws_route_table.t.id}", vpn_gateway_id: "${aws_vpn_gateway.it.id}" },
    },
  };
}

const STATIC = { static_routes_only: true };
const routed = (prefix: string): Resources => ({
  aws_vpn_connection_route: { it: { vpn_connection_id: CONNECTION_ID, destination_cidr_block: prefix } },
});

const OFFICE_NETWORK = {
  blocks: [block(OFFICE)],
  gateway: valueOf(parseAddress("203.0.113.10")),
  asn: 65010,
  customerGateways: [{ stack: "s", address: "aws_customer_gateway.it" }],
  hosts: { test01: valueOf(parseAddress("10.200.0.10")) },
  forwards: { "example.internal": [valueOf(parseAddress("10.0.0.53"))] },
};
const SHOP = { file: "shop.yaml", flows: [], hosts: {}, names: {}, declarations: {} };
const INDEX: TopologyIndex = {
  version: 1,
  topologies: { shop: { ...SHOP, onPremises: { office: OFFICE_NETWORK } } },
};

function connectionIn(network: Network): VpnConnection {
  return get(network.vpnConnections, "aws_vpn_connection.it");
}

/** What the route table learns: blocks, or why nothing is known. */
function learned(network: Network): string[] {
  return get(network.routeTables, "aws_route_table.t").routes.items.map(({ destination, origin }) => {
    expect(origin).toBe("propagated");
    return "kind" in destination && destination.kind === "block"
      ? destination.block.toString()
      : reasonOf(destination);
  });
}

describe("a VPN gateway", () => {
  test("given its VPC, an attachment or neither, when it is built, then it is attached to that VPC or to none", () => {
    const attachment = {
      aws_vpn_gateway_attachment: { it: { vpc_id: VPC_ID, vpn_gateway_id: "${aws_vpn_gateway.it.id}" } },
    };
    const vpcOf = (gateway: object, ...more: readonly Resources[]): unknown =>
      get(
        networkOf(deployed(VPC, { aws_vpn_gateway: { it: gateway } }, ...more)).vpnGateways,
        "aws_vpn_gateway.it",
      ).vpc;
    expect(vpcOf({ vpc_id: VPC_ID })).toBe(key("aws_vpc.vpc"));
    expect(vpcOf({}, attachment)).toBe(key("aws_vpc.vpc"));
    expect(vpcOf({})).toBeNull();
  });

  test("given its connections, when it is built, then it has these, and others where Direct Connect comes in", () => {
    const directConnect = {
      aws_dx_private_virtual_interface: { it: { vpn_gateway_id: "${aws_vpn_gateway.it.id}" } },
    };
    const built = (...more: readonly Resources[]): Network["vpnGateways"] =>
      networkOf(deployed(vpn(STATIC), routed(OFFICE), ...more)).vpnGateways;
    expect(get(built(), "aws_vpn_gateway.it")).toMatchObject({
      asn: 64512,
      connections: just("s:aws_vpn_connection.it"),
    });
    const { connections } = get(built(directConnect), "aws_vpn_gateway.it");
    expect(reasonsOf(connections.doubts)).toEqual(["what Direct Connect brings is not analysed"]);
  });

  test("given a route to it, when it is built, then the route leads there", () => {
    const route = {
      aws_route: {
        r: {
          route_table_id: "${aws_route_table.t.id}",
          destination_cidr_block: OFFICE,
          gateway_id: "${aws_vpn_gateway.it.id}",
        },
      },
    };
    const { routes } = get(networkOf(deployed(vpn(STATIC), route)).routeTables, "aws_route_table.t");
    expect(routes.items).toMatchObject([
      { origin: "static", target: { kind: "vpn-gateway", gateway: "s:aws_vpn_gateway.it" } },
    ]);
  });
});

describe("a VPN connection", () => {
  test("given static routes, when it is built, then route tables learn them, once each", () => {
    const network = networkOf(deployed(vpn(STATIC), routed(OFFICE)));
    expect(connectionIn(network)).toMatchObject({
      gateway: "s:aws_vpn_gateway.it",
      customerGateway: "s:aws_customer_gateway.it",
      routing: "static",
      prefixes: just(block(OFFICE)),
      localBlock: block("0.0.0.0/0"),
    });
    expect(learned(network)).toEqual([OFFICE]);
  });

  test("given static routes that nobody knows, when it is built, then tables may learn anything", () => {
    expect(learned(networkOf(deployed(vpn(STATIC), routed(VARIABLE))))).toEqual([OF_VARIABLE]);
    expect(learned(networkOf(deployed(vpn(STATIC))))).toEqual([]);
  });

  test("given a table that lists its gateway, when it is built, then it learns the same", () => {
    const table = {
      aws_route_table: { t: { vpc_id: VPC_ID, propagating_vgws: ["${aws_vpn_gateway.it.id}"] } },
      aws_vpn_gateway_route_propagation: {},
    };
    expect(learned(networkOf(deployed({ ...vpn(STATIC), ...table }, routed(OFFICE))))).toEqual([OFFICE]);
  });

  test("given a transit gateway that no stack makes, when it is built, then nothing is said of it, and of VPN gateways neither", () => {
    const network = networkOf(
      deployed(vpn({ ...STATIC, vpn_gateway_id: null, transit_gateway_id: "tgw-1" }), routed(OFFICE)),
    );
    expect(reasonOf(connectionIn(network).gateway)).toMatch(/makes it as aws_ec2_transit_gateway$/);
    expect(learned(network)).toEqual([]);
  });

  test("given BGP and no topology, when it is built, then what lies at the other end is not known", () => {
    const network = networkOf(deployed(vpn()));
    expect(learned(network)).toEqual(["no topology declares what lies behind this customer gateway"]);
  });

  test("given another address or ASN than the declared one, when it is built, then nothing is known", () => {
    const built = (connection: object, customer: object): Network =>
      networkOf(deployed(vpn(connection, customer)), INDEX);
    const elsewhere = built({}, { ip_address: "198.51.100.7", bgp_asn: "65010" });
    expect(reasonOf(get(elsewhere.customerGateways, "aws_customer_gateway.it").device)).toBe(
      "the topology declares 203.0.113.10 as the address of this VPN device",
    );
    expect(learned(built({}, { ip_address: "203.0.113.10", bgp_asn: "65099" }))).toEqual([
      "the topology declares 65010 as the ASN of this VPN device",
    ]);
    const unmet = built(STATIC, { ip_address: "203.0.113.10", bgp_asn: "65099" });
    expect(learned(unmet)).toEqual([]);
  });

  test("given a declared customer gateway of a stack that is not given, when it is built, then it may be connected", () => {
    const missing = (stack: string): TopologyIndex => ({
      version: 1,
      topologies: {
        shop: {
          ...SHOP,
          onPremises: {
            office: { ...OFFICE_NETWORK, customerGateways: [{ stack, address: "aws_customer_gateway.no" }] },
          },
        },
      },
    });
    const doubtsOf = (stack: string): string[] => {
      const network = networkOf(deployed(vpn(STATIC), routed(OFFICE)), missing(stack));
      const { doubts } = get(network.vpnGateways, "aws_vpn_gateway.it").connections;
      expect([...network.onPremisesNetworks.values()][0]?.customerGateways.doubts).toEqual(doubts);
      return reasonsOf(doubts);
    };
    expect(doubtsOf("gone")).toEqual(["the stack gone, which joins this network by VPN, is not given"]);
    expect(doubtsOf("s")).toEqual([]);
  });

  test("given its options, when it is built, then these are what AWS takes, or everything", () => {
    const connection = connectionIn(
      networkOf(
        deployed(
          vpn({
            tunnel1_ike_versions: ["ikev2"],
            tunnel1_phase1_dh_group_numbers: [19],
            tunnel2_ike_versions: [VARIABLE],
            preshared_key_storage: "SecretsManager",
          }),
        ),
      ),
    );
    const [first, second] = connection.tunnelOptions;
    expect(first.ikeVersions).toEqual(new Set(["ikev2"]));
    expect(first.phase1.dhGroupNumbers).toEqual(new Set([19]));
    expect(isKnown(first.phase2.dhGroupNumbers) && first.phase2.dhGroupNumbers.has(5)).toBe(true);
    expect(reasonOf(second.ikeVersions)).toBe(OF_VARIABLE);
    expect(connection.presharedKeyStorage).toBe("SecretsManager");
  });

  test("given a customer gateway with a certificate, when it is built, then it proves itself by that", () => {
    const authentication = (customer: object): unknown =>
      get(networkOf(deployed(vpn({}, customer))).customerGateways, "aws_customer_gateway.it").authentication;
    expect(authentication({ ip_address: "203.0.113.10", certificate_arn: "arn:aws:acm:x" })).toBe(
      "certificate",
    );
    expect(authentication({ ip_address: "203.0.113.10" })).toBe("pre-shared-key");
  });

  test("given a VPN gateway and a transit gateway, when it is built, then nobody knows whose it is", () => {
    expect(reasonOf(connectionIn(networkOf(deployed(vpn({ transit_gateway_id: "tgw-1" })))).gateway)).toBe(
      "a VPN connection has one gateway, and two are stated",
    );
  });

  test.each([
    { tunnel_inside_ip_version: "ipv6" },
    { enable_acceleration: true },
    { outside_ip_address_type: "PrivateIpv4" },
  ])("given %j at a VPN gateway, when it is judged, then it is refused", (options) => {
    const refused = (connection: object): unknown[] => [
      ...networkOf(deployed(vpn(connection))).refusals.keys(),
    ];
    expect(refused(options)).toEqual(["s:aws_vpn_connection.it"]);
    expect(
      refused({
        tunnel_inside_ip_version: "ipv4",
        enable_acceleration: false,
        outside_ip_address_type: "PublicIpv4",
      }),
    ).toEqual([]);
  });

  test("given the table that learns from it, when it is built, then the table has its gateway", () => {
    expect(
      get(networkOf(deployed(vpn(STATIC))).routeTables, "aws_route_table.t").propagatingGateways,
    ).toEqual(just("s:aws_vpn_gateway.it"));
  });

  test("given BGP and a declared network, when it is built, then its blocks are announced", () => {
    const network = networkOf(deployed(vpn()), INDEX);
    expect(learned(network)).toEqual([OFFICE]);
    expect(get(network.customerGateways, "aws_customer_gateway.it").device).toEqual({
      kind: "on-premises",
      network: "shop:onPremises.office",
    });
  });
});

describe("a network that a topology declares", () => {
  test("given its hosts and forwards, when it is built, then they stand outside every VPC, at their addresses", () => {
    const network = networkOf(deployed(vpn()), INDEX);
    const [office] = network.onPremisesNetworks.values();
    expect(office).toMatchObject({
      at: "shop:onPremises.office",
      name: "office",
      customerGateways: just("s:aws_customer_gateway.it"),
      forwards: [{ domain: "example.internal", servers: [valueOf(parseAddress("10.0.0.53"))] }],
    });
    const host = office?.hosts.get("test01");
    const own = host && network.interfaces.get(host);
    expect(own).toMatchObject({
      at: "shop:onPremises.office.hosts.test01",
      owner: { kind: "on-premises", network: "shop:onPremises.office" },
      subnet: null,
      addresses: range("10.200.0.10"),
    });
    expect(own && certainAddresses(network, own)).toEqual(range("10.200.0.10"));
    expect([...network.refusals]).toEqual([]);
  });
});

describe("a VPN device that an instance plays", () => {
  const DEVICE: VpnDevice = {
    region: valueOf(parseRegion("ap-northeast-1")),
    parameter: "/vpn/lab",
    localBlocks: [block(OFFICE)],
    asn: 65010,
    connections: [
      {
        name: "relay",
        remoteBlocks: [block("10.0.0.0/16")],
        routing: "bgp",
        amazonAsn: 64512,
        insideBlocks: [block("169.254.10.0/30"), block("169.254.11.0/30")],
      },
    ],
  };
  const CUSTOMER = { ip_address: "${aws_eip.it.public_ip}", bgp_asn: "65010" };

  function simulated(
    device: VpnDevice,
    connection = {},
    customer: object = CUSTOMER,
    ...more: readonly Resources[]
  ): Network {
    const encoded = encodeUserData(renderVpnDevice(device));
    if (!encoded.ok) throw new Error("too long");
    return networkOf(
      deployed(
        vpn(connection, customer),
        {
          aws_subnet: { a: { vpc_id: VPC_ID, cidr_block: "10.0.0.0/24", availability_zone_id: "apne1-az4" } },
          aws_network_interface: { device: { subnet_id: SUBNET_A, source_dest_check: false } },
          aws_eip: { it: {} },
          aws_eip_association: {
            it: {
              allocation_id: "${aws_eip.it.id}",
              network_interface_id: "${aws_network_interface.device.id}",
            },
          },
          aws_instance: {
            device: {
              primary_network_interface: { network_interface_id: "${aws_network_interface.device.id}" },
              user_data_base64: encoded.base64,
            },
          },
        },
        ...more,
      ),
    );
  }

  test("given the elastic IP of its interface, when it is built, then that is at the other end, and announces", () => {
    const network = simulated(DEVICE);
    expect(get(network.customerGateways, "aws_customer_gateway.it").device).toEqual({
      kind: "interface",
      interface: "s:aws_network_interface.device",
    });
    expect(learned(network)).toEqual([OFFICE]);
  });

  test("given the elastic IP of another interface of its host, when it is built, then the other end is not known", () => {
    const beside = {
      aws_instance: { device: { subnet_id: SUBNET_A } },
      aws_network_interface_attachment: {
        it: {
          instance_id: "${aws_instance.device.id}",
          network_interface_id: "${aws_network_interface.device.id}",
          device_index: 1,
        },
      },
    };
    const { customerGateways } = simulated(DEVICE, {}, CUSTOMER, beside);
    expect(reasonOf(get(customerGateways, "aws_customer_gateway.it").device)).toBe(
      "this is not the first interface of its host, by which the host sends",
    );
  });

  test("given its parameter, when it is built, then it says which tunnels its connections have", () => {
    const parameter = (insecure_value: string): unknown =>
      get(
        simulated(DEVICE, {}, CUSTOMER, {
          aws_ssm_parameter: { it: { name: "/vpn/lab", type: "String", insecure_value } },
        }).vpnDeviceParameters,
        "aws_ssm_parameter.it",
      );
    const relay =
      '{"secretArn" = "arn", "secretVersionId" = "1", "tunnelAddresses" = [aws_vpn_connection.it.tunnel1_address, "203.0.113.2"]}';
    expect(
      parameter(
        `\${jsonencode({"gatewayAddress" = aws_eip.it.public_ip, "connections" = {"relay" = ${relay}}})}`,
      ),
    ).toMatchObject({
      name: "/vpn/lab",
      content: {
        gateway: "s:aws_network_interface.device",
        connections: new Map([
          [
            "relay",
            [
              { connection: "s:aws_vpn_connection.it", number: 1 },
              { reason: "whose tunnel has this address is not in the Terraform" },
            ],
          ],
        ]),
      },
    });
    expect(parameter("{}")).toMatchObject({ content: undefined });
    expect(parameter(VARIABLE)).toMatchObject({ content: { reason: OF_VARIABLE } });
  });

  test("given a role or none, when it is built, then that is known of its host", () => {
    const hasInstanceProfile = (instance: object): unknown =>
      get(
        networkOf(deployed({ aws_instance: { it: { subnet_id: SUBNET_A, ...instance } } })).hosts,
        "aws_instance.it",
      ).hasInstanceProfile;
    expect(hasInstanceProfile({})).toBe(false);
    expect(hasInstanceProfile({ iam_instance_profile: "role" })).toBe(true);
    expect(hasInstanceProfile({ iam_instance_profile: VARIABLE })).toMatchObject({ reason: OF_VARIABLE });
  });

  test("given another ASN or other tunnels at one end, when it is built, then nothing is announced", () => {
    expect(learned(simulated({ ...DEVICE, asn: 65011 }))).toEqual([]);
    expect(
      learned(
        simulated(DEVICE, { tunnel1_inside_cidr: "169.254.12.0/30", tunnel2_inside_cidr: "169.254.13.0/30" }),
      ),
    ).toEqual([]);
    expect(
      learned(simulated(DEVICE, { tunnel1_inside_cidr: VARIABLE, tunnel2_inside_cidr: "169.254.13.0/30" })),
    ).toEqual([OF_VARIABLE]);
    expect(
      learned(simulated(DEVICE, { tunnel1_inside_cidr: null, tunnel2_inside_cidr: "169.254.13.0/30" })),
    ).toEqual(["AWS picks the blocks inside its tunnels"]);
    expect(learned(simulated(DEVICE, {}, { ...CUSTOMER, bgp_asn: VARIABLE }))).toEqual([OF_VARIABLE]);
  });

  test("given a connection of the device, when it is sought, then the blocks inside the tunnels say which it is", () => {
    const found = deviceConnectionOf(DEVICE, connectionIn(simulated(DEVICE)));
    expect(found).toBe(DEVICE.connections[0]);
  });
});
