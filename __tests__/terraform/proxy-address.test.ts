import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { Deployment, DEPLOYMENT_TIMEOUT } from "./deployment";
import { describeWithTools, Emulator } from "./harness";

const TOPOLOGY = readFileSync("__tests__/terraform/topologies/proxy-address.yaml", "utf8");
/** The hub's account and its user's. */
const ORGANIZATION = ["222222222222", "111111111111"];

describeWithTools("given one proxy at a fixed address, shared within an organization", (tools) => {
  let emulator: Emulator;
  let deployment: Deployment;

  beforeAll(async () => {
    emulator = await Emulator.start(tools, { organization: ORGANIZATION });
    deployment = Deployment.in(emulator, TOPOLOGY, tools);
    await deployment.apply();
  }, DEPLOYMENT_TIMEOUT);

  afterAll(async () => {
    await deployment.end();
  });

  test(
    "when it is applied without an invitation, then a second plan changes nothing, and everything can be destroyed",
    async () => {
      expect(await deployment.changes()).toEqual([]);
      await deployment.destroy();
    },
    DEPLOYMENT_TIMEOUT,
  );
});
