import { Eip } from "@cdktf/provider-aws/lib/eip";
import { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { NatGateway } from "@cdktf/provider-aws/lib/nat-gateway";
import { Route } from "@cdktf/provider-aws/lib/route";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { Ipv4Block } from "../addressing";
import type { AzId } from "../identity";
import type { PrivateSubnet } from "./private-subnet";

interface ZonalSubnet {
  readonly zone: AzId;
  readonly block: Ipv4Block;
}

interface TierProps {
  readonly name: string;
  readonly vpcId: string;
  readonly subnets: readonly ZonalSubnet[];
  /** What gives the VPC the blocks besides its first. */
  readonly associations: ReadonlyMap<Ipv4Block, ITerraformDependable>;
}

/** A subnet with a route to the internet. */
export interface PublicSubnet {
  readonly id: string;
  /** What leads to the internet: whatever boots before it is there reaches nothing. */
  readonly routes: readonly ITerraformDependable[];
}

const EVERYWHERE = "0.0.0.0/0";

/** Subnets that reach the internet directly: of NAT gateways, and of what has a public address of its own. */
export class PublicSubnets extends Construct {
  readonly byZone: ReadonlyMap<AzId, PublicSubnet>;
  private readonly natGateways: "one" | "per-zone";
  /** By the zone they stand in. */
  private readonly natGatewayIds = new Map<AzId, string>();

  constructor(scope: Construct, id: string, props: TierProps & { readonly natGateways: "one" | "per-zone" }) {
    super(scope, id);
    const { name, vpcId, natGateways } = props;
    this.natGateways = natGateways;
    const subnets = sortedByZone(props.subnets);
    const gateway = new InternetGateway(this, "internet-gateway", { vpcId, tags: { Name: name } });
    const table = new RouteTable(this, "routes", { vpcId, tags: { Name: `${name}.public` } });
    const wayOut = new Route(this, "internet", {
      routeTableId: table.id,
      destinationCidrBlock: EVERYWHERE,
      gatewayId: gateway.id,
    });
    const withNat = natGateways === "one" ? subnets.slice(0, 1) : subnets;
    const byZone = new Map<AzId, PublicSubnet>();
    for (const subnet of subnets) {
      const { zone } = subnet;
      const { id: subnetId } = zonalSubnet(this, subnet, { Name: `${name}.public.${zone}` }, props);
      const association = new RouteTableAssociation(this, `${zone}-association`, {
        subnetId,
        routeTableId: table.id,
      });
      byZone.set(zone, { id: subnetId, routes: [association, wayOut] });
      if (withNat.includes(subnet)) this.addNatGateway(name, zone, subnetId, wayOut);
    }
    this.byZone = byZone;
  }

  private addNatGateway(name: string, zone: AzId, subnetId: string, wayOut: Route): void {
    // The one NAT gateway keeps its address, which others may have on a list, when it moves to another zone.
    const id = this.natGateways === "one" ? "nat" : `${zone}-nat`;
    const address = new Eip(this, `${id}-address`, { domain: "vpc", tags: { Name: `${name}.${id}` } });
    const nat = new NatGateway(this, id, {
      subnetId,
      allocationId: address.id,
      tags: { Name: `${name}.${id}` },
      // A NAT gateway works only once its subnet's route to the internet gateway is there.
      // https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-working-with.html
      dependsOn: [wayOut],
    });
    this.natGatewayIds.set(zone, nat.id);
  }

  /** The NAT gateway that serves a zone. @throws when the subnets have none for it */
  natGatewayIdFor(zone: AzId): string {
    const [single] = this.natGatewayIds.values();
    const natGatewayId = this.natGateways === "one" ? single : this.natGatewayIds.get(zone);
    if (natGatewayId !== undefined) return natGatewayId;
    const wanted = this.natGateways === "one" ? "any zone" : zone;
    throw new Error(
      `${this.node.path} has no subnet in ${wanted}, where a NAT gateway could stand; add one, or set natGateways to "none"`,
    );
  }
}

/** A private subnet with a route table of its own. */
export interface MadeSubnet extends PrivateSubnet {
  readonly routeTableId: string;
}

export interface PrivateSubnetsProps extends TierProps {
  /** The subnets that hold the NAT gateways. @default no way out */
  readonly wayOut?: PublicSubnets;
}

/** Private subnets, each with routes of its own. */
export class PrivateSubnets extends Construct {
  readonly byZone: ReadonlyMap<AzId, MadeSubnet>;

  constructor(scope: Construct, id: string, props: PrivateSubnetsProps) {
    super(scope, id);
    this.byZone = new Map(
      sortedByZone(props.subnets).map((subnet) => [subnet.zone, this.privateSubnet(subnet, props)]),
    );
  }

  private privateSubnet(given: ZonalSubnet, props: PrivateSubnetsProps): MadeSubnet {
    const { name, vpcId, wayOut } = props;
    const { zone } = given;
    const tags = { Name: `${name}.private.${zone}` };
    const subnet = zonalSubnet(this, given, tags, props);
    const { id: routeTableId } = new RouteTable(this, `${zone}-routes`, { vpcId, tags });
    const association = new RouteTableAssociation(this, `${zone}-association`, {
      subnetId: subnet.id,
      routeTableId,
    });
    if (wayOut === undefined) return { id: subnet.id, routeTableId, routes: [association] };
    const internet = new Route(this, `${zone}-internet`, {
      routeTableId,
      destinationCidrBlock: EVERYWHERE,
      natGatewayId: wayOut.natGatewayIdFor(zone),
    });
    return { id: subnet.id, routeTableId, routes: [association, internet] };
  }
}

function zonalSubnet(
  scope: Construct,
  { zone, block }: ZonalSubnet,
  tags: Readonly<Record<string, string>>,
  { vpcId, associations }: TierProps,
): Subnet {
  const around = [...associations].flatMap(([of, association]) => (of.contains(block) ? [association] : []));
  return new Subnet(scope, zone, {
    vpcId,
    availabilityZoneId: zone,
    cidrBlock: block.toString(),
    tags,
    ...(around.length === 0 ? {} : { dependsOn: around }),
  });
}

function sortedByZone(subnets: readonly ZonalSubnet[]): ZonalSubnet[] {
  return [...subnets].sort((left, right) => (left.zone < right.zone ? -1 : 1));
}
