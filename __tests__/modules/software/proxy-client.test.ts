import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import {
  type CloudConfig,
  encodeUserData,
  encodeWindowsUserData,
  type ProxyClient,
  readUserData,
  renderHost,
  renderProxyServer,
  renderWebServer,
  renderWindowsHost,
  USER_DATA_LIMIT,
} from "../../../modules/software";
import { cloudConfig, port, proxyClient, proxyServer, unicode } from "./arbitraries";
import { CLIENT, contentOf, SERVER, withFile } from "./proxies";

const WEB = { port: 80, page: "Hello!" };
const both = renderHost({ web: WEB, proxyClient: CLIENT });
const windows = renderWindowsHost({ proxyClient: CLIENT });

/** What the analysis makes of user data. */
function read(rendered: CloudConfig | string): ReturnType<typeof readUserData> {
  const encoded = typeof rendered === "string" ? encodeWindowsUserData(rendered) : encodeUserData(rendered);
  if (!encoded.ok) throw new Error(`${encoded.bytes} bytes were refused`);
  return readUserData(encoded.base64);
}

describe("a host on Linux", () => {
  test("given a proxy, when rendered, then shells, services, the SSM agent and dnf are told it", () => {
    expect(renderHost({ proxyClient: CLIENT })).toMatchSnapshot();
  });

  test("given a proxy, when rendered, then nothing that brings the first packages is told it before they are there", () => {
    const files = renderHost({ proxyClient: CLIENT }).files.map(({ path }) => path);
    expect(files).toEqual([
      "/etc/profile.d/proxy.sh",
      "/etc/systemd/system/amazon-ssm-agent.service.d/override.conf",
      "/etc/systemd/proxy.conf",
    ]);
    expect(both.commands.map(([program]) => program)).toEqual([
      "systemctl",
      "install",
      "systemctl",
      "systemctl",
      "sed",
    ]);
  });

  test("given a proxy, when rendered, then programs find it in either case", () => {
    const shell = contentOf(both, "/etc/profile.d/proxy.sh") ?? "";
    for (const name of ["http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"])
      expect(shell).toContain(`\nexport ${name}='http://proxy.example.internal:3128'\n`);
    for (const name of ["no_proxy", "NO_PROXY"])
      expect(shell).toContain(
        `\nexport ${name}='169.254.169.254,localhost,.s3.ap-northeast-1.amazonaws.com'\n`,
      );
  });

  test("given only a page, when rendered, then it is the web server as it always was", () => {
    expect(renderHost({ web: WEB })).toEqual(renderWebServer(WEB));
  });

  test.each<[Partial<ProxyClient>, string]>([
    [{ host: "proxy's" }, '"proxy\'s" is not the DNS name of a proxy.'],
    [{ host: "10.0.0.1" }, '"10.0.0.1" is not the DNS name of a proxy.'],
    [{ port: 0 }, "A proxy cannot be asked on port 0: a TCP port is 1 to 65535."],
    [
      { bypass: ["169.254.169.254", "10.0.0.0/16"] },
      '"10.0.0.0/16" cannot be asked without the proxy: that are names, such as localhost or .example.com, and addresses.',
    ],
    [{ bypass: ["localhost"] }, "Instance metadata, 169.254.169.254, must be asked without the proxy."],
  ])("given %j, when rendered for either system, then a sentence says what is wrong", (wrong, sentence) => {
    const setup = { proxyClient: { ...CLIENT, ...wrong } };
    expect(() => renderHost(setup)).toThrow(new RangeError(sentence));
    expect(() => renderWindowsHost(setup)).toThrow(new RangeError(sentence));
  });
});

describe("a host on Windows", () => {
  test("given a proxy, when rendered, then users, services, programs and the SSM agent are told it", () => {
    expect(windows).toMatchSnapshot();
  });

  test("given a proxy, when its values are looked at, then each is in quotes that expand nothing, and no other is set by a string", () => {
    expect(windows.match(/^\$\w+ = .*/gm)?.slice(0, 4)).toEqual([
      "$server = 'proxy.example.internal:3128'",
      "$override = '169.254.169.254;localhost;*.s3.ap-northeast-1.amazonaws.com'",
      "$url = 'http://proxy.example.internal:3128'",
      "$noProxy = '169.254.169.254,localhost,.s3.ap-northeast-1.amazonaws.com'",
    ]);
  });

  test("given no proxy, when rendered and read back, then there is nothing to tell", () => {
    expect(read(renderWindowsHost({}))).toEqual({ kind: "host", platform: "windows" });
  });
});

