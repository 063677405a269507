import { expect, test } from "@jest/globals";
import type { ProxyServer } from "../../modules/software";
import { block, SERVER as PROXY } from "../modules/software/proxies";
import { describeWith } from "./harness/describe-with";
import { Squid } from "./harness/squid";

describeWith("squid", "the proxy's configuration, loaded by Squid", (program) => {
  const PORTS = { proxy: 3128, http: 80, https: 443 };
  /** What Squid says of a list that it does not take as it is. */
  const COMPLAINT = /ERROR|FATAL|subnetwork|subdomain|You (should|need)/;

  async function parsed(server: ProxyServer, domains?: string): Promise<{ ok: boolean; output: string }> {
    const squid = Squid.prepare(program, server, PORTS);
    if (domains !== undefined) squid.write("allowed-domains", domains);
    const result = squid.parse();
    await squid.stop();
    return result;
  }

  test.each<[string, Partial<ProxyServer>]>([
    ["domains and blocks", {}],
    ["no domain", { domains: [] }],
    ["no block", { blocks: [] }],
    ["nothing at all", { domains: [], blocks: [], clients: [], healthCheckers: [], ownBlocks: [] }],
    ["a domain below another before it", { domains: ["www.example.com", ".example.com", "example.com"] }],
    ["a domain below another after it", { domains: [".example.com", "example.com", ".www.example.com"] }],
    ["equal domains", { domains: ["example.com", "example.com", ".b.org", ".b.org"] }],
    ["a block in another after it", { blocks: [block("10.1.0.0/24"), block("10.0.0.0/8")] }],
    [
      "equal and neighbouring blocks",
      { blocks: [block("10.0.0.0/9"), block("10.128.0.0/9"), block("10.0.0.0/9")] },
    ],
    ["every address", { blocks: [block("0.0.0.0/0")], clients: [block("0.0.0.0/0")] }],
    ["its own network inside an allowed block", { ownBlocks: [block("10.1.0.0/28")] }],
    ["the first and the last address", { blocks: [block("0.0.0.0/32"), block("255.255.255.255/32")] }],
    ["400 domains", { domains: Array.from({ length: 400 }, (_, index) => `n${index}.example.com`) }],
  ])(
    "given %s, when the configuration is parsed, then Squid takes it without complaint",
    async (_, lists) => {
      const { ok, output } = await parsed({ ...PROXY, ...lists });
      expect(output).not.toMatch(COMPLAINT);
      expect(ok).toBe(true);
    },
  );

  test.each<[string, boolean, RegExp]>([
    [".example.com\nexample.com\n", false, /You need to remove '\.example\.com'/],
    ["example.com\n.example.com\n", false, /You need to remove '\.example\.com'/],
    ["www.example.com\n.example.com\n", false, /You need to remove 'www\.example\.com'/],
    [".example.com\nwww.example.com\n", true, /You should remove 'www\.example\.com'/],
    ["example.com\nexample.com\n", true, /^(?!.*remove)/s],
  ])(
    "given the list %j as it is, when parsed, then whether Squid starts is %s",
    async (list, starts, said) => {
      const { ok, output } = await parsed(PROXY, list);
      expect(output).toMatch(said);
      expect(ok).toBe(starts);
    },
  );
});
