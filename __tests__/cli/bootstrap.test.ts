import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { bootstrap } from "../../cli/bootstrap";
import { EXIT } from "../../cli/failure";
import { inFolder, writeFiles } from "../support/folders";
import { STATE, TWO_SERVICES } from "../support/shared-states";
import { GOOD } from "../support/topology-text";
import { type Outcome, outcomeOf } from "./command";

const SHARED = JSON.stringify(TWO_SERVICES);
const ONE_VPC = {
  topology: "alone",
  region: "eu-west-1",
  accounts: { provider: "222222222222" },
  state: STATE,
  consumers: { a: { account: "provider", vpc: { zones: ["euw1-az1"], natGateways: "none" } } },
};

/** Runs the command in a project folder of its own. @param look at what it left */
function bootstrapOf<Seen>(
  files: Readonly<Record<string, string>>,
  { named = [], outdir }: { readonly named?: readonly string[]; readonly outdir?: string },
  look: (folder: string) => Seen,
): Outcome & { readonly seen: Seen } {
  return inFolder((folder) => {
    writeFiles(folder, files);
    const before = process.cwd();
    process.chdir(folder);
    try {
      return { ...outcomeOf(() => bootstrap(named, outdir)), seen: look(folder) };
    } finally {
      process.chdir(before);
    }
  });
}

/** A local state that holds something. */
const STATE_WITH_ROLE = JSON.stringify({
  version: 4,
  outputs: {},
  resources: [{ mode: "managed", type: "aws_iam_role", name: "deploy", instances: [{}] }],
});

const listing = (folder: string): string[] => readdirSync(folder).sort();

