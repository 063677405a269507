import { type ElementKey, isKnown, type Network } from "../../network";
import { derivedOnce } from "../derived-once";
import type { Site } from "../sites";
import { attaches, attachmentsAt } from "./attachments";
import { siteBehind } from "./vpn-sites";

/** Everything that Transit Gateways join which are peered, or the one gateway that is not. */
interface Group {
  /** What is attached to each. */
  readonly gateways: ReadonlyMap<ElementKey, ReadonlyMap<ElementKey, Site>>;
  readonly sites: ReadonlyMap<ElementKey, Site>;
}

/** What Transit Gateways join to a site; whether their route tables lead there is another question. */
export function sitesBeyondTransit(network: Network, { key }: Pick<Site, "key">): readonly Site[] {
  if (network.transitGatewayAttachments.size === 0) return [];
  return groupsOf(network)
    .filter(({ sites }) => sites.has(key))
    .flatMap(({ sites }) => [...sites.values()].filter((site) => site.key !== key));
}

/** The Transit Gateways to which a site is attached, and from which there may be a way to another one. */
export function gatewaysBetween(
  network: Network,
  { key }: Pick<Site, "key">,
  other: Pick<Site, "key">,
): readonly ElementKey[] {
  if (network.transitGatewayAttachments.size === 0) return [];
  return groupsOf(network)
    .filter(({ sites }) => sites.has(key) && sites.has(other.key))
    .flatMap(({ gateways }) => [...gateways].flatMap(([gateway, own]) => (own.has(key) ? [gateway] : [])));
}

/** The key of the attachment at a gateway by which packets for a site leave it, if there is one. */
export function attachmentTowards(
  network: Network,
  gateway: ElementKey,
  { key }: Pick<Site, "key">,
): ElementKey | undefined {
  const own = attachmentsAt(network, gateway);
  const direct = own.find((each) => siteAt(network, each.key)?.key === key);
  const across = own.find((each) => {
    const other = attaches(each, "peering") && isKnown(each.attached.other) ? each.attached.other : undefined;
    const far = other === undefined ? undefined : network.transitGatewayAttachments.get(other)?.gateway;
    return far !== undefined && isKnown(far) && sitesAt(network, far).has(key);
  });
  return (direct ?? across)?.key;
}

/** The VPC, or the network outside AWS, that an attachment attaches, where that is known. */
export function siteAt(network: Network, key: ElementKey): Site | undefined {
  const attachment = network.transitGatewayAttachments.get(key);
  if (attachment === undefined) return undefined;
  return attaches(attachment, "vpc")
    ? network.vpcs.get(attachment.attached.vpc)
    : siteBehind(network, key)?.site;
}

function sitesAt(network: Network, gateway: ElementKey): ReadonlyMap<ElementKey, Site> {
  return new Map(
    attachmentsAt(network, gateway).flatMap(({ key }) => {
      const site = siteAt(network, key);
      return site === undefined ? [] : [[site.key, site] as const];
    }),
  );
}

const groupsOf = derivedOnce((network: Network): readonly Group[] => {
  const groups: Group[] = [];
  const seen = new Set<ElementKey>();
  for (const gateway of gatewaysIn(network)) {
    if (seen.has(gateway)) continue;
    const gateways = new Map(
      peeredWith(network, gateway, seen).map((each) => [each, sitesAt(network, each)] as const),
    );
    groups.push({ gateways, sites: new Map([...gateways.values()].flatMap((own) => [...own])) });
  }
  return groups;
});

function gatewaysIn({ transitGateways, transitGatewayAttachments }: Network): ReadonlySet<ElementKey> {
  const attached = [...transitGatewayAttachments.values()].map(({ gateway }) => gateway).filter(isKnown);
  return new Set([...transitGateways.keys(), ...attached]);
}

function peeredWith(network: Network, first: ElementKey, seen: Set<ElementKey>): ElementKey[] {
  const found = [first];
  seen.add(first);
  for (const gateway of found)
    for (const attachment of attachmentsAt(network, gateway)) {
      const other =
        attaches(attachment, "peering") && isKnown(attachment.attached.other)
          ? network.transitGatewayAttachments.get(attachment.attached.other)?.gateway
          : undefined;
      if (other === undefined || !isKnown(other) || seen.has(other)) continue;
      seen.add(other);
      found.push(other);
    }
  return found;
}
