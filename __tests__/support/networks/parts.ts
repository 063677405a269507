import { attributeOf, idOf, type Resources, together } from "./resources";

/** What is in the provider's account says so; what says nothing is in the consumer's. */
interface Place {
  readonly provider?: string;
}

export function vpc(name: string, block: string, place: Place = {}): Resources {
  return {
    [`aws_vpc.${name}`]: {
      ...place,
      cidr_block: block,
      enable_dns_support: true,
      enable_dns_hostnames: true,
    },
  };
}

export function subnet(
  name: string,
  inVpc: string,
  block: string,
  zone: string,
  place: Place = {},
): Resources {
  return {
    [`aws_subnet.${name}`]: {
      ...place,
      vpc_id: idOf(`aws_vpc.${inVpc}`),
      cidr_block: block,
      availability_zone_id: zone,
    },
  };
}

/** A host with an address and a security group of its own, both named like it. */
export function host(
  name: string,
  { in: subnetName, vpc: vpcName, address }: { in: string; vpc: string; address: string },
  place: Place = {},
): Resources {
  return {
    ...securityGroup(name, vpcName, place),
    [`aws_instance.${name}`]: {
      ...place,
      subnet_id: idOf(`aws_subnet.${subnetName}`),
      private_ip: address,
      vpc_security_group_ids: [idOf(`aws_security_group.${name}`)],
    },
  };
}

export function securityGroup(name: string, vpcName: string, place: Place = {}): Resources {
  return { [`aws_security_group.${name}`]: { ...place, vpc_id: idOf(`aws_vpc.${vpcName}`) } };
}

/** Who is at the other end of a rule: a block, or a security group by its name. */
export type Peer = { readonly block: string } | { readonly group: string };

/** A rule that admits TCP 80 to the group of this name. */
export function admits(
  name: string,
  from: Peer,
  { of = name, provider }: Place & { of?: string } = {},
): Resources {
  return { [`aws_vpc_security_group_ingress_rule.${name}`]: rule(of, from, provider) };
}

/** A rule that lets TCP 80 out of the group of this name. */
export function letsOut(
  name: string,
  to: Peer,
  { of = name, provider }: Place & { of?: string } = {},
): Resources {
  return { [`aws_vpc_security_group_egress_rule.${name}`]: rule(of, to, provider) };
}

function rule(group: string, peer: Peer, provider: string | undefined): Resources[string] {
  return {
    ...(provider === undefined ? {} : { provider }),
    security_group_id: idOf(`aws_security_group.${group}`),
    ip_protocol: "tcp",
    from_port: 80,
    to_port: 80,
    ...("block" in peer
      ? { cidr_ipv4: peer.block }
      : { referenced_security_group_id: idOf(`aws_security_group.${peer.group}`) }),
  };
}

/** A Network Load Balancer with a group of its own, a TCP listener on port 80, and hosts as targets. */
export function loadBalancer(
  name: string,
  { in: subnets, vpc: vpcName, targets }: { in: readonly string[]; vpc: string; targets: readonly string[] },
  place: Place = {},
): Resources {
  const target = (each: string): Resources => ({
    [`aws_lb_target_group_attachment.${each}`]: {
      ...place,
      target_group_arn: attributeOf(`aws_lb_target_group.${name}`, "arn"),
      target_id: idOf(`aws_instance.${each}`),
    },
  });
  return {
    ...securityGroup(`${name}_load_balancer`, vpcName, place),
    [`aws_lb.${name}`]: {
      ...place,
      load_balancer_type: "network",
      internal: true,
      subnets: subnets.map((each) => idOf(`aws_subnet.${each}`)),
      security_groups: [idOf(`aws_security_group.${name}_load_balancer`)],
      enforce_security_group_inbound_rules_on_private_link_traffic: "off",
    },
    [`aws_lb_listener.${name}`]: {
      ...place,
      load_balancer_arn: attributeOf(`aws_lb.${name}`, "arn"),
      protocol: "TCP",
      port: 80,
      default_action: [
        { type: "forward", target_group_arn: attributeOf(`aws_lb_target_group.${name}`, "arn") },
      ],
    },
    [`aws_lb_target_group.${name}`]: {
      ...place,
      vpc_id: idOf(`aws_vpc.${vpcName}`),
      protocol: "TCP",
      port: 80,
      health_check: { protocol: "TCP", port: "traffic-port" },
    },
    ...together(...targets.map(target)),
  };
}
