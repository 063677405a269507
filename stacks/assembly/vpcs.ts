import type { Endpoint, Entry, ProxyUse } from "../../modules/topology";
import type { ProxyUseSpecification, WayToProxies } from "../proxy-use";
import type { VpcStack, VpcStackProps } from "../vpc-stack";
import { declareAt } from "./declared-at";
import { clientSpecifications, declareExisting, vpcSpecification } from "./existing";
import type { Site } from "./site";

/** What every stack with a VPC is made of. */
export function vpcStackProps(site: Site, entry: Entry): VpcStackProps {
  const { proxyUse, vpn, resolver } = entry;
  return {
    ...site.accountStackProps(entry),
    vpc: vpcSpecification(entry),
    hosts: new Map(entry.hosts.map((host) => [host.name, host])),
    ...(proxyUse === undefined ? {} : { proxy: proxySpecification(site, entry, proxyUse) }),
    ...(vpn === undefined ? {} : { vpn }),
    ...(resolver === undefined ? {} : { resolver }),
  };
}

/** Records what a stack with a VPC is made of, for the index and for the stacks that follow. */
export function describeVpc(site: Site, stack: VpcStack, entry: Entry): void {
  const { section, name, proxyUse } = entry;
  declareAt(stack, section, name);
  declareAt(stack.vpc, section, name, "vpc");
  declareExisting(stack, entry);
  for (const [host, construct] of stack.hosts) {
    declareAt(construct, section, name, "hosts", host);
    site.index.addHost(entry, host, construct);
  }
  if (proxyUse !== undefined && stack.proxyUse !== undefined) {
    declareAt(stack.proxyUse, section, name, "proxy");
    site.index.addName(entry, proxyUse.proxies.dnsName, stack.proxyUse.record);
  }
  if (stack.systemsManager !== undefined) declareAt(stack.systemsManager, section, name, "proxy");
  if (stack.vpnGateway !== undefined) declareAt(stack.vpnGateway, section, name, "vpn");
  if (stack.resolver !== undefined) declareAt(stack.resolver, section, name, "resolver");
  site.addVpc(entry, stack);
}

function proxySpecification(site: Site, entry: Entry, use: ProxyUse): ProxyUseSpecification {
  const { proxies, systemsManager } = use;
  return {
    way: wayTo(site, entry, use),
    dnsName: proxies.dnsName,
    clients: clientSpecifications(entry, use),
    systemsManager,
    directNames: entry.endpoints.flatMap(namesOf),
  };
}

function wayTo(site: Site, { account }: Entry, { proxies, zones }: ProxyUse): WayToProxies {
  const published = site.proxies(proxies);
  switch (published.kind) {
    case "resource": {
      const share = published.shares.get(account);
      const { kind, contract } = published;
      const privateDns = proxies.customDomainName !== undefined;
      return { kind, contract, zones, privateDns, ...(share === undefined ? {} : { share }) };
    }
    case "service":
      return { ...published, zones };
    case "peering":
      return published;
  }
}

/** What an entry's VPC resolves to an endpoint of its own. */
function namesOf({ dnsName, privateDns, service }: Endpoint): string[] {
  const own = dnsName === undefined ? [] : [dnsName];
  const ofService = privateDns && service.privateDns !== undefined ? [service.privateDns.name] : [];
  return [...own, ...ofService];
}
