import { type ResourceKey, Unknown, type Value } from "../../value";
import { isList } from "../../values";
import { type Wanted, wantedBy } from "./arguments";
import type { Assumptions } from "./assumptions";
import {
  type Candidate,
  candidatesIn,
  listed,
  nameOf,
  namedIn as candidatesNamedIn,
  referenceTo,
} from "./candidates";
import { Elimination } from "./elimination";
import type { Naming } from "./naming";
import { isChosenFrom } from "./choosing";
import { type Guess, holdsIdentities, type Origin } from "./origins";
import { namedIn } from "./references";
import type { ModuleInstance, Planned, Scope } from "./modules";
import { exactly } from "./templates";

/** A value that is not known before Terraform runs, and what a plan tells of it. */
export interface Question {
  /** Like `subnet_id`: what kind of thing the value names follows from it. */
  readonly argument: string;
  /** With what it is part of, as assumptions name it. */
  readonly path: string;
  readonly isList: boolean;
  readonly expression: unknown;
  /** Whether the expression is that of several blocks at once, of which each argument takes what is its own. */
  readonly isShared: boolean;
  /** In how many of those blocks the same argument is unknown, itself among them. */
  readonly alike: number;
  readonly scope: Scope;
  /** The resource or output in which it stands. */
  readonly at: ResourceKey;
  /** Nothing of an output. */
  readonly resource: Planned | undefined;
}

/** What texts are made of rather than taken as they are; what is in them cannot be told. */
const COMPOSED = /user_data|policy|document|json|template|content|script|command|input|description|tags|cidr/;
/** What only identifies: there is nothing that could be made of it but itself. */
const IDENTITY = /(?:^|_)(?:id|arn)$|^(?:service_)?name$/;

const GUESSES: Readonly<Record<Exclude<Guess, "some">, string>> = {
  "same key": "the one of the same key",
  "same key, several times": "the one of the same key",
  "given key": "the one whose key its expression names",
  position: "the one in the place that its expression names",
  all: "all of them, though a slice or a filter would leave some out",
};

/** Works out what unknown values will be, from what their expressions name. */
export class Resolution {
  private readonly elimination: Elimination;

  constructor(
    private readonly naming: Naming,
    private readonly assumptions: Assumptions,
  ) {
    this.elimination = new Elimination(naming);
  }

  valueOf(question: Question): Value {
    return this.exactly(question) ?? this.likely(question);
  }

  private exactly({ expression, scope, at, resource, isList: isSeveral }: Question): Value | undefined {
    const refer = (reference: string): Value | undefined => {
      const [only, ...others] = this.naming.origins({ references: [reference] }, scope);
      if (only === undefined || others.length > 0 || only.guess !== undefined) return undefined;
      if (only.kind === "attribute") return referenceTo(only);
      return only.kind === "known" ? only.value : undefined;
    };
    const value = exactly(expression, refer, resource === undefined ? undefined : at);
    // Nothing but its name tells whether an output is a list.
    const isFitting = isSeveral && resource !== undefined ? value !== undefined && isList(value) : true;
    return isFitting ? value : undefined;
  }

  private likely(question: Question): Value {
    const wanted = wantedBy(question.argument);
    const origins =
      question.expression === undefined ? [] : this.naming.origins(question.expression, question.scope);
    const candidates = candidatesFor(question, wanted, origins);
    if (candidates.length === 0)
      return this.eliminated(question, wanted, origins) ?? unknown(question, whyUntold(question, origins));
    if (question.isShared && !this.isEveryBlocks(question, candidates))
      return unknown(question, "a plan does not tell which block names what, and leaves out dynamic blocks");
    if (question.isShared)
      this.noteTaken(question, candidates, "though dynamic blocks, which a plan leaves out, may name others");
    return question.isList
      ? this.several(question, candidates, origins)
      : this.single(question, candidates, origins);
  }

  /**
   * Whether what several blocks are written with can be told of each of them. What dynamic blocks of the same name are
   * made of is left out.
   */
  private isEveryBlocks(
    { expression, scope, argument, isList: isSeveral, alike }: Question,
    candidates: readonly Candidate[],
  ): boolean {
    if (alike === 1) return true;
    const [only, ...others] = candidates.map(nameOf);
    if (only === undefined || others.length > 0) return false;
    const asked = { argument, wanted: wantedBy(argument), isList: isSeveral };
    const times = namedIn(expression).map(({ text, times: often }) => {
      const origins = this.naming.origins({ references: [text] }, scope);
      return candidatesIn(origins, asked).some((each) => nameOf(each) === only) ? often : 0;
    });
    return times.reduce((sum, each) => sum + each, 0) >= alike;
  }

  private single(question: Question, candidates: readonly Candidate[], origins: readonly Origin[]): Value {
    const [only, ...others] = candidates;
    if (only === undefined || others.length > 0)
      return unknown(question, `a plan does not tell which of ${listed(candidates)} it is`);
    if (only.guess !== undefined && only.guess !== "some") this.noteGuess(question, [only], only.guess);
    else if (origins.some(isUntold)) this.noteTaken(question, [only], "which its expression names as well");
    else this.noteUnusual(question, [only]);
    return referenceTo(only);
  }

