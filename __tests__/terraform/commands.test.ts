import { execFile } from "node:child_process";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { DescribeVpcEndpointsCommand } from "@aws-sdk/client-ec2";
import { ListBucketsCommand, ListObjectVersionsCommand, type S3Client } from "@aws-sdk/client-s3";
import { expect, test } from "@jest/globals";
import { parse, parseDocument } from "yaml";
import { z } from "zod";
import { commandsOf, keysByFile, pages, sectionsOf } from "../help/markdown";
import { projectCopy } from "../support/project";
import { DEPLOYMENT_TIMEOUT } from "./deployment";
import {
  describeWithTools,
  Emulator,
  isolatedEnvironment,
  providerInstallation,
  type Tools,
} from "./harness";

const execute = promisify(execFile);

/** What `execFile` adds to the error of a command that fails. */
const failedCommand = z.object({ stdout: z.string() });
/** Enough to see why a deployment failed, without every resource that it made before. */
const SHOWN_LINES = 40;

/** @throws with the end of what the command said, where the CLI tells why it failed */
async function run(
  program: string,
  words: readonly string[],
  options: { cwd: string; env: NodeJS.ProcessEnv },
) {
  try {
    await execute(program, words, { ...options, maxBuffer: 64 * 1024 * 1024 });
  } catch (error) {
    const failed = failedCommand.safeParse(error);
    if (!failed.success) throw error;
    const last = failed.data.stdout.trimEnd().split("\n").slice(-SHOWN_LINES).join("\n");
    throw new Error(`${[program, ...words].join(" ")} failed:\n${last}`, { cause: error });
  }
}

/** What following a section of a page leaves behind. */
interface Followed {
  /** The states of the interface endpoints in the consumer's account. */
  readonly endpoints: readonly (string | undefined)[];
  /** The stacks with a state. */
  readonly states: readonly string[];
  /** The folders of the shared bucket that hold, or have held, states. */
  readonly shared: readonly string[];
}

/** The first parts of the keys that an account's buckets hold or have held. */
async function foldersOf(s3: S3Client): Promise<string[]> {
  const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
  const versions = await Promise.all(
    Buckets.map(({ Name: Bucket }) => s3.send(new ListObjectVersionsCommand({ Bucket }))),
  );
  const states = versions
    .flatMap(({ Versions = [] }) => Versions.map(({ Key = "" }) => Key))
    .filter((key) => key.endsWith(".tfstate"));
  return [...new Set(states.map((key) => key.replace(/[^/]*$/, "")))].sort();
}

/**
 * Runs the commands of sections one after the other, in a project folder and an emulated AWS of their own.
 * @returns what each section leaves behind
 */
async function follow(tools: Tools, sections: readonly string[]): Promise<Followed[]> {
  const folder = projectCopy();
  const emulator = await Emulator.start(tools);
  try {
    const env = {
      ...isolatedEnvironment(),
      ...providerInstallation(tools),
      ...emulator.environment(),
      CI: "1",
    };
    // Asking a registry which checksums to lock is not possible offline.
    const offline = tools.providerMirror === undefined ? [] : ["--skip-provider-lock"];
    const { ec2 } = await emulator.clientsFor("111111111111");
    const { s3 } = await emulator.clientsFor("333333333333");
    const filter = { Name: "vpc-endpoint-type", Values: ["Interface"] };
    const followed: Followed[] = [];
    for (const section of sections) {
      for (const [file, keys] of keysByFile(section)) writeKeys(join(folder, file), keys);
      for (const command of commandsOf(section, "emulator")) {
        // Quotes keep a shell from expanding stars; there is no shell here.
        const [program = "", ...words] = command.split(" ").map((word) => word.replaceAll("'", ""));
        const isDeploying = /cdktf|npm run bootstrap/.test(command);
        await run(program, [...words, ...(isDeploying ? offline : [])], {
          cwd: folder,
          env,
        });
      }
      const { VpcEndpoints = [] } = await ec2.send(new DescribeVpcEndpointsCommand({ Filters: [filter] }));
      const states = readdirSync(join(folder, "state")).filter((name) => name.endsWith(".tfstate"));
      followed.push({
        endpoints: VpcEndpoints.map(({ State }) => State),
        states,
        shared: await foldersOf(s3),
      });
    }
    return followed;
  } finally {
    await emulator.stop();
    rmSync(folder, { recursive: true });
  }
}

/** Puts the keys of a YAML text into a file, in the place of those that it has. */
function writeKeys(file: string, keys: string): void {
  const document = parseDocument(readFileSync(file, "utf8"));
  for (const [key, value] of Object.entries(z.record(z.string(), z.unknown()).parse(parse(keys))))
    document.set(key, value);
  writeFileSync(file, String(document));
}

describeWithTools("the commands of help/ that deploy", (tools) => {
  test(
    "given an empty AWS, when the commands of sections are followed, then all succeed and leave what they say",
    async () => {
      const section = (page: string, heading: string): string =>
        sectionsOf(join("help", page)).find((each) => each.startsWith(`## ${heading}\n`)) ?? "";
      const everything = section("deploying.md", "Everything");
      const team = section("deploying.md", "One team's stacks");
      const removing = section("removing.md", "First destroy, then remove");
      const shared = section("bootstrap.md", "From nothing, with three accounts");
      const marked = pages
        .flatMap((page) => sectionsOf(page))
        .filter((each) => commandsOf(each, "emulator").length > 0);
      expect(new Set(marked)).toEqual(new Set([everything, team, removing, shared]));

      const [[everythingLeft], [teamLeft, removingLeft], [sharedLeft]] = await Promise.all([
        follow(tools, [everything]),
        follow(tools, [team, removing]),
        follow(tools, [shared]),
      ]);
      expect(everythingLeft?.endpoints).toEqual([]);
      expect(teamLeft?.endpoints).toEqual(["available"]);
      expect(teamLeft?.states).toHaveLength(5);
      expect(removingLeft?.endpoints).toEqual([]);
      expect(sharedLeft?.endpoints).toEqual([]);
      // The bootstrap's own states are files; what was deployed in between is in the bucket alone.
      expect(sharedLeft?.states.toSorted()).toEqual(
        [".111111111111", ".222222222222", ""].map(
          (account) => `bootstrap.example-network-state${account}.tfstate`,
        ),
      );
      expect(sharedLeft?.shared).toEqual([
        "contracts/111111111111/to-222222222222/",
        "contracts/222222222222/",
        "states/111111111111/",
        "states/222222222222/",
      ]);
    },
    DEPLOYMENT_TIMEOUT,
  );
});
