import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { parse } from "yaml";
import { checkFiles } from "../../cli/check";
import { synthesize } from "../../cli/synthesis";
import { inFolder, writeFiles } from "../support/folders";
import { edited } from "../support/topology-text";
import { outcomeOf, refusalWith, synthesisOf } from "./command";

const NAME =
  "this is not a name; write at most 32 lower-case letters, digits and single hyphens, a letter first, like web-1";
const RESERVED = "no key can have this name; write another one";

describe("text that a terminal would obey", () => {
  test("given it in keys and values, when it is told, then each mistake is one line in which it is visible", () => {
    const text = edited(
      ["  stranger:", String.raw`  "\e[31mred\r\nline":`],
      ["account: provider", String.raw`account: "\e]0;title\a\u202eredivorp\u2066"`],
      ["targets: [ec2-b]", String.raw`targets: ["\u2028\x9b2J\u200b"]`],
    );
    expect(synthesisOf({ "x.yaml": text })).toEqual(
      refusalWith([
        String.raw`x.yaml:6:3 accounts["\u001b[31mred\r\nline"] "\u001b[31mred\r\nline": ${NAME}`,
        String.raw`x.yaml:9:14 providers.web.account "\u001b]0;title\u0007\u{202e}redivorp\u{2066}": ${NAME}`,
        String.raw`x.yaml:18:19 providers.web.services.web.targets[0] "\u{2028}\u{9b}2J\u{200b}": ${NAME}`,
      ]),
    );
  });

  test("given it in a file's name, when the file is refused, then it is visible", () => {
    const file = "\u001b[2Jx\n.yaml";
    expect(synthesisOf({ [file]: "" }).stderr).toBe(
      "\\u{1b}[2Jx\\u{a}.yaml:1:1: the file is empty; a topology starts with `topology: <name>`\n",
    );
  });

  test("given it in a file's name, when the file is good, then it is visible", () => {
    inFolder((folder) => {
      writeFiles(folder, { "x\u202e.yaml": edited() });
      const { stdout } = outcomeOf(() => checkFiles([`${folder}/x\u202e.yaml`], false));
      expect(stdout.split("\n")[0]).toBe(`${folder}/x\\u{202e}.yaml: x is good: 2 VPCs, 1 flow`);
    });
  });

  test("given it in values, when the problems are printed as JSON, then it is escaped and the JSON says the same", () => {
    inFolder((folder) => {
      writeFiles(folder, {
        "x.yaml": edited(["account: provider", String.raw`account: "\u202e\x9b\U000E0041"`]),
      });
      const { stdout } = outcomeOf(() => checkFiles([`${folder}/x.yaml`], true));
      expect(stdout).not.toMatch(/[^\n -~]/);
      expect(JSON.parse(stdout)).toMatchObject({ problems: [{ value: "\u202e\u009b\u{e0041}" }] });
    });
  });
});

