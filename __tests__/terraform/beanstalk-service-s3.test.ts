import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { Bootstrap, STATE_ACCOUNT, withSharedState } from "./bootstrap";
import { Deployment, DEPLOYMENT_TIMEOUT } from "./deployment";
import { describeWithTools, Emulator } from "./harness";

describeWithTools("given the scenario beanstalk-service with its states in S3, and IAM enforced", (tools) => {
  let emulator: Emulator;
  let bootstrap: Bootstrap;
  let deployment: Deployment;
  let planning: Deployment;

  beforeAll(async () => {
    emulator = await Emulator.start(tools, { enforceIam: true });
    const topology = withSharedState(
      readFileSync("scenarios/beanstalk-service.yaml", "utf8"),
      "beanstalk-service-states",
    );
    bootstrap = new Bootstrap(emulator, topology, tools);
    await bootstrap.apply();
    const { credentials } = await emulator.clientsFor(STATE_ACCOUNT);
    deployment = Deployment.in(emulator, topology, tools, { credentials });
    planning = Deployment.in(emulator, topology, tools, { credentials, runAs: "plan" });
  }, DEPLOYMENT_TIMEOUT);

  afterAll(async () => {
    planning.remove();
    bootstrap.remove();
    await deployment.end();
  });

  /** Listing the bucket apart: Terraform looks for workspaces in it, and is content without. */
  const denials = (): string[] =>
    emulator
      .log()
      .filter((line) => / 403 to network-(deploy|plan)/.test(line) && !line.includes(" s3 ListBucket 403 "));

  test(
    "when the deploy roles apply, the plan roles plan and the deploy roles destroy, then nothing changes in between, and nothing is denied",
    async () => {
      await deployment.apply();
      expect(await planning.changesSeenFromOutside()).toEqual([]);
      await deployment.destroy();
      // The log is read as it is written: none of its lines would be a denial, were they written otherwise.
      for (const role of ["network-deploy", "network-plan"])
        expect(emulator.log().filter((line) => line.includes(` 200 to ${role}`))).not.toEqual([]);
      expect(denials()).toEqual([]);
    },
    DEPLOYMENT_TIMEOUT,
  );
});
