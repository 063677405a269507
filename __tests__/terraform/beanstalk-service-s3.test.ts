import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { DEPLOYMENT_TIMEOUT } from "./deployment";
import { GuardedDeployment } from "./guarded-deployment";
import { describeWithTools } from "./harness";

describeWithTools("given the scenario beanstalk-service with its states in S3, and IAM enforced", (tools) => {
  let guarded: GuardedDeployment;

  beforeAll(async () => {
    guarded = await GuardedDeployment.of("beanstalk-service", tools);
  }, DEPLOYMENT_TIMEOUT);

  afterAll(async () => {
    await guarded.end();
  });

  test(
    "when the deploy roles apply, the plan roles plan and the deploy roles destroy, then nothing changes in between, and nothing is denied",
    async () => {
      await guarded.deployment.apply();
      expect(await guarded.planning.changesSeenFromOutside()).toEqual([]);
      await guarded.deployment.destroy();
      expect(guarded.denials()).toEqual([]);
    },
    DEPLOYMENT_TIMEOUT,
  );
});
