import { type App, TerraformOutput } from "cdktf";
import { Construct } from "constructs";
import { formatAddress, type Ipv4Address } from "../modules/addressing";
import { NetworkLoadBalancer, type Target } from "../modules/privatelink";
import { RelayHost } from "../modules/relays";
import { ProviderVpcStack, type ProviderVpcStackProps } from "./provider-vpc-stack";
import {
  type HostRelaySpecification,
  type RelayLoadBalancerSpecification,
  type RelaySpecification,
  relayUserData,
} from "./relays";

export interface RelayVpcStackProps extends ProviderVpcStackProps {
  readonly relay: RelaySpecification;
}

/**
 * A VPC through which networks reach each other whose addresses do not mix: for each address that is called, an
 * endpoint service at the other end and an endpoint at the caller's, and in between a host, or a load balancer, that
 * has addresses of both.
 */
export class RelayVpcStack extends ProviderVpcStack {
  /** Where a host relays. */
  readonly relayHost?: RelayHost;
  /** What networks outside AWS call where no host relays, by name. */
  readonly relayLoadBalancers: ReadonlyMap<string, NetworkLoadBalancer>;

  constructor(scope: App, id: string, props: RelayVpcStackProps) {
    super(scope, id, props);
    const { relay } = props;
    if (relay.mode === "host") this.relayHost = this.makeHost(relay);
    const scopeOfLoadBalancers = new Construct(this, "relay-load-balancers");
    const loadBalancers = relay.mode === "host" ? [] : relay.loadBalancers;
    this.relayLoadBalancers = new Map(
      loadBalancers.map((each) => [each.name, this.makeLoadBalancer(scopeOfLoadBalancers, each)]),
    );
    new TerraformOutput(this, "sources_seen_outside", {
      staticId: true,
      value: sourcesSeenOutside(props).map(formatAddress),
      description: "The addresses that call networks outside AWS, for whoever lets them in there",
    });
  }

  private makeHost(relay: HostRelaySpecification): RelayHost {
    const { region, account } = this;
    const name = `${this.node.id}.relay`;
    const { zone, address, furtherAddresses, instanceType, translations } = relay;
    return new RelayHost(this, "relay", {
      name,
      account,
      region,
      vpcId: this.vpc.id,
      subnet: this.vpc.privateSubnet(zone),
      address,
      translations,
      ...(furtherAddresses === undefined ? {} : { furtherAddresses }),
      ...(instanceType === undefined ? {} : { instanceType }),
      userData: relayUserData(this.node.id, { interfaceName: name, region, address, translations }),
    });
  }

  private makeLoadBalancer(
    scope: Construct,
    { name, zone, address, clients, listeners }: RelayLoadBalancerSpecification,
  ): NetworkLoadBalancer {
    return new NetworkLoadBalancer(scope, name, {
      name: `${this.node.id}.relay.${name}`,
      vpcId: this.vpc.id,
      subnets: [{ subnetId: this.vpc.privateSubnet(zone).id, address }],
      inboundFrom: clients,
      listeners: listeners.map(({ port, targets }) => ({
        name: String(port),
        port,
        targets: new Map(
          [...targets].map(([of, target]): [string, Target] => [
            of,
            { kind: "address", address: target, isOutside: false },
          ]),
        ),
      })),
    });
  }
}

/** A host calls with its own address, a load balancer with that of the zone that a connection enters it in. */
function sourcesSeenOutside({ relay, services }: RelayVpcStackProps): readonly Ipv4Address[] {
  if (relay.mode === "host") return [relay.address];
  const calling = [...(services?.values() ?? [])].filter(({ listeners }) =>
    listeners.some(
      ({ targets }) => targets.kind === "addresses" && targets.addresses.some(({ isOutside }) => isOutside),
    ),
  );
  return calling
    .flatMap(({ addresses }) => [...(addresses?.values() ?? [])])
    .toSorted((left, right) => left - right);
}
