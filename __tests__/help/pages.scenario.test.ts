import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { z } from "zod";
import { synthesize } from "../../cli/synthesis";
import { loadTopology } from "../../modules/topology";
import { outcomeIn } from "../cli/command";
import { blocksOf, commandsOf, pages, readPage } from "./markdown";
import { projectCopy, projectFolder } from "../support/project";
import { exampleApp } from "./typescript-example";

/** What every command that reads topologies prints the name of. */
const scenarios = readdirSync(join(projectFolder, "scenarios")).map((file) => file.replace(/\.yaml$/, ""));

const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(join(projectFolder, "package.json"), "utf8")));

/** What the commands start, which the tests of processes run as a reader does. */
const TOPOLOGY = "node -r tsx/cjs cli/index.ts";
const START = "npm start";

/** What a command printed. @throws when it fails or says something on standard error */
function printedBy(command: string, folder: string): string {
  const [program, words = ""] = command.split(" -- ");
  expect([program, scripts["topology"]]).toEqual(["npm run topology", TOPOLOGY]);
  const { stdout, ...rest } = outcomeIn(folder, ...words.split(" "));
  expect(rest).toEqual({ exitCode: 0, stderr: "" });
  return stdout;
}

describe("the README and the pages of help/", () => {
  let folder: string;

  beforeAll(() => {
    folder = projectCopy();
    // What npm start has made by the time when a command asks for it.
    const file = join(folder, "scenarios", "cross-az-web.yaml");
    synthesize([file], join(folder, "cdktf.out"), { verification: "off" });
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  test("given their links to files of the project, when they are followed, then every file is there", () => {
    const links = pages.flatMap((page) =>
      [...readPage(page).matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, target = ""]) =>
        join(dirname(page), target),
      ),
    );
    expect(links.length).toBeGreaterThan(10);
    expect(links.filter((target) => !existsSync(join(projectFolder, target)))).toEqual([]);
  });

  test("given the VPC that is there already of the relay's page, when its scenario has it, then every flow is as it was", () => {
    const scenario = readFileSync(join(projectFolder, "scenarios", "address-class-relay.yaml"), "utf8");
    const existing = blocksOf(readPage("help/address-class-relay.md"), "yaml").find((text) =>
      text.startsWith("providers:"),
    );
    const text = scenario.replace(/^providers:\n[\s\S]*?(?=^flows:)/m, () => existing ?? "");
    expect(text).toContain("existing: vpc-");
    writeFileSync(join(folder, "existing.yaml"), text);
    const { exitCode, stdout } = outcomeIn(folder, "check", "existing.yaml");
    expect(stdout).not.toContain("unknown");
    expect(exitCode).toBe(0);
  });

  // What several pages say is run once: it does the same.
  const pageByCommand = new Map(
    pages.flatMap((page) => commandsOf(readPage(page), "run").map((command) => [command, page] as const)),
  );
  const commands = [...pageByCommand].map(([command, page]) => [page, command] as const);
  const inProcess = commands.filter(([, command]) => command !== START);

  test.each(inProcess)(
    "given %s, when its command `%s` is run, then it succeeds silently on standard error",
    (_, command) => {
      expect(printedBy(command, folder)).toMatch(new RegExp(scenarios.join("|")));
    },
  );

  test("given the pages, when commands to run are counted, then there are some, and the first one of the README", () => {
    expect(inProcess.length).toBeGreaterThanOrEqual(4);
    expect(commands.map(([, command]) => command)).toContain(START);
  });

  test("given the topology of topology-files.md, when it is loaded, then it is good", () => {
    const [whole = ""] = blocksOf(readPage("help/topology-files.md"), "yaml");
    const file = join(folder, "shop.yaml");
    writeFileSync(file, whole);
    const loaded = loadTopology(file);
    expect(loaded.ok ? [] : loaded.problems).toEqual([]);
  });

  test("given the README's topology, when it is completed by its first lines, then it is good", () => {
    const [part = ""] = blocksOf(readPage("README.md"), "yaml");
    const head =
      'topology: x\nregion: ap-northeast-1\naccounts: { consumer: "111111111111", provider: "222222222222" }\n';
    const file = join(folder, "readme.yaml");
    writeFileSync(file, head + part);
    const loaded = loadTopology(file);
    expect(loaded.ok ? [] : loaded.problems).toEqual([]);
  });

  test("given the hub of egress-proxy-hub.md, when it is completed by its first lines, then it is good", () => {
    const [part = ""] = blocksOf(readPage("help/egress-proxy-hub.md"), "yaml");
    const head =
      'topology: x\nregion: ap-northeast-1\naccounts: { network: "222222222222", project-a: "111111111111" }\n';
    const file = join(folder, "hub.yaml");
    writeFileSync(file, head + part);
    const loaded = loadTopology(file);
    expect(loaded.ok ? loaded.warnings : loaded.problems).toEqual([]);
  });

  test("given the program of typescript.md, when it is compared with the one that is compiled, then they are one", () => {
    const compiled = readFileSync(join(__dirname, "typescript-example.ts"), "utf8").replaceAll(
      '"../../',
      '"./',
    );
    expect(blocksOf(readPage("help/typescript.md"), "ts")).toEqual([compiled]);
  });

  test("given the program of typescript.md, when it synthesizes, then its stacks depend on each other in order", () => {
    const outdir = join(folder, "typescript.out");
    exampleApp(outdir).synth();
    const manifest: unknown = JSON.parse(readFileSync(join(outdir, "manifest.json"), "utf8"));
    expect(manifest).toMatchObject({
      stacks: {
        "example.web": { dependencies: [] },
        "example.web.contract-service-http": { dependencies: ["example.web"] },
        "example.client": { dependencies: ["example.web.contract-service-http"] },
        "example.client.contract-endpoint-http": { dependencies: ["example.client"] },
        "example.web.accept-client": {
          dependencies: ["example.web.contract-service-http", "example.client.contract-endpoint-http"],
        },
      },
    });
  });
});
