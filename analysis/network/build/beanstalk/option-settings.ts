import {
  type Deployment,
  JoinedText,
  Reference,
  type Resource,
  Unknown,
  type Value,
} from "../../../terraform";
import type { Known, Listing } from "../../known";
import { blocksOf, elementsOf, type KnownValue, malformed } from "../attributes";
import { doubtful, NOTHING } from "../listings";
import { NamedResources } from "../named-resources";
import { attributesOf, fieldsOf } from "../readers";

/** Those that an environment or a configuration template states. */
interface Stated {
  readonly settings: readonly { readonly namespace: string; readonly name: string; readonly value: Value }[];
  /** Why any option may be stated otherwise. */
  readonly doubts: readonly Unknown[];
}

/**
 * The configuration options of Elastic Beanstalk environments. An environment's own settings go before those of its
 * configuration template. The application's source bundle may set what both leave out, and what it holds is not in the
 * Terraform: an option that is left out is taken for what the developer guide calls its default.
 * @see https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/command-options.html#configuration-options-precedence
 * @see https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/command-options-general.html
 */
export class OptionSettings {
  readonly #layers: readonly Stated[];

  constructor(
    private readonly environment: Resource,
    templates: NamedResources,
  ) {
    this.#layers = [statedBy(environment), ...templateOf(environment, templates)];
  }

  /** @returns `undefined` where it is left out */
  value(namespace: string, name: string): Value | undefined {
    for (const { settings, doubts } of this.#layers) {
      const [first, ...others] = settings.filter(
        (each) => each.namespace === namespace && each.name === name && !isLeftOut(each.value),
      );
      if (others.some(({ value }) => value !== first?.value))
        return new Unknown(name, "several settings contradict each other", this.environment.key);
      if (first !== undefined) return first.value;
      if (doubts[0] !== undefined) return doubts[0];
    }
    return undefined;
  }

  /** What follows a beginning that namespaces share, like the ports of listeners. */
  below(beginning: string): Listing<string> {
    const namespaces = this.#layers.flatMap(({ settings }) => settings.map(({ namespace }) => namespace));
    const ends = namespaces.filter((each) => each.startsWith(beginning));
    return {
      items: [...new Set(ends.map((each) => each.slice(beginning.length)))].sort(),
      doubts: this.#layers.flatMap(({ doubts }) => doubts),
    };
  }
}

export function configurationTemplates(deployment: Deployment): NamedResources {
  return new NamedResources(deployment, ["aws_elastic_beanstalk_configuration_template"]);
}

function templateOf(environment: Resource, templates: NamedResources): Stated[] {
  const name = attributesOf(environment)("template_name");
  if (name === undefined) return [];
  const template: Known<Resource> = templates.find(name, environment);
  return [template instanceof Unknown ? { settings: [], doubts: [template] } : statedBy(template)];
}

function statedBy(resource: Resource): Stated {
  const { items, doubts } = blocksOf(resource.attribute("setting"), resource);
  const settings: Stated["settings"][number][] = [];
  const unclear: Unknown[] = [...doubts];
  for (const item of items) {
    const read = fieldsOf(item);
    const [namespace, name] = [read("namespace"), read("name")];
    if (typeof namespace === "string" && typeof name === "string")
      settings.push({ namespace, name, value: item["value"] ?? null });
    else unclear.push(...[namespace, name].flatMap((each) => unknownAmong(each, resource)));
  }
  return { settings, doubts: unclear };
}

function unknownAmong(value: Value | undefined, resource: Resource): Unknown[] {
  if (typeof value === "string") return [];
  return [value instanceof Unknown ? value : malformed(value ?? null, "the name of an option", resource)];
}

function isLeftOut(value: Value): boolean {
  return value === null || value === "";
}

/** The elements of an option that lists IDs with commas between them. */
export function listedIn(value: Value | undefined, resource: Resource): Listing<KnownValue> {
  if (value === undefined) return NOTHING;
  if (value instanceof Reference) return { items: [value], doubts: [] };
  const pieces = typeof value === "string" ? [value] : value instanceof JoinedText ? value.pieces : undefined;
  if (pieces === undefined)
    return doubtful([value instanceof Unknown ? value : malformed(value, "a list of IDs", resource)]);
  const elements = elementsBetweenCommas(pieces).map((parts): Value => {
    const [only, ...others] = parts;
    return only !== undefined && others.length === 0
      ? only
      : new Unknown(
          value instanceof Unknown ? value.expression : "",
          "what it lists is known once it exists",
          resource.key,
        );
  });
  return elementsOf(elements, resource);
}

function elementsBetweenCommas(pieces: readonly (string | Reference)[]): (string | Reference)[][] {
  const elements: (string | Reference)[][] = [[]];
  for (const piece of pieces) {
    if (piece instanceof Reference) {
      elements.at(-1)?.push(piece);
      continue;
    }
    const [first = "", ...others] = piece.split(",").map((part) => part.trim());
    if (first !== "") elements.at(-1)?.push(first);
    for (const other of others) elements.push(other === "" ? [] : [other]);
  }
  return elements.filter((parts) => parts.length > 0);
}
