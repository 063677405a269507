import type { AccountId } from "../../modules/identity";
import type { Entry, Proxies } from "../../modules/topology";
import {
  type ContractFields,
  type ContractOffer,
  ContractStack,
  type ResourceFields,
} from "../../modules/wiring";
import type { ProxiesOffer } from "../proxies";
import { ProxyHubStack } from "../proxy-hub-stack";
import { ShareAcceptanceStack } from "../share-acceptance-stack";
import { declareAt } from "./declared-at";
import type { PublishedProxies, Site } from "./site";
import { describeVpc, vpcStackProps } from "./vpcs";

/** Makes a hub's VPC and its proxies; its own endpoints wait for every provider's services. */
export function addHub(site: Site, entry: Entry): void {
  const { proxies } = entry;
  if (proxies === undefined) throw new Error(`the hub ${entry.name} has no proxies`);
  const stack = new ProxyHubStack(site.app, site.stackId(entry.name), {
    ...vpcStackProps(site, entry),
    proxies: { ...proxies, offer: offerOf(proxies) },
  });
  describeVpc(site, stack, entry);
  for (const part of stack.proxyParts) declareAt(part, entry.section, entry.name, "proxies");
  site.index.addProxies(entry, stack.proxies);
  site.addProxies(proxies, publish(site, entry, proxies, stack));
}

function offerOf({ through, target, allow, organizationSharing, customDomainName }: Proxies): ProxiesOffer {
  switch (through) {
    case "resource": {
      const custom = customDomainName === undefined ? {} : { customDomainName };
      return { kind: through, target, allow, organizationSharing, ...custom };
    }
    case "service":
      return { kind: through, allow };
    case "peering":
      return { kind: through };
  }
}

function publish(site: Site, entry: Entry, { through }: Proxies, stack: ProxyHubStack): PublishedProxies {
  const contractOf = <Fields extends ContractFields>(
    kind: string,
    offer: ContractOffer<Fields>,
  ): ContractStack<Fields> => {
    const contract = new ContractStack(site.app, site.stackId(entry.name, `contract-${kind}-proxies`), offer);
    declareAt(contract, entry.section, entry.name, "proxies");
    return contract;
  };
  switch (through) {
    case "resource": {
      const contract = contractOf("resource", stack.offerResource());
      return { kind: through, contract, shares: acceptShares(site, entry, contract, stack.proxiesName) };
    }
    case "service":
      return { kind: through, contract: contractOf("service", stack.offerService()) };
    case "peering":
      return { kind: through, contract: contractOf("load-balancer", stack.offerLoadBalancer()) };
  }
}

/** One stack in each other account whose VPCs use the hub. */
function acceptShares(
  site: Site,
  { section, name, account: own, proxies }: Entry,
  resource: ContractStack<ResourceFields>,
  share: string,
): ReadonlyMap<AccountId, ShareAcceptanceStack> {
  const users = site.topology.entries.filter(({ proxyUse }) => proxyUse?.proxies.entry === name);
  const accounts = [...new Set(users.map(({ account }) => account))]
    .filter((account) => account !== own)
    .sort();
  return new Map(
    accounts.map((account) => {
      const stack = new ShareAcceptanceStack(site.app, site.stackId(name, `share-${account}`), {
        ...site.accountStackProps({ account }),
        resource,
        ...(proxies?.organizationSharing === true ? { organizationShare: share } : {}),
      });
      declareAt(stack, section, name, "proxies");
      return [account, stack];
    }),
  );
}
