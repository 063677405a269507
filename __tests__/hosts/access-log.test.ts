import { afterEach, expect, test } from "@jest/globals";
import type { ProxyServer } from "../../modules/software";
import { block, SERVER } from "../modules/software/proxies";
import { describeWith } from "./harness/describe-with";
import { freePort, get } from "./harness/http";
import { Squid } from "./harness/squid";

const CLIENT = "127.0.0.1";
const PROXY: ProxyServer = { ...SERVER, clients: [block(`${CLIENT}/32`)] };
const PORTS = { http: 80, https: 443 };

describeWith("squid", "an access log that clients would fill", (program) => {
  let squid: Squid;

  async function prepare(): Promise<{ readonly proxyPort: number; readonly address: string }> {
    const proxy = await freePort();
    squid = Squid.prepare(program, PROXY, { ...PORTS, proxy }, { names: { "example.org": "127.1.0.80" } });
    return { proxyPort: proxy, address: CLIENT };
  }

  afterEach(async () => {
    await squid.stop();
  });

  test("given a full disk, when requests cannot be logged, then Squid goes on answering", async () => {
    const client = await prepare();
    squid.fillDiskOfLog();
    await squid.start();
    for (let request = 0; request < 3; request += 1)
      expect((await get(client, "http://example.org/")).status).toBe(403);
  });

  test("given URLs and methods as long as Squid takes, when they are logged, then they are cut", async () => {
    const client = await prepare();
    await squid.start();
    const long = "a".repeat(7900);
    await get(client, `http://example.org/${long}`);
    await get(client, "http://example.org/method", "M".repeat(7900));
    await get(client, `http://example.org/${long}`, "M".repeat(32));
    const lines = await squid.logWith([
      /GET http:\/\/example\.org\/a{481} -$/,
      / M{32} http:\/\/example\.org\/a{481} -$/,
      / M{32} error:invalid-request -$/,
    ]);
    expect(lines.filter((line) => line.length > 650)).toEqual([]);
  });
});
