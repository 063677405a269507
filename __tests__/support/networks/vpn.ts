import { parseAddress, parseBlock, valueOf } from "../../../modules/addressing";
import { parseRegion } from "../../../modules/identity";
import {
  type CloudConfig,
  encodeUserData,
  type NameServers,
  renderHost,
  renderRelay,
  renderVpnDevice,
} from "../../../modules/software";
import { admits, host, letsOut, securityGroup, subnet, vpc } from "./parts";
import { attributeOf, idOf, IN_PROVIDERS_ACCOUNT, type Resources, together } from "./resources";

const PLACE = { provider: IN_PROVIDERS_ACCOUNT };
const REGION = valueOf(parseRegion("ap-northeast-1"));
const PARAMETER = "/example/office/vpn";
const TUNNELS = ["169.254.10.0/30", "169.254.10.4/30"] as const;

function userData(config: CloudConfig): string {
  const encoded = encodeUserData(config);
  if (!encoded.ok) throw new Error("the user data is too long");
  return encoded.base64;
}

/** What the office's VPN device is set up for. */
export interface DeviceSettings {
  readonly localBlock?: string;
  readonly remoteBlock?: string;
  readonly routing?: "static" | "bgp";
  readonly asn?: number;
  readonly insideBlocks?: readonly [string, string];
}

/** The user data of the office's VPN device. */
export function vpnDevice({
  localBlock = "10.200.0.0/16",
  remoteBlock = "172.16.0.0/16",
  routing = "static",
  asn = 65000,
  insideBlocks = TUNNELS,
}: DeviceSettings = {}): string {
  return userData(
    renderVpnDevice({
      region: REGION,
      parameter: PARAMETER,
      localBlocks: [valueOf(parseBlock(localBlock))],
      asn,
      connections: [
        {
          name: "cloud",
          remoteBlocks: [valueOf(parseBlock(remoteBlock))],
          routing,
          amazonAsn: 64512,
          insideBlocks: [valueOf(parseBlock(insideBlocks[0])), valueOf(parseBlock(insideBlocks[1]))],
        },
      ],
    }),
  );
}

/** What the office's VPN device reads at boot. @param connection the name of the one that it is told of */
export function vpnParameter(connection = "cloud"): string {
  const outside = (number: 1 | 2): string =>
    attributeOf("aws_vpn_connection.office", `tunnel${number}_address`);
  return JSON.stringify({
    gatewayAddress: attributeOf("aws_eip.device", "public_ip"),
    connections: {
      [connection]: {
        tunnelAddresses: [outside(1), outside(2)],
        secretArn: "arn:aws:secretsmanager:ap-northeast-1:111111111111:secret:keys",
        secretVersionId: "1",
      },
    },
  });
}

/** The user data of a relay that passes on what comes to one port of its interface `relay`. */
export function relay(
  from: string,
  to: string,
  {
    address = "172.16.0.10",
    port = 80,
    source = address,
  }: { readonly address?: string; readonly port?: number; readonly source?: string } = {},
): string {
  return userData(
    renderRelay({
      interfaceName: "relay",
      region: REGION,
      address: valueOf(parseAddress(source)),
      translations: [
        {
          sources: [valueOf(parseBlock(from))],
          address: valueOf(parseAddress(address)),
          port,
          to: { address: valueOf(parseAddress(to)), port: 80 },
        },
      ],
    }),
  );
}

/** The user data of a host that asks a server of its own for a domain. */
export function asking(server: string, domain: string): string {
  const nameServers: NameServers = { servers: [valueOf(parseAddress(server))], domains: [domain] };
  return userData(renderHost({ nameServers }));
}

/** A table that is a subnet's own. */
function table(name: string, ofVpc: string, place: object = {}): Resources {
  return {
    [`aws_route_table.${name}`]: { ...place, vpc_id: idOf(`aws_vpc.${ofVpc}`) },
    [`aws_route_table_association.${name}`]: {
      ...place,
      route_table_id: idOf(`aws_route_table.${name}`),
      subnet_id: idOf(`aws_subnet.${name}`),
    },
  };
}

/** A VPC's internet gateway, and a table's route there. */
function toInternetBy(tableName: string, ofVpc: string, place: object = {}): Resources {
  return {
    [`aws_internet_gateway.${ofVpc}`]: { ...place, vpc_id: idOf(`aws_vpc.${ofVpc}`) },
    [`aws_route.${tableName}_internet`]: {
      ...place,
      route_table_id: idOf(`aws_route_table.${tableName}`),
      destination_cidr_block: "0.0.0.0/0",
      gateway_id: idOf(`aws_internet_gateway.${ofVpc}`),
    },
  };
}

/** A rule that lets HTTPS out of the group of this name to anywhere. */
function httpsOut(group: string, place: object = {}): Resources {
  return {
    [`aws_vpc_security_group_egress_rule.${group}_https`]: {
      ...place,
      security_group_id: idOf(`aws_security_group.${group}`),
      ip_protocol: "tcp",
      from_port: 443,
      to_port: 443,
      cidr_ipv4: "0.0.0.0/0",
    },
  };
}

