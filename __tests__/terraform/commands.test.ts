import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { DescribeVpcEndpointsCommand } from "@aws-sdk/client-ec2";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { commandsOf, pages, projectFolder } from "../help/markdown";
import { DEPLOYMENT_TIMEOUT } from "./deployment";
import { describeWithTools, Emulator, isolatedEnvironment, providerInstallation } from "./harness";

const run = promisify(execFile);

describeWithTools("the commands of help/ that deploy", (tools) => {
  let emulator: Emulator;
  let folder: string;

  beforeAll(async () => {
    emulator = await Emulator.start(tools);
    folder = mkdtempSync(join(tmpdir(), "commands-"));
    const parts = [
      "cdktf.json",
      "cli",
      "main.ts",
      "modules",
      "package.json",
      "scenarios",
      "stacks",
      "tsconfig.json",
    ];
    for (const part of parts) cpSync(join(projectFolder, part), join(folder, part), { recursive: true });
    symlinkSync(join(projectFolder, "node_modules"), join(folder, "node_modules"));
  }, 60_000);

  afterAll(async () => {
    await emulator.stop();
    rmSync(folder, { recursive: true });
  });

  /** Runs a command of a page as a reader would, in a project folder of its own, against the emulator. */
  async function follow(command: string): Promise<string> {
    // Quotes keep a shell from expanding stars; there is no shell here.
    const [program = "", ...words] = command.split(" ").map((word) => word.replaceAll("'", ""));
    // Asking a registry which checksums to lock is not possible offline.
    const offline = tools.providerMirror === undefined ? [] : ["--skip-provider-lock"];
    const { stdout, stderr } = await run(program, [...words, ...offline], {
      cwd: folder,
      env: { ...isolatedEnvironment(), ...providerInstallation(tools), ...emulator.environment(), CI: "1" },
      maxBuffer: 64 * 1024 * 1024,
    });
    return stdout + stderr;
  }

  test(
    "given an empty AWS, when they are followed in the order of the page, then all succeed and the endpoint is accepted",
    async () => {
      const commands = pages.flatMap((page) => commandsOf(page, "emulator"));
      expect(commands.filter((command) => command.startsWith("npx cdktf deploy"))).toHaveLength(6);
      for (const command of commands) await follow(command);

      const { ec2 } = await emulator.clientsFor("111111111111");
      const filter = { Name: "vpc-endpoint-type", Values: ["Interface"] };
      const { VpcEndpoints = [] } = await ec2.send(new DescribeVpcEndpointsCommand({ Filters: [filter] }));
      expect(VpcEndpoints.map(({ State }) => State)).toEqual(["available"]);
      expect(readdirSync(join(folder, "state")).filter((name) => name.endsWith(".tfstate"))).toHaveLength(5);
    },
    DEPLOYMENT_TIMEOUT,
  );
});
