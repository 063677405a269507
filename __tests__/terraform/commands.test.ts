import { execFile } from "node:child_process";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { DescribeVpcEndpointsCommand } from "@aws-sdk/client-ec2";
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

const run = promisify(execFile);

/** What following a section of a page leaves behind. */
interface Followed {
  /** The states of the interface endpoints in the consumer's account. */
  readonly endpoints: readonly (string | undefined)[];
  /** The stacks with a state. */
  readonly states: readonly string[];
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
          maxBuffer: 64 * 1024 * 1024,
        });
      }
      const { VpcEndpoints = [] } = await ec2.send(new DescribeVpcEndpointsCommand({ Filters: [filter] }));
      const states = readdirSync(join(folder, "state")).filter((name) => name.endsWith(".tfstate"));
      followed.push({ endpoints: VpcEndpoints.map(({ State }) => State), states });
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
      expect(sharedLeft?.states.filter((name) => !name.startsWith("bootstrap."))).toEqual([]);
    },
    DEPLOYMENT_TIMEOUT,
  );
});