describe("names that every JavaScript object has", () => {
  test("given them as keys of the user's own, when it is synthesized, then they are keys like any other", () => {
    inFolder((folder) => {
      const tags = "tags: { constructor: prototype, toString: valueOf, hasOwnProperty: isPrototypeOf }";
      writeFiles(folder, {
        "x.yaml": edited(["topology: x", "topology: constructor"], ["flows:", `${tags}\nflows:`]),
      });
      const [topology] = synthesize([`${folder}/x.yaml`], `${folder}/out`).topologies;
      expect(topology?.stacks).toHaveLength(5);
      const terraform = readFileSync(`${folder}/out/stacks/constructor.web/cdk.tf.json`, "utf8");
      expect(terraform).toMatch(/"constructor": "prototype",\s*"hasOwnProperty": "isPrototypeOf",/);
    });
  });

  test("given the name of an entry, an account or a part, when constructs could not have it, then it is refused", () => {
    const text = edited(
      ["  stranger:", "  constructor:"],
      ["      ec2-b: {", "      constructor: { zone: apne1-az1 }\n      ec2-b: {"],
      ["  a:\n", "  constructor:\n"],
      ["from: a/", "from: constructor/"],
    );
    expect(synthesisOf({ "x.yaml": text })).toEqual(
      refusalWith([
        `x.yaml:6:3 accounts.constructor "constructor": ${RESERVED}`,
        `x.yaml:14:7 providers.web.hosts.constructor "constructor": ${RESERVED}`,
        `x.yaml:23:3 consumers.constructor "constructor": ${RESERVED}`,
      ]),
    );
  });

  test("given __proto__ as a key anywhere, when it is read, then it is refused rather than passed over", () => {
    const text = edited(
      ["  stranger:", "  __proto__:"],
      ["      ec2-b: {", "      __proto__: { zone: apne1-az1 }\n      ec2-b: {"],
      ["flows:", "tags: { __proto__: x }\n__proto__: {}\nflows:"],
    );
    expect(synthesisOf({ "x.yaml": text })).toEqual(
      refusalWith([
        `x.yaml:6:3 accounts.__proto__ "__proto__": ${RESERVED}`,
        `x.yaml:14:7 providers.web.hosts.__proto__ "__proto__": ${RESERVED}`,
        `x.yaml:35:9 tags.__proto__ "__proto__": ${RESERVED}`,
        `x.yaml:36:1 __proto__ "__proto__": ${RESERVED}`,
      ]),
    );
  });

  test.each(["toString", "hasOwnProperty", "__proto__"])(
    "given %s as a reference, when it is read, then it is no name",
    (name) => {
      const text = edited(
        ["clients: [ec2-a]", `clients: [ec2-a, ${name}]`],
        ["account: provider", `account: ${name}`],
      );
      expect(synthesisOf({ "x.yaml": text }).stderr).toMatch(
        new RegExp(
          `^x.yaml:9:14 providers.web.account "${name}": this is not a name; .*\nx.yaml:32:26 .*\n$`,
        ),
      );
    },
  );

  test("given a reference to what every object has, when nothing of that name is declared, then it is dangling", () => {
    const text = edited(
      ["service: web/web", "service: constructor/constructor"],
      ["from: a/ec2-a", "from: a/constructor"],
      ["allow: [consumer]", "allow: [constructor]"],
    );
    expect(synthesisOf({ "x.yaml": text })).toEqual(
      refusalWith([
        'x.yaml:20:17 providers.web.services.web.allow[0] "constructor": there is no such account; declared are consumer, provider, stranger',
        'x.yaml:30:18 consumers.a.endpoints.web.service "constructor/constructor": there is no such service; declared are web/web',
        'x.yaml:35:13 flows[0].from "a/constructor": there is no such host; declared are a/ec2-a, web/ec2-b',
      ]),
    );
  });
});

describe("text that Terraform would evaluate", () => {
  const EVIL = '${file("/etc/shadow")}%{ for x in y }${TfToken[TOKEN.0]}';

  /** The file with one of its texts, a key or a value, replaced: all of them in turn. */
  function* injections(value: unknown): Generator {
    if (typeof value === "string") yield EVIL;
    if (typeof value !== "object" || value === null) return;
    for (const [key, child] of Object.entries(value)) {
      const others = Object.entries(value).filter(([other]) => other !== key);
      if (Array.isArray(value)) {
        for (const changed of injections(child)) yield value.with(Number(key), changed);
        continue;
      }
      yield Object.fromEntries([...others, [EVIL, child]]);
      for (const changed of injections(child)) yield Object.fromEntries([...others, [key, changed]]);
    }
  }

  test("given it in any one place, when it is synthesized, then it is refused, or reaches no Terraform", () => {
    const whole: unknown = parse(
      edited(
        ["cidr: 10.1.0.0/16", "cidr: 10.1.0.0/16\n      subnets: { private: { apne1-az4: 10.1.240.0/24 } }"],
        ["apne1-az1, apne1-az2]", "apne1-az1, apne1-az2]\n      cidr: 10.0.0.0/16"],
        ["zone: apne1-az4 }", "zone: apne1-az4, instanceType: t4g.small }"],
        ["zones: [apne1-az4]\n", "addresses: { apne1-az4: 10.0.48.9 }\n"],
        ["flows:", "roles: { deploy: deployer }\ntags: { owner: me }\nstate: { backend: local }\nflows:"],
      ),
    );
    const accepted: string[] = [];
    inFolder((folder) => {
      for (const content of injections(whole)) {
        const out = `${folder}/out`;
        writeFiles(folder, { "x.yaml": JSON.stringify(content) });
        const { exitCode } = outcomeOf(() => synthesize([`${folder}/x.yaml`], out).topologies.length - 1);
        if (exitCode === 2) continue;
        expect(exitCode).toBe(0);
        for (const stack of readdirSync(`${out}/stacks`))
          expect(readFileSync(`${out}/stacks/${stack}/cdk.tf.json`, "utf8")).not.toMatch(/shadow|%\{/);
        accepted.push(/"(\w+)":"\$\{file/.exec(JSON.stringify(content))?.[1] ?? "a key");
      }
    });
    expect(accepted).toEqual(["page", "answer"]);
  });
});
