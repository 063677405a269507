import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { addressFromInteger } from "../../../../modules/addressing";
import {
  encodeUserData,
  type HostSetup,
  type NameServers,
  readUserData,
  renderHost,
} from "../../../../modules/software";
import { CLIENT, contentOf, withFile } from "../proxies";
import { NAME_SERVERS } from "./name-servers";

const FILE = "/etc/systemd/resolved.conf.d/name-servers.conf";

function readBack(config: ReturnType<typeof renderHost>): ReturnType<typeof readUserData> {
  const encoded = encodeUserData(config);
  return readUserData(encoded.ok ? encoded.base64 : "");
}

describe("rendering name servers", () => {
  test("given servers and domains, when rendered, then their order changes nothing, and domains are for routing only", () => {
    const host = renderHost({ nameServers: NAME_SERVERS });
    expect(contentOf(host, FILE)).toBe(
      "[Resolve]\nDNS=10.0.0.53 10.0.16.53\nDomains=~example.internal ~test.internal\n",
    );
    const { servers, domains } = NAME_SERVERS;
    expect(
      renderHost({ nameServers: { servers: servers.toReversed(), domains: domains.toReversed() } }),
    ).toEqual(host);
  });

  test.each<[Partial<NameServers>, string]>([
    [{ servers: [] }, "at least one name server"],
    [{ domains: [] }, "at least one name server"],
    [{ domains: ["Example.internal"] }, '"Example.internal" is not a domain'],
    [{ domains: ["."] }, '"." is not a domain'],
    [{ domains: ["a b"] }, '"a b" is not a domain'],
  ])("given %j, when rendered, then it is refused", (wrong, said) => {
    expect(() => renderHost({ nameServers: { ...NAME_SERVERS, ...wrong } })).toThrow(said);
  });
});

describe("reading name servers", () => {
  test.each<[string, HostSetup]>([
    ["name servers", { nameServers: NAME_SERVERS }],
    [
      "a page, a proxy and name servers",
      { web: { port: 80, page: "x" }, proxyClient: CLIENT, nameServers: NAME_SERVERS },
    ],
  ])("given a host with %s, when its user data is read, then they come back", (_, setup) => {
    expect(readBack(renderHost(setup))).toEqual({ kind: "host", platform: "linux", ...setup });
  });

  test("given any addresses and domains, when read back, then they are the same, in order", () => {
    const servers = fc.uniqueArray(fc.integer({ min: 0, max: 2 ** 32 - 1 }).map(addressFromInteger), {
      minLength: 1,
      maxLength: 3,
    });
    const domains = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,5}(\.[a-z0-9]{1,5}){0,2}$/), {
      minLength: 1,
      maxLength: 3,
    });
    fc.assert(
      fc.property(fc.record({ servers, domains }), (nameServers) => {
        expect(readBack(renderHost({ nameServers }))).toMatchObject({
          nameServers: {
            servers: nameServers.servers.toSorted((one, other) => one - other),
            domains: nameServers.domains.toSorted(),
          },
        });
      }),
      { numRuns: 10 },
    );
  });

  test.each([
    ["another line", "[Resolve]\nDNS=10.0.0.53\nDomains=~a.internal\nDNSSEC=no\n"],
    ["a domain for completing names", "[Resolve]\nDNS=10.0.0.53\nDomains=a.internal\n"],
    ["every name", "[Resolve]\nDNS=10.0.0.53\nDomains=~.\n"],
    ["no address", "[Resolve]\nDNS=dns.example\nDomains=~a.internal\n"],
    ["nothing", ""],
  ])("given a file with %s, when the user data is read, then it is not understood", (_, text) => {
    expect(readBack(withFile(renderHost({ nameServers: NAME_SERVERS }), FILE, text))).toMatchObject({
      kind: "unrecognised",
      reason: `${FILE} does not say name servers and domains as expected`,
    });
  });

  test("given a host without the command for other names, when read, then it is not understood", () => {
    const host = renderHost({ nameServers: NAME_SERVERS });
    expect(readBack({ ...host, commands: host.commands.slice(1) }).kind).toBe("unrecognised");
  });
});
