import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  DescribeVpcEndpointsCommand,
  DescribeVpcEndpointServiceConfigurationsCommand,
  DescribeVpcsCommand,
} from "@aws-sdk/client-ec2";
import { DescribeLoadBalancersCommand } from "@aws-sdk/client-elastic-load-balancing-v2";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { parse, stringify } from "yaml";
import { z } from "zod";
import type { Orphan } from "../../cli/orphans";
import { synthesize } from "../../cli/synthesis";
import { EMPTY_STATE, stateOf } from "../support/leftovers";
import { projectCopy } from "../support/project";
import { DEPLOYMENT_TIMEOUT } from "./deployment";
import {
  describeWithTools,
  Emulator,
  inDependencyOrder,
  isolatedEnvironment,
  stacksIn,
  Terraform,
} from "./harness";

const CONSUMER = "111111111111";
const PROVIDER = "222222222222";

const WHOLE = z
  .looseObject({ consumers: z.object({ a: z.looseObject({}) }) })
  .parse(parse(readFileSync("scenarios/cross-az-web.yaml", "utf8")));

/** The scenario without its consumer. */
const WITHOUT_CONSUMER = { ...WHOLE, consumers: {}, flows: [] };

/** What is told of an orphan, without how to destroy it. */
function told({ step, stack, obstacles }: Orphan): [step: number, stack: string, ...obstacles: string[]] {
  return [step, stack, ...obstacles.map((obstacle) => `${obstacle.stack} uses ${obstacle.uses}`)];
}

describeWithTools("given the scenario cross-az-web, deployed, when its parts leave the file", (tools) => {
  let folder: string;
  let outdir: string;
  let emulator: Emulator;
  let terraform: Terraform;

  /** Synthesizes the scenario with parts of it written otherwise. */
  function orphansWith(changes: object): readonly Orphan[] {
    writeFileSync(join(folder, "topology.yaml"), stringify({ ...WHOLE, ...changes }));
    return synthesize([join(folder, "topology.yaml")], outdir).orphans;
  }

  /** As the commands do that are told. */
  async function destroy({ folder: ofStack = "" }: Orphan, options: readonly string[] = []): Promise<string> {
    const path = join(outdir, ofStack);
    await terraform.init(path);
    return terraform.destroy(path, options);
  }

  function orphanNamed(name: string, orphans: readonly Orphan[]): Orphan {
    const found = orphans.find(({ stack }) => stack === name);
    if (found === undefined) throw new Error(`${name} is no orphan`);
    return found;
  }

  async function destroyInOrder(orphans: readonly Orphan[]): Promise<void> {
    for (const step of new Set(orphans.map((orphan) => orphan.step)))
      await Promise.all(orphans.filter((orphan) => orphan.step === step).map((orphan) => destroy(orphan)));
  }

  /** What there is in an account, of what the scenario makes. */
  async function left(account: string): Promise<object> {
    const { ec2, loadBalancing } = await emulator.clientsFor(account);
    const own = { Filters: [{ Name: "is-default", Values: ["false"] }] };
    const { Vpcs = [] } = await ec2.send(new DescribeVpcsCommand(own));
    const { VpcEndpoints = [] } = await ec2.send(new DescribeVpcEndpointsCommand({}));
    const { ServiceConfigurations = [] } = await ec2.send(
      new DescribeVpcEndpointServiceConfigurationsCommand({}),
    );
    const { LoadBalancers = [] } = await loadBalancing.send(new DescribeLoadBalancersCommand({}));
    return {
      vpcs: Vpcs.length,
      endpoints: VpcEndpoints.length,
      services: ServiceConfigurations.length,
      loadBalancers: LoadBalancers.length,
    };
  }
  const NOTHING = { vpcs: 0, endpoints: 0, services: 0, loadBalancers: 0 };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "removal-"));
    outdir = join(folder, "cdktf.out");
    emulator = await Emulator.start(tools);
    terraform = new Terraform(tools, emulator.environment());
    expect(orphansWith({})).toEqual([]);
    await inDependencyOrder(
      stacksIn(outdir),
      async (stack) => {
        await terraform.init(stack.folder);
        await terraform.apply(stack.folder);
      },
      3,
    );
  }, DEPLOYMENT_TIMEOUT);

  afterAll(async () => {
    const complaints = emulator.complaints();
    await emulator.stop();
    rmSync(folder, { recursive: true });
    expect(complaints).toEqual([]);
  });

  test(
    "then a provider that goes before its consumer is told to wait, and AWS refuses to delete its service",
    async () => {
      const orphans = orphansWith({
        providers: {},
        consumers: { a: { ...WHOLE.consumers.a, endpoints: {} } },
        flows: [],
      });
      const inTheWay = "cross-az-web.a uses cross-az-web.web.contract-service-web";
      expect(orphans.map(told)).toEqual([
        [1, "cross-az-web.web.accept-a"],
        [2, "cross-az-web.a.contract-endpoint-web"],
        [2, "cross-az-web.web.contract-service-web", inTheWay],
        [3, "cross-az-web.web", inTheWay],
      ]);
      await expect(destroy(orphanNamed("cross-az-web.web", orphans))).rejects.toThrow(
        "ExistingVpcEndpointConnections",
      );
    },
    DEPLOYMENT_TIMEOUT,
  );

  test(
    "then a consumer is destroyed in the told order, out of what was kept of it",
    async () => {
      const orphans = orphansWith(WITHOUT_CONSUMER);
      expect(orphans.map(told)).toEqual([
        [1, "cross-az-web.web.accept-a"],
        [2, "cross-az-web.a.contract-endpoint-web"],
        [3, "cross-az-web.a"],
      ]);
      expect(orphans.map(({ account }) => account)).toEqual([PROVIDER, undefined, CONSUMER]);
      // The provider is back, with what Terraform keeps in its folder.
      expect(readdirSync(join(outdir, "stacks/cross-az-web.web"))).toContain(".terraform");
      await destroyInOrder(orphans);
      expect(await left(CONSUMER)).toEqual(NOTHING);
      expect(await left(PROVIDER)).toMatchObject({ services: 1 });
    },
    DEPLOYMENT_TIMEOUT,
  );

  test(
    "then its provider follows, out of the wrong order that was tried, and nothing is left in AWS nor in the output",
    async () => {
      const orphans = orphansWith({ providers: {}, consumers: {}, flows: [] });
      expect(orphans.map(told)).toEqual([
        [1, "cross-az-web.web.contract-service-web"],
        [2, "cross-az-web.web"],
      ]);
      // What the provider offered was forgotten when its destruction was begun too early.
      const contract = orphanNamed("cross-az-web.web.contract-service-web", orphans);
      await expect(destroy(contract)).rejects.toThrow(/has no\s+output/);
      await destroy(contract, ["-refresh=false"]);
      await destroy(orphanNamed("cross-az-web.web", orphans));
      expect(await left(PROVIDER)).toEqual(NOTHING);
      expect(orphansWith({ providers: {}, consumers: {}, flows: [] })).toEqual([]);
      expect(existsSync(join(outdir, "removed"))).toBe(false);
    },
    DEPLOYMENT_TIMEOUT,
  );
});

