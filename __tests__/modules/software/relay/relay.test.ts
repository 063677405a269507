import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { addressFromInteger, Ipv4Block } from "../../../../modules/addressing";
import {
  type CloudConfig,
  encodeUserData,
  parseRelay,
  readUserData,
  type Relay,
  renderRelay,
  type Translation,
} from "../../../../modules/software";
import { cloudConfig, port } from "../arbitraries";
import { contentOf, withFile } from "../proxies";
import { RELAY, translation } from "../relays";

const relay = renderRelay(RELAY);
const INTERFACE = "/etc/relay/interface";
const ADDRESS = "/etc/relay/address.nft";
const MAIN = "/etc/relay/relay.nft";
const TRANSLATIONS = "/etc/relay/translations.nft";

/** So few of each that translations often lead to one place, and blocks of one translation never overlap. */
const address = fc.integer({ min: 1, max: 3 }).map((number) => addressFromInteger(0xac100000 + number));
const to = fc.record({ address, port: fc.oneof(fc.constant(80), port) });
const blocks = fc
  .uniqueArray(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 4 })
  .map((numbers) =>
    numbers.map((number) => Ipv4Block.containing(addressFromInteger(number * 2 ** 24), 8 + number)),
  );
const translations: fc.Arbitrary<Translation[]> = fc.uniqueArray(
  fc.record({ sources: blocks, address, port: fc.integer({ min: 1, max: 9 }), to }),
  { maxLength: 6, selector: (each) => `${each.address}:${each.port}` },
);

