import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type CloudConfig,
  renderHost,
  renderProxyServer,
  renderRelay,
  renderVpnDevice,
} from "../../modules/software";
import { NAME_SERVERS } from "../modules/software/name-servers/name-servers";
import { CLIENT, SERVER } from "../modules/software/proxies";
import { RELAY } from "../modules/software/relays";
import { DEVICE } from "../modules/software/vpn-device/devices";
import { describeWith } from "./harness/describe-with";

const WEB = { port: 80, page: "Hello!" };
const HOSTS: readonly CloudConfig[] = [
  renderHost({ web: WEB, proxyClient: CLIENT, nameServers: NAME_SERVERS }),
  renderProxyServer(SERVER),
  renderVpnDevice(DEVICE),
  renderRelay(RELAY),
];

let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "shell-"));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

function run(
  program: string,
  ...words: string[]
): { readonly status: number | null; readonly output: string } {
  const { status, stdout, stderr } = spawnSync(program, words, { cwd: folder, encoding: "utf8", env: {} });
  return { status, output: stdout + stderr };
}

/** Puts a text in the folder and gives its path. */
function written(text: string): string {
  const path = join(folder, "file");
  writeFileSync(path, text);
  return path;
}

const SCRIPTS = HOSTS.flatMap(({ files }) =>
  files.filter(({ path, content }) => path.endsWith(".sh") || content.startsWith("#!")),
);

describeWith("shellcheck", "shell in user data", (program) => {
  test("given every host, when its shell scripts are looked for, then there is at least one", () => {
    expect(SCRIPTS.map(({ path }) => path)).toContain("/etc/profile.d/proxy.sh");
  });

  test.each(SCRIPTS.map(({ path, content }) => [path, content] as const))(
    "given %s, when ShellCheck reads it, then it finds nothing",
    (_, content) => {
      expect(run(program, "--enable=all", written(content))).toEqual({ status: 0, output: "" });
    },
  );
});

describeWith("sh", "the settings of a host's shells", (program) => {
  test("given the script of a login shell, when it is read, then programs find the proxy", () => {
    const script = SCRIPTS.find(({ path }) => path === "/etc/profile.d/proxy.sh");
    const { output } = run(program, "-c", `. ${written(script?.content ?? "")}; /usr/bin/env`);
    const url = `http://${CLIENT.host}:${CLIENT.port}`;
    expect(output.split("\n")).toEqual(
      expect.arrayContaining(
        ["http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"].map((name) => `${name}=${url}`),
      ),
    );
    expect(output).toContain(`\nno_proxy=${CLIENT.bypass.join(",")}\n`);
  });
});

describeWith("sed", "the settings of dnf", (program) => {
  test("given the configuration of dnf, when its command runs, then it has the proxy and all that it had", () => {
    const before = ["[main]", "gpgcheck=1", "installonly_limit=3", "[other]", "a=1", ""];
    const path = written(before.join("\n"));
    const [words = []] = HOSTS.flatMap(({ commands }) => commands.filter(([first]) => first === "sed"));
    expect(words.at(-1)).toBe("/etc/dnf/dnf.conf");
    expect(run(program, ...words.slice(1, -1), path)).toEqual({ status: 0, output: "" });
    expect(readFileSync(path, "utf8").split("\n")).toEqual(
      before.toSpliced(1, 0, `proxy=http://${CLIENT.host}:${CLIENT.port}`),
    );
  });
});