  private several(question: Question, candidates: readonly Candidate[], origins: readonly Origin[]): Value {
    if (isChosenFrom(candidates, origins))
      return unknown(question, `a plan does not tell which of ${listed(candidates)} it takes`);
    this.noteListed(question, candidates);
    // What else blocks name may be of another argument.
    const isMore = !question.isShared && origins.some((origin) => isUntold(origin) || isIdentities(origin));
    return [...candidates.map(referenceTo), ...(isMore ? [notAll(question)] : [])];
  }

  private noteListed(question: Question, candidates: readonly Candidate[]): void {
    for (const guess of new Set(candidates.map((each) => each.guess))) {
      const guessed = candidates.filter((each) => each.guess === guess);
      if (guess !== undefined && guess !== "some") this.noteGuess(question, guessed, guess);
      else if (guessed.length > 1) this.noteTaken(question, guessed, "all that its expression names");
      else this.noteUnusual(question, guessed);
    }
    const sentence =
      "a plan does not tell texts that are written beside references; it is taken to hold none";
    this.assumptions.note({ at: question.at, attribute: question.path, sentence }, blockOf(question));
  }

  /** What it must be, since there is nothing else that it could name. */
  private eliminated(
    question: Question,
    wanted: Wanted | undefined,
    origins: readonly Origin[],
  ): Value | undefined {
    const { expression, resource, scope, argument, isList: isSeveral } = question;
    const isBlind = expression === undefined;
    const [module, ...elsewhere] = isBlind ? [scope.module] : modulesOf(origins);
    if (wanted === undefined || resource === undefined || module === undefined || elsewhere.length > 0)
      return undefined;
    const left = this.elimination.left({ argument, wanted, isList: isSeveral, resource, module, isBlind });
    const [first, ...others] = left?.group ?? [];
    if (left === undefined || first === undefined || (others.length > 0 && !isSeveral)) return undefined;
    const { type } = first.resource;
    const why = left.isOnly
      ? `since there is no other ${type} that it could be`
      : `since its module makes no other ${type}`;
    this.noteTaken(question, left.group, why);
    return isSeveral ? [...left.group.map(referenceTo), notAll(question)] : referenceTo(first);
  }

  /** A text such as a name may be a part of another: of that, an expression tells nothing. */
  private noteUnusual(question: Question, candidates: readonly Candidate[]): void {
    if (wantedBy(question.argument) !== undefined) return;
    const unusual = candidates.filter(({ attribute }) => !IDENTITY.test(attribute));
    if (unusual.length > 0) this.noteTaken(question, unusual, "which its expression names");
  }

  private noteGuess(
    question: Question,
    candidates: readonly Candidate[],
    guess: Exclude<Guess, "some">,
  ): void {
    const [first] = candidates;
    if (first === undefined) return;
    const block = `${first.resource.type}.${first.attribute}`;
    const sentence = `a plan does not tell which of several ${block} its expression takes; it is taken for ${GUESSES[guess]}`;
    this.assumptions.note({ at: question.at, attribute: question.path, sentence }, blockOf(question));
  }

  private noteTaken(question: Question, candidates: readonly Candidate[], why: string): void {
    const untold =
      question.expression === undefined
        ? "a plan leaves out what dynamic blocks are made of"
        : `a plan does not tell what ${writtenAs(question)} makes`;
    const sentence = `${untold}; it is taken for ${listed(candidates, question.scope.module)}, ${why}`;
    this.assumptions.note({ at: question.at, attribute: question.path, sentence }, blockOf(question));
  }
}

function candidatesFor(
  { argument, isList: isSeveral, isShared }: Question,
  wanted: Wanted | undefined,
  origins: readonly Origin[],
): readonly Candidate[] {
  const asked = { argument, wanted, isList: isSeveral };
  if (wanted === undefined && (isShared || COMPOSED.test(argument))) return [];
  return isShared ? candidatesIn(origins, asked) : candidatesNamedIn(origins, asked);
}

function isUntold({ kind }: Origin): boolean {
  return kind === "untold";
}

/** Where it stands what local values are; nothing of what is not to be found. */
function modulesOf(origins: readonly Origin[]): readonly (ModuleInstance | undefined)[] {
  const untold = origins.flatMap((origin) => (origin.kind === "untold" ? [origin.module] : []));
  return [...new Set(untold)];
}

/** Whether it may be among the elements itself. */
function isIdentities(origin: Origin): boolean {
  return origin.kind === "known" && holdsIdentities(origin.value);
}

function notAll(question: Question): Unknown {
  return unknown(question, "a plan does not tell what else its expression takes");
}

function whyUntold({ expression }: Question, origins: readonly Origin[]): string {
  if (expression === undefined) return "a plan leaves out what dynamic blocks are made of";
  return origins.some(isUntold)
    ? "a plan leaves out local values, and more than one thing could be meant, or none"
    : "a plan tells what its expression names, and not what it makes of that";
}

function unknown(question: Question, reason: string): Unknown {
  const at = question.resource === undefined ? undefined : question.at;
  return new Unknown(writtenAs(question), reason, ...(at === undefined ? [] : [at]));
}

/** What is told of an expression. */
function writtenAs({ expression, argument }: Question): string {
  const named = namedIn(expression).map(({ text }) => text);
  const told = named.slice(0, 5).join(", ");
  return named.length === 0 ? argument : `\${${told}${named.length > 5 ? ", …" : ""}}`;
}

/** Alike for all instances of a block. */
function blockOf({ resource, at }: Question): string {
  return resource === undefined ? at : resource.block;
}
