import { copyFileSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { expect } from "@jest/globals";
import { isKnown, type Known, type Network, networkOf } from "../../analysis/network";
import { type Analysed, type Answer, ask } from "../../analysis/reachability";
import { readTerraform } from "../../analysis/terraform";
import { questionOf, type WrittenQuestion } from "../../cli/verdicts";
import type { IntervalSet } from "../../modules/addressing";
import type { Records } from "./records";

/** What is asked beside the declared flows. */
export interface Undeclared {
  readonly from: string;
  readonly to: string;
  /** TCP. */
  readonly port: number;
}

type Answers = Readonly<Record<string, Answer>>;

/** What the plan of a stack does not tell and its state does: postconditions are in neither, and what they are about is in states. */
export interface Untold {
  readonly stack: string;
  /** Those that are answered otherwise with its plan, as {@link answersOf} calls them. */
  readonly questions: readonly string[];
}

/**
 * Expects the same answers from what was synthesized, from the plans of an ordered deployment, from the states that it
 * left, from the plans that found nothing to do afterwards, and from a mixture of all these.
 *
 * One difference is no disagreement: once AWS has picked an address, plans and states tell it, where the synthesized
 * Terraform leaves it to AWS. Every such address must be one that AWS was left to pick; answers agree in all but the
 * addresses that they print, and in these as well with what AWS was left to pick in the place of what it picked.
 *
 * @param undeclared questions that are answered otherwise than the flows: blocked ones have blockers and fixes to compare
 * @param untold what the first plan of a stack cannot tell: with it these are unknown, unless they are answered alike;
 *   without it, all agree. @default nothing
 */
export function expectAgreement(
  outdir: string,
  records: Records,
  undeclared: readonly Undeclared[],
  untold?: Untold,
): void {
  const synthesized = analysedIn([outdir]);
  const questions = [
    ...declaredIn(synthesized),
    ...undeclared.map((each) => ({ ...each, protocol: "tcp" as const })),
  ];
  const expected = answersOf(synthesized, questions);
  const verdicts = new Set(Object.values(expected).map(({ verdict }) => verdict));
  expect(verdicts).toEqual(new Set(["reachable", "blocked"]));
  const plans = untold === undefined ? records.plans : withoutFileOf(untold.stack, records);
  for (const folder of [plans, records.states, records.secondPlans, mixtureOf(records)]) {
    const { told, asLeft } = answersFrom([outdir, folder], questions, synthesized);
    expect(withoutAddresses(told)).toEqual(withoutAddresses(expected));
    expect(asLeft).toEqual(expected);
  }
  if (untold === undefined) return;
  const { asLeft } = answersFrom([outdir, records.plans], questions, synthesized);
  const differing = Object.entries(asLeft).filter(
    ([question, answer]) => !isDeepStrictEqual(answer, expected[question]),
  );
  expect(differing.map(([question]) => question)).toEqual(untold.questions);
  for (const [question, { verdict }] of differing)
    expect(["unknown", expected[question]?.verdict]).toContain(verdict);
}

interface Told {
  readonly told: Answers;
  /** With what AWS was left to pick in the place of what it picked. */
  readonly asLeft: Answers;
}

/** @param paths begin with the folder: it tells what no plan and no state does, the networks outside AWS and where states are kept */
function answersFrom(
  paths: readonly string[],
  questions: readonly WrittenQuestion[],
  synthesized: Analysed,
): Told {
  const analysed = analysedIn(paths);
  const network = asLeftToAws(analysed.network, synthesized.network);
  return { told: answersOf(analysed, questions), asLeft: answersOf({ ...analysed, network }, questions) };
}

function analysedIn(paths: readonly string[]): Analysed {
  const read = readTerraform(paths);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const { deployment, index } = read;
  return { deployment, network: networkOf(deployment, index), ...(index === undefined ? {} : { index }) };
}

function declaredIn({ index }: Analysed): WrittenQuestion[] {
  return Object.values(index?.topologies ?? {}).flatMap(({ flows }) => flows);
}

function answersOf(analysed: Analysed, questions: readonly WrittenQuestion[]): Answers {
  return Object.fromEntries(
    questions.map((question) => [
      `${question.from} to ${question.to}, ${question.protocol} ${question.port}`,
      ask(analysed.network, questionOf(analysed, question)),
    ]),
  );
}

/** All of an answer but its texts for people, which name addresses. */
function withoutAddresses(answers: Answers): unknown {
  return Object.fromEntries(
    Object.entries(answers).map(([question, { verdict, trace, blockers }]) => [
      question,
      {
        verdict,
        trace: trace.map(({ component, at, passes, consulted }) => ({ component, at, passes, consulted })),
        blockers: blockers.map(({ code, at }) => ({ code, at })),
      },
    ]),
  );
}

/** A network in which nothing has the address that AWS picked, but may have each that AWS was left to pick. */
function asLeftToAws(told: Network, synthesized: Network): Network {
  return {
    ...told,
    interfaces: withAddresses(told.interfaces, synthesized.interfaces),
    natGateways: withAddresses(told.natGateways, synthesized.natGateways),
  };
}

interface Addressed {
  readonly addresses: Known<IntervalSet>;
}

function withAddresses<Key, Thing extends Addressed>(
  told: ReadonlyMap<Key, Thing>,
  synthesized: ReadonlyMap<Key, Thing>,
): ReadonlyMap<Key, Thing> {
  expect([...told.keys()]).toEqual([...synthesized.keys()]);
  return new Map(
    [...told].map(([key, thing]) => {
      const left = synthesized.get(key)?.addresses ?? thing.addresses;
      const isPicked = isKnown(thing.addresses) && isKnown(left);
      expect({ key, isAmongThem: !isPicked || thing.addresses.isSubsetOf(left) }).toEqual({
        key,
        isAmongThem: true,
      });
      return [key, { ...thing, addresses: left }];
    }),
  );
}

/** Of the stacks in their order, a plan of the first, a state of the second, a later plan of the third, nothing of the fourth, and so on. */
function mixtureOf(records: Records): string {
  const kinds = [records.plans, records.states, records.secondPlans, undefined];
  const folder = join(records.folder, "mixture");
  mkdirSync(folder);
  for (const [index, file] of readdirSync(records.plans).sort().entries()) {
    const kind = kinds[index % kinds.length];
    if (kind !== undefined) copyFileSync(join(kind, file), join(folder, file));
  }
  return folder;
}

/** The first plans of all stacks but one. */
function withoutFileOf(stack: string, records: Records): string {
  const folder = join(records.folder, "others-plans");
  mkdirSync(folder);
  const others = readdirSync(records.plans).filter((file) => file !== `${stack}.json`);
  for (const file of others) copyFileSync(join(records.plans, file), join(folder, file));
  return folder;
}
