import { readFileSync } from "node:fs";
import { join } from "node:path";
import { App } from "cdktf";
import { z } from "zod";
import { withoutCreationStacks } from "../../cli/creation-stacks";
import { AccountStack } from "../../modules/wiring";
import { folderOfTests } from "./folder-of-tests";
import { PROVIDER, TOKYO } from "./values";

/** What is synthesized later stands in the place of what was synthesized before, and the manifest names no other. */
const outdir = folderOfTests();

/** The arguments of a Terraform block. */
export type Block = Readonly<Record<string, unknown>>;

/** How Terraform writes that an argument is another resource's attribute. */
export function reference(address: string, attribute = "id"): string {
  return `\${${address}.${attribute}}`;
}

const blocks = z.record(z.string(), z.looseObject({})).default({});
const blocksByType = z.record(z.string(), blocks).default({});
const stackFile = z.looseObject({
  resource: blocksByType,
  data: blocksByType,
  output: blocks,
  provider: z.record(z.string(), z.array(z.looseObject({}))).default({}),
  terraform: z.looseObject({}),
});
const manifest = z.object({
  stacks: z.record(
    z.string(),
    z.object({ dependencies: z.array(z.string()), synthesizedStackPath: z.string() }),
  ),
});

/** The Terraform of one stack, as it was written. */
export class StackTerraform {
  private readonly content: z.output<typeof stackFile>;
  /** Without cdktf's own remarks. */
  readonly plain: Block;

  constructor(
    readonly id: string,
    /** The file's text. */
    readonly text: string,
    /** Ids of the stacks that are deployed before. */
    readonly dependencies: readonly string[],
  ) {
    this.plain = z.looseObject({}).parse(withoutRemarks(JSON.parse(text)));
    this.content = stackFile.parse(this.plain);
  }

  get outputs(): Readonly<Record<string, Block>> {
    return this.content.output;
  }

  /** The blocks of all providers. */
  get providers(): readonly Block[] {
    return Object.values(this.content.provider).flat();
  }

  get terraform(): Block {
    return this.content.terraform;
  }

  /** All resources by address. */
  get resources(): ReadonlyMap<string, Block> {
    return new Map(
      Object.entries(this.content.resource).flatMap(([type, named]) =>
        Object.entries(named).map(([name, block]) => [`${type}.${name}`, block] as const),
      ),
    );
  }

  /** Resources of one type by name; none when there are none. */
  ofType(type: string): Readonly<Record<string, Block>> {
    return this.content.resource[type] ?? {};
  }

  /** @throws when there is no resource of this address */
  resource(address: string): Block {
    const found = this.resources.get(address);
    if (found !== undefined) return found;
    throw new Error(`${this.id} has no ${address}; it has ${[...this.resources.keys()].join(", ")}`);
  }

  /** All data sources by address, but states of other stacks. */
  get dataSources(): ReadonlyMap<string, Block> {
    return new Map(
      Object.entries(this.content.data).flatMap(([type, named]) =>
        type === "terraform_remote_state"
          ? []
          : Object.entries(named).map(([name, block]) => [`data.${type}.${name}`, block] as const),
      ),
    );
  }

  /** Data sources of one type by name. */
  data(type: string): Readonly<Record<string, Block>> {
    return this.content.data[type] ?? {};
  }
}

const HCL_SWITCH = "SYNTH_HCL_OUTPUT";

/** What an app wrote. */
export class AppTerraform {
  constructor(readonly stacks: ReadonlyMap<string, StackTerraform>) {}

  /** @throws when there is no such stack */
  stack(id: string): StackTerraform {
    const found = this.stacks.get(id);
    if (found !== undefined) return found;
    throw new Error(`there is no stack ${id}; there are ${[...this.stacks.keys()].join(", ")}`);
  }
}

/** Synthesizes an app's stacks into a folder and reads them back. */
export function synthesizeApp(build: (app: App) => void): AppTerraform {
  const texts = synthesizeTexts(build);
  return new AppTerraform(
    new Map(
      [...texts].map(([id, { text, dependencies }]) => [id, new StackTerraform(id, text, dependencies)]),
    ),
  );
}

/** The text of each stack in Terraform's native syntax. */
export function synthesizeHcl(build: (app: App) => void): ReadonlyMap<string, string> {
  // As `cdktf synth --hcl` asks for it; stacks do not heed the app's own option.
  const before = process.env[HCL_SWITCH];
  process.env[HCL_SWITCH] = "true";
  try {
    return new Map([...synthesizeTexts(build)].map(([id, { text }]) => [id, text]));
  } finally {
    if (before === undefined) Reflect.deleteProperty(process.env, HCL_SWITCH);
    else process.env[HCL_SWITCH] = before;
  }
}

/** Synthesizes one stack of the account 222222222222 in Tokyo. */
export function synthesizeIn(
  build: (stack: AccountStack) => void,
  props: Partial<ConstructorParameters<typeof AccountStack>[2]> = {},
): StackTerraform {
  return synthesizeApp((app) => {
    build(new AccountStack(app, "test", { region: TOKYO, account: PROVIDER, ...props }));
  }).stack("test");
}

function synthesizeTexts(
  build: (app: App) => void,
): ReadonlyMap<string, { readonly text: string; readonly dependencies: readonly string[] }> {
  withoutCreationStacks(() => {
    const app = new App({ outdir, stackTraces: false });
    build(app);
    app.synth();
  });
  const { stacks } = manifest.parse(JSON.parse(readFileSync(join(outdir, "manifest.json"), "utf8")));
  return new Map(
    Object.entries(stacks).map(([id, { dependencies, synthesizedStackPath }]) => [
      id,
      { text: readFileSync(join(outdir, synthesizedStackPath), "utf8"), dependencies },
    ]),
  );
}

function withoutRemarks(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutRemarks);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== "//")
      .map(([key, inner]) => [key, withoutRemarks(inner)]),
  );
}
