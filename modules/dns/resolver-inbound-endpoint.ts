import { Route53ResolverEndpoint } from "@cdktf/provider-aws/lib/route53-resolver-endpoint";
import { Construct } from "constructs";
import { formatAddress, type Ipv4Address, type Ipv4Block } from "../addressing";
import type { AzId } from "../identity";
import { blockId, hyphenatedName, SecurityGroup } from "../network";

export interface ResolverInboundEndpointProps {
  readonly name: string;
  readonly vpcId: string;
  /** The endpoint has one network interface in each of these subnets, two at least. */
  readonly subnetIds: ReadonlyMap<AzId, string>;
  /** Addresses of the network interfaces, one for each zone. */
  readonly addresses: ReadonlyMap<AzId, Ipv4Address>;
  /** Blocks that may ask. */
  readonly clients: readonly Ipv4Block[];
}

/** A name of Route 53 Resolver's holds at most 64 letters, digits, hyphens and underscores. */
const LONGEST_NAME = 64;

const DNS = 53;

/** @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_route53resolver_CreateResolverEndpoint.html */
const FEWEST_ADDRESSES = 2;

/**
 * Where networks outside AWS ask for names, to have them resolved as the VPC itself resolves them: those of private hosted
 * zones, and the private DNS names of its endpoints.
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-forwarding-inbound-queries.html
 */
export class ResolverInboundEndpoint extends Construct {
  readonly id: string;
  readonly securityGroup: SecurityGroup;

  constructor(scope: Construct, id: string, props: ResolverInboundEndpointProps) {
    super(scope, id);
    const { name, vpcId, subnetIds, addresses, clients } = props;
    if (subnetIds.size < FEWEST_ADDRESSES)
      throw new Error(
        `the resolver ${name} has ${subnetIds.size} subnets, and Route 53 Resolver wants ${FEWEST_ADDRESSES} at least; add another zone`,
      );
    // It answers by the connections that it admits, and security groups do not judge what it asks Amazon's DNS.
    // https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html
    this.securityGroup = new SecurityGroup(this, "security-group", {
      vpcId,
      name,
      description: `The resolver ${name}`,
    });
    for (const block of clients) {
      for (const protocol of ["tcp", "udp"] as const)
        this.securityGroup.addIngressRule(
          `${blockId(block)}-${protocol}`,
          { kind: "block", block },
          DNS,
          protocol,
        );
    }
    const endpoint = new Route53ResolverEndpoint(this, "resource", {
      name: hyphenatedName(name, LONGEST_NAME),
      direction: "INBOUND",
      resolverEndpointType: "IPV4",
      protocols: ["Do53"],
      securityGroupIds: [this.securityGroup.id],
      ipAddress: [...subnetIds].map(([zone, subnetId]) => ({ subnetId, ip: addressIn(addresses, zone) })),
      tags: { Name: name },
    });
    this.id = endpoint.id;
  }
}

function addressIn(addresses: ReadonlyMap<AzId, Ipv4Address>, zone: AzId): string {
  const address = addresses.get(zone);
  if (address !== undefined) return formatAddress(address);
  throw new Error(
    `the resolver has no address in ${zone}; it has them in ${[...addresses.keys()].join(", ")}`,
  );
}
