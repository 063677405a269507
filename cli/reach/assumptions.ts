import {
  type Assumption,
  isList,
  isObject,
  placeOf,
  Reference,
  type Resource,
  type ResourceKey,
  type Value,
} from "../../analysis/terraform";
import { printable } from "../../modules/topology";
import { counted } from "../counted";

const MOST_SHOWN = 5;

/** Something that was taken for so to read a plan. */
export interface Assumed extends Assumption {
  /** Whether it is about what the answer rests on: what is on the path, or names something on it. */
  readonly concernsAnswer: boolean;
}

/** A deployment, as far as it is asked here. */
interface Attributed {
  find(key: ResourceKey): Pick<Resource, "attribute"> | undefined;
}

/**
 * Those that concern an answer come first.
 * @param restsOn the ends, what is on the path, and what decided there
 */
export function assumedOf(
  assumptions: readonly Assumption[],
  deployment: Attributed,
  restsOn: readonly ResourceKey[],
): readonly Assumed[] {
  const blocks = new Set(restsOn.map(blockOf));
  const concerns = ({ at, attribute }: Assumption): boolean => {
    if (blocks.has(blockOf(at))) return true;
    const [name = ""] = attribute.split(/[.[]/);
    // Which VPC something is in is asked of all that it has.
    const value = name === "vpc_id" ? undefined : deployment.find(at)?.attribute(name);
    return value !== undefined && resourcesIn(value).some((each) => blocks.has(blockOf(each)));
  };
  const all = assumptions.map((each) => ({ ...each, concernsAnswer: concerns(each) }));
  return [...all.filter((each) => each.concernsAnswer), ...all.filter((each) => !each.concernsAnswer)];
}

/** Those that concern the answer, where there are any, in a few lines. Safe to print. */
export function linesOfAssumed(assumed: readonly Assumed[]): string[] {
  if (assumed.length === 0) return [];
  const concerning = assumed.filter(({ concernsAnswer }) => concernsAnswer);
  const bySentence = new Map<string, Assumed[]>();
  for (const each of concerning.length === 0 ? assumed : concerning)
    bySentence.set(each.sentence, [...(bySentence.get(each.sentence) ?? []), each]);
  const shown = [...bySentence].slice(0, MOST_SHOWN);
  const left = assumed.length - shown.reduce((sum, [, alike]) => sum + alike.length, 0);
  const which = concerning.length === 0 ? "" : `; ${concerning.length} on the way`;
  return [
    "",
    `  ${counted(assumed.length, "value")} of the plans taken for what the configuration says${which}:`,
    ...shown.map(([sentence, alike]) => printable(`    ${placesOf(alike)}: ${sentence}`)),
    ...(left > 0 ? [`    and ${left} more; --json has all`] : []),
  ];
}

function placesOf([first, ...others]: readonly Assumed[]): string {
  const place = first === undefined ? "" : `${first.at} ${first.attribute}`;
  return others.length === 0 ? place : `${place} (and ${others.length} alike)`;
}

/** What is assumed is told once for all that are made of one block. */
function blockOf(at: ResourceKey): string {
  const { stack, address } = placeOf(at);
  return `${stack}:${address.replace(/\[(?:\d+|"(?:[^"\\]|\\.)*")\]/g, "")}`;
}

function resourcesIn(value: Value): readonly ResourceKey[] {
  if (value instanceof Reference) return [value.resource];
  if (isList(value)) return value.flatMap(resourcesIn);
  return isObject(value) ? Object.values(value).flatMap(resourcesIn) : [];
}
