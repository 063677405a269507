import { type Parsed, parseAddress, refused } from "../../modules/addressing";
import {
  type ElementKey,
  elementKey,
  type Network,
  type NetworkInterface,
  onPremisesKey,
  type OnPremisesNetwork,
  type Vpc,
} from "../network";
import { type IndexedTopology, placeOf, resourceKey } from "../terraform";
import type { Analysed } from "./analysed";
import { type End, parseUrl } from "./ends";
import { findByAddress, findByKey, HOW_ENDS_ARE_WRITTEN, isAddress, listed } from "./find-resource";
import { hostOfNetwork, interfaceOrUnheld } from "./interface-lookup";

/**
 * Reads an end of a question: `entry/host`, a private name, `vpc@address`, `stack:aws_instance.x`, `aws_instance.x`, `internet`,
 * or the URL that a proxy is asked for.
 * @param topology the one whose entries are meant @default any that has such an entry, if only one does
 */
export function findEnd(analysed: Analysed, text: string, topology?: string): Parsed<End> {
  if (text === "internet") return found({ kind: "internet" });
  if (text.includes("://")) return parseUrl(text);
  // In quotes it is part of a resource's address: `aws_instance.x["a@b"]`.
  if (text.replace(/"[^"]*"/g, "").includes("@")) return findAddress(analysed, text, topology);
  if (isAddress(text)) return findByAddress(analysed, text);
  if (text.includes(":")) return findByKey(analysed, text);
  if (text.includes("/")) return findHost(analysed, text, topology);
  if (parseAddress(text).ok) return refused("an address alone is of many VPCs", `write vpc@${text}`);
  if (/^(?!-|module\.)[a-z0-9_-]+(\.[a-z0-9_-]+)+\.?$/i.test(text))
    return found({ kind: "name", name: text });
  return refused("this is no end of a question", HOW_ENDS_ARE_WRITTEN);
}

function findHost(analysed: Analysed, text: string, topology: string | undefined): Parsed<End> {
  const places = indexed(analysed, topology).flatMap(({ hosts }) =>
    Object.hasOwn(hosts, text) ? (hosts[text] ?? []) : [],
  );
  const [place, ...others] = places;
  if (place === undefined) return findDeclaredHost(analysed, text, topology);
  if (others.length > 0) return ambiguous("a host", places);
  return findByKey(analysed, resourceKey(place.stack, place.address));
}

/** A host of a network outside AWS that nothing makes: `office/test01`. */
function findDeclaredHost(analysed: Analysed, text: string, topology: string | undefined): Parsed<End> {
  const [name = "", ...rest] = text.split("/");
  const hosts = declaredNetworks(analysed, name, topology).flatMap(
    ({ hosts: declared }) => declared.get(rest.join("/")) ?? [],
  );
  const [own, ...others] = hosts.flatMap((key) => analysed.network.interfaces.get(key) ?? []);
  if (own === undefined) return refused("there is no such host", known(namesOfHosts(analysed, topology)));
  if (others.length > 0)
    return ambiguous(
      "a host",
      [own, ...others].map(({ at }) => placeOf(at)),
    );
  return foundInterface(own);
}

function namesOfHosts(analysed: Analysed, topology: string | undefined): string[] {
  return [
    ...indexed(analysed, topology).flatMap(({ hosts }) => Object.keys(hosts)),
    ...declaredNetworks(analysed, undefined, topology).flatMap(({ name, hosts }) =>
      [...hosts.keys()].map((host) => `${name}/${host}`),
    ),
  ];
}

/** Networks outside AWS that the topologies declare. @param name of which ones @default any */
function declaredNetworks(
  { network, index }: Analysed,
  name: string | undefined,
  topology: string | undefined,
): OnPremisesNetwork[] {
  const topologies = Object.keys(index?.topologies ?? {}).filter(
    (each) => topology === undefined || each === topology,
  );
  return [...network.onPremisesNetworks.values()].filter(
    (each) =>
      (name === undefined || each.name === name) &&
      topologies.some((declaring) => onPremisesKey(declaring, each.name) === each.at),
  );
}

function findAddress(analysed: Analysed, text: string, topology: string | undefined): Parsed<End> {
  const split = text.lastIndexOf("@");
  const [declared, ...several] = declaredNetworks(analysed, text.slice(0, split), topology);
  if (declared !== undefined && several.length === 0)
    return findOutside(analysed.network, declared, text.slice(split + 1));
  const vpc = findVpc(analysed, text.slice(0, split), topology);
  if (!vpc.ok) return vpc;
  const address = parseAddress(text.slice(split + 1));
  if (!address.ok) return address;
  const { network } = analysed;
  const own = interfaceOrUnheld(network, vpc.value.key, address.value);
  return own === undefined
    ? refused(
        "no subnet of this VPC holds the address",
        `its subnets are ${subnetBlocks(network, vpc.value)}`,
      )
    : foundInterface(own);
}

/** An address of a network outside AWS. */
function findOutside(network: Network, declared: OnPremisesNetwork, text: string): Parsed<End> {
  const address = parseAddress(text);
  if (!address.ok) return address;
  return declared.blocks.some((block) => block.contains(address.value))
    ? foundInterface(hostOfNetwork(network, declared, address.value))
    : refused("no block of this network holds the address", `its blocks are ${declared.blocks.join(", ")}`);
}

function foundInterface(own: NetworkInterface): Parsed<End> {
  return found({ kind: "interfaces", at: own.at, interfaces: [own], doubts: [] });
}

/** A VPC by its entry's name, or by its Terraform address. */
function findVpc(analysed: Analysed, name: string, topology: string | undefined): Parsed<Vpc> {
  const { network } = analysed;
  const colon = name.indexOf(":");
  const keys =
    colon >= 0
      ? [elementKey(resourceKey(name.slice(0, colon), name.slice(colon + 1)))]
      : indexed(analysed, topology).flatMap((each) => vpcsOfEntry(each, name));
  const vpcs = keys.flatMap((key) => network.vpcs.get(key) ?? []);
  const [vpc, ...others] = vpcs;
  if (vpc === undefined)
    return refused("there is no such VPC", "write entry@address, or stack:aws_vpc.x@address");
  if (others.length > 0)
    return ambiguous(
      "an entry",
      vpcs.map(({ at }) => placeOf(at)),
    );
  return found(vpc);
}

/** The VPCs that were declared as an entry's `vpc`. */
function vpcsOfEntry({ declarations }: IndexedTopology, entry: string): ElementKey[] {
  return Object.entries(declarations).flatMap(([stack, byAddress]) =>
    Object.entries(byAddress)
      .filter(
        ([address, path]) =>
          /^(data\.)?aws_vpc\./.test(address) && path.split(".").slice(1).join(".") === `${entry}.vpc`,
      )
      .map(([address]) => elementKey(resourceKey(stack, address))),
  );
}

function indexed({ index }: Analysed, topology: string | undefined): IndexedTopology[] {
  const all = Object.entries(index?.topologies ?? {});
  return all.filter(([name]) => topology === undefined || name === topology).map(([, each]) => each);
}

function subnetBlocks(network: Network, { key }: Vpc): string {
  const subnets = [...network.subnets.values()].filter(({ vpc }) => vpc === key);
  return subnets.map(({ block }) => String("expression" in block ? block.expression : block)).join(", ");
}

function known(names: readonly string[]): string {
  return names.length === 0 ? HOW_ENDS_ARE_WRITTEN : `known are ${listed(names)}`;
}

function ambiguous(
  what: string,
  places: readonly { readonly stack: string; readonly address: string }[],
): Parsed<never> {
  const all = places.map(({ stack, address }) => `${stack}:${address}`).join(", ");
  return refused(`several topologies have such ${what}`, `name one of ${all}`);
}

function found<T>(value: T): Parsed<T> {
  return { ok: true, value };
}
