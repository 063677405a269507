import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { type CloudConfig, parseCloudConfig, renderCloudConfig } from "../../../modules/software";
import { cloudConfig, unicode } from "./arbitraries";

const nothing: CloudConfig = { packages: [], files: [], commands: [] };
const motd = { path: "/etc/motd", content: "Hi\n", permissions: "0644" };

function reasonFor(text: string): string {
  const parsed = parseCloudConfig(text);
  return parsed.kind === "unrecognised" ? parsed.reason : `(understood: ${JSON.stringify(parsed.config)})`;
}

describe("rendering", () => {
  test("given packages, files and commands, when rendered, then it is cloud-config with the contents in base64", () => {
    const text = renderCloudConfig({
      packages: ["squid"],
      files: [motd],
      commands: [["systemctl", "start", "squid"]],
    });
    expect(text.split("\n")[0]).toBe("#cloud-config");
    expect(text).toContain('content: "SGkK"');
    expect(text).toMatchSnapshot();
  });

  test("given a configuration that asks for nothing, when rendered, then the document is an empty mapping", () => {
    expect(renderCloudConfig(nothing)).toBe("#cloud-config\n{}\n");
  });

  test("given any configuration, when rendered, then it is printable ASCII and reads back as it was", () => {
    fc.assert(
      fc.property(cloudConfig, (config) => {
        const text = renderCloudConfig(config);
        expect(text).toMatch(/^[\n\x20-\x7e]*$/);
        expect(parseCloudConfig(text)).toEqual({ kind: "cloud-config", config });
      }),
    );
  });

  test("given a page of a megabyte, when rendered, then it reads back as it was", () => {
    const config = { ...nothing, files: [{ ...motd, content: "é😀\r\n".repeat(100_000) }] };
    expect(parseCloudConfig(renderCloudConfig(config))).toEqual({ kind: "cloud-config", config });
  });

  test.each<[string, CloudConfig, RegExp]>([
    [
      "a package that is an option",
      { ...nothing, packages: ["--nogpgcheck"] },
      /packages\[0\]: a package is named by/,
    ],
    [
      "a relative path",
      { ...nothing, files: [{ ...motd, path: "motd" }] },
      /files\[0\]\.path: a path is absolute/,
    ],
    [
      "permissions of three digits",
      { ...nothing, files: [{ ...motd, permissions: "644" }] },
      /four octal digits/,
    ],
    [
      "half a surrogate pair",
      { ...nothing, files: [{ ...motd, content: "\ud83d" }] },
      /content: half of a surrogate/,
    ],
    [
      "a command of no words",
      { ...nothing, commands: [[]] },
      /runcmd\[0\]: a command names at least a program/,
    ],
    [
      "a NUL in an argument",
      { ...nothing, commands: [["echo", "\0"]] },
      /runcmd\[0\]\[1\]: no argument can have a NUL/,
    ],
  ])("given %s, when rendered, then a sentence says what cannot be written", (_, config, sentence) => {
    expect(() => renderCloudConfig(config)).toThrow(RangeError);
    expect(() => renderCloudConfig(config)).toThrow(/^This cannot be written as cloud-config: .*\.$/);
    expect(() => renderCloudConfig(config)).toThrow(sentence);
  });
});