describeWithTools("given a project that cdktf-cli synthesizes", () => {
  test(
    "when a deployed consumer leaves it and is destroyed, then cdktf-cli leaves alone what is kept, and says so",
    () => {
      const folder = projectCopy();
      try {
        const scenario = join(folder, "scenarios/cross-az-web.yaml");
        const state = join(folder, "state/cross-az-web.a.tfstate");
        const cdktfSynth = (): string =>
          execFileSync("npx", ["cdktf", "synth"], {
            cwd: folder,
            encoding: "utf8",
            env: { ...isolatedEnvironment(), CI: "1" },
            stdio: ["ignore", "pipe", "ignore"],
          });
        const stacks = (parent: string): string[] =>
          readdirSync(join(folder, "cdktf.out", parent))
            .filter((name) => name.startsWith("cross-az-web."))
            .sort();
        synthesize([scenario], join(folder, "cdktf.out"));
        mkdirSync(join(folder, "state"));
        writeFileSync(state, stateOf());
        writeFileSync(scenario, stringify(WITHOUT_CONSUMER));
        expect(cdktfSynth()).toContain("1 stack is in no topology any more and may still be deployed.");
        expect(stacks("removed")).toEqual(["cross-az-web.a"]);
        expect(stacks("stacks")).toEqual(["cross-az-web.web", "cross-az-web.web.contract-service-web"]);
        writeFileSync(state, EMPTY_STATE);
        expect(cdktfSynth()).not.toContain("in no topology");
        expect(existsSync(join(folder, "cdktf.out/removed"))).toBe(false);
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
    DEPLOYMENT_TIMEOUT,
  );
});
