import fs, { symlinkSync } from "node:fs";
import { afterEach, describe, expect, jest, test } from "@jest/globals";
import { orphansOf } from "../../../cli/orphans";
import { inFolder, writeFiles } from "../../support/folders";
import { EMPTY_STATE, nativeTerraformOf, stateOf, terraformOf } from "../../support/leftovers";

const PROVIDER = "222222222222";
const SERVICE = "x.web.contract-service-web";

afterEach(() => {
  jest.restoreAllMocks();
});

/** Orphans among files of a project whose output folder is `cdktf.out`. */
function orphansAmong(
  files: Readonly<Record<string, string>>,
  synthesized: readonly string[] = [],
  isAsked?: (topology: string) => boolean,
): object[] {
  return inFolder((folder) => {
    writeFiles(folder, files);
    return orphansOf(`${folder}/cdktf.out`, new Set(synthesized), isAsked);
  });
}

const CONTRACT = { [`cdktf.out/removed/${SERVICE}/cdk.tf.json`]: terraformOf(SERVICE, { reads: ["x.web"] }) };
const WEB = { "cdktf.out/stacks/x.web/cdk.tf.json": terraformOf("x.web", { account: PROVIDER }) };
const STATES = {
  [`state/${SERVICE}.tfstate`]: stateOf({ reads: ["x.web"] }),
  "state/x.web.tfstate": stateOf(),
};

describe("orphans", () => {
  test("given no output and no state, then there are none", () => {
    expect(orphansAmong({})).toEqual([]);
  });

  test("given deployed stacks that were kept, or are still in the output, then they are told in order", () => {
    const places = {
      [SERVICE]: { stack: SERVICE, step: 1, folder: `removed/${SERVICE}`, obstacles: [] },
      web: { stack: "x.web", step: 2, folder: "stacks/x.web", account: PROVIDER, obstacles: [] },
    };
    expect(orphansAmong({ ...CONTRACT, ...WEB, ...STATES })).toEqual([places[SERVICE], places.web]);
  });

  test("given Terraform in HCL, then its account and its order are known as well", () => {
    const native = (stack: string, sample: object): Record<string, string> =>
      Object.fromEntries(
        Object.entries(nativeTerraformOf(stack, sample)).map(([name, text]) => [
          `cdktf.out/removed/${stack}/${name}`,
          text,
        ]),
      );
    const files = {
      ...native(SERVICE, { reads: ["x.web"] }),
      ...native("x.web", { account: PROVIDER }),
      "state/x.web.tfstate": stateOf(),
      [`state/${SERVICE}.tfstate`]: stateOf(),
    };
    expect(orphansAmong(files)).toMatchObject([
      { stack: SERVICE, step: 1 },
      { stack: "x.web", step: 2, account: PROVIDER },
    ]);
  });

  test.each([
    ["synthesized", { ...WEB, "state/x.web.tfstate": stateOf() }, ["x.web"]],
    ["never deployed", WEB, []],
    ["destroyed", { ...WEB, "state/x.web.tfstate": EMPTY_STATE }, []],
    ["of the project's own buckets and roles", { "state/bootstrap.main.tfstate": stateOf() }, []],
    ["none of a topology's", { "state/terraform.tfstate": stateOf(), "state/x.web.tfstate.backup": "" }, []],
  ])("given a stack that is %s, then it is no orphan", (_, files, synthesized) => {
    expect(orphansAmong(files, synthesized)).toEqual([]);
  });

  test("given a state whose Terraform is gone, of a topology that is gone, then it is told, without a folder", () => {
    expect(orphansAmong({ "state/gone.web.tfstate": stateOf() }, ["x.web"])).toEqual([
      { stack: "gone.web", step: 1, obstacles: [] },
    ]);
  });

  test("given several topologies, when one is asked about, then only its stacks are told", () => {
    const files = { "state/x.web.tfstate": stateOf(), "state/xy.web.tfstate": stateOf() };
    expect(orphansAmong(files, [], (topology) => topology === "x")).toMatchObject([{ stack: "x.web" }]);
  });

  test("given states in S3, then nobody knows whether the stacks are deployed, and the order is known", () => {
    const s3 = { backend: "s3" } as const;
    const files = {
      [`cdktf.out/removed/${SERVICE}/cdk.tf.json`]: terraformOf(SERVICE, { ...s3, reads: ["x.web"] }),
      "cdktf.out/removed/x.web/cdk.tf.json": terraformOf("x.web", s3),
    };
    const doubt = "its state is kept in s3, which is not asked; delete its folder when it is destroyed";
    expect(orphansAmong(files)).toMatchObject([
      { stack: SERVICE, step: 1, doubt },
      { stack: "x.web", step: 2, doubt },
    ]);
  });

  test.each(["errored.tfstate", "terraform.tfstate.d/blue/terraform.tfstate"])(
    "given %s in its folder, which Terraform writes there, then it may be deployed",
    (name) => {
      const [orphan] = orphansAmong({ ...WEB, [`cdktf.out/stacks/x.web/${name}`]: "{}" });
      expect(orphan).toMatchObject({
        doubt: `its folder holds ${name.split("/")[0]}, a state that Terraform kept there`,
      });
    },
  );
});

