import type { Construct } from "constructs";
import type { Ipv4Address, Ipv4Block } from "../modules/addressing";
import { withoutCovered } from "../modules/domains";
import { managedHostDomains } from "../modules/hosts";
import type { AccountId, AzId } from "../modules/identity";
import type { PrivateDnsName } from "../modules/privatelink";
import { accessLogGroup, FixedProxy, ProxyGroup } from "../modules/proxies";
import { encodeUserData, PROXY_PORT, renderProxyServer, UserDataTooLongError } from "../modules/software";
import { blocksOf, privateSubnetsOf, type VpcSpecification } from "./vpc-specification";
import type { VpcStack } from "./vpc-stack";

/** Forward proxies that other VPCs share. */
export interface ProxiesSpecification {
  readonly offer: ProxiesOffer;
  /** Domains that clients may go to: `example.com` alone, `.example.com` with all below it. @default none */
  readonly domains?: readonly string[];
  /** Blocks that clients may go to; private addresses, and the network's own, must be in one of these. @default none */
  readonly blocks?: readonly Ipv4Block[];
  /** Blocks of the VPCs peered with the hub's: the network's own, as the hub's block is. @default none */
  readonly peeredBlocks?: readonly Ipv4Block[];
  /**
   * Where requests come from, as the proxies see it: from the hub's private subnets through resource gateways and
   * endpoint services, from the clients themselves over peering connections.
   */
  readonly clients: readonly Ipv4Block[];
  /** Whether Systems Manager reaches hosts, and hosts fetch packages, through the proxies. @default false */
  readonly servesSystemsManager?: boolean;
  /** @default "t3.small" */
  readonly instanceType?: string;
  /** How many proxies there are. @default one in each zone, and at most twice as many */
  readonly instances?: { readonly min: number; readonly max: number };
}

/** How other VPCs come to the proxies. */
export type ProxiesOffer =
  | {
      /** By resource endpoints. */
      readonly kind: "resource";
      /** @default a load balancer */
      readonly target?: ProxyTarget;
      /** Accounts whose VPCs may use them, besides the hub's own. @default none */
      readonly allow?: readonly AccountId[];
      /** Whether AWS RAM shares within the organization by itself, without invitations. @default false */
      readonly organizationSharing?: boolean;
      /** A name of the resource configuration's own; wants AWS provider 6.22 or newer. @default none */
      readonly customDomainName?: PrivateDnsName;
    }
  | {
      /** By interface endpoints to an endpoint service, which accepts them by itself. */
      readonly kind: "service";
      /** Accounts whose VPCs may use them, besides the hub's own. @default none */
      readonly allow?: readonly AccountId[];
    }
  /** By peering connections to the load balancer. */
  | { readonly kind: "peering" };

/** What a resource gateway leads to. */
export type ProxyTarget =
  | { readonly kind: "load-balancer" }
  /** One proxy with this address, and no load balancer. */
  | { readonly kind: "address"; readonly address: Ipv4Address; readonly zone: AzId }
  /**
   * A public name. With `zone`, the ID of a public hosted zone of the hub's account, a record there leads to the load
   * balancer; without, somebody else keeps the name at it.
   */
  | { readonly kind: "name"; readonly name: string; readonly zone?: string };

/** Makes the proxies of a hub, in all zones where it has private subnets. */
export function addProxies(
  scope: Construct,
  hub: VpcStack,
  vpc: VpcSpecification,
  specification: ProxiesSpecification,
): ProxyGroup | FixedProxy {
  const { offer, instanceType } = specification;
  const { vpc: network, account, region } = hub;
  const props = {
    name: proxiesName(hub),
    account,
    region,
    vpcId: network.id,
    userData: userDataOf(hub, vpc, specification),
    ...(instanceType === undefined ? {} : { instanceType }),
  };
  const target = offer.kind === "resource" ? offer.target : undefined;
  if (target?.kind === "address") {
    const subnet = network.privateSubnet(target.zone);
    return new FixedProxy(scope, "proxies", { ...props, subnet, address: target.address });
  }
  const { size } = network.privateSubnets;
  const { instances = { min: size, max: 2 * size } } = specification;
  return new ProxyGroup(scope, "proxies", { ...props, subnets: network.privateSubnets, instances });
}

/** What a hub's proxies, and all that leads to them, are called. */
export function proxiesName({ node }: VpcStack): string {
  return `${node.id}.proxies`;
}

function userDataOf(hub: VpcStack, vpc: VpcSpecification, specification: ProxiesSpecification): string {
  const {
    clients,
    domains = [],
    blocks = [],
    peeredBlocks = [],
    servesSystemsManager = false,
  } = specification;
  const { region } = hub;
  const encoded = encodeUserData(
    renderProxyServer({
      port: PROXY_PORT,
      clients,
      domains: withoutCovered([...domains, ...(servesSystemsManager ? managedHostDomains(region) : [])]),
      blocks,
      ownBlocks: [...blocksOf(vpc), ...peeredBlocks],
      healthCheckers: privateSubnetsOf(vpc).map(({ block }) => block),
      region,
      logGroup: accessLogGroup(proxiesName(hub)),
    }),
  );
  if (encoded.ok) return encoded.base64;
  throw new UserDataTooLongError(
    `the proxies of ${hub.node.id}`,
    encoded,
    "let them go to fewer domains and blocks",
  );
}