/** A subnet `relays` of the cloud with a relay's host, which gets out to the internet, and its interface `relay`. */
export function relayIn(userDataOfRelay: string): Resources {
  return together(
    subnet("relays", "cloud", "172.16.1.0/24", "apne1-az4"),
    securityGroup("relay", "cloud"),
    admits("relay", { block: "10.200.0.0/16" }),
    letsOut("relay", { group: "server" }),
    admits("server_relay", { group: "relay" }, { of: "server" }),
    httpsOut("relay"),
    toInternetBy("servers", "cloud"),
    {
      "aws_network_interface.relay": {
        subnet_id: idOf("aws_subnet.relays"),
        private_ips: ["172.16.1.10", "172.16.1.11"],
        security_groups: [idOf("aws_security_group.relay")],
        tags: { Name: "relay" },
      },
      "aws_instance.relay": {
        subnet_id: idOf("aws_subnet.relays"),
        associate_public_ip_address: true,
        vpc_security_group_ids: [idOf("aws_security_group.relay")],
        iam_instance_profile: "relay",
        user_data_base64: userDataOfRelay,
      },
      "aws_route_table_association.relays": {
        route_table_id: idOf("aws_route_table.servers"),
        subnet_id: idOf("aws_subnet.relays"),
      },
    },
  );
}

/**
 * A VPC `cloud` with a VPN gateway and a host, and a VPC `office` that plays a network outside AWS: a host, and a VPN
 * device in another subnet. The two hosts may call each other.
 */
export function joinedByVpn(): Resources {
  return together(
    vpc("cloud", "172.16.0.0/16"),
    subnet("servers", "cloud", "172.16.0.0/24", "apne1-az4"),
    host("server", { in: "servers", vpc: "cloud", address: "172.16.0.20" }),
    admits("server", { block: "10.200.0.0/16" }),
    letsOut("server", { block: "10.200.0.0/16" }),
    table("servers", "cloud"),
    vpc("office", "10.200.0.0/16", PLACE),
    subnet("desks", "office", "10.200.0.0/24", "apne1-az4", PLACE),
    subnet("edge", "office", "10.200.1.0/24", "apne1-az4", PLACE),
    host("desk", { in: "desks", vpc: "office", address: "10.200.0.10" }, PLACE),
    admits("desk", { block: "172.16.0.0/16" }, PLACE),
    letsOut("desk", { block: "172.16.0.0/16" }, PLACE),
    table("desks", "office", PLACE),
    securityGroup("device", "office", PLACE),
    admits("device", { group: "desk" }, PLACE),
    letsOut("device", { group: "desk" }, PLACE),
    httpsOut("device", PLACE),
    table("edge", "office", PLACE),
    toInternetBy("edge", "office", PLACE),
    {
      "aws_vpc_security_group_egress_rule.device_ike": {
        ...PLACE,
        security_group_id: idOf("aws_security_group.device"),
        ip_protocol: "udp",
        from_port: 500,
        to_port: 4500,
        cidr_ipv4: `${attributeOf("aws_vpn_connection.office", "tunnel1_address")}/32`,
      },
      "aws_ssm_parameter.device": {
        ...PLACE,
        name: PARAMETER,
        type: "String",
        insecure_value: vpnParameter(),
      },
      "aws_network_interface.device": {
        ...PLACE,
        subnet_id: idOf("aws_subnet.edge"),
        private_ips: ["10.200.1.10"],
        security_groups: [idOf("aws_security_group.device")],
        source_dest_check: false,
      },
      "aws_eip.device": { ...PLACE, domain: "vpc", network_interface: idOf("aws_network_interface.device") },
      "aws_instance.device": {
        ...PLACE,
        primary_network_interface: [{ network_interface_id: idOf("aws_network_interface.device") }],
        iam_instance_profile: "device",
        user_data_base64: vpnDevice(),
      },
      "aws_route.to_cloud": {
        ...PLACE,
        route_table_id: idOf("aws_route_table.desks"),
        destination_cidr_block: "172.16.0.0/16",
        network_interface_id: idOf("aws_network_interface.device"),
      },
      "aws_vpn_gateway.cloud": { vpc_id: idOf("aws_vpc.cloud") },
      "aws_vpn_gateway_route_propagation.servers": {
        vpn_gateway_id: idOf("aws_vpn_gateway.cloud"),
        route_table_id: idOf("aws_route_table.servers"),
      },
      "aws_customer_gateway.office": {
        type: "ipsec.1",
        ip_address: attributeOf("aws_eip.device", "public_ip"),
        bgp_asn: "65000",
      },
      "aws_vpn_connection.office": {
        type: "ipsec.1",
        vpn_gateway_id: idOf("aws_vpn_gateway.cloud"),
        customer_gateway_id: idOf("aws_customer_gateway.office"),
        static_routes_only: true,
        tunnel1_inside_cidr: TUNNELS[0],
        tunnel2_inside_cidr: TUNNELS[1],
      },
      "aws_vpn_connection_route.office": {
        vpn_connection_id: idOf("aws_vpn_connection.office"),
        destination_cidr_block: "10.200.0.0/16",
      },
    },
  );
}
