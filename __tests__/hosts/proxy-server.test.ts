import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { PROXY_HEALTH_CHECK, type ProxyServer } from "../../modules/software";
import { block, SERVER } from "../modules/software/proxies";
import { describeWith } from "./harness/describe-with";
import type { Answer } from "./harness/http";
import { RunningProxy } from "./harness/running-proxy";

/** The rest of 127.0.0.0/8 is the internet here; 127.0.0.0/16 is this machine. */
const SITE = "127.1.0.80";
const CLIENT = "127.0.0.1";
const STRANGER = "127.0.0.2";
const HEALTH_CHECKER = "127.0.0.3";

const PROXY: ProxyServer = {
  ...SERVER,
  clients: [block(`${CLIENT}/32`)],
  healthCheckers: [block(`${HEALTH_CHECKER}/32`)],
  domains: [".example.com", "example.net"],
  blocks: [block("127.2.0.0/24"), block("198.18.0.0/24"), block("127.3.0.16/28")],
  ownBlocks: [block("127.3.0.0/24")],
};

const NAMES = {
  "example.com": SITE,
  "www.example.com": SITE,
  "example.net": SITE,
  "www.example.net": SITE,
  "example.org": SITE,
  "notexample.com": SITE,
  "reverse.example.com": "127.1.0.90",
  "in-block.example.org": "127.2.0.5",
  "private.example.com": "10.9.9.9",
  "private-in-block.example.com": "198.18.0.55",
  "own-network.example.com": "127.3.0.5",
  "own-network-in-block.example.com": "127.3.0.20",
  "carrier.example.com": "100.64.0.1",
  "metadata.example.com": "169.254.169.254",
  "metadata-ipv6.example.com": "fd00:ec2::254",
  "loopback.example.com": "127.0.0.1",
  "zero.example.com": "0.0.0.0",
};

