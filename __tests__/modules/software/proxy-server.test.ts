import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { IntervalSet, parseAddress, valueOf } from "../../../modules/addressing";
import { withoutCovered } from "../../../modules/domains";
import {
  type CloudConfig,
  encodeUserData,
  parseCloudConfig,
  parseProxyServer,
  PROXY_HEALTH_CHECK,
  PROXY_PORT,
  type ProxyServer,
  renderCloudConfig,
  renderProxyServer,
  USER_DATA_LIMIT,
} from "../../../modules/software";
import { blocks, cloudConfig, proxyServer } from "./arbitraries";
import { block, contentOf, SERVER, withFile } from "./proxies";

const proxy = renderProxyServer(SERVER);
const DOMAINS = "/etc/squid/allowed-domains";
const BLOCKS = "/etc/squid/allowed-blocks";
const OTHERS = "/etc/squid/other-blocks";
const AGENT = "/opt/aws/amazon-cloudwatch-agent/etc/cloudwatch-agent.json";

function fileOf(server: Partial<ProxyServer>, path: string): string | undefined {
  return contentOf(renderProxyServer({ ...SERVER, ...server }), path);
}

/** The addresses of the lines of a list. */
function addressesOf(text: string): IntervalSet {
  const lines = text.split("\n").slice(0, -1);
  return IntervalSet.ofAll(
    lines.map((line) => {
      if (line === "all") return { first: 0, last: 2 ** 32 - 1 };
      if (line.includes("/")) return block(line);
      const [first = "", last = ""] = line.split("-");
      return { first: valueOf(parseAddress(first)), last: valueOf(parseAddress(last)) };
    }),
  );
}

describe("rendering", () => {
  test("given a proxy, when rendered, then Squid and the log's agent are installed, set up and started without a shell", () => {
    expect(proxy).toMatchSnapshot();
  });

  test("given two proxies, when rendered, then they share one main configuration, which names nothing of theirs", () => {
    const main = contentOf(proxy, "/etc/squid/squid.conf");
    expect(fileOf({ domains: [], blocks: [], clients: [] }, "/etc/squid/squid.conf")).toBe(main);
    expect(main).toContain(`\nhttp_port 0.0.0.0:${PROXY_PORT}\n`);
    expect(main).not.toContain("example.com");
  });

  test("given covered and repeated domains, when rendered, then they are left out, for Squid would not start", () => {
    expect(fileOf({ domains: ["www.example.com", ".example.com", "a.org", "a.org"] }, DOMAINS)).toBe(
      ".example.com\na.org\n",
    );
  });

  test("given blocks inside others, when rendered, then they are left out, for Squid would pass over the larger", () => {
    const inside = [block("10.1.0.0/24"), block("10.0.0.0/8"), block("10.2.0.0/16"), block("10.0.0.0/8")];
    expect(fileOf({ blocks: inside }, BLOCKS)).toBe("10.0.0.0/8\n");
  });

  test("given no block and every block, when rendered, then Squid's own word for every address is written", () => {
    expect(fileOf({ blocks: [] }, BLOCKS)).toBe("");
    expect(fileOf({ blocks: [] }, OTHERS)).toBe("all\n");
    expect(fileOf({ blocks: [block("0.0.0.0/0")] }, BLOCKS)).toBe("all\n");
    expect(fileOf({ blocks: [block("0.0.0.0/0")] }, OTHERS)).toBe("");
  });

  test("given any blocks, when rendered, then every address is in one of the two lists, and none in both", () => {
    fc.assert(
      fc.property(blocks, (allowed) => {
        const inside = addressesOf(fileOf({ blocks: allowed }, BLOCKS) ?? "");
        const outside = addressesOf(fileOf({ blocks: allowed }, OTHERS) ?? "");
        expect(inside.equals(IntervalSet.ofAll(allowed))).toBe(true);
        expect(inside.intersect(outside).isEmpty).toBe(true);
        expect(inside.union(outside).size).toBe(2 ** 32);
      }),
    );
  });

  test("given the agent's file, when read, then it ships the file that Squid writes, and leaves the retention alone", () => {
    const agent = contentOf(proxy, AGENT) ?? "";
    const path = /"file_path": "(.*)"/.exec(agent)?.[1];
    expect(contentOf(proxy, "/etc/squid/squid.conf")).toContain(`\naccess_log stdio:${path} `);
    expect(agent).not.toContain("retention");
    expect(agent).toContain(`"log_group_name": "${SERVER.logGroup}"`);
  });

  test("given the health check, when its path is looked up, then the first rule is for it", () => {
    const main = contentOf(proxy, "/etc/squid/squid.conf") ?? "";
    const path = new RegExp(/acl health_path urlpath_regex (.*)/.exec(main)?.[1] ?? "nothing");
    expect(path.test(PROXY_HEALTH_CHECK.path)).toBe(true);
    expect(path.test(PROXY_HEALTH_CHECK.path.replace(".", "x"))).toBe(false);
    expect(/^http_access .*/m.exec(main)?.[0]).toBe("http_access allow health_check");
    expect(main.match(/^http_access .*/gm)?.at(-1)).toBe("http_access deny all");
  });

  test.each<[Partial<ProxyServer>, string]>([
    [{ port: 8080 }, "A proxy cannot listen on port 8080: it is always 3128."],
    [
      { domains: ["Example.com"] },
      'A proxy cannot allow "Example.com": a domain is written in lower case, like example.com, or .example.com with all below it.',
    ],
    [
      { logGroup: "a b" },
      '"a b" cannot be the name of a log group: it has letters, digits and . - _ / #, 512 at most.',
    ],
  ])("given %j, when rendered, then a sentence says what would be right", (wrong, sentence) => {
    expect(() => renderProxyServer({ ...SERVER, ...wrong })).toThrow(new RangeError(sentence));
  });

  test.each(["", ".", "a..b", "a b", "a\nb", '"x"', "#a", "-a.com", "10.0.0.1", "*.example.com", "a.com."])(
    "given the domain %j, when rendered, then it is refused",
    (domain) => {
      expect(() => renderProxyServer({ ...SERVER, domains: [domain] })).toThrow(RangeError);
    },
  );
});

