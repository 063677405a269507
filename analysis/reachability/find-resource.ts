import { type Parsed, refused } from "../../modules/addressing";
import { elementKey, type Network } from "../network";
import { type Deployment, partsOfAddress, placeOf, resourceKey, type ResourceKey } from "../terraform";
import type { Analysed } from "./analysed";
import { derivedOnce } from "./derived-once";
import { endAt } from "./end-at";
import type { End } from "./ends";
import { serviceEnd } from "./service-end";

export const HOW_ENDS_ARE_WRITTEN =
  "an end is entry/host, a private name, vpc@address, a Terraform address like stack:aws_instance.x, internet, or a URL like https://example.com/ that a proxy is asked for";

/** Keys of instances are texts, in which anything may stand. */
const QUOTED = /"(?:[^"\\]|\\.)*"/g;

/** `aws_instance.web`, `module.shop["a"].aws_instance.web[0]`; names of hosts are not written so. */
export function isAddress(text: string): boolean {
  const bare = text.replace(QUOTED, "");
  return (
    (/^(?:module\.[\w-]+(?:\[[^\]]*\])?\.)*(?:data\.)?[a-z]+_[a-z0-9_]+\.[A-Za-z_][\w-]*(?:\[[^\]]*\])?$/.test(
      bare,
    ) ||
      /(?:^|\.)aws_[a-z0-9_]+\./.test(bare)) &&
    !bare.includes(":")
  );
}

/** What has an address in one of the stacks. */
export function findByAddress(analysed: Analysed, address: string): Parsed<End> {
  const [stack, ...others] = stacksWith(analysed.deployment)(address);
  if (stack === undefined) return notThere(analysed, address);
  if (others.length === 0) return findByKey(analysed, resourceKey(stack, address));
  const keys = [stack, ...others].map((each) => resourceKey(each, address));
  return refused(`${keys.length} of the given stacks have such a resource`, `name one of ${listed(keys)}`);
}

/** The stacks with a resource of an address. */
const stacksWith = derivedOnce(({ resources }: Deployment) => {
  const stacks = new Map<string, string[]>();
  for (const { key } of resources) {
    const { stack, address } = placeOf(key);
    const others = stacks.get(address);
    if (others === undefined) stacks.set(address, [stack]);
    else others.push(stack);
  }
  return (address: string): readonly string[] => stacks.get(address) ?? [];
});

/** What a resource is as an end; it is named by its stack and its address, as `shop.front:aws_instance.worker`. */
export function findByKey(analysed: Analysed, text: string): Parsed<End> {
  const { deployment, network } = analysed;
  const { stack, address } = placeOf(
    resourceKey(text.slice(0, text.indexOf(":")), text.slice(text.indexOf(":") + 1)),
  );
  const key = resourceKey(stack, address);
  if (deployment.find(key) === undefined) return notThere(analysed, address);
  const end = endOf(network, key);
  return end === undefined
    ? refused(
        "packets neither start nor end at this resource",
        "name a host, a database or a function in a VPC, an endpoint, an endpoint service, a load balancer or a network interface",
      )
    : { ok: true, value: end };
}

function endOf(network: Network, key: ResourceKey): End | undefined {
  const service = network.endpointServices.get(elementKey(key));
  return service === undefined ? endAt(network, key) : serviceEnd(network, service);
}

/** Names what is of the same type or has the same name, and can be asked for. */
function notThere({ deployment, network }: Analysed, address: string): Parsed<never> {
  const { type } = partsOfAddress(address);
  const name = nameIn(address);
  const alike = deployment.resources
    .filter(
      (each) =>
        (each.type === type || nameIn(placeOf(each.key).address) === name) &&
        endOf(network, each.key) !== undefined,
    )
    .map(({ key }) => (isOne(deployment) ? placeOf(key).address : key));
  return refused(
    "none of the given stacks has such a resource",
    alike.length === 0
      ? HOW_ENDS_ARE_WRITTEN
      : `of its type or its name there ${alike.length === 1 ? "is" : "are"} ${listed(alike)}`,
  );
}

/** Whether there is one stack only, which need not be told. */
function isOne({ resources }: Deployment): boolean {
  return new Set(resources.map(({ key }) => placeOf(key).stack)).size === 1;
}

/** `web` of `module.shop["a"].aws_instance.web[0]`. */
function nameIn(address: string): string {
  const { type } = partsOfAddress(address);
  return address.slice(address.lastIndexOf(`${type}.`) + type.length + 1).replace(/[[.].*$/, "");
}

const MOST_SHOWN = 8;

/** As many as anybody reads. */
export function listed(names: readonly string[]): string {
  const left = names.length - MOST_SHOWN;
  return `${names.slice(0, MOST_SHOWN).join(", ")}${left > 0 ? ` and ${left} more` : ""}`;
}
