import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { ProxyServer } from "../../modules/software";
import { block, SERVER } from "../modules/software/proxies";
import { describeWith } from "./harness/describe-with";
import { type Addresses, Resolver, whyNoResolver } from "./harness/resolver";
import { RunningProxy } from "./harness/running-proxy";

const CLIENT = "127.0.0.1";
/** Stands for an address in the internet. */
const SITE = "127.1.0.80";

const PROXY: ProxyServer = {
  ...SERVER,
  clients: [block(`${CLIENT}/32`)],
  domains: [".example.com"],
  blocks: [block("127.2.0.0/24"), block("10.1.0.0/24")],
  ownBlocks: [block("127.3.0.0/24")],
};

const NAMES: Addresses = {
  "one.example.com": [SITE],
  "two-private.example.com": ["10.1.0.55", "10.9.9.9"],
  "site-and-private.example.com": [SITE, "10.9.9.9"],
  "site-and-own-network.example.com": [SITE, "127.3.0.5"],
  "site-and-metadata.example.com": [SITE, "169.254.169.254"],
  "in-block.example.org": ["127.2.0.5", "127.2.0.6"],
  "in-and-outside.example.org": ["127.2.0.5", SITE],
};

describeWith(
  "squid",
  "names with several addresses",
  (program) => {
    let resolver: Resolver;
    let proxy: RunningProxy;

    beforeAll(async () => {
      resolver = await Resolver.start(NAMES);
      proxy = await RunningProxy.start(program, PROXY, { resolver: resolver.address });
    });

    afterAll(async () => {
      await proxy.stop();
      await resolver.stop();
    });

    test.each([
      ["one address", "one.example.com", 200],
      ["a private address in a block and one outside", "two-private.example.com", 403],
      ["a site's address and a private one", "site-and-private.example.com", 403],
      ["a site's address and one of the proxy's own network", "site-and-own-network.example.com", 403],
      ["a site's address and that of instance metadata", "site-and-metadata.example.com", 403],
      ["all addresses in a block, and no allowed name", "in-block.example.org", 200],
      ["an address in a block and one outside, and no allowed name", "in-and-outside.example.org", 403],
      ["no address, and an allowed name", "nowhere.example.com", 502],
      ["no address, and no allowed name", "nowhere.example.org", 403],
    ])("given %s, when asked for, then the answer to %s is %d", async (_, name, status) => {
      expect((await proxy.getHttp(name, CLIENT)).status).toBe(status);
      // Squid says of a tunnel's name without an address that it is its own mistake.
      expect((await proxy.getHttps(name, CLIENT)).status).toBe(status === 502 ? 500 : status);
    });
  },
  whyNoResolver(),
);

describeWith("squid", "a proxy that allows every block", (program) => {
  let proxy: RunningProxy;

  beforeAll(async () => {
    proxy = await RunningProxy.start(program, { ...PROXY, domains: [], blocks: [block("0.0.0.0/0")] }, {});
  });

  afterAll(async () => {
    await proxy.stop();
  });

  test.each([
    ["an address", SITE, 200],
    ["the proxy itself", "127.0.0.1", 403],
    ["instance metadata", "169.254.169.254", 403],
    ["an address of IPv6", "[2001:db8::1]", 403],
  ])("given %s, when asked for, then the answer to %s is %d", async (_, host, status) => {
    expect((await proxy.getHttp(host, CLIENT)).status).toBe(status);
    expect((await proxy.getHttps(host, CLIENT)).status).toBe(status);
  });
});
