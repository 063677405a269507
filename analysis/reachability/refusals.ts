import { type ElementKey, isKnown, type Network, type NetworkInterface, type Refusal } from "../network";
import { NOTHING } from "./bounds";
import type { Stage } from "./path/stage";
import { subnetOf } from "./subnet-lookup";

/** What AWS refuses of things of the network, and what does not run: they are not there to pass any packet. */
export function refusalsAt(network: Network, ...keys: readonly (ElementKey | undefined)[]): Stage[] {
  if (network.refusals.size === 0) return [];
  return keys
    .flatMap((key) => (key === undefined ? [] : (network.refusals.get(key) ?? [])))
    .map(({ kind, at, sentence }) => ({
      ...STAGES[kind],
      at,
      consulted: [],
      passes: NOTHING,
      doubts: [],
      blocker: { code: kind === "refused" ? "REFUSED_BY_AWS" : "BAD_STATE", sentence },
    }));
}

const STAGES = {
  refused: { component: "what AWS refuses", detail: "is made" },
  "not-running": { component: "instance, state", detail: "runs" },
} as const satisfies Readonly<Record<Refusal["kind"], Pick<Stage, "component" | "detail">>>;

/** What AWS refuses of all that an interface needs: what has it, its subnet and its security groups. */
export function refusalsOfInterface(network: Network, own: NetworkInterface): Stage[] {
  if (network.refusals.size === 0) return [];
  const subnet = subnetOf(network, own);
  const used = [subnet?.networkAcl, subnet?.routeTable].map((each) =>
    each !== undefined && isKnown(each) ? each : undefined,
  );
  return refusalsAt(network, own.key, ownerOf(own), subnet?.key, ...used, ...own.securityGroups.items);
}

function ownerOf({ owner }: NetworkInterface): ElementKey | undefined {
  switch (owner.kind) {
    case "host":
      return owner.host;
    case "endpoint":
      return owner.endpoint;
    case "load-balancer":
      return owner.loadBalancer;
    case "nat-gateway":
    case "resource-gateway":
      return owner.gateway;
    case "resolver-endpoint":
      return owner.endpoint;
    case "requester-managed":
      return owner.managed;
    case "on-premises":
      return owner.network;
    case "none":
      return undefined;
  }
}
