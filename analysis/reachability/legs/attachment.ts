import { isKnown, type Network, type NetworkInterface } from "../../network";
import { Unknown } from "../../terraform";
import { ANYTHING } from "../bounds";
import type { Party } from "../path/party";
import type { Stage } from "../path/stage";
import { subnetOf } from "../subnet-lookup";
import { unmodelledAt } from "../unmodelled";

/** Without its subnet or addresses nothing that depends on them can be told of an interface. */
export function attachmentDoubts(network: Network, { interface: own }: Party): readonly Unknown[] {
  const subnet = subnetOf(network, own);
  const missing =
    subnet === undefined && isKnown(own.subnet) && own.subnet !== null
      ? [new Unknown(own.subnet, "none of the given stacks makes this subnet", own.at)]
      : [];
  return [
    ...[own.subnet, own.addresses].filter((value) => value instanceof Unknown),
    ...missing,
    ...unmodelledAt(network, own.key, own.owner.kind === "host" ? own.owner.host : undefined, subnet?.key),
  ];
}

export function doubtfulStage({ at }: NetworkInterface, doubts: readonly Unknown[]): Stage {
  return {
    component: "network interface",
    at,
    detail: "where it is attached is not all known",
    consulted: [],
    passes: ANYTHING,
    doubts,
  };
}
