import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { z } from "zod";
import { loadTopology } from "../../modules/topology";
import { blocksOf, commandsOf, pages, readPage } from "./markdown";
import { projectCopy, projectFolder } from "../support/project";
import { exampleApp } from "./typescript-example";

const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(join(projectFolder, "package.json"), "utf8")));

/** What npm would run, without the half second that it takes to find that out. */
function withoutNpm(command: string): string {
  const [, name = "", , words = ""] = /^npm (?:run )?([a-z]+)( -- (.*))?$/.exec(command) ?? [];
  return [scripts[name] ?? command, words].join(" ").trimEnd();
}

describe("the README and the pages of help/", () => {
  let folder: string;

  beforeAll(() => {
    folder = projectCopy();
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

  // What several pages say is run once: it does the same.
  const pageByCommand = new Map(
    pages.flatMap((page) => commandsOf(readPage(page), "run").map((command) => [command, page] as const)),
  );
  const commands = [...pageByCommand].map(([command, page]) => [page, command] as const);

  test.each(commands)(
    "given %s, when its command `%s` is run, then it succeeds silently on standard error",
    (_, command) => {
      const [program = "", ...words] = withoutNpm(command).split(" ");
      // A failing command throws, and its standard error is part of the message.
      const output = execFileSync(program, words, {
        cwd: folder,
        encoding: "utf8",
        stdio: ["ignore", "pipe", "pipe"],
      });
      expect(output).toMatch(/cross-az-web|beanstalk-service/);
    },
  );

  test("given the pages, when commands to run are counted, then there are some", () => {
    expect(commands.length).toBeGreaterThanOrEqual(4);
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
