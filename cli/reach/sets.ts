import {
  type Analysed,
  type AskedTraffic,
  type End,
  findEnd,
  holdsHosts,
  leadsNowhere,
  type Question,
  questionBetween,
  type ReachGroup,
  undeclaredWays,
  whatIsReached,
  whoReaches,
  whyNotKnown,
} from "../../analysis/reachability";
import type { ResourceKey } from "../../analysis/terraform";
import { placeOf } from "../../analysis/terraform";
import { type Parsed, sentenceOf } from "../../modules/addressing";
import { EXIT, UsageError } from "../failure";
import { printableJson } from "../printable-json";
import { describeGroup, linesOfGroups, Names, Sources } from "../verdicts";
import { type Asked, portOf, protocolOf, readAsked, type ReachOptions } from "./options";
import { assumedOf } from "./assumptions";
import { linesOfRemarks, notesOn, withRemarks } from "./remarks";
import { notesOnRemoteStates } from "./remote-states";

/** Who can reach an end, or may. Exits well whoever it is. */
export function reachingTo(text: string, options: ReachOptions): number {
  const traffic = trafficOf(options);
  const asked = readAsked(options.terraform);
  const to = known(text, findEnd(asked.analysed, text));
  if (to.kind === "url")
    throw new UsageError(
      `${JSON.stringify(text)}: who asks a proxy for a URL is told host by host; write \`reach HOST ${text}\``,
    );
  const groups = whoReaches(asked.analysed.network, to, traffic);
  if (groups.length === 0 && to.kind === "name" && leadsNowhere(asked.analysed.network, to))
    throw new UsageError(
      `${JSON.stringify(text)}: no zone or endpoint of the given stacks has this name; write a name that one of them has, or a Terraform address`,
    );
  print({ to: text }, groups, asked, options);
  return EXIT.good;
}

/** What an end can reach, or may. Exits well whatever it is. */
export function reachedFrom(text: string, options: ReachOptions): number {
  const traffic = trafficOf(options);
  const asked = readAsked(options.terraform);
  const from = startOf(text, known(text, findEnd(asked.analysed, text)));
  print({ from: text }, whatIsReached(asked.analysed.network, from, traffic), asked, options);
  return EXIT.good;
}

/** The ways that no flow declares. Exits well where there are none. */
export function undeclared(options: ReachOptions): number {
  if (options.port !== undefined || options.protocol !== undefined)
    throw new UsageError(
      "--undeclared is asked of every port of TCP and UDP; leave --port and --protocol out",
    );
  const asked = readAsked(options.terraform);
  const groups = undeclaredWays(asked.analysed);
  print({}, groups, asked, options);
  if (groups.length === 0) return EXIT.good;
  return groups.every(({ verdict }) => verdict === "unknown") ? EXIT.unknown : EXIT.networkIsWrong;
}

function trafficOf({ port, protocol }: ReachOptions): AskedTraffic {
  return {
    protocols: protocol === undefined ? ["tcp", "udp"] : [protocolOf(protocol)],
    ...(port === undefined ? {} : { port: portOf(port) }),
  };
}

/** Whether packets can start there does not depend on where they go to. */
function startOf(text: string, end: End): Question["from"] {
  if (end.kind === "internet") return end;
  return known(text, questionBetween(end, { kind: "internet" }, "tcp", 1)).from;
}

function print(
  question: object,
  groups: readonly ReachGroup[],
  { analysed, assumptions: assumed }: Asked,
  { json = false }: ReachOptions,
): void {
  refuseWithoutHosts(groups, analysed);
  const sentences = groups.flatMap(({ doubts }) => doubts.map(whyNotKnown));
  const notes = [...notesOn(analysed), ...notesOnRemoteStates(analysed.deployment, sentences)];
  const assumptions = assumedOf(assumed(), analysed.deployment, groups.flatMap(restsOn));
  const text = json
    ? printableJson(withRemarks({ ...question, groups: described(groups, analysed) }, { assumptions, notes }))
    : [
        ...linesOfGroups(groups, new Names(analysed.index, stackOf(analysed)), new Sources(analysed.index)),
        ...linesOfRemarks({ assumptions, notes }),
      ].join("\n");
  process.stdout.write(`${text}\n`);
}

function restsOn({ from, to, consulted }: ReachGroup): readonly ResourceKey[] {
  const others = to.map((each) => (each.kind === "party" ? each.party : each.behind));
  return [...from, ...others, ...consulted].flatMap((each) => (each === "internet" ? [] : [each]));
}

function described(groups: readonly ReachGroup[], { index }: Analysed): object[] {
  const names = new Names(index);
  return groups.map((group) => describeGroup(group, names));
}

/** The only stack that is given, if there is only one. */
function stackOf({ deployment }: Analysed): string | undefined {
  const [stack, ...others] = new Set(deployment.resources.map(({ key }) => placeOf(key).stack));
  return others.length === 0 ? stack : undefined;
}

/** Where nobody is to ask from, that nothing was found says nothing. */
function refuseWithoutHosts(groups: readonly ReachGroup[], { network }: Analysed): void {
  if (groups.length === 0 && !holdsHosts(network))
    throw new UsageError(
      "the given Terraform holds no hosts, so nobody is there to ask from: no instance, Auto Scaling group, function or task; give the plan or state of the stacks that have them, too",
    );
}

function known<Value>(text: string, parsed: Parsed<Value>): Value {
  if (parsed.ok) return parsed.value;
  throw new UsageError(`${JSON.stringify(text)}: ${sentenceOf(parsed.fault)}`);
}