describe("what is in an orphan's way", () => {
  const obstacles = (files: Readonly<Record<string, string>>): object =>
    orphansAmong({ ...CONTRACT, ...STATES, ...files }, ["x.a", "x.web"]).map((orphan) =>
      "obstacles" in orphan ? orphan.obstacles : undefined,
    );
  const stays = (sample: object): Record<string, string> => ({
    "cdktf.out/stacks/x.a/cdk.tf.json": terraformOf("x.a", sample),
  });
  const inTheWay = [[{ stack: "x.a", uses: SERVICE }]];

  test("given a consumer that is deployed with its endpoint, then it is, whatever its Terraform says by now", () => {
    expect(obstacles({ ...stays({}), "state/x.a.tfstate": stateOf({ reads: [SERVICE] }) })).toEqual(inTheWay);
    expect(obstacles({ "state/x.a.tfstate": stateOf({ reads: [SERVICE] }) })).toEqual(inTheWay);
  });

  test("given a consumer that was deployed without it, or never, then it is not, whatever its Terraform says", () => {
    const reading = stays({ reads: [SERVICE] });
    expect(obstacles({ ...reading, "state/x.a.tfstate": stateOf() })).toEqual([[]]);
    expect(obstacles(reading)).toEqual([[]]);
  });

  test("given a consumer whose state nobody can read, then its last Terraform decides", () => {
    expect(obstacles(stays({ backend: "s3", reads: [SERVICE] }))).toEqual(inTheWay);
    expect(obstacles(stays({ backend: "s3" }))).toEqual([[]]);
    expect(obstacles({ ...stays({ reads: [SERVICE] }), "state/x.a.tfstate": "{" })).toEqual(inTheWay);
  });
});

test.each([
  ["stays, since its service accepts by itself now", ["x.a", "x.web"], "x.a"],
  ["goes as well", ["x.web"], undefined],
])(
  "given an acceptance whose consumer %s, then whose connections it rejects is told",
  (_, stays, rejects) => {
    const acceptance = "x.web.accept-a";
    const [orphan] = orphansAmong({ [`state/${acceptance}.tfstate`]: stateOf() }, stays);
    expect(orphan).toEqual({
      stack: acceptance,
      step: 1,
      obstacles: [],
      ...(rejects === undefined ? {} : { rejects }),
    });
  },
);

describe("hostile and broken files", () => {
  test("given names that are no stack's, then they are passed over", () => {
    const names = [
      "x.web; rm -rf ~",
      "x.$(id)",
      "x.web\u001b[2J",
      "..",
      "-x.web",
      "x..web",
      "x.WEB",
      "x.\u202eweb",
    ];
    const files = names.flatMap((name): [string, string][] => [
      [`state/${name}.tfstate`, stateOf()],
      [`cdktf.out/removed/${name}/cdk.tf.json`, terraformOf("x.web")],
      [`cdktf.out/stacks/${name}/cdk.tf.json`, terraformOf("x.web")],
    ]);
    expect(orphansAmong(Object.fromEntries(files))).toEqual([]);
  });

  test("given a broken state, then the stack may be deployed, and why is a sentence", () => {
    expect(orphansAmong({ "state/x.web.tfstate": "{" })).toEqual([
      {
        stack: "x.web",
        step: 1,
        doubt: "state/x.web.tfstate: this is no state that Terraform wrote; restore it from its backup",
        obstacles: [],
      },
    ]);
  });

  test.each(["", "{", '{ "//": { "metadata": { "backend": 7 } } }'])(
    "given Terraform that is %j, then where its state is kept is not known",
    (text) => {
      expect(orphansAmong({ "cdktf.out/removed/x.web/cdk.tf.json": text })).toMatchObject([
        { stack: "x.web", doubt: "its Terraform does not say where its state is kept" },
      ]);
    },
  );

  test("given links in the place of folders and Terraform, then they are not followed", () => {
    inFolder((folder) => {
      writeFiles(folder, {
        "elsewhere/x.web/cdk.tf.json": terraformOf("x.web", { backend: "s3", account: PROVIDER }),
        "cdktf.out/manifest.json": "{}",
        "cdktf.out/stacks/x.a/keep": "",
      });
      symlinkSync(`${folder}/elsewhere`, `${folder}/cdktf.out/removed`);
      symlinkSync(`${folder}/elsewhere/x.web`, `${folder}/cdktf.out/stacks/x.web`);
      symlinkSync(`${folder}/elsewhere/x.web/cdk.tf.json`, `${folder}/cdktf.out/stacks/x.a/cdk.tf.json`);
      // That there is Terraform is known of the last, and nothing that it says.
      expect(orphansOf(`${folder}/cdktf.out`, new Set())).toEqual([
        {
          stack: "x.a",
          step: 1,
          folder: "stacks/x.a",
          doubt: "its Terraform does not say where its state is kept",
          obstacles: [],
        },
      ]);
    });
  });

  test("given a folder that may not be read, then a sentence says so", () => {
    inFolder((folder) => {
      writeFiles(folder, { "state/x.web.tfstate": "" });
      const refusal = Object.assign(new Error("EACCES: permission denied"), { path: `${folder}/state` });
      jest.spyOn(fs, "readdirSync").mockImplementation(() => {
        throw refusal;
      });
      expect(() => orphansOf(`${folder}/cdktf.out`, new Set())).toThrow(
        `${folder}/state: this cannot be read, so that nobody knows what is deployed (EACCES: permission denied); let it be read by the user who runs this`,
      );
    });
  });
});
