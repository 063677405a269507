import { IntervalSet } from "../../../modules/addressing";
import type { Relay, Translation } from "../../../modules/software";
import { PacketSet, PROTOCOL } from "../../packets";

/** Whether a relay passes on all of some packets. */
export function isTaken({ translations }: Relay, asked: PacketSet): boolean {
  return asked.isSubsetOf(takenByAny(translations));
}

/** What any of some translations is for. */
export function takenByAny(translations: readonly Translation[]): PacketSet {
  return translations.map(takenBy).reduce((all, each) => all.union(each), PacketSet.none);
}

/** What a translation is for. */
export function takenBy({ sources, address, port }: Translation): PacketSet {
  return PacketSet.of({
    sources: IntervalSet.ofAll(sources),
    destinations: IntervalSet.of(address, address),
    protocols: IntervalSet.of(PROTOCOL.tcp, PROTOCOL.tcp),
    destinationPorts: IntervalSet.of(port, port),
  });
}
