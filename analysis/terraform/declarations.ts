import { type Body, bodiesOf, COMMENT, type Complain, kindOf, labelled } from "./blocks";
import { Content } from "./content";
import { isTemplate } from "./template";
import { isName } from "./traversal";

/** How often Terraform makes a resource of a block. */
type Repetition =
  | { readonly kind: "once" }
  | { readonly kind: "counted"; readonly count: number }
  | { readonly kind: "untold"; readonly by: "count" | "for_each"; readonly expression: string };

export interface ResourceBlock {
  readonly mode: "managed" | "data";
  readonly type: string;
  /** Like `aws_vpc.main` or `data.aws_ami.debian`. */
  readonly address: string;
  readonly content: Content;
  readonly repetition: Repetition;
  /** Like `aws` or `aws.tokyo`. */
  readonly provider: string;
}

/** What one stack declares. */
export interface Declarations {
  readonly resources: ReadonlyMap<string, ResourceBlock>;
  readonly locals: ReadonlyMap<string, unknown>;
  /** The value of each output. */
  readonly outputs: ReadonlyMap<string, unknown>;
  /** By name and alias, like `aws` or `aws.tokyo`. */
  readonly providers: ReadonlyMap<string, Body>;
  readonly backend: { readonly type: string; readonly config: Body };
}

/** More of one block than anybody writes; a larger count is a mistake that would exhaust the memory. */
const LARGEST_COUNT = 10_000;

/** The same of a stack: many such blocks would do what one must not. */
const MOST_COUNTED = 20_000;

/**
 * Reads a configuration in Terraform's JSON syntax.
 * @see https://developer.hashicorp.com/terraform/language/syntax/json
 */
export function declarationsOf(configuration: Body, complain: Complain): Declarations {
  refuseModules(configuration["module"], complain);
  const resources = new Map<string, ResourceBlock>();
  let made = 0;
  for (const mode of ["managed", "data"] as const) {
    for (const block of resourceBlocks(configuration, mode, complain)) {
      made += block.repetition.kind === "counted" ? block.repetition.count : 0;
      declare(resources, block.address, made > MOST_COUNTED ? once(block, complain) : block, complain);
    }
  }
  const locals = new Map<string, unknown>();
  for (const [name, value] of labelled(configuration["locals"], "locals", complain))
    declare(locals, name, value, complain, "local.");
  return {
    resources,
    locals,
    outputs: outputsOf(configuration["output"], complain),
    providers: providersOf(configuration["provider"], complain),
    backend: backendOf(configuration["terraform"], complain),
  };
}

function once(block: ResourceBlock, complain: Complain): ResourceBlock {
  complain(`the stack counts more than ${MOST_COUNTED} resources; count fewer`);
  return { ...block, repetition: { kind: "once" } };
}

/** What a module makes is not in the stack's own configuration, and could change every verdict. */
function refuseModules(written: unknown, complain: Complain): void {
  for (const [name] of labelled(written, "module", complain))
    complain(`module.${name} is not read; declare what it makes in the stack itself`);
}

function declare<T>(declared: Map<string, T>, name: string, value: T, complain: Complain, prefix = ""): void {
  if (declared.has(name)) complain(`${prefix}${name} is declared twice; give one of them another name`);
  else declared.set(name, value);
}

function* resourceBlocks(
  configuration: Body,
  mode: ResourceBlock["mode"],
  complain: Complain,
): Generator<ResourceBlock> {
  const section = mode === "managed" ? "resource" : "data";
  for (const [type, named] of labelled(configuration[section], section, complain)) {
    for (const [name, value] of labelled(named, `${section}.${type}`, complain)) {
      if (!isName(type) || !isName(name)) {
        complain(
          `${section}.${type}.${name} has no name that Terraform takes; write letters, digits, - and _ only, and a letter or _ first`,
        );
        continue;
      }
      const address = mode === "managed" ? `${type}.${name}` : `data.${type}.${name}`;
      for (const body of bodiesOf(value, `${section}.${type}.${name}`, complain))
        yield resourceBlock(body, mode, type, address, complain);
    }
  }
}

function resourceBlock(
  body: Body,
  mode: ResourceBlock["mode"],
  type: string,
  address: string,
  complain: Complain,
): ResourceBlock {
  return {
    mode,
    type,
    address,
    content: new Content(body),
    repetition: repetitionOf(body, address, complain),
    provider: providerName(body["provider"], type),
  };
}

/** `aws.tokyo`, or as it was written before Terraform 0.12, `${aws.tokyo}`; else what the type begins with. */
function providerName(written: unknown, type: string): string {
  if (typeof written !== "string") return type.includes("_") ? type.slice(0, type.indexOf("_")) : type;
  return written.startsWith("${") && written.endsWith("}") ? written.slice(2, -1).trim() : written;
}

function repetitionOf(body: Body, address: string, complain: Complain): Repetition {
  const { count, for_each: forEach } = body;
  if (forEach !== undefined && forEach !== null) return untold("for_each", forEach);
  if (count === undefined || count === null) return { kind: "once" };
  if (typeof count === "string" && isTemplate(count)) return untold("count", count);
  const number = typeof count === "string" && /^\d+$/.test(count) ? Number(count) : count;
  if (typeof number === "number" && Number.isInteger(number) && number >= 0 && number <= LARGEST_COUNT)
    return { kind: "counted", count: number };
  complain(
    `the count of ${address} is ${kindOf(count)}; it must be a whole number from 0 to ${LARGEST_COUNT}`,
  );
  return { kind: "once" };
}

function untold(by: "count" | "for_each", written: unknown): Repetition {
  return { kind: "untold", by, expression: typeof written === "string" ? written : kindOf(written) };
}

function outputsOf(section: unknown, complain: Complain): ReadonlyMap<string, unknown> {
  const outputs = new Map<string, unknown>();
  for (const [name, value] of labelled(section, "output", complain)) {
    for (const body of bodiesOf(value, `output.${name}`, complain)) {
      if (!Object.hasOwn(body, "value")) complain(`output.${name} has no value; give it one`);
      declare(outputs, name, body["value"], complain, "output.");
    }
  }
  return outputs;
}

function providersOf(section: unknown, complain: Complain): ReadonlyMap<string, Body> {
  const providers = new Map<string, Body>();
  for (const [name, value] of labelled(section, "provider", complain)) {
    for (const body of bodiesOf(value, `provider.${name}`, complain)) {
      const { alias } = body;
      declare(providers, typeof alias === "string" ? `${name}.${alias}` : name, body, complain, "provider.");
    }
  }
  return providers;
}

/** Without a backend, Terraform keeps the state in the working directory. */
function backendOf(section: unknown, complain: Complain): Declarations["backend"] {
  const backends = bodiesOf(section, "terraform", complain).flatMap(({ backend }) =>
    labelled(backend, "terraform.backend", complain),
  );
  const [type = "local", value = {}] = backends[0] ?? [];
  if (backends.length > 1)
    complain(
      `terraform.backend names ${backends.map(([each]) => each).join(" and ")}; a stack has one backend`,
    );
  const [config = {}] = bodiesOf(value, `terraform.backend.${type}`, complain);
  return { type, config: Object.fromEntries(Object.entries(config).filter(([key]) => key !== COMMENT)) };
}