describe("reading user data", () => {
  const web = fc.record({ port, page: unicode });
  const host = fc.record({ web, proxyClient }, { requiredKeys: [] });

  test("given any host on Linux, when read back, then it is the same", () => {
    fc.assert(
      fc.property(host, (setup) => {
        expect(read(renderHost(setup))).toEqual({ kind: "host", platform: "linux", ...setup });
      }),
      { numRuns: 40 },
    );
  });

  test("given any host on Windows, when read back, then it is the same", () => {
    fc.assert(
      fc.property(fc.record({ proxyClient }, { requiredKeys: [] }), (setup) => {
        expect(read(renderWindowsHost(setup))).toEqual({ kind: "host", platform: "windows", ...setup });
      }),
    );
  });

  test("given any proxy, when read back and rendered again, then no byte is another", () => {
    fc.assert(
      fc.property(proxyServer, (server) => {
        const config = renderProxyServer(server);
        const result = read(config);
        if (result.kind !== "proxy-server") throw new Error(result.kind);
        expect(renderProxyServer(result.server)).toEqual(config);
      }),
      { numRuns: 30 },
    );
  });

  test.each<[string, CloudConfig | string, string]>([
    ["another command", { ...both, commands: [...both.commands, ["true"]] }, "set up in another way"],
    [
      "another file beside the settings",
      { ...renderHost({ proxyClient: CLIENT }), packages: ["nginx"] },
      "it does more than serving a page, using a proxy and asking name servers",
    ],
    [
      "settings without their commands",
      { ...renderHost({ proxyClient: CLIENT }), commands: [] },
      "it does more",
    ],
    [
      "a shell's proxy that is none",
      withFile(both, "/etc/profile.d/proxy.sh", "x"),
      "does not say one proxy",
    ],
    [
      "an agent with another proxy",
      withFile(both, "/etc/systemd/system/amazon-ssm-agent.service.d/override.conf", "[Service]\n"),
      "do not say one and the same",
    ],
    ["no shell's proxy", withFile(both, "/etc/profile.d/proxy.sh", undefined), "does not say one proxy"],
    [
      "a proxy that serves a page too",
      { ...renderProxyServer(SERVER), packages: ["squid", "httpd"] },
      "Squid or its host",
    ],
    [
      "PowerShell with another line",
      windows.replace("Restart", "Get-Date\nRestart"),
      "its PowerShell script does more",
    ],
    [
      "PowerShell that says another proxy",
      windows.replace("$url = 'http://proxy", "$url = 'http://other"),
      "or less",
    ],
    ["PowerShell that is not ended", windows.replace("</powershell>\n", ""), "or less"],
  ])("given %s, when read, then it is unrecognised and the reason is said", (_, rendered, reason) => {
    expect(read(rendered)).toEqual({ kind: "unrecognised", reason: expect.stringContaining(reason) });
  });

  test("given any cloud-config, text or bytes, when read, then nothing is thrown and nothing is made up", () => {
    const texts = fc.oneof(
      unicode,
      unicode.map((text) => `<powershell>\n${text}`),
    );
    fc.assert(
      fc.property(texts, (text) => {
        expect(readUserData(Buffer.from(text).toString("base64")).kind).toBe("unrecognised");
        expect(readUserData(text).kind).toBe("unrecognised");
      }),
    );
    fc.assert(
      fc.property(cloudConfig, (config) => {
        const result = read(config);
        if (result.kind === "host")
          expect([result, config]).toEqual([{ kind: "host", platform: "linux" }, renderHost({})]);
        else expect(result.kind).toBe("unrecognised");
      }),
    );
  });
});

describe("the limit of EC2 on Windows, 16 KB before base64", () => {
  test("given 16384 bytes and one more, when encoded, then the first are taken and the second refused", () => {
    expect(encodeWindowsUserData("x".repeat(USER_DATA_LIMIT)).ok).toBe(true);
    expect(encodeWindowsUserData("x".repeat(USER_DATA_LIMIT + 1))).toEqual({
      ok: false,
      bytes: USER_DATA_LIMIT + 1,
      limit: USER_DATA_LIMIT,
    });
  });
});
