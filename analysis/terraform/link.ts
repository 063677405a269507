import type { Body } from "./blocks";
import { declarationsOf } from "./declarations";
import type { Deployment } from "./deployment";
import { joinExisting } from "./existing";
import { Evaluation, MOST_LEVELS } from "./evaluation";
import { LinkedStack, type ValueOf } from "./linked-stack";
import { Problems, type ReadProblem, type Report } from "./problem";
import { providerOf } from "./providers";
import { References } from "./references";
import { isRemoteState, RemoteStates } from "./remote-states";
import { ResourceDeployment } from "./resource-deployment";
import {
  type Assume,
  type Assumption,
  distinctlyShown,
  joinShown,
  type LocatedStack,
  type Outputs,
  refuseSharedStates,
  standInFor,
  type ToldResource,
} from "./shown";
import { placeOf } from "./value";

/** The whole configuration of a stack. */
export interface StackConfiguration {
  /** Holds no colon. */
  readonly name: string;
  /** The working directory, from which relative paths of states count. */
  readonly directory: string;
  /** What problems name. */
  readonly file: string;
  /** In Terraform's JSON syntax. */
  readonly configuration: Body;
}

export type Linked =
  | {
      readonly ok: true;
      readonly deployment: Deployment;
      /** What was taken for so that brings stacks together. */
      readonly assumptions: readonly Assumption[];
    }
  | { readonly ok: false; readonly problems: readonly ReadProblem[] };

/**
 * Resolves the references within and across stacks. All that is wrong is told at once: what is not Terraform's, states
 * that none of the stacks keeps, outputs that are not there, references in circles.
 * @param shown plans and states; one that is named like a configuration takes its place, and its state is kept there
 */
export function linkStacks(
  configurations: readonly StackConfiguration[],
  shown: readonly LocatedStack[] = [],
): Linked {
  const problems = new Problems();
  const assumptions: Assumption[] = [];
  const valueOf: ValueOf = (named) => evaluation.valueOf(named);
  const assume: Assume = (assumption) => assumptions.push(assumption);
  const remoteStates = new RemoteStates(valueOf, problems.report, assume);
  const references = new References(remoteStates, valueOf);
  const evaluation = new Evaluation(
    (traversal, written, scope) => references.refer(traversal, written, scope),
    problems.report,
  );
  const configured = distinctlyNamed(configurations, problems.report).map(
    ({ name, directory, file, configuration }) => {
      const declarations = declarationsOf(configuration, (sentence) => {
        problems.report(file, sentence);
      });
      return new LinkedStack(name, directory, file, declarations, valueOf);
    },
  );
  const located = distinctlyShown(shown, problems.report).map((each) =>
    whereConfigured(each, configured, remoteStates),
  );
  const isShown = new Set(located.map(({ stack }) => stack.name));
  const stacks = configured.filter(({ name }) => !isShown.has(name));
  const keepers = stacks.map((stack) => ({ stack, location: remoteStates.locationOf(stack) }));
  for (const { stack, location } of keepers) if (location !== undefined) remoteStates.add(stack, location);
  refuseSharedStates(
    located,
    keepers.map(({ stack: { name, file }, location }) => ({ name, file, location })),
    problems.report,
  );
  for (const { stack, directory, location } of located)
    remoteStates.add(standInFor(stack, directory, valueOf), location);
  for (const stack of stacks) linkProviders(stack, valueOf);
  const existing = joinExisting(stacks, problems.report);
  for (const stack of stacks) findProblems(stack, remoteStates, valueOf);
  const resources = stacks.flatMap((stack) => [...stack.resources.values()].flat());
  const deployment =
    located.length === 0
      ? new ResourceDeployment(resources, existing, [])
      : joinShown({
          stacks: located.map(({ stack }) => stack),
          synthesized: resources,
          named: existing,
          outputsRead: (remoteState) => outputsRead(remoteState, located, remoteStates, valueOf),
          assume,
          report: problems.report,
        });
  const { all } = problems;
  return all.length > 0 ? { ok: false, problems: all } : { ok: true, deployment, assumptions };
}

/** A stack that was synthesized, too, keeps its state where its configuration says. */
function whereConfigured(
  shown: LocatedStack,
  configured: readonly LinkedStack[],
  remoteStates: RemoteStates,
): LocatedStack {
  const own = configured.find(({ name }) => name === shown.stack.name);
  if (own === undefined) return shown;
  const location = remoteStates.locationOf(own);
  return { stack: shown.stack, directory: own.directory, ...(location === undefined ? {} : { location }) };
}

function outputsRead(
  remoteState: ToldResource,
  located: readonly LocatedStack[],
  remoteStates: RemoteStates,
  valueOf: ValueOf,
): Outputs | undefined {
  const { stack } = placeOf(remoteState.key);
  const reader = located.find((each) => each.stack.name === stack);
  const taken = reader === undefined ? undefined : remoteStates.readBy(remoteState, reader.directory);
  if (taken === undefined || taken.producer.name === stack) return undefined;
  const { producer, ...assumption } = taken;
  const { name, outputs } = producer;
  return {
    stack: name,
    names: [...outputs.keys()],
    valueOf: (output) => {
      const named = outputs.get(output);
      return named === undefined ? null : valueOf(named);
    },
    ...assumption,
  };
}

/** In the order of their names, so that what is told does not depend on the order in which they are given. */
function distinctlyNamed(
  configurations: readonly StackConfiguration[],
  report: Report,
): readonly StackConfiguration[] {
  const byName = new Map<string, StackConfiguration>();
  for (const each of [...configurations].sort((left, right) => (left.name < right.name ? -1 : 1))) {
    if (byName.has(each.name))
      report(each.file, `there are two stacks ${each.name}; give each stack a name of its own`);
    else if (each.name.includes(":"))
      report(each.file, `the name of the stack ${each.name} has a colon; leave it out`);
    else byName.set(each.name, each);
  }
  return [...byName.values()];
}

function linkProviders(stack: LinkedStack, valueOf: ValueOf): void {
  for (const [name, body] of stack.declarations.providers)
    stack.providers.set(name, providerOf(name, body, stack, valueOf));
}

/** Values are worked out when they are asked for; here, those that could turn out to be mistakes are asked for. */
function findProblems(stack: LinkedStack, remoteStates: RemoteStates, valueOf: ValueOf): void {
  for (const named of stack.locals.values()) valueOf(named);
  for (const named of stack.outputs.values()) valueOf(named);
  for (const resource of [...stack.resources.values()].flat()) {
    if (isRemoteState(resource)) remoteStates.producerOf(resource);
    const { content } = resource.block;
    for (const name of content.names) {
      if (mayBeMistaken(content.get(name))) resource.attribute(name);
    }
  }
}

function mayBeMistaken(written: unknown, levels = MOST_LEVELS): boolean {
  if (typeof written === "string") return written.includes("${");
  if (typeof written !== "object" || written === null) return false;
  return levels === 0 || Object.values(written).some((inner) => mayBeMistaken(inner, levels - 1));
}
