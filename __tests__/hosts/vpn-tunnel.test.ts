import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { VpnDeviceKeys } from "../../modules/software";
import { DEVICE, KEYS, PARAMETER, STATIC } from "../modules/software/vpn-device/devices";
import { describeWith } from "./harness/describe-with";
import { ALL_ALGORITHMS, STRANGER, VpnNetwork, whyNoVpnNetwork } from "./harness/vpn-network";

const VALUES_FILE = "/run/vpn-device/tunnels.conf";
const INTERFACES = ["vpn2560", "vpn2564"];
const THROUGH_TUNNEL_1 = expect.stringMatching(/ metric 100$/);
const LAST_RESORTS = [1001, 1002].map((metric) => expect.stringMatching(new RegExp(` metric ${metric}$`)));
const PAGE = "from AWS's side";

describeWith(
  "charon-systemd",
  "a VPN device and AWS's end of its tunnels",
  () => {
    let network: VpnNetwork;

    beforeAll(async () => {
      network = await VpnNetwork.make({ ...DEVICE, connections: [STATIC] });
      network.answers(PARAMETER, KEYS);
    });

    afterAll(async () => {
      await network.end();
    });

    test.each<[string, VpnDeviceKeys | string]>([
      ["a key that AWS does not take", { ...KEYS, tunnel2: 'secret" value' }],
      ["a key that would be read as a number", { ...KEYS, tunnel1: "0xdeadbeef00" }],
      ["a missing key", JSON.stringify({ tunnel1: KEYS.tunnel1 })],
      ["a secret that is no JSON", `${KEYS.tunnel1} and more`],
      ["no secret", ""],
    ])("given %s, when the device fetches its keys, then it fails, writes none and says none", (_, keys) => {
      network.answers(PARAMETER, keys);
      const { status, stdout, stderr } = network.fetchKeys();
      network.answers(PARAMETER, KEYS);
      expect(status).toBe(1);
      expect(stdout).toBe("");
      expect(stderr).toBe("There are no addresses or no keys that the connection relay can use.\n");
      expect(network.sh("device", `ls ${VALUES_FILE} 2>/dev/null || true`)).toBe("");
    });

    test("given keys, when the device fetches them, then they stand in a file of root's alone and nowhere else", () => {
      expect(network.fetchKeys()).toMatchObject({ status: 0, stdout: "", stderr: "" });
      expect(network.modeOf(VALUES_FILE)).toBe("600");
      expect(network.read(VALUES_FILE)).toContain(`    secret = "${KEYS.tunnel2}"\n`);
    });

    test("given another key at AWS's end of tunnel 2, when strongSwan starts, then tunnel 1 comes up with its routes, and tunnel 2 does not", async () => {
      await network.startStrongSwan(INTERFACES);
      expect(network.routes()).toEqual(LAST_RESORTS);
      const [algorithms = { encryption: "", integrity: "", group: 0 }] = ALL_ALGORITHMS;
      network.amazonTakes(algorithms, { ...KEYS, tunnel2: "another.Key" });
      expect(network.swanctl("device", "--load-all")).toContain("successfully loaded 2 connections");
      expect(network.swanctl("device", "--initiate", "--ike", "relay-2", "--child", "packets")).toMatch(
        /AUTHENTICATION_FAILED/,
      );
      const associations = network.swanctl("device", "--list-sas");
      expect(associations).toMatch(/relay-1: .*ESTABLISHED, IKEv2[^]*INSTALLED, TUNNEL-in-UDP/);
      expect(associations).not.toMatch(/relay-2: .*ESTABLISHED/);
      expect(network.routes()).toEqual([THROUGH_TUNNEL_1, ...LAST_RESORTS]);
    });

    test("given the tunnel, when hosts ask through it, then those of the network's own blocks get an answer", () => {
      expect(network.get()).toBe(PAGE);
      expect(network.get(STRANGER)).toMatch(/timed out/i);
    });

    test("given the tunnel, when it ends, then packets are still led to it alone; when it is back, it is preferred again", () => {
      network.swanctl("device", "--terminate", "--ike", "relay-1");
      expect(network.routes()).toEqual(LAST_RESORTS);
      expect(network.get()).toMatch(/timed out/i);
      network.swanctl("device", "--initiate", "--ike", "relay-1", "--child", "packets");
      expect(network.routes()).toEqual([THROUGH_TUNNEL_1, ...LAST_RESORTS]);
      expect(network.get()).toBe(PAGE);
    });

    test("given that both tunnels were down and one was up, when the internet is looked at, then it saw nothing unencrypted", () => {
      expect(network.unencrypted()).toBe(0);
      network.askPastTunnels();
      expect(network.unencrypted()).toBeGreaterThan(0);
    });

    test("given that AWS's end ends the tunnel, when the device is told, then it waits for that end or a packet", async () => {
      network.swanctl("amazon", "--terminate", "--ike", "tunnel1");
      await setTimeout(300);
      expect(network.swanctl("device", "--list-sas")).not.toContain("relay-1");
      network.swanctl("device", "--initiate", "--ike", "relay-1", "--child", "packets");
      expect(network.get()).toBe(PAGE);
    });

    test.each(ALL_ALGORITHMS)(
      "given that AWS's end takes $encryption with $integrity and group $group alone, when the device calls, then a tunnel comes up",
      (algorithms) => {
        network.swanctl("device", "--terminate", "--ike", "relay-1");
        network.amazonTakes(algorithms, KEYS);
        expect(network.swanctl("device", "--initiate", "--ike", "relay-1", "--child", "packets")).toContain(
          "initiate completed successfully",
        );
        const suite = network.swanctl("device", "--list-sas");
        expect(suite).toContain(
          algorithms.encryption === "AES256" ? "AES_CBC-256/HMAC_SHA2" : "AES_GCM_16-256/PRF",
        );
        expect(suite).toContain(`SHA2_${algorithms.integrity.slice(-3)}`);
        expect(suite).toContain(algorithms.group === 19 ? "ECP_256" : "ECP_384");
      },
    );
  },
  whyNoVpnNetwork(),
);
