import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { renderVpnDevice } from "../../modules/software";
import { contentOf } from "../modules/software/proxies";
import { BGP, DEVICE, STATIC } from "../modules/software/vpn-device/devices";
import { describeWith, pathOf } from "./harness/describe-with";

const BGPD = "/usr/lib/frr/bgpd";
/** FRR's programs would become its own user, who reads no file here. */
const asWhoeverRunsThis = (program: string): string[] => (program === BGPD ? ["--skip_runas"] : []);
const device = renderVpnDevice(DEVICE);
let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "vpn-"));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

function written(name: string, text: string, mode = 0o644): string {
  const path = join(folder, name);
  writeFileSync(path, text, { mode });
  return path;
}

interface Ran {
  readonly status: number | null;
  readonly output: string;
}

function run(program: string, words: readonly string[], environment: NodeJS.ProcessEnv = {}): Ran {
  const { status, stdout, stderr } = spawnSync(program, words, {
    encoding: "utf8",
    env: { PATH: process.env["PATH"], ...environment },
  });
  return { status, output: stdout + stderr };
}

const MISSING_FRR = pathOf("vtysh") === undefined ? "FRR is not installed: apt-get install frr" : undefined;

describeWith(
  "sh",
  "BGP of a VPN device, read by FRR",
  () => {
    const text = contentOf(device, "/etc/frr/frr.conf") ?? "";

    test.each([
      ["vtysh", pathOf("vtysh") ?? ""],
      ["bgpd", BGPD],
    ])("given the configuration, when %s reads it, then it takes every line", (_, program) => {
      const path = written("frr.conf", text);
      expect(run(program, ["-C", ...asWhoeverRunsThis(program), "-f", path])).toEqual({
        status: 0,
        output: "",
      });
    });

    test("given a line that is none, when bgpd reads it, then it says so", () => {
      const path = written("wrong.conf", text.replace("maximum-paths 1", "maximum-paths none"));
      expect(run(BGPD, ["-C", ...asWhoeverRunsThis(BGPD), "-f", path])).toMatchObject({
        output: expect.stringMatching(/No such command on config line \d+: +maximum-paths none/),
      });
    });
  },
  MISSING_FRR,
);

describeWith("nft", "what a VPN device passes on, read by nftables", (program) => {
  test.each([
    ["both kinds of routing", [STATIC, BGP]],
    ["one connection", [STATIC]],
  ])("given %s, when nft reads the rules, then it takes every line", (_, connections) => {
    const config = renderVpnDevice({ ...DEVICE, connections });
    const path = written("nftables.conf", contentOf(config, "/etc/nftables.conf") ?? "");
    // Even to check rules, nft asks the kernel, which answers in a network of one's own.
    const words = ["--user", "--map-root-user", "--net", program, "--check", "--file", path];
    expect(run("unshare", words)).toEqual({ status: 0, output: "" });
  });
});

describeWith("flock", "the routes of a tunnel, with another `ip` in the place of the real one", () => {
  const COUNT = "/run/vpn-device/up-";

  /** What the script asks of `ip`, after events of a tunnel. */
  function routesAfter(id: string, verbs: readonly string[]): string {
    const here = (text: string): string =>
      text.replaceAll(COUNT, `${folder}/run/up-`).replaceAll("/etc/vpn-device/", `${folder}/`);
    rmSync(join(folder, "run"), { recursive: true, force: true });
    for (const name of ["run", "bin"]) mkdirSync(join(folder, name), { recursive: true });
    written("bin/ip", `#!/bin/sh\necho "$*"\n`, 0o755);
    written("routes", contentOf(device, "/etc/vpn-device/routes") ?? "");
    const script = written(
      "script",
      here(contentOf(device, "/usr/local/sbin/vpn-device-routes") ?? ""),
      0o755,
    );
    const outputs = verbs.map((verb) => {
      const { stdout } = spawnSync(script, {
        encoding: "utf8",
        env: {
          PATH: `${folder}/bin:${process.env["PATH"] ?? ""}`,
          PLUTO_VERB: verb,
          PLUTO_IF_ID_OUT: id,
        },
      });
      return stdout;
    });
    return outputs.at(-1) ?? "";
  }

  test.each([
    ["tunnel 1 comes up", "2560", ["up-client"], "route replace 172.16.0.0/16 dev vpn2560 metric 100\n"],
    ["tunnel 2 comes up", "2564", ["up-client"], "route replace 172.16.0.0/16 dev vpn2564 metric 200\n"],
    [
      "it goes down",
      "2560",
      ["up-client", "down-client"],
      "route delete 172.16.0.0/16 dev vpn2560 metric 100\n",
    ],
    [
      "one of two associations goes down",
      "2560",
      ["up-client", "up-client", "down-client"],
      "route replace 172.16.0.0/16 dev vpn2560 metric 100\n",
    ],
    [
      "both go down",
      "2560",
      ["up-client", "up-client", "down-client", "down-client"],
      "route delete 172.16.0.0/16 dev vpn2560 metric 100\n",
    ],
    ["a tunnel with BGP comes up", "2816", ["up-client"], ""],
  ])("given a device, when %s, then its routes follow", (_, id, verbs, said) => {
    expect(routesAfter(id, verbs)).toBe(said);
  });
});

describeWith(
  "sh",
  "the interfaces of a VPN device, with another `ip` in the place of the real one",
  (program) => {
    test("given a device, when strongSwan is about to start, then every tunnel has a new interface, and its routes of a last resort", () => {
      mkdirSync(join(folder, "bin"), { recursive: true });
      written("bin/ip", `#!/bin/sh\necho "$*"\n`, 0o755);
      const config = renderVpnDevice({ ...DEVICE, connections: [STATIC] });
      for (const file of ["tunnels", "routes"])
        written(file, contentOf(config, `/etc/vpn-device/${file}`) ?? "");
      const text = contentOf(device, "/usr/local/sbin/vpn-device-interfaces") ?? "";
      const script = written("interfaces", text.replaceAll("/etc/vpn-device/", `${folder}/`));
      const { output } = run(program, [script], { PATH: `${folder}/bin:${process.env["PATH"] ?? ""}` });
      const made = (id: number, address: string): string[] => [
        `link delete dev vpn${id}`,
        `link add dev vpn${id} type xfrm dev lo if_id ${id}`,
        `address add ${address} dev vpn${id}`,
        `link set dev vpn${id} mtu 1422 up`,
      ];
      expect(output.trim().split("\n")).toEqual([
        ...made(2560, "169.254.10.2/30"),
        ...made(2564, "169.254.10.6/30"),
        "route replace 172.16.0.0/16 dev vpn2560 metric 1001",
        "route replace 172.16.0.0/16 dev vpn2564 metric 1002",
      ]);
    });
  },
);
