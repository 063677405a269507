import { IntervalSet } from "../../../modules/addressing";
import type { Network } from "../../network";
import type { DeclaredFlow } from "../../terraform";
import { type Question, questionBetween } from "../ends";
import type { Analysed } from "../analysed";
import { findEnd } from "../find-end";
import type { Leg } from "../path/stage";
import { pathsOf } from "../paths";
import type { Door } from "./doors";
import { ownerAt, type Party, partyAt } from "./parties";
import type { Reach } from "./survey";
import { PROTOCOL_NUMBERS, type Witness } from "./witness";

type Protocol = Witness["protocol"];

/** What flows that must be reachable declare: ports by who sends to whom. */
export class DeclaredWays {
  private readonly ports = new Map<string, IntervalSet>();

  constructor(analysed: Analysed) {
    for (const [topology, { flows }] of Object.entries(analysed.index?.topologies ?? {}))
      for (const flow of flows) if (flow.expect === "reachable") this.addFlow(analysed, flow, topology);
  }

  /** A way on the ports that no flow declares, if there are any. */
  without(reach: Reach, { end }: Door): Reach[] {
    const { from, to, protocol, ports, witnesses } = reach;
    const parties = to.kind === "party" ? [end.at, to.party] : [end.at];
    const left = parties.reduce((rest, party) => rest.subtract(this.between(from, party, protocol)), ports);
    return left.isEmpty
      ? []
      : [{ ...reach, ports: left, witnesses: witnesses.filter(({ port }) => left.contains(port)) }];
  }

  private addFlow(analysed: Analysed, flow: DeclaredFlow, topology: string): void {
    const question = questionOf(analysed, flow, topology);
    if (question === undefined) return;
    const { from, to, protocol, port } = question;
    // However it is reached.
    if (to.kind === "interfaces") this.add(partyAt(from), to.at, protocol, IntervalSet.of(port, port));
    for (const { legs } of pathsOf(analysed.network, question))
      for (const leg of legs) this.addLeg(analysed.network, leg);
  }

  private addLeg(network: Network, { asked, stages }: Leg): void {
    const stationAt = (end: "source" | "destination"): Party | undefined => {
      const station = stages.find((stage) => stage.station?.end === end)?.station;
      return station && ownerAt(network, station.interface);
    };
    const [from, to] = [stationAt("source"), stationAt("destination")];
    if (from === undefined || to === undefined) return;
    for (const protocol of ["tcp", "udp"] as const)
      if (asked.valuesOf("protocols").contains(PROTOCOL_NUMBERS[protocol]))
        this.add(from, to, protocol, asked.valuesOf("destinationPorts"));
  }

  private add(from: Party, to: Party, protocol: Protocol, ports: IntervalSet): void {
    this.ports.set(`${from} ${to} ${protocol}`, this.between(from, to, protocol).union(ports));
  }

  private between(from: Party, to: Party, protocol: Protocol): IntervalSet {
    return this.ports.get(`${from} ${to} ${protocol}`) ?? IntervalSet.empty;
  }
}

/** Nothing where its ends are not in what is analysed. */
function questionOf(
  analysed: Analysed,
  { from, to, protocol, port }: DeclaredFlow,
  topology: string,
): Question | undefined {
  const ends = [from, to].map((text) => findEnd(analysed, text, topology));
  const [source, destination] = ends;
  if (source?.ok !== true || destination?.ok !== true) return undefined;
  const question = questionBetween(source.value, destination.value, protocol, port);
  return question.ok ? question.value : undefined;
}