describe("rendering", () => {
  test("given a relay, when rendered, then its three files say what it is about, and nftables is installed", () => {
    expect(relay.packages).toEqual(["nftables"]);
    expect(contentOf(relay, INTERFACE)).toBe("ap-northeast-1\naddress-class-relay-relay\n");
    expect(contentOf(relay, ADDRESS)).toBe("define address = 172.16.0.10\n");
    expect(contentOf(relay, TRANSLATIONS)).toBe(
      [
        "add element inet relay translations {",
        "10.200.0.0/16 . 172.16.0.10 . 80 : 172.16.0.20 . 80,",
        "172.16.0.30/32 . 172.16.0.10 . 8080 : 10.200.0.10 . 80,",
        "172.16.16.30/32 . 172.16.0.10 . 8080 : 10.200.0.10 . 80,",
        "}",
        "",
      ].join("\n"),
    );
    expect(relay).toMatchSnapshot();
  });

  test("given another relay, when rendered, then only those three files differ", () => {
    const other = renderRelay({
      ...RELAY,
      interfaceName: "other",
      address: addressFromInteger(1),
      translations: [],
    });
    const differing = relay.files.filter(({ path, content }) => contentOf(other, path) !== content);
    expect(differing.map(({ path }) => path)).toEqual([INTERFACE, ADDRESS, TRANSLATIONS]);
    expect(other.commands).toEqual(relay.commands);
  });

  test("given the main configuration, when read, then whatever no rule lets pass is dropped", () => {
    const main = contentOf(relay, MAIN) ?? "";
    for (const hook of ["forward", "input"])
      expect(main).toContain(`type filter hook ${hook} priority filter; policy drop;`);
    expect(main.match(/^.* accept$/gm)?.map((rule) => rule.trim())).toEqual([
      "iifgroup 100 oifgroup 100 ct status dnat accept",
      "iif lo accept",
      "ct state established,related accept",
      "udp sport 67 udp dport 68 accept",
    ]);
  });

  test("given the script, when it is read, then the rules are loaded before the link is up, and forwarding comes last", () => {
    const script = contentOf(relay, "/usr/local/sbin/relay") ?? "";
    const places = [
      "networkctl reload",
      "attach-network-interface",
      "nft --file",
      " up\n",
      "forwarding=1",
    ].map((step) => script.indexOf(step));
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((left, right) => left - right));
  });

  test.each<[Partial<Relay>, string]>([
    [
      { interfaceName: "a b" },
      '"a b" cannot be the name of a relay\'s interface: it has letters, digits and . _ / -, 256 at most.',
    ],
    [
      { translations: [translation("172.16.0.10:0", "172.16.0.20:80", "10.0.0.0/8")] },
      "A relay cannot translate port 0: a TCP port is 1 to 65535.",
    ],
    [
      { translations: [translation("172.16.0.10:80", "172.16.0.20:65536", "10.0.0.0/8")] },
      "A relay cannot translate port 65536: a TCP port is 1 to 65535.",
    ],
    [
      { translations: [translation("172.16.0.10:80", "172.16.0.20:80")] },
      "Nobody could call 172.16.0.10:80: a translation has at least one block of sources.",
    ],
    [
      {
        translations: [
          translation("172.16.0.10:80", "172.16.0.20:80", "10.0.0.0/8", "192.168.0.0/16"),
          translation("172.16.0.10:80", "172.16.0.21:80", "10.200.0.0/16"),
        ],
      },
      "A relay cannot lead a caller of 172.16.0.10:80 two ways: 10.0.0.0/8 and 10.200.0.0/16 have addresses in common.",
    ],
    [
      { translations: [translation("172.16.0.10:80", "172.16.0.20:80", "10.0.0.0/8", "10.0.0.0/8")] },
      "A relay cannot lead a caller of 172.16.0.10:80 two ways: 10.0.0.0/8 and 10.0.0.0/8 have addresses in common.",
    ],
  ])("given %j, when rendered, then a sentence says what would be right", (wrong, sentence) => {
    expect(() => renderRelay({ ...RELAY, ...wrong })).toThrow(new RangeError(sentence));
  });

  test("given one block for two ports and two addresses, when rendered, then each leads its own way", () => {
    const each = ["172.16.0.10:80", "172.16.0.10:81", "172.16.0.11:80"].map((at, index) =>
      translation(at, `172.16.0.2${index}:80`, "10.0.0.0/8"),
    );
    const read = parseRelay(renderRelay({ ...RELAY, translations: each }));
    expect(read).toEqual({ kind: "relay", relay: { ...RELAY, translations: each } });
  });

  test.each(["", "a\nb", "$(x)", "*", "a,b", "a=b", "a'b", '"', "x".repeat(257)])(
    "given the interface name %j, when rendered, then it is refused",
    (interfaceName) => {
      expect(() => renderRelay({ ...RELAY, interfaceName })).toThrow(RangeError);
    },
  );
});