describe("bootstrap", () => {
  test("given scenarios of which some share a bucket, when it is run, then their stacks are made and what to run next is told", () => {
    const files = { "scenarios/shop.yaml": SHARED, "scenarios/x.yaml": GOOD };
    const look = (folder: string): unknown => ({
      top: listing(folder),
      stacks: listing(join(folder, "bootstrap.out", "stacks")),
    });
    expect(bootstrapOf(files, {}, look)).toEqual({
      exitCode: EXIT.good,
      stdout: `  stack                                 account       resources
  bootstrap.example-state               222222222222  7
  bootstrap.example-state.111111111111  111111111111  22
  bootstrap.example-state.222222222222  222222222222  22
  bootstrap.example-state.333333333333  333333333333  22

4 stacks in bootstrap.out. Deploy them before all others: npm run bootstrap
Their own states are files in state/: keep those.
`,
      stderr: "",
      seen: {
        top: ["bootstrap.out", "scenarios"],
        stacks: [
          "bootstrap.example-state",
          "bootstrap.example-state.111111111111",
          "bootstrap.example-state.222222222222",
          "bootstrap.example-state.333333333333",
        ],
      },
    });
  });

  test("given files that are named, when it is run, then it makes theirs, and what to run next names them", () => {
    const files = { "scenarios/shop.yaml": SHARED, "mine.yaml": JSON.stringify(ONE_VPC) };
    const { stdout } = bootstrapOf(files, { named: ["mine.yaml"] }, () => undefined);
    expect(stdout).toContain("2 stacks in bootstrap.out.");
    expect(stdout).toContain(
      "npx cdktf deploy --app 'node -r tsx/cjs cli/index.ts bootstrap mine.yaml' --output bootstrap.out '*'\n",
    );
  });

  test("given cdktf-cli's folder, when it is run, then it writes there and leaves the telling to the CLI", () => {
    const files = { "scenarios/alone.yaml": JSON.stringify(ONE_VPC) };
    const ran = bootstrapOf(files, { outdir: "elsewhere" }, listing);
    expect(ran).toEqual({ exitCode: EXIT.good, stdout: "", stderr: "", seen: ["elsewhere", "scenarios"] });
  });

  test("given a stack that has left its topology and may be deployed, when it is run, then it is refused: its roles would lose what destroys it", () => {
    const left = { "cdktf.out/stacks/shop.gone/cdk.tf.json": '{ "terraform": { "backend": { "s3": {} } } }' };
    const files = { "scenarios/alone.yaml": JSON.stringify(ONE_VPC), ...left };
    const { exitCode, stderr, seen } = bootstrapOf(files, {}, listing);
    expect({ exitCode, seen }).toEqual({ exitCode: EXIT.inputIsWrong, seen: ["cdktf.out", "scenarios"] });
    expect(stderr).toMatch(
      /^shop\.gone: in no topology any more, and perhaps deployed; .* Destroy them first, /,
    );
    expect(bootstrapOf(files, { named: ["scenarios/alone.yaml"] }, listing).exitCode).toBe(EXIT.good);
  });

  test("given an account that has left all topologies, when it is run, then its stack and what destroys it are told", () => {
    const { stdout, stderr } = inFolder((folder) => {
      writeFiles(folder, { "scenarios/alone.yaml": JSON.stringify(ONE_VPC) });
      const removed = `${folder}/bootstrap.out/removed/bootstrap.example-state.333333333333`;
      writeFiles(removed, { "cdk.tf.json": "{}" });
      writeFiles(`${folder}/bootstrap.out`, { "manifest.json": '{ "version": "0.21.0", "stacks": {} }' });
      writeFiles(`${folder}/state`, { "bootstrap.example-state.333333333333.tfstate": STATE_WITH_ROLE });
      const before = process.cwd();
      process.chdir(folder);
      try {
        return outcomeOf(() => bootstrap([], undefined));
      } finally {
        process.chdir(before);
      }
    });
    expect(stderr).toBe("");
    expect(stdout).toContain("1 stack is in no topology any more and may still be deployed.");
    expect(stdout).toContain(
      "terraform -chdir=bootstrap.out/removed/bootstrap.example-state.333333333333 destroy",
    );
  });

  test("given a second run with an account less, when it is run, then what it made is replaced as a whole", () => {
    inFolder((folder) => {
      const outdir = join(folder, "bootstrap.out");
      const manifest = (): string => readFileSync(join(outdir, "manifest.json"), "utf8");
      writeFiles(folder, { "shop.yaml": SHARED, "alone.yaml": JSON.stringify(ONE_VPC) });
      outcomeOf(() => bootstrap([join(folder, "shop.yaml")], outdir));
      expect(manifest()).toContain("bootstrap.example-state.333333333333");
      outcomeOf(() => bootstrap([join(folder, "alone.yaml")], outdir));
      expect(manifest()).not.toContain("bootstrap.example-state.333333333333");
      expect(manifest()).toContain("bootstrap.example-state.222222222222");
    });
  });

  test.each([
    [
      "the topologies' own output",
      { outdir: "cdktf.out" },
      SHARED,
      /^cdktf\.out is the output of .*; add --output bootstrap\.out\n$/,
    ],
    [
      "no topology with its state in S3",
      {},
      GOOD,
      /^no topology keeps its state in S3, so there is nothing to bootstrap; to share states, say state: \{ backend: s3, /,
    ],
    [
      "a topology that is wrong",
      {},
      SHARED.replace('"account":"provider"},"providers"', '"account":"nobody"},"providers"'),
      /^scenarios\/shop\.yaml:1:\d+ state\.account "nobody": there is no such account; declared are first, provider, second\n$/,
    ],
  ])("given %s, when it is run, then it says so and writes nothing", (_, options, text, says) => {
    const ran = bootstrapOf({ "scenarios/shop.yaml": text }, options, listing);
    expect(ran).toMatchObject({ exitCode: EXIT.inputIsWrong, stdout: "", seen: ["scenarios"] });
    expect(ran.stderr).toMatch(says);
  });

  test("given more contracts than a role's policy can name, when it is run, then it says so and writes nothing", () => {
    const { web } = TWO_SERVICES.providers;
    const names = [...Array(40).keys()].map((index) => `service-${index}`);
    const byName = (of: (name: string) => object): object =>
      Object.fromEntries(names.map((name) => [name, of(name)]));
    const many = {
      ...TWO_SERVICES,
      providers: { web: { ...web, services: byName(() => ({ ...web.services.api, allow: ["first"] })) } },
      consumers: {
        a: {
          ...TWO_SERVICES.consumers.a,
          endpoints: byName((name) => ({ service: `web/${name}`, clients: ["client"] })),
        },
      },
    };
    const ran = bootstrapOf({ "scenarios/many.yaml": JSON.stringify(many) }, {}, listing);
    expect(ran).toMatchObject({ exitCode: EXIT.inputIsWrong, stdout: "", seen: ["scenarios"] });
    expect(ran.stderr).toMatch(
      /^the policy network-read-contract-states of account 111111111111 would have \d+ bytes, and AWS takes 6144; let some of the account's topologies keep their states in another bucket, with roles of other names\n$/,
    );
  });
});
