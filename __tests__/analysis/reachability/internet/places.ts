import { IntervalSet } from "../../../../modules/addressing";
import { type Network, networkOf, type NetworkInterface } from "../../../../analysis/network";
import { PacketSet, PROTOCOL } from "../../../../analysis/packets";
import { PUBLIC_ADDRESSES } from "../../../../analysis/reachability/internet/public-addresses";
import { toInternet } from "../../../../analysis/reachability/internet/to-internet";
import type { Onward } from "../../../../analysis/reachability/path/arrival";
import type { Path } from "../../../../analysis/reachability/path/stage";
import { answerOf } from "../../../../analysis/reachability/verdict";
import { range } from "../../network/build/placed";
import { deployed, get, type Resources, VPC, VPC_ID } from "../../network/build/stacks";

const ANY = { protocol: "-1", from_port: 0, to_port: 0, cidr_blocks: ["0.0.0.0/0"] };

/** A host with open groups in a private subnet, and a NAT gateway in a public one; neither has routes. */
const PLACES: Resources = {
  ...VPC,
  aws_internet_gateway: { igw: { vpc_id: VPC_ID } },
  aws_subnet: {
    private: { vpc_id: VPC_ID, cidr_block: "10.0.0.0/24", availability_zone_id: "apne1-az4" },
    public: { vpc_id: VPC_ID, cidr_block: "10.0.1.0/24", availability_zone_id: "apne1-az4" },
  },
  aws_route_table: { private: { vpc_id: VPC_ID }, public: { vpc_id: VPC_ID } },
  aws_route_table_association: {
    private: association("private", "private"),
    public: association("public", "public"),
  },
  aws_nat_gateway: { nat: { subnet_id: "${aws_subnet.public.id}", allocation_id: "eipalloc-1" } },
  aws_security_group: { host: { vpc_id: VPC_ID, ingress: [ANY], egress: [ANY] } },
  aws_instance: { host: instance({}) },
};

export const NAT = { nat_gateway_id: "${aws_nat_gateway.nat.id}" };
export const GATEWAY = { gateway_id: "${aws_internet_gateway.igw.id}" };
export const PRIVATE_TO_NAT = route("private", NAT);
export const PUBLIC_TO_GATEWAY = route("public", GATEWAY);
export const PRIVATE_TO_GATEWAY = route("private", GATEWAY);
/** The host, with a public address. */
export const PUBLIC_HOST: Resources = {
  aws_instance: { host: instance({ associate_public_ip_address: true }) },
};
export const THROUGH_NAT = [PRIVATE_TO_NAT, PUBLIC_TO_GATEWAY];
/** The host's group, which admits and lets out nothing. */
export const CLOSED: Resources = {
  aws_security_group: { host: { vpc_id: VPC_ID, ingress: [], egress: [] } },
};
export const OTHER_VPC: Resources = { aws_vpc: { other: { cidr_block: "10.1.0.0/16" } } };

export function association(subnet: string, table: string): object {
  return { subnet_id: `\${aws_subnet.${subnet}.id}`, route_table_id: `\${aws_route_table.${table}.id}` };
}

/** The host, in the private subnet unless it is said otherwise. */
export function instance(attributes: object): object {
  return {
    subnet_id: "${aws_subnet.private.id}",
    vpc_security_group_ids: ["${aws_security_group.host.id}"],
    ...attributes,
  };
}

export function route(table: string, target: object, destination = "0.0.0.0/0"): Resources {
  const name = `${table}_${destination.replaceAll(/\W/g, "_")}`;
  return {
    aws_route: {
      [name]: {
        route_table_id: `\${aws_route_table.${table}.id}`,
        destination_cidr_block: destination,
        ...target,
      },
    },
  };
}

interface AclRule {
  readonly from_port: number;
  readonly to_port: number;
}

export const SSH: AclRule = { from_port: 22, to_port: 22 };
export const HTTPS: AclRule = { from_port: 443, to_port: 443 };
/** Those of clients on Linux, and of any clients. */
export const LINUX_PORTS: AclRule = { from_port: 32768, to_port: 60999 };
export const EPHEMERAL: AclRule = { from_port: 1024, to_port: 65535 };

/** An ACL of a subnet: it lets out everything, or TCP to some ports, and in likewise. */
export function acl(
  subnet: string,
  ports: { readonly ingress?: AclRule; readonly egress?: AclRule },
): Resources {
  const entry = (rule: AclRule | undefined): object => ({
    rule_no: 100,
    action: "allow",
    cidr_block: "0.0.0.0/0",
    ...(rule === undefined ? { protocol: "-1", from_port: 0, to_port: 0 } : { protocol: "tcp", ...rule }),
  });
  return {
    aws_network_acl: {
      [subnet]: {
        vpc_id: VPC_ID,
        subnet_ids: [`\${aws_subnet.${subnet}.id}`],
        ingress: [entry(ports.ingress)],
        egress: [entry(ports.egress)],
      },
    },
  };
}

/** The network of the stack `s` that has these resources in those places; same names replace. */
export function networkWith(...resources: readonly Resources[]): Network {
  return networkOf(deployed(PLACES, ...resources));
}

export function hostIn(network: Network): NetworkInterface {
  return get(network.interfaces, "aws_instance.host", "primary-network-interface");
}

const PRIVATE_ADDRESSES = range("10.0.0.4", "10.0.0.254");
const REQUESTS = {
  protocols: IntervalSet.of(PROTOCOL.tcp, PROTOCOL.tcp),
  destinationPorts: IntervalSet.of(443, 443),
};

/** The ways of HTTPS from the host. */
export function fromHost(network: Network, destinations = PUBLIC_ADDRESSES): Onward[] {
  const asked = PacketSet.of({
    ...REQUESTS,
    sources: PRIVATE_ADDRESSES,
    sourcePorts: IntervalSet.of(32768, 60999),
    destinations,
  });
  return toInternet(network, hostIn(network), asked);
}

/** HTTPS to the host. */
export function inbound(): PacketSet {
  return PacketSet.of({
    ...REQUESTS,
    sources: PUBLIC_ADDRESSES,
    sourcePorts: IntervalSet.of(1024, 65535),
    destinations: PRIVATE_ADDRESSES,
  });
}

/** The verdict, and what stands in the way: `CODE at address`. */
export function verdictOn(paths: readonly Path[]): readonly string[] {
  const { verdict, blockers } = answerOf(paths);
  return [verdict, ...blockers.map(({ code, at }) => `${code} at ${at.replace("s:", "")}`)];
}

export function fixesOn(paths: readonly Path[]): readonly unknown[] {
  return answerOf(paths).blockers.map(({ fix }) => fix);
}
