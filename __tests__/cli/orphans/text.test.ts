import { expect, test } from "@jest/globals";
import { describeOrphan, formatOrphanCount, formatOrphans, type Orphan } from "../../../cli/orphans";

const CONTRACT: Orphan = {
  stack: "x.web.contract-service-web",
  step: 1,
  folder: "removed/x.web.contract-service-web",
  obstacles: [{ stack: "x.a", uses: "x.web.contract-service-web" }],
};
const WEB: Orphan = {
  stack: "x.web",
  step: 2,
  folder: "removed/x.web",
  account: "222222222222",
  doubt: "its state is kept in s3, which is not asked",
  obstacles: [{ stack: "x.a", uses: "x.web.contract-service-web" }],
};
const GONE: Orphan = { stack: "gone.web", step: 2, obstacles: [] };

test("given orphans, when they are told to people, then each has its step, what is in the way, and its command", () => {
  expect(formatOrphans([CONTRACT, WEB, GONE], "cdktf.out")).toBe(
    `3 stacks are in no topology any more and may still be deployed. Destroy step by step; stacks of one step can go together. See help/removing.md.
  destroy step  stack                       account                   in AWS
  1             x.web.contract-service-web  (contract: outputs only)  deployed
      in the way: x.a, as it is deployed, still uses it: deploy x.a first
      terraform -chdir=cdktf.out/removed/x.web.contract-service-web init && terraform -chdir=cdktf.out/removed/x.web.contract-service-web destroy
  2             x.web                       222222222222              may be deployed
      not known: its state is kept in s3, which is not asked
      in the way: x.a, as it is deployed, still uses x.web.contract-service-web: deploy x.a first
      terraform -chdir=cdktf.out/removed/x.web init && terraform -chdir=cdktf.out/removed/x.web destroy
  2             gone.web                    (not known)               deployed
      its Terraform is gone: put what made gone.web back into its topology file, from version control; then npx cdktf destroy gone.web`,
  );
});

test("given orphans, when there is one line for them, then it counts them", () => {
  const rest = "npm run topology -- check tells in which order to destroy.";
  expect(formatOrphanCount([GONE])).toBe(
    `1 stack is in no topology any more and may still be deployed. ${rest}`,
  );
  expect(formatOrphanCount([GONE, WEB])).toBe(
    `2 stacks are in no topology any more and may still be deployed. ${rest}`,
  );
});

test("given an orphan, when it is described for a program, then its commands are apart", () => {
  expect([describeOrphan(WEB, "out"), describeOrphan(GONE, "out")]).toEqual([
    {
      stack: "x.web",
      step: 2,
      account: "222222222222",
      deployed: "unknown",
      doubt: "its state is kept in s3, which is not asked",
      obstacles: [{ stack: "x.a", uses: "x.web.contract-service-web" }],
      commands: ["terraform -chdir=out/removed/x.web init", "terraform -chdir=out/removed/x.web destroy"],
    },
    { stack: "gone.web", step: 2, deployed: "yes", obstacles: [], commands: [] },
  ]);
});

test.each([
  ["my out", "'my out/removed/x.web'"],
  ["it's $(id)", String.raw`'it'\''s $(id)/removed/x.web'`],
  ["a;b", "'a;b/removed/x.web'"],
  ["/tmp/out", "/tmp/out/removed/x.web"],
])("given the output folder %s, then a shell takes it for one word", (outdir, word) => {
  expect(describeOrphan(WEB, outdir)).toMatchObject({
    commands: [`terraform -chdir=${word} init`, expect.any(String)],
  });
});

test("given an acceptance of a consumer that stays, then people and programs are told what destroying it does", () => {
  const acceptance: Orphan = { stack: "x.web.accept-a", step: 1, obstacles: [], rejects: "x.a" };
  expect(formatOrphans([acceptance], "out")).toContain(
    "\n      take care: destroying it rejects the connections of x.a, which stays; see help/removing.md\n",
  );
  expect(describeOrphan(acceptance, "out")).toMatchObject({ rejects: "x.a" });
});

test("given control characters in what is told, then a terminal gets none of them", () => {
  const evil = "\u001b[2J\u202e\n";
  const text = formatOrphans(
    [{ ...WEB, doubt: evil, obstacles: [{ stack: evil, uses: evil }] }],
    `out${evil}`,
  );
  expect(text).not.toContain("\u001b");
  expect(text).not.toContain("\u202e");
  expect(text.split("\n")).toHaveLength(6);
});
