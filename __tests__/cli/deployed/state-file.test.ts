import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync, truncateSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { localStateNames, readLocalState } from "../../../cli/deployed";
import { inFolder, writeFiles } from "../../support/folders";
import { EMPTY_STATE, stateOf } from "../../support/leftovers";

/** What is known of the stack `x.a`, where these files are in the folder of states. */
function deployedWith(files: Readonly<Record<string, string>>): unknown {
  return inFolder((folder) => {
    writeFiles(folder, files);
    return readLocalState(folder, "x.a");
  });
}

const unknown = (sentence: string): object => ({
  kind: "unknown",
  sentence: `state/x.a.tfstate: ${sentence}`,
});
const AT_WORK = unknown("Terraform is at work on it, or was ended before it was done");
const NO_STATE = unknown("this is no state that Terraform wrote; restore it from its backup");

describe("a local state", () => {
  test("given resources, then the stack is deployed, and reads what its data sources read", () => {
    expect(deployedWith({ "x.a.tfstate": stateOf({ reads: ["x.web.contract-service-web"] }) })).toEqual({
      kind: "something",
      reads: new Set(["x.web.contract-service-web"]),
    });
  });

  test("given outputs alone, as of a contract, then the stack is deployed", () => {
    const state = JSON.stringify({ version: 4, outputs: { contract: { value: "service" } }, resources: [] });
    expect(deployedWith({ "x.a.tfstate": state })).toMatchObject({ kind: "something" });
  });

  test.each([
    ["no file", {}],
    ["an empty file, as Terraform makes it to lock it", { "x.a.tfstate": "" }],
    ["what Terraform leaves of a destroyed stack", { "x.a.tfstate": EMPTY_STATE }],
    [
      "only what was looked up",
      { "x.a.tfstate": stateOf({ reads: ["x.b"] }).replace('"mode":"managed"', '"mode":"data"') },
    ],
    ["another stack's state", { "x.ab.tfstate": stateOf() }],
  ])("given %s, then nothing is deployed", (_, files) => {
    expect(deployedWith(files)).toEqual({ kind: "nothing" });
  });

  test.each([
    ["no state yet", {}],
    ["an empty state", { "x.a.tfstate": EMPTY_STATE }],
  ])("given %s and Terraform's lock on it, then it is not known", (_, files) => {
    expect(deployedWith({ ...files, ".x.a.tfstate.lock.info": "{}" })).toEqual(AT_WORK);
  });

  test.each([
    ["no JSON", "{"],
    ["other JSON", "[]"],
    ["a state of an unknown version", '{ "version": 3, "modules": [] }'],
    ["an encrypted state", '{ "serial": 1, "encrypted_data": "AAAA" }'],
    ["bytes", "\u0000\ufffd"],
    ["a tower of brackets", "[".repeat(200_000)],
  ])("given %s, then it is not known, in a sentence", (_, text) => {
    expect(deployedWith({ "x.a.tfstate": text })).toEqual(NO_STATE);
  });

  test("given any JSON whatever, then it is read without an exception", () => {
    inFolder((folder) => {
      fc.assert(
        fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
          writeFiles(folder, { "x.a.tfstate": text });
          expect(["nothing", "unknown"]).toContain(readLocalState(folder, "x.a").kind);
        }),
      );
    });
  });

  test("given a link, a pipe, a folder and a huge file, then none of them is read", () => {
    inFolder((folder) => {
      writeFiles(folder, { secret: stateOf(), "x.huge.tfstate": "" });
      symlinkSync(`${folder}/secret`, `${folder}/x.link.tfstate`);
      mkdirSync(`${folder}/x.folder.tfstate`);
      truncateSync(`${folder}/x.huge.tfstate`, 64 * 1024 * 1024 + 1);
      execFileSync("mkfifo", [`${folder}/x.pipe.tfstate`]);
      const sentences = Object.fromEntries(
        localStateNames(folder).map((stack) => {
          const read = readLocalState(folder, stack);
          return [stack, read.kind === "unknown" ? read.sentence : read.kind];
        }),
      );
      expect(sentences).toEqual({
        "x.folder": "state/x.folder.tfstate: this is no regular file",
        "x.huge": "state/x.huge.tfstate: this file has 67108865 bytes; at most 67108864 are read",
        "x.link": "state/x.link.tfstate: this is a link, and links are not followed",
        "x.pipe": "state/x.pipe.tfstate: this is no regular file",
      });
    });
  });

  test("given a folder of states that is a link, then it is not followed", () => {
    inFolder((folder) => {
      writeFiles(folder, { "elsewhere/x.a.tfstate": stateOf() });
      symlinkSync(`${folder}/elsewhere`, `${folder}/state`);
      expect(localStateNames(`${folder}/state`)).toEqual([]);
      expect(readLocalState(`${folder}/state`, "x.a")).toEqual({
        kind: "unknown",
        sentence: "state: this is no folder, and links are not followed",
      });
    });
  });
});