describe("parsing what somebody else wrote", () => {
  const file = (lines: string): string => `#cloud-config\nwrite_files:\n- path: /etc/motd\n${lines}`;

  test("given the same configuration in another style of YAML, when parsed, then it is understood", () => {
    const text = `#cloud-config\r\n# by hand\r\nruncmd: [[ls, -l]]\r\nwrite_files: [{permissions: '0644', content: SGkK, encoding: b64, path: /etc/motd}]\r\n`;
    expect(parseCloudConfig(text)).toEqual({
      kind: "cloud-config",
      config: { packages: [], files: [motd], commands: [["ls", "-l"]] },
    });
  });

  test.each([
    ["no text", "", "its first line is not #cloud-config"],
    [
      "a shell script",
      "#!/bin/bash\ndnf install -y httpd\n",
      "it is a script, whose effects cannot be read from it",
    ],
    ["a Jinja template", "## template: jinja\n#cloud-config\n{}\n", "its first line is not #cloud-config"],
    ["an archive", "#cloud-config-archive\n[]\n", "its first line is not #cloud-config"],
    ["a header alone", "#cloud-config\n", "the document is not a mapping"],
    ["a list", "#cloud-config\n- a\n", "the document is not a mapping"],
    ["no YAML", "#cloud-config\npackages: [\n", "it is not plain YAML: "],
    [
      "a key twice",
      "#cloud-config\npackages: [a]\npackages: [b]\n",
      "it is not plain YAML: Map keys must be unique",
    ],
    [
      "two documents",
      "#cloud-config\n{}\n---\n{}\n",
      "it is not plain YAML: Source contains multiple documents",
    ],
    [
      "an unknown tag",
      "#cloud-config\npackages: [!!python/name:os.system x]\n",
      "it is not plain YAML: Unresolved tag",
    ],
    ["an unknown key", "#cloud-config\nusers: []\n", 'the key "users" is not understood here'],
    ["a key that is a list", "#cloud-config\n? [a]\n: b\n", 'the key "[ a ]" is not understood here'],
    [
      "the key __proto__",
      "#cloud-config\n__proto__: {packages: [a]}\n",
      'the key "__proto__" is not understood here',
    ],
    ["shell source", "#cloud-config\nruncmd: [systemctl stop httpd]\n", "runcmd[0]: a command is a list"],
    ["a bare yes", "#cloud-config\nruncmd: [[echo, yes]]\n", "runcmd[0][1]: an argument is text"],
    [
      "a package and version",
      "#cloud-config\npackages: [[httpd, 2.4]]\n",
      "packages[0]: a package is its name",
    ],
    [
      "a file that is only a path",
      "#cloud-config\nwrite_files: [/etc/motd]\n",
      "write_files[0]: a file is a mapping",
    ],
    [
      "plain content",
      file("  content: Hi\n  permissions: '0644'\n"),
      "write_files[0].encoding: only files with",
    ],
    [
      "gzip",
      file("  encoding: gz+b64\n  content: H4sI\n  permissions: '0644'\n"),
      "write_files[0].encoding: only files with",
    ],
    [
      "!!binary",
      file("  encoding: b64\n  content: !!binary SGkK\n  permissions: '0644'\n"),
      "write_files[0].content: content is text",
    ],
    [
      "wrapped base64",
      file('  encoding: b64\n  content: "SG kK"\n  permissions: "0644"\n'),
      "write_files[0].content: it is not base64",
    ],
    [
      "bytes that are no UTF-8",
      file("  encoding: b64\n  content: /w==\n  permissions: '0644'\n"),
      "write_files[0].content: what its base64 carries",
    ],
    [
      "a bare 0644",
      file("  encoding: b64\n  content: SGkK\n  permissions: 0644\n"),
      "write_files[0].permissions: permissions are octal digits in quotes",
    ],
    [
      "no permissions",
      file("  encoding: b64\n  content: SGkK\n"),
      "write_files[0].permissions: permissions are octal digits in quotes",
    ],
    [
      "a deferred file",
      file("  encoding: b64\n  content: SGkK\n  permissions: '0644'\n  defer: true\n"),
      'write_files[0]: the key "defer" is not understood here',
    ],
    ["an alias", "#cloud-config\npackages: &a [b]\nruncmd: [*a]\n", "it uses YAML aliases"],
    [
      "a merge of no mapping",
      "#cloud-config\n<<: 1\n",
      "its YAML cannot be read: Error: Merge sources must be maps",
    ],
  ])("given %s, when parsed, then it is unrecognised and the reason is said", (_, text, reason) => {
    expect(reasonFor(text)).toContain(reason);
    expect(reasonFor(text)).not.toContain("\n");
  });

  test.each([
    ["brackets", "[".repeat(100_000)],
    ["braces", "{a: ".repeat(100_000)],
    ["explicit keys on a line", "? ".repeat(100_000)],
    ["tagged items on a line", "- !!seq ".repeat(100_000)],
    ["indentation", Array.from({ length: 1_000 }, (_, level) => `${" ".repeat(level)}a:`).join("\n")],
  ])(
    "given deep nesting by %s, when parsed, then it is refused before a reader runs out of stack",
    (_, yaml) => {
      expect(reasonFor(`#cloud-config\n${yaml}`)).toBe("its YAML may nest deeper than any cloud-config does");
    },
  );

  test("given the deepest nesting that is read, when parsed, then it is read without running out of stack", () => {
    const keys = Array.from({ length: 32 }, (_, level) => " ".repeat(level) + "? ".repeat(8)).join("\n");
    const lists = "[".repeat(128) + "]".repeat(128);
    expect(reasonFor(`#cloud-config\n${keys}\n${" ".repeat(32)}${lists}\n`)).toMatch(
      /^the key ".*" is not understood here$/,
    );
  });

  test("given arguments that look like nesting, when rendered, then they read back as they were", () => {
    const command = [
      "[".repeat(1_000),
      "{a: ".repeat(1_000),
      "- ".repeat(1_000),
      "? ".repeat(1_000),
      " ".repeat(1_000),
    ];
    const config = { ...nothing, commands: [command] };
    expect(parseCloudConfig(renderCloudConfig(config))).toEqual({ kind: "cloud-config", config });
  });

  test.each([
    ["lists", (name: string) => `[${`*${name},`.repeat(9)}]`],
    ["merge keys", (name: string) => `{<<: [${`*${name},`.repeat(9)}]}`],
  ])(
    "given aliases of aliases in %s that stand for 9^40 values, when parsed, then it is unrecognised",
    (_, use) => {
      const levels = Array.from(
        { length: 40 },
        (_, level) => `l${level + 1}: &l${level + 1} ${use(`l${level}`)}`,
      );
      expect(reasonFor(`#cloud-config\nl0: &l0 {a: b}\n${levels.join("\n")}\n`)).toBe("it uses YAML aliases");
    },
  );

  test("given any text, when parsed, then nothing is thrown, and what is understood renders to the same meaning", () => {
    const yaml = fc.json().map((json) => `#cloud-config\n${json}`);
    const headed = unicode.map((text) => `#cloud-config\n${text}`);
    const damaged = fc
      .tuple(cloudConfig.map(renderCloudConfig), fc.nat(), fc.nat({ max: 3 }), unicode)
      .map(([text, at, gone, put]) => {
        const start = at % text.length;
        return text.slice(0, start) + put + text.slice(start + gone);
      });
    fc.assert(
      fc.property(fc.oneof(unicode, yaml, headed, damaged), (text) => {
        const parsed = parseCloudConfig(text);
        if (parsed.kind === "unrecognised") expect(parsed.reason).not.toBe("");
        else expect(parseCloudConfig(renderCloudConfig(parsed.config))).toEqual(parsed);
      }),
      { numRuns: 200 },
    );
  });
});