describeWith("squid", "requests through the proxy", (program) => {
  let proxy: RunningProxy;

  beforeAll(async () => {
    proxy = await RunningProxy.start(program, PROXY, { names: NAMES });
  });

  afterAll(async () => {
    await proxy.stop();
  });

  const getHttp = (host: string, client = CLIENT): Promise<Answer> => proxy.getHttp(host, client);
  const getHttps = (host: string, client = CLIENT): Promise<Answer> => proxy.getHttps(host, client);

  test.each([
    "example.com",
    "www.example.com",
    "WWW.Example.COM",
    "www.example.com.",
    "example.net",
    "127.2.0.5",
    "in-block.example.org",
    "own-network-in-block.example.com",
  ])("given %s is allowed, when asked for, then it answers by HTTP and through a tunnel", async (host) => {
    expect(await getHttp(host)).toEqual({ status: 200, body: "by HTTP" });
    expect(await getHttps(host)).toEqual({ status: 200, body: "through a tunnel" });
  });

  test.each([
    ["another domain", "example.org"],
    ["a name below one that is allowed alone", "www.example.net"],
    ["a name that only ends alike", "notexample.com"],
    ["an address outside the blocks", SITE],
    ["the address of an allowed name", "127.1.0.90"],
    ["a private address outside the blocks", "10.9.9.9"],
    ["an allowed name of such an address", "private.example.com"],
    ["an allowed name of a carrier's address", "carrier.example.com"],
    ["an address of the proxy's own network", "127.3.0.5"],
    ["an allowed name of such an address, though it looks public", "own-network.example.com"],
    ["instance metadata", "169.254.169.254"],
    ["an allowed name of instance metadata", "metadata.example.com"],
    ["instance metadata by IPv6", "[fd00:ec2::254]"],
    ["an address of IPv6", "[2001:db8::1]"],
    ["the proxy itself", "127.0.0.1"],
    ["an allowed name of the proxy itself", "loopback.example.com"],
    ["an allowed name of 0.0.0.0", "zero.example.com"],
    ["an address of IPv4 written as one of IPv6", "[::ffff:169.254.169.254]"],
  ])("given %s, when asked for, then it is refused by HTTP and through a tunnel", async (_, host) => {
    expect((await getHttp(host)).status).toBe(403);
    expect((await getHttps(host)).status).toBe(403);
  });

  test("given an allowed name of instance metadata by IPv6, when asked for, then it is refused, or has no address without IPv6", async () => {
    expect([403, 502]).toContain((await getHttp("metadata-ipv6.example.com")).status);
    expect([403, 500]).toContain((await getHttps("metadata-ipv6.example.com")).status);
  });

  test("given an allowed name of a private address in a block, when asked for, then it is not refused, though nobody answers", async () => {
    expect((await getHttp("private-in-block.example.com")).status).toBeGreaterThanOrEqual(500);
  });

  test("given another port than the two, when an allowed name is asked for, then it is refused", async () => {
    expect((await proxy.get("http://www.example.com:8080/", CLIENT)).status).toBe(403);
    expect((await proxy.getHttps("www.example.com", CLIENT, 8443)).status).toBe(403);
  });

  test("given each port with the other's way, when an allowed name is asked for, then it is refused", async () => {
    expect((await proxy.get(`http://www.example.com:${proxy.https.port}/`, CLIENT)).status).toBe(403);
    expect((await proxy.getHttps("www.example.com", CLIENT, proxy.http.port)).status).toBe(403);
  });

  test("given TRACE, which shows what was asked, when an allowed name is asked for, then it is refused", async () => {
    const url = `http://www.example.com:${proxy.http.port}/`;
    expect((await proxy.get(url, CLIENT, "TRACE")).status).toBe(403);
    expect((await proxy.get(url, CLIENT, "OPTIONS")).status).toBe(200);
  });

  test.each(["ftp", "https", "cache_object"])(
    "given a URL of %s, when asked for, then it is refused",
    async (scheme) => {
      const { status } = await proxy.get(`${scheme}://www.example.com:${proxy.http.port}/`, CLIENT);
      expect([400, 403]).toContain(status);
    },
  );

  test.each([STRANGER, HEALTH_CHECKER])(
    "given %s is no client, when it asks, then it is refused",
    async (client) => {
      expect((await getHttp("www.example.com", client)).status).toBe(403);
      expect((await getHttps("www.example.com", client)).status).toBe(403);
    },
  );

  test("given a health check, when a health checker asks, then Squid itself answers, and nobody else gets an answer", async () => {
    const { path, matcher } = PROXY_HEALTH_CHECK;
    expect(String((await proxy.get(path, HEALTH_CHECKER)).status)).toBe(matcher);
    expect((await proxy.get(path, CLIENT)).status).toBe(403);
    expect((await proxy.get(path, STRANGER)).status).toBe(403);
  });

  test.each([
    "/",
    "/squid-internal-mgr/info",
    "/squid-internal-mgr/menu",
    "/squid-internal-static/icons/silk/image.png",
    "/squid-internal-static/icons/SN.png/../silk/image.png",
    "/squid-internal-dynamic/netdb",
    "/squid-internal-periodic/store_digest",
  ])(
    "given %s, when a health checker or a client asks the proxy for it, then there is no good answer",
    async (path) => {
      for (const client of [HEALTH_CHECKER, CLIENT]) {
        expect((await proxy.get(path, client)).status).toBeGreaterThanOrEqual(400);
        for (const host of ["squid.invalid", "127.0.0.1", "localhost", "www.example.com"])
          expect((await proxy.get(`http://${host}:${proxy.squid.port}${path}`, client)).status).toBe(403);
      }
    },
  );

  test("given the health check's path anywhere else, when a health checker asks for it, then it is refused", async () => {
    const { path } = PROXY_HEALTH_CHECK;
    const others = ["www.example.com", "127.0.0.1", "169.254.169.254"];
    for (const place of [
      `squid.invalid:${proxy.http.port}`,
      ...others.flatMap((host) => [proxy.squid.port, proxy.http.port].map((port) => `${host}:${port}`)),
    ])
      expect((await proxy.get(`http://${place}${path}`, HEALTH_CHECKER)).status).toBe(403);
    expect((await proxy.get(path, HEALTH_CHECKER, "POST")).status).toBe(403);
  });

  test("given the cache manager's path on an allowed site, when a client asks for it, then it is refused", async () => {
    const url = `http://www.example.com:${proxy.http.port}/squid-internal-mgr/info`;
    expect((await proxy.get(url, CLIENT)).status).toBe(403);
  });

  test("given requests, when they arrive, then nothing in them tells of the proxy or of its client", () => {
    expect(proxy.http.headers.length).toBeGreaterThan(0);
    for (const headers of proxy.http.headers) {
      expect(Object.keys(headers)).not.toContain("via");
      expect(JSON.stringify(headers)).not.toMatch(/forwarded|squid|127\.0\.0\./i);
    }
  });

  test("given requests, when the log is read, then each has a line, and health checks have none", async () => {
    await proxy.get(PROXY_HEALTH_CHECK.path, HEALTH_CHECKER);
    await proxy.get(PROXY_HEALTH_CHECK.path, STRANGER);
    await getHttp("www.example.com");
    await getHttps("www.example.com");
    await getHttp("example.org");
    const { http, https } = proxy;
    const line = (rest: string): RegExp =>
      new RegExp(String.raw`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d +\d+ ${rest.replaceAll(".", "\\.")}$`);
    const lines = await proxy.squid.logWith([
      line(`${STRANGER} TCP_DENIED/403 \\d+ GET http://squid.invalid:\\d+${PROXY_HEALTH_CHECK.path} -`),
      line(`${CLIENT} TCP_MISS/200 \\d+ GET http://www.example.com:${http.port}/ ${SITE}`),
      line(`${CLIENT} TCP_TUNNEL/200 \\d+ CONNECT www.example.com:${https.port} ${SITE}`),
      line(`${CLIENT} TCP_DENIED/403 \\d+ GET http://example.org:${http.port}/ -`),
    ]);
    const answeredCheck = new RegExp(` ${HEALTH_CHECKER} \\S+/200 `);
    expect(lines.filter((text) => answeredCheck.test(text))).toEqual([]);
  });
});
