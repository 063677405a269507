import type { Relay } from "../../../modules/software";
import { type Deployment, isObject, type Resource, Unknown, type Value } from "../../terraform";
import { isKnown, type Known } from "../known";
import { type ElementKey, elementKey, type Host, type NetworkInterface } from "../model";
import { blocksOf, joinListings } from "./attributes";
import { doubtful } from "./listings";
import { fieldsOf } from "./readers";

interface Attaching {
  readonly hosts: readonly Host[];
  readonly interfaces: ReadonlyMap<ElementKey, NetworkInterface>;
}

/** What gives network interfaces a name. */
interface Named {
  readonly resource: Resource;
  /** The interface that it is; none where it is a launch template, by which many may come to be. */
  readonly own: NetworkInterface | undefined;
  /** Its tag. */
  readonly name: Known<Value | undefined>;
}

/** What the software of a host attaches, or why that is not certain. */
type Attached =
  | { readonly kind: "attached"; readonly own: NetworkInterface }
  /** `meant`: those that may be it. */
  | { readonly kind: "unclear"; readonly why: Unknown; readonly meant: readonly NetworkInterface[] };

/**
 * A relay attaches the network interface of its account and Region that has a certain name. It can where the interface is
 * free and in its own subnet, and does where no other is called so.
 */
export function attachedBySoftware(deployment: Deployment, { hosts, interfaces }: Attaching): Attaching {
  const named = namedIn(deployment, interfaces);
  if (!named.some(isFree)) return { hosts, interfaces };
  const sought = new Map<Host, Attached>();
  for (const host of hosts) {
    const { software } = host;
    const resource = deployment.find(host.at);
    if (resource !== undefined && isKnown(software) && software.kind === "relay")
      sought.set(host, attachedBy(host, resource, software.relay, { named, interfaces }));
  }
  const found = onceEach(sought);
  const owned = new Map(interfaces);
  for (const own of unattached(named, hosts, interfaces)) owned.set(own.key, own);
  for (const [host, attached] of found) {
    if (attached.kind === "attached")
      owned.set(attached.own.key, { ...attached.own, owner: { kind: "host", host: host.key } });
    else
      for (const own of attached.meant)
        owned.set(own.key, { ...own, owner: { kind: "none", why: attached.why } });
  }
  return { hosts: hosts.map((host) => withAttached(host, found.get(host))), interfaces: owned };
}

function withAttached(host: Host, attached: Attached | undefined): Host {
  if (attached === undefined) return host;
  const more =
    attached.kind === "attached" ? { items: [attached.own.key], doubts: [] } : doubtful([attached.why]);
  return { ...host, interfaces: joinListings([host.interfaces, more]) };
}

function namedIn(deployment: Deployment, interfaces: Attaching["interfaces"]): Named[] {
  return [
    ...deployment.ofType("aws_network_interface").map((resource) => ({
      resource,
      own: interfaces.get(elementKey(resource.key)),
      name: nameIn(resource.attribute("tags")),
    })),
    ...deployment.ofType("aws_launch_template").flatMap(namesGivenBy),
  ];
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_LaunchTemplateTagSpecificationRequest.html */
function namesGivenBy(template: Resource): Named[] {
  const { items, doubts } = blocksOf(template.attribute("tag_specifications"), template);
  const names = items
    .map(fieldsOf)
    .filter((read) => read("resource_type") === "network-interface")
    .map((read) => nameIn(read("tags")));
  return [...names, ...doubts].map((name) => ({ resource: template, own: undefined, name }));
}

function nameIn(tags: Value | undefined): Named["name"] {
  if (tags instanceof Unknown) return tags;
  return tags !== undefined && isObject(tags) ? tags["Name"] : undefined;
}

function isFree({ own }: Named): boolean {
  return own?.owner.kind === "none";
}

function attachedBy(
  host: Host,
  { account, region, key: at }: Resource,
  { interfaceName, region: sought }: Relay,
  { named, interfaces }: { readonly named: readonly Named[] } & Pick<Attaching, "interfaces">,
): Attached {
  const near = named.filter(
    ({ resource }) =>
      resource.account === account && resource.region === region && (region === sought || !isKnown(region)),
  );
  const called = near.filter(({ name }) => name === interfaceName);
  const [first, ...others] = called;
  const meant = called.filter(isFree).flatMap(({ own }) => (own === undefined ? [] : [own]));
  const [only] = meant;
  const unclear = (why: Unknown): Attached => ({ kind: "unclear", why, meant });
  const because = (reason: string): Attached => unclear(new Unknown(interfaceName, reason, at));
  const unnamed = near.map(({ name }) => name).find((name) => name instanceof Unknown);
  if (unnamed !== undefined) return unclear(unnamed);
  if (first === undefined)
    return because("its software attaches a network interface of this name, and none is known");
  if (others.length > 0)
    return because("several network interfaces have the name of the one that its software attaches");
  if (only === undefined)
    return because("the network interface of this name is not free for its software to attach");
  const idle = needNotRun(host);
  if (idle !== undefined) return unclear(idle);
  const places = new Set(host.interfaces.items.map((each) => interfaces.get(each)?.subnet));
  return places.size === 1 && places.has(only.subnet)
    ? { kind: "attached", own: only }
    : because("it can attach this network interface only where it stands in the same subnet");
}

/** Without an instance there is nobody to attach it. */
function needNotRun(host: Host): Unknown | undefined {
  if (host.kind === "instance") return undefined;
  const { minimumSize, at } = host;
  if (minimumSize instanceof Unknown) return minimumSize;
  return minimumSize < 1
    ? new Unknown(`min_size = ${minimumSize}`, "it need not have an instance at all", at)
    : undefined;
}

/** What several hosts are to attach, any of them may have. */
function onceEach(sought: ReadonlyMap<Host, Attached>): ReadonlyMap<Host, Attached> {
  const claims = [...sought.values()].flatMap((each) => (each.kind === "attached" ? [each.own.key] : []));
  return new Map(
    [...sought].map(([host, attached]): [Host, Attached] => {
      if (attached.kind === "unclear") return [host, attached];
      const { own } = attached;
      if (claims.filter((claim) => claim === own.key).length === 1) return [host, attached];
      const why = new Unknown(own.key, "several hosts are to attach this network interface", own.at);
      return [host, { kind: "unclear", why, meant: [own] }];
    }),
  );
}

/** The free ones beside which a host stands of which nobody knows what it runs: it may be their relay. */
function unattached(
  named: readonly Named[],
  hosts: readonly Host[],
  interfaces: Attaching["interfaces"],
): NetworkInterface[] {
  return named.filter(isFree).flatMap(({ own }) => {
    if (own === undefined) return [];
    const why = hosts
      .filter((host) => host.interfaces.items.some((each) => interfaces.get(each)?.subnet === own.subnet))
      .map(({ software }) => software)
      .find((software) => software instanceof Unknown);
    return why === undefined ? [] : [{ ...own, owner: { kind: "none", why } as const }];
  });
}
