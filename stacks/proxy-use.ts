import { TerraformResource } from "cdktf";
import { Construct } from "constructs";
import { PrivateName } from "../modules/dns";
import type { AzId } from "../modules/identity";
import {
  type AliasTarget,
  type EndpointClient,
  ResourceEndpoint,
  ServiceEndpoint,
} from "../modules/privatelink";
import { PROXY_PORT } from "../modules/software";
import {
  ContractReader,
  type ContractStack,
  type Expectation,
  type LoadBalancerFields,
  type ResourceFields,
  type ServiceFields,
} from "../modules/wiring";
import type { ClientSpecification } from "./endpoints";
import type { ShareAcceptanceStack } from "./share-acceptance-stack";

/** How a VPC comes to a hub's proxies. */
export type WayToProxies =
  | {
      /** By a resource endpoint. */
      readonly kind: "resource";
      readonly contract: ContractStack<ResourceFields>;
      /** Zones with a network interface of the endpoint; at least one of them has the hub's resource gateway. */
      readonly zones: readonly AzId[];
      /** What lets the VPC's account use the resource. @default it is the hub's own */
      readonly share?: ShareAcceptanceStack;
      /** Whether the VPC resolves the resource configuration's custom domain name as well. @default false */
      readonly privateDns?: boolean;
    }
  | {
      /** By an interface endpoint. */
      readonly kind: "service";
      readonly contract: ContractStack<ServiceFields>;
      /** Zones with a network interface of the endpoint. */
      readonly zones: readonly AzId[];
    }
  | {
      /** By a peering connection, whose own stacks let the clients through. */
      readonly kind: "peering";
      readonly contract: ContractStack<LoadBalancerFields>;
    };

/** Forward proxies that a VPC's hosts use, and through which alone they reach the internet. */
export interface ProxyUseSpecification {
  readonly way: WayToProxies;
  /** What this VPC, and every other one, calls the proxies. */
  readonly dnsName: string;
  /** Who may ask them; those that are hosts of the stack are set up to. */
  readonly clients: readonly ClientSpecification[];
  /**
   * How Systems Manager reaches the hosts: through the proxies, or by interface endpoints.
   * @default "proxy"
   */
  readonly systemsManager?: "proxy" | "endpoints";
  /** Names that hosts ask directly, besides AWS's own that are in the VPC: those of its endpoints. @default none */
  readonly directNames?: readonly string[];
}

export interface ProxyUseSite {
  readonly name: string;
  readonly vpcId: string;
  readonly privateSubnetId: (zone: AzId) => string;
  readonly clients: readonly EndpointClient[];
}

/** The way of a VPC's hosts to proxies, and the name by which they find it. */
export class ProxyUse extends Construct {
  /** What makes the VPC resolve the proxies' name. */
  readonly record: PrivateName["record"];

  constructor(scope: Construct, id: string, site: ProxyUseSite, { way, dnsName }: ProxyUseSpecification) {
    super(scope, id);
    this.record =
      way.kind === "service"
        ? this.interfaceEndpoint(site, way, dnsName)
        : this.name(site, dnsName, this.target(site, way));
  }

  /** All that must be there before a host finds the proxies. */
  get resources(): TerraformResource[] {
    return this.node.findAll().filter((each) => TerraformResource.isTerraformResource(each));
  }

  private interfaceEndpoint(
    site: ProxyUseSite,
    { contract, zones }: Extract<WayToProxies, { kind: "service" }>,
    dnsName: string,
  ): PrivateName["record"] {
    const { privateName } = new ServiceEndpoint(this, "endpoint", {
      ...site,
      service: contract,
      subnetIds: subnetIds(site, zones),
      listeners: [{ port: PROXY_PORT }],
      dnsName,
    });
    if (privateName !== undefined) return privateName.record;
    throw new Error(`${this.node.path} has an endpoint without the name ${dnsName}`);
  }

  private target(site: ProxyUseSite, way: Exclude<WayToProxies, { kind: "service" }>): AliasTarget {
    const { publisher } = way.contract;
    if (way.kind === "peering") {
      const reader = new ContractReader(this, "contract", way.contract, [samePort(publisher)]);
      return { dnsName: reader.references.dnsName, zoneId: reader.references.zoneId };
    }
    const { contract, zones, privateDns = false } = way;
    const expected = [commonZone(publisher, zones), samePort(publisher)];
    const { references } = new ContractReader(this, "contract", contract, expected);
    return new ResourceEndpoint(this, "endpoint", {
      ...site,
      subnetIds: subnetIds(site, zones),
      configurationArn: references.configurationArn,
      port: PROXY_PORT,
      privateDns,
    }).aliasTarget;
  }

  private name({ vpcId }: ProxyUseSite, name: string, target: AliasTarget): PrivateName["record"] {
    return new PrivateName(this, "name", { name, vpcId, target }).record;
  }
}

function subnetIds({ privateSubnetId }: ProxyUseSite, zones: readonly AzId[]): ReadonlyMap<AzId, string> {
  return new Map(zones.map((zone) => [zone, privateSubnetId(zone)]));
}

/** @see https://docs.aws.amazon.com/vpc-lattice/latest/ug/resource-gateway.html */
function commonZone(publisher: string, zones: readonly AzId[]): Expectation {
  const own = `[${zones.map((zone) => `"${zone}"`).join(", ")}]`;
  return {
    condition: `try(length(setintersection(self.outputs.zones, ${own})) > 0, true)`,
    sentence: `The resource gateway of ${publisher} is in \${join(", ", self.outputs.zones)}, and this VPC's endpoint in ${zones.join(", ")}: they need a zone in common. Add one of the gateway's to the endpoint's zones.`,
  };
}

function samePort(publisher: string): Expectation {
  return {
    condition: `try(self.outputs.port == ${PROXY_PORT}, true)`,
    sentence: `The proxies of ${publisher} listen on TCP \${self.outputs.port}, and this VPC's hosts ask TCP ${PROXY_PORT}. Synthesize and deploy this stack again.`,
  };
}
