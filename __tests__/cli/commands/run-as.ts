import { readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { runAsOf } from "../../../cli/run-as";
import { synthesize } from "../../../cli/synthesis";
import { inFolder, writeFiles } from "../../support/folders";
import { edited } from "../../support/topology-text";

describe("the environment variable RUN_AS", () => {
  test.each([
    [{}, "deploy"],
    [{ RUN_AS: "deploy" }, "deploy"],
    [{ RUN_AS: "plan" }, "plan"],
  ])("given %j, when it is read, then Terraform assumes the role to %s", (environment, role) => {
    expect(runAsOf(environment)).toBe(role);
  });

  test.each(["", "PLAN", "admin\u001b[31m"])(
    "given %j, when it is read, then a sentence says what would be right",
    (asked) => {
      expect(() => runAsOf({ RUN_AS: asked })).toThrow(
        'this is neither "deploy" nor "plan"; leave it out, or write RUN_AS=plan for roles that can change nothing',
      );
    },
  );
});

describe("Terraform that is to plan", () => {
  const withRoles = (roles: string): string => edited(["flows:", `roles: { ${roles} }\nflows:`]);

  test("given a role for it, when it is synthesized, then every stack assumes that role and no other", () => {
    inFolder((folder) => {
      writeFiles(folder, { "x.yaml": withRoles("deploy: deployer, plan: planner") });
      synthesize([`${folder}/x.yaml`], `${folder}/out`, { runAs: "plan" });
      const roles = ["x.a", "x.web", "x.web.accept-a"].flatMap(
        (stack) =>
          readFileSync(`${folder}/out/stacks/${stack}/cdk.tf.json`, "utf8").match(/(?<=:role\/)[a-z]+/g) ??
          [],
      );
      expect(roles).toEqual(["planner", "planner", "planner"]);
    });
  });

  test("given the folder that is deployed from, when it is synthesized, then another one is asked for", () => {
    const file = "scenarios/cross-az-web.yaml";
    expect(() => synthesize([file], "./cdktf.out", { runAs: "plan" })).toThrow(
      "cdktf.out is what is deployed from; write to another folder, with RUN_AS=plan npx cdktf synth --output plan.out",
    );
  });

  test("given no role for it, when it is synthesized, then it is refused, since the credentials at hand may change things", () => {
    inFolder((folder) => {
      writeFiles(folder, { "x.yaml": withRoles("deploy: deployer") });
      expect(() => synthesize([`${folder}/x.yaml`], `${folder}/out`, { runAs: "plan" })).toThrow(
        /names no role for it; write `roles: \{ plan: NAME \}` there, or leave RUN_AS out/,
      );
    });
  });
});
