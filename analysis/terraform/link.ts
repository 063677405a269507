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
  | { readonly ok: true; readonly deployment: Deployment }
  | { readonly ok: false; readonly problems: readonly ReadProblem[] };

/**
 * Resolves the references within and across stacks. All that is wrong is told at once: what is not Terraform's, states
 * that none of the stacks keeps, outputs that are not there, references in circles.
 */
export function linkStacks(configurations: readonly StackConfiguration[]): Linked {
  const problems = new Problems();
  const valueOf: ValueOf = (named) => evaluation.valueOf(named);
  const remoteStates = new RemoteStates(valueOf, problems.report);
  const references = new References(remoteStates, valueOf);
  const evaluation = new Evaluation(
    (traversal, written, scope) => references.refer(traversal, written, scope),
    problems.report,
  );
  const stacks = distinctlyNamed(configurations, problems.report).map(
    ({ name, directory, file, configuration }) => {
      const declarations = declarationsOf(configuration, (sentence) => {
        problems.report(file, sentence);
      });
      return new LinkedStack(name, directory, file, declarations, valueOf);
    },
  );
  for (const stack of stacks) remoteStates.add(stack);
  for (const stack of stacks) linkProviders(stack, valueOf);
  const existing = joinExisting(stacks, problems.report);
  for (const stack of stacks) findProblems(stack, remoteStates, valueOf);
  const { all } = problems;
  if (all.length > 0) return { ok: false, problems: all };
  const resources = stacks.flatMap((stack) => [...stack.resources.values()].flat());
  return { ok: true, deployment: new ResourceDeployment(resources, existing) };
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
