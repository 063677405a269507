import type { PacketBox } from "../packets";
import type { Unknown } from "../terraform";
import type { Answer, Blocker, Hop, Verdict } from "./answer";
import { formatAddresses, formatPorts } from "./format";
import { whyNotKnown } from "./not-known";
import { type Leg, passesOf, type Path, shareOf, shareOfLeg, sharesOfPaths, type Stage } from "./path/stage";

/** What the ways that packets may take come to, together: a client does not choose among them. */
export function answerOf(paths: readonly Path[]): Answer {
  const shares = sharesOfPaths(paths);
  const judged = paths.map((path, index) => {
    const share = shares[index] ?? "unknown";
    return { path, share, blockers: [...blockersOf(path), ...(share === "unknown" ? doubtsOf(path) : [])] };
  });
  const verdict = verdictOf(judged.map(({ share }) => share));
  const failing = judged.filter(({ share }) => share !== "all");
  const [best] =
    failing.length === 0
      ? judged
      : failing.toSorted((left, right) => left.blockers.length - right.blockers.length);
  return {
    verdict,
    ...(verdict === "partly" ? { parts: partsOf(judged) } : {}),
    trace: best === undefined ? [] : best.path.legs.flatMap(hopsOf),
    blockers: distinct(
      verdict === "blocked" ? (best?.blockers ?? []) : failing.flatMap(({ blockers }) => blockers),
    ),
  };
}

/** What ways come to, of which so much passes each. */
export function verdictOf(shares: readonly Hop["passes"][]): Verdict {
  if (shares.length === 0 || shares.every((share) => share === "none")) return "blocked";
  if (shares.includes("unknown")) return "unknown";
  return shares.every((share) => share === "all") ? "reachable" : "partly";
}

function hopsOf(leg: Leg): Hop[] {
  const isPassed = shareOfLeg(leg) === "all";
  return leg.stages.map((stage) => ({
    component: stage.component,
    at: stage.at,
    detail: stage.detail,
    consulted: [...new Set(stage.consulted)],
    passes: isPassed ? "all" : shareOf(stage, leg.asked),
  }));
}

function blockersOf({ legs }: Path): Blocker[] {
  const failing = legs.filter((leg) => shareOfLeg(leg) !== "all");
  return distinct(failing.flatMap((leg) => leg.stages.flatMap((stage) => blockersAt(stage, leg))));
}

/** Why it may be that no packet takes a way. */
function doubtsOf({ doubts = [], legs }: Path): Blocker[] {
  const [stage] = legs.flatMap(({ stages }) => stages);
  return doubts.flatMap((doubt) => {
    const at = doubt.at ?? stage?.at;
    return at === undefined ? [] : [doubtAt(doubt, at)];
  });
}

function blockersAt(stage: Stage, { asked }: Leg): Blocker[] {
  if (asked.isSubsetOf(stage.passes.certain)) return [];
  const isStopped = !asked.isSubsetOf(stage.passes.possible);
  const doubts = stage.doubts.map((doubt) => doubtAt(doubt, doubt.at ?? stage.at));
  const { blocker } = stage;
  return blocker !== undefined && (isStopped || doubts.length === 0)
    ? [{ at: stage.at, ...blocker }, ...doubts]
    : doubts;
}

function doubtAt(doubt: Unknown, at: Blocker["at"]): Blocker {
  return { code: "UNKNOWN_VALUE", at, sentence: whyNotKnown(doubt) };
}

function distinct(blockers: readonly Blocker[]): Blocker[] {
  const seen = new Map<string, Blocker>();
  for (const blocker of blockers) {
    const key = `${blocker.code} ${blocker.at} ${blocker.sentence}`;
    if (!seen.has(key)) seen.set(key, blocker);
  }
  return [...seen.values()];
}

interface Judged {
  readonly path: Path;
  readonly share: Hop["passes"];
}

/** Which choices pass, and which do not; those that all paths share tell nothing. */
function partsOf(judged: readonly Judged[]): NonNullable<Answer["parts"]> {
  const shared = (choice: string): boolean => judged.every(({ path }) => path.choices.includes(choice));
  const name = ({ path: { choices } }: Judged): string =>
    choices.filter((choice) => !shared(choice)).join(", ") || (choices.at(-1) ?? "one of the ways");
  const pass = judged.filter(({ share }) => share === "all").map((each) => `through ${name(each)}`);
  const some = judged
    .filter(({ share }) => share === "some")
    .flatMap(({ path }) => path.legs.flatMap(partial));
  const fail = judged.filter(({ share }) => share === "none").map((each) => `through ${name(each)}`);
  return {
    pass: [...new Set([...pass, ...some.map(({ passed }) => passed)])],
    fail: [...new Set([...fail, ...some.map(({ lost }) => lost)])],
  };
}

/** Of a leg that some packets pass: which do, and which do not, in the fields that tell them apart. */
function partial(leg: Leg): { readonly passed: string; readonly lost: string }[] {
  const { certain } = passesOf(leg);
  const lost = leg.asked.subtract(certain);
  if (lost.isEmpty) return [];
  const fields = FIELDS.filter(({ field }) => !leg.asked.valuesOf(field).equals(certain.valuesOf(field)));
  const describe = (packets: Leg["asked"]): string =>
    fields.map(({ field, say }) => say(packets.valuesOf(field))).join(" ");
  return [{ passed: describe(certain), lost: describe(lost) }];
}

const FIELDS: readonly {
  readonly field: keyof PacketBox;
  readonly say: (values: PacketBox[keyof PacketBox]) => string;
}[] = [
  { field: "sources", say: (values) => `from ${formatAddresses(values)}` },
  { field: "destinations", say: (values) => `to ${formatAddresses(values)}` },
  { field: "sourcePorts", say: (values) => `from ports ${formatPorts(values)}` },
  { field: "destinationPorts", say: (values) => `to ports ${formatPorts(values)}` },
];
