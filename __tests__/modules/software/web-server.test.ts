import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import {
  type CloudConfig,
  parseCloudConfig,
  parseWebServer,
  renderCloudConfig,
  renderWebServer,
} from "../../../modules/software";
import { cloudConfig, port, unicode } from "./arbitraries";

const hello = renderWebServer({ port: 80, page: "Hello!" });

function contentOf(config: CloudConfig, path: string): string | undefined {
  return config.files.find((file) => file.path === path)?.content;
}

/** The web host with one file changed, or removed. */
function withFile(path: string, content: string | undefined): CloudConfig {
  const files = hello.files.flatMap((file) => {
    if (file.path !== path) return [file];
    return content === undefined ? [] : [{ ...file, content }];
  });
  return { ...hello, files };
}

describe("rendering", () => {
  test("given a page and a port, when rendered, then httpd is installed, set up and started without a shell", () => {
    expect(hello.packages).toEqual(["httpd"]);
    expect(contentOf(hello, "/var/www/html/index.html")).toBe("Hello!");
    expect(contentOf(hello, "/etc/httpd/conf/listen.conf")).toBe("Listen 80\n");
    expect(hello.commands).toEqual([["systemctl", "enable", "--now", "httpd"]]);
    expect(hello).toMatchSnapshot();
  });

  test("given two web hosts, when rendered, then they share one main configuration, which says no port itself", () => {
    const main = contentOf(hello, "/etc/httpd/conf/httpd.conf");
    expect(contentOf(renderWebServer({ port: 8080, page: "Bye" }), "/etc/httpd/conf/httpd.conf")).toBe(main);
    expect(main).toContain("\nInclude conf/listen.conf\n");
    expect(main).not.toMatch(/^\s*Listen/m);
  });

  test("given the main configuration, when read, then only the page is granted and the distribution's pages stay out", () => {
    const main = contentOf(hello, "/etc/httpd/conf/httpd.conf") ?? "";
    expect(main.match(/Require all \w+/g)).toEqual(["Require all denied", "Require all granted"]);
    const granted = new RegExp(/<LocationMatch "(.*)">/.exec(main)?.[1] ?? "nothing");
    expect(
      ["/", "/index.html", "/index_html", "/other.html", "/index.html/x", "/icons/"].filter((path) =>
        granted.test(path),
      ),
    ).toEqual(["/", "/index.html"]);
    expect(main).not.toContain("conf.d");
    expect(main).toContain("\nServerTokens Prod\n");
  });

  test.each([0, -1, 65536, 80.5, Number.NaN, Number.POSITIVE_INFINITY])(
    "given port %d, when rendered, then a sentence says which ports there are",
    (wrong) => {
      expect(() => renderWebServer({ port: wrong, page: "" })).toThrow(
        new RangeError(`A web server cannot listen on port ${wrong}: a TCP port is 1 to 65535.`),
      );
    },
  );
});

describe("reading back", () => {
  test("given any page and port, when rendered as cloud-config and read back, then they are the same", () => {
    fc.assert(
      fc.property(port, unicode, (port, page) => {
        const parsed = parseCloudConfig(renderCloudConfig(renderWebServer({ port, page })));
        if (parsed.kind === "unrecognised") throw new Error(parsed.reason);
        expect(parseWebServer(parsed.config)).toEqual({ kind: "web-server", server: { port, page } });
      }),
    );
  });

  test.each([1, 65535])("given the outermost port %d, when read back, then it is the same", (port) => {
    expect(parseWebServer(renderWebServer({ port, page: "" }))).toEqual({
      kind: "web-server",
      server: { port, page: "" },
    });
  });

  test("given a host without httpd, when read, then it is not a web server", () => {
    const squid: CloudConfig = {
      packages: ["squid"],
      files: [],
      commands: [["systemctl", "start", "squid"]],
    };
    expect(parseWebServer(squid)).toEqual({ kind: "not-a-web-server" });
    expect(parseWebServer({ packages: [], files: [], commands: [] })).toEqual({ kind: "not-a-web-server" });
  });

  const listen = (content: string | undefined): CloudConfig =>
    withFile("/etc/httpd/conf/listen.conf", content);
  test.each<[string, CloudConfig, string]>([
    ["no port", listen(undefined), '/etc/httpd/conf/listen.conf does not hold one line like "Listen 80"'],
    ["port 0", listen("Listen 0\n"), "does not hold one line"],
    ["port 65536", listen("Listen 65536\n"), "does not hold one line"],
    ["an address with the port", listen("Listen 10.0.0.1:80\n"), "does not hold one line"],
    ["two ports", listen("Listen 80\nListen 81\n"), "does not hold one line"],
    [
      "no page",
      withFile("/var/www/html/index.html", undefined),
      "there is no page in /var/www/html/index.html",
    ],
    [
      "another main file",
      withFile("/etc/httpd/conf/httpd.conf", "ServerRoot /srv\n"),
      "set up in another way",
    ],
    [
      "another command",
      { ...hello, commands: [...hello.commands, ["systemctl", "stop", "httpd"]] },
      "set up in another way",
    ],
    ["httpd that is only installed", { ...hello, commands: [] }, "set up in another way"],
    [
      "httpd of the image",
      { packages: [], files: [], commands: [["systemctl", "start", "httpd"]] },
      "does not hold one line",
    ],
    [
      "the page twice",
      {
        ...hello,
        files: [...hello.files, { path: "/var/www/html/index.html", content: "Bye", permissions: "0644" }],
      },
      "set up in another way",
    ],
  ])("given %s, when read, then it is unrecognised and the reason is said", (_, config, reason) => {
    const parsed = parseWebServer(config);
    expect(parsed).toEqual({ kind: "unrecognised", reason: expect.stringContaining(reason) });
  });

  test("given any configuration with httpd in it, when read, then nothing is thrown and no port is made up", () => {
    fc.assert(
      fc.property(cloudConfig, (config) => {
        const parsed = parseWebServer({ ...config, packages: ["httpd", ...config.packages] });
        expect(parsed.kind).toBe("unrecognised");
      }),
    );
  });
});