describe("reading back", () => {
  test("given any translations in any order, when rendered and read back, then they are the same, in one order", () => {
    fc.assert(
      fc.property(translations, (some) => {
        const written = renderRelay({ ...RELAY, translations: some });
        const other = some.toReversed().map((each) => ({ ...each, sources: each.sources.toReversed() }));
        expect(renderRelay({ ...RELAY, translations: other })).toEqual(written);
        const read = parseRelay(written);
        if (read.kind !== "relay") throw new Error(read.kind);
        expect({ ...read.relay, translations: [] }).toEqual({ ...RELAY, translations: [] });
        expect(new Set(read.relay.translations.map(lineOf))).toEqual(new Set(some.map(lineOf)));
        expect(renderRelay(read.relay)).toEqual(written);
      }),
      { numRuns: 15 },
    );
  });

  test("given sources of one address that lead two ways by turns, when read, then each way is one translation", () => {
    const [first, second] = [
      translation("172.16.0.10:80", "172.16.0.20:80", "10.0.0.0/16", "10.2.0.0/16"),
      translation("172.16.0.10:80", "172.16.0.21:80", "10.1.0.0/16", "10.3.0.0/16"),
    ];
    const read = parseRelay(renderRelay({ ...RELAY, translations: [second, first] }));
    expect(read).toEqual({ kind: "relay", relay: { ...RELAY, translations: [first, second] } });
  });

  test("given a relay's user data, when read, then it is a relay, and a host without nftables is none", () => {
    const encoded = encodeUserData(relay);
    if (!encoded.ok) throw new Error("it is too long");
    expect(readUserData(encoded.base64)).toEqual({ kind: "relay", relay: RELAY });
    expect(parseRelay({ packages: ["httpd"], files: [], commands: [] })).toEqual({ kind: "not-a-relay" });
  });

  test.each<[string, CloudConfig, string]>([
    [
      "no interface",
      withFile(relay, INTERFACE, undefined),
      `${INTERFACE} does not hold a Region and the name`,
    ],
    ["no Region", withFile(relay, INTERFACE, "tokyo\nrelay\n"), `${INTERFACE} does not hold a Region`],
    ["another name", withFile(relay, INTERFACE, "ap-northeast-1\n$(x)\n"), "set up in another way"],
    [
      "no address",
      withFile(relay, ADDRESS, "define address = 10.0.0.0/8\n"),
      `${ADDRESS} does not define one`,
    ],
    ["no translations", withFile(relay, TRANSLATIONS, undefined), `${TRANSLATIONS} does not hold one line`],
    ["a rule among them", changed("}\n", "}\nflush ruleset\n"), `${TRANSLATIONS} does not hold one line`],
    ["a comment among them", changed("{\n", "{\n# none\n"), `${TRANSLATIONS} does not hold one line`],
    ["a range of ports", changed(". 80 :", ". 80-90 :"), `${TRANSLATIONS} does not hold one line`],
    [
      "host bits in a block",
      changed("10.200.0.0/16", "10.200.0.1/16"),
      `${TRANSLATIONS} does not hold one line`,
    ],
    ["a port that is none", changed(". 80 :", ". 65536 :"), "set up in another way"],
    ["blocks that overlap", changed("172.16.16.30/32", "172.16.0.30/32"), "set up in another way"],
    ["another order", changed(". 80 :", ". 9090 :"), "set up in another way"],
    ["another main file", withFile(relay, MAIN, "flush ruleset\n"), "set up in another way"],
    ["another command", { ...relay, commands: [...relay.commands, ["true"]] }, "set up in another way"],
    ["nftables alone", { packages: ["nftables"], files: [], commands: [] }, "does not hold a Region"],
    ["nft alone", { packages: [], files: [], commands: [["nft", "flush", "ruleset"]] }, "does not hold"],
  ])("given %s, when read, then it is unrecognised and the reason is said", (_, config, reason) => {
    expect(parseRelay(config)).toEqual({ kind: "unrecognised", reason: expect.stringContaining(reason) });
  });

  test("given any configuration with nftables in it, when read, then nothing is thrown and no relay is made up", () => {
    fc.assert(
      fc.property(cloudConfig, (config) => {
        expect(parseRelay({ ...config, packages: ["nftables", ...config.packages] }).kind).toBe(
          "unrecognised",
        );
      }),
      { numRuns: 20 },
    );
  });
});

test("given the limit of EC2, 16 KB before base64, when 100 translations of the longest form are encoded, then they fit", () => {
  const many = Array.from({ length: 100 }, (_, index) =>
    translation(`172.16.100.110:${index + 10000}`, `172.16.200.120:${index + 10000}`, "172.16.100.100/32"),
  );
  expect(encodeUserData(renderRelay({ ...RELAY, translations: many })).ok).toBe(true);
});

/** The relay with other translations in its file. */
function changed(from: string, to: string): CloudConfig {
  return withFile(relay, TRANSLATIONS, (contentOf(relay, TRANSLATIONS) ?? "").replace(from, to));
}

function lineOf({ sources, address: at, port: number, to: target }: Translation): string {
  const places = sources.map(String).toSorted().join(" ");
  return [places, at, number, target.address, target.port].join(" ");
}