describe("reading back", () => {
  test("given any proxy, when rendered as cloud-config and read back, then it is the same but for covered entries", () => {
    fc.assert(
      fc.property(proxyServer, (server) => {
        const parsed = parseCloudConfig(renderCloudConfig(renderProxyServer(server)));
        if (parsed.kind === "unrecognised") throw new Error(parsed.reason);
        const read = parseProxyServer(parsed.config);
        if (read.kind !== "proxy-server") throw new Error(read.kind);
        const { domains, clients, healthCheckers, blocks, ownBlocks, ...rest } = read.server;
        expect(rest).toEqual({ port: PROXY_PORT, region: server.region, logGroup: server.logGroup });
        expect(domains).toEqual(withoutCovered(server.domains));
        for (const [ours, theirs] of [
          [clients, server.clients],
          [healthCheckers, server.healthCheckers],
          [blocks, server.blocks],
          [ownBlocks, server.ownBlocks],
        ] as const)
          expect(IntervalSet.ofAll(ours).equals(IntervalSet.ofAll(theirs))).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  test("given lists that cover nothing twice, when read back, then they are the same", () => {
    expect(parseProxyServer(proxy)).toEqual({ kind: "proxy-server", server: SERVER });
    const empty = { ...SERVER, clients: [], healthCheckers: [], domains: [], blocks: [], ownBlocks: [] };
    expect(parseProxyServer(renderProxyServer(empty))).toEqual({ kind: "proxy-server", server: empty });
  });

  test("given a host without Squid, when read, then it is not a proxy", () => {
    expect(parseProxyServer({ packages: ["httpd"], files: [], commands: [] })).toEqual({
      kind: "not-a-proxy-server",
    });
  });

  test.each<[string, CloudConfig, string]>([
    [
      "no list of domains",
      withFile(proxy, DOMAINS, undefined),
      `${DOMAINS} does not hold one line for each of its domains`,
    ],
    [
      "a list without its last line break",
      withFile(proxy, DOMAINS, ".example.com"),
      "does not hold one line",
    ],
    ["a domain that is none", withFile(proxy, DOMAINS, "a b\n"), "does not hold one line"],
    ["covered domains", withFile(proxy, DOMAINS, ".example.com\nwww.example.com\n"), "set up in another way"],
    ["a block with host bits", withFile(proxy, BLOCKS, "10.1.0.1/24\n"), "does not hold one line"],
    ["another block", withFile(proxy, BLOCKS, "10.2.0.0/24\n"), "set up in another way"],
    ["no clients", withFile(proxy, "/etc/squid/clients", undefined), "/etc/squid/clients does not hold"],
    [
      "no health checkers",
      withFile(proxy, "/etc/squid/health-checkers", "x\n"),
      "/etc/squid/health-checkers does not",
    ],
    ["no own blocks", withFile(proxy, "/etc/squid/own-blocks", undefined), "/etc/squid/own-blocks does not"],
    ["no log group", withFile(proxy, AGENT, "{}"), "does not ship one file to a log group"],
    ["an agent's file that is no JSON", withFile(proxy, AGENT, "{"), "does not ship one file"],
    [
      "another main file",
      withFile(proxy, "/etc/squid/squid.conf", "http_access allow all\n"),
      "set up in another way",
    ],
    ["another command", { ...proxy, commands: [...proxy.commands, ["true"]] }, "set up in another way"],
    [
      "Squid that is only installed",
      { packages: ["squid"], files: [], commands: [] },
      "does not hold one line",
    ],
  ])("given %s, when read, then it is unrecognised and the reason is said", (_, config, reason) => {
    expect(parseProxyServer(config)).toEqual({
      kind: "unrecognised",
      reason: expect.stringContaining(reason),
    });
  });

  test("given any configuration with Squid in it, when read, then nothing is thrown and no list is made up", () => {
    fc.assert(
      fc.property(cloudConfig, (config) => {
        expect(parseProxyServer({ ...config, packages: ["squid", ...config.packages] }).kind).toBe(
          "unrecognised",
        );
      }),
    );
  });
});

describe("the limit of EC2, 16 KB before base64", () => {
  /** A proxy with so many domains of 19 characters. */
  function encodedWith(count: number): ReturnType<typeof encodeUserData> {
    const domains = Array.from(
      { length: count },
      (_, index) => `n${String(index).padStart(7, "0")}.example.com`,
    );
    return encodeUserData(renderProxyServer({ ...SERVER, domains }));
  }

  test("given 395 domains of 19 characters, when encoded, then they fit, and 396 do not", () => {
    expect(encodedWith(395).ok).toBe(true);
    expect(encodedWith(396)).toEqual({ ok: false, bytes: expect.any(Number), limit: USER_DATA_LIMIT });
  });
});
