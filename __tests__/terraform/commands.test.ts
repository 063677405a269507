import { execFile } from "node:child_process";
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { DescribeVpcEndpointsCommand } from "@aws-sdk/client-ec2";
import { expect, test } from "@jest/globals";
import { commandsOf, pages, sectionsOf } from "../help/markdown";
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

/** Runs commands in the order of their page, in a project folder and an emulated AWS of their own. */
async function follow(tools: Tools, commands: readonly string[]): Promise<Followed> {
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
    for (const command of commands) {
      // Quotes keep a shell from expanding stars; there is no shell here.
      const [program = "", ...words] = command.split(" ").map((word) => word.replaceAll("'", ""));
      await run(program, [...words, ...offline], { cwd: folder, env, maxBuffer: 64 * 1024 * 1024 });
    }
    const { ec2 } = await emulator.clientsFor("111111111111");
    const filter = { Name: "vpc-endpoint-type", Values: ["Interface"] };
    const { VpcEndpoints = [] } = await ec2.send(new DescribeVpcEndpointsCommand({ Filters: [filter] }));
    const states = readdirSync(join(folder, "state")).filter((name) => name.endsWith(".tfstate"));
    return { endpoints: VpcEndpoints.map(({ State }) => State), states };
  } finally {
    await emulator.stop();
    rmSync(folder, { recursive: true });
  }
}

describeWithTools("the commands of help/ that deploy", (tools) => {
  test(
    "given an empty AWS for each section, when its commands are followed, then all succeed and leave what they say",
    async () => {
      const deploying = sectionsOf(join("help", "deploying.md"));
      const marked = pages
        .flatMap((page) => sectionsOf(page))
        .filter((section) => commandsOf(section, "emulator").length > 0);
      expect(marked.filter((section) => !deploying.includes(section))).toEqual([]);

      const [everything, team] = await Promise.all(
        ["## Everything", "## One team's stacks"].map((heading) => {
          const section = marked.find((each) => each.startsWith(heading)) ?? "";
          return follow(tools, commandsOf(section, "emulator"));
        }),
      );
      expect(marked).toHaveLength(2);
      expect(everything?.endpoints).toEqual([]);
      expect(team?.endpoints).toEqual(["available"]);
      expect(team?.states).toHaveLength(5);
    },
    DEPLOYMENT_TIMEOUT,
  );
});
