import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { Ipv4Block, addressFromInteger } from "../../../../modules/addressing";
import {
  type CloudConfig,
  type DeviceConnection,
  encodeUserData,
  parseVpnDevice,
  readUserData,
  renderVpnDevice,
  type VpnDevice,
  vpnDeviceParameter,
} from "../../../../modules/software";
import { contentOf, withFile } from "../proxies";
import { BGP, block, DEVICE, KEYS, PARAMETER, STATIC } from "./devices";

const device = renderVpnDevice(DEVICE);
const SWANCTL = "/etc/swanctl/swanctl.conf";
const FRR = "/etc/frr/frr.conf";
const ROUTES = "/etc/vpn-device/routes";
const DEVICE_FILE = "/etc/vpn-device/device.json";

function rendered(changes: Partial<VpnDevice>): CloudConfig {
  return renderVpnDevice({ ...DEVICE, ...changes });
}

function connected(changes: Partial<DeviceConnection>): Partial<VpnDevice> {
  return { connections: [{ ...STATIC, ...changes }] };
}

describe("rendering a VPN device", () => {
  test("given a device, when rendered, then strongSwan, FRR and the firewall are set up, and keys come at boot", () => {
    expect(device).toMatchSnapshot();
  });

  test("given the same in another order, when rendered, then no byte changes", () => {
    const turned = DEVICE.connections.toReversed().map((connection) => ({
      ...connection,
      remoteBlocks: connection.remoteBlocks.toReversed(),
    }));
    expect(rendered({ connections: turned })).toEqual(device);
  });

  test("given a further connection, when rendered, then the interfaces of the others stay as they are", () => {
    const tunnels = contentOf(rendered({ connections: [STATIC] }), "/etc/vpn-device/tunnels");
    expect(tunnels).toBe("vpn2560 2560 169.254.10.2/30\nvpn2564 2564 169.254.10.6/30\n");
    expect(contentOf(device, "/etc/vpn-device/tunnels")).toContain(tunnels);
  });

  test("given static routing, when rendered, then tunnel 1 has the lower metrics, and there is no FRR", () => {
    const config = rendered({ connections: [STATIC] });
    expect(contentOf(config, ROUTES)).toBe("2560 172.16.0.0/16 100 1001\n2564 172.16.0.0/16 200 1002\n");
    expect(config.packages).not.toContain("frr");
    expect(contentOf(config, FRR)).toBeUndefined();
  });

  test("given BGP, when rendered, then there is no static route, and prefixes are exact both ways", () => {
    const config = rendered({ connections: [BGP] });
    expect(contentOf(config, ROUTES)).toBe("");
    const lists = (contentOf(config, FRR) ?? "")
      .split("\n")
      .filter((line) => line.startsWith("ip prefix-list"));
    expect(lists).toEqual([
      "ip prefix-list to-amazon seq 5 permit 10.200.0.0/16",
      "ip prefix-list from-consumer-entry seq 5 permit 10.0.0.0/16",
      "ip prefix-list from-consumer-entry seq 10 permit 10.1.0.0/16",
    ]);
  });

  test("given a device, when rendered, then strongSwan speaks IKEv2 alone with current algorithms alone", () => {
    const text = contentOf(device, SWANCTL) ?? "";
    expect(text).toContain("  version = 2\n");
    expect(text).not.toMatch(/modp|sha1|md5|3des|aes128|ecp(192|224)/);
    expect(text).not.toContain("secret");
  });

  test("given a device, when rendered, then silence and packets start a tunnel again, and AWS's ending of one does not", () => {
    const text = contentOf(device, SWANCTL) ?? "";
    for (const line of ["start_action = trap|start", "dpd_action = restart", "close_action = none"])
      expect(text).toContain(`      ${line}\n`);
    expect(text).toContain("  unique = never\n");
  });

  test.each<[string, Partial<VpnDevice>, RegExp]>([
    ["a parameter without a slash", { parameter: "vpn" }, /"vpn" cannot be the name of a parameter/],
    ["no blocks of its own", { localBlocks: [] }, /without blocks of its own/],
    ["no connection", { connections: [] }, /without a connection/],
    ["the ASN 0", { asn: 0 }, /^0 cannot be the ASN/],
    ["the ASN 23456", { asn: 23456 }, /^23456 cannot be the ASN/],
    ["an ASN of 33 bits", { asn: 2 ** 32 }, /^4294967296 cannot be the ASN/],
    [
      "a connection's name that is none",
      connected({ name: "a b" }),
      /"a b" cannot be the name of a connection/,
    ],
    [
      "no blocks behind a connection",
      connected({ remoteBlocks: [] }),
      /relay has no blocks at its other end/,
    ],
    [
      "two connections of one name",
      { connections: [STATIC, { ...BGP, name: "relay" }] },
      /the same name: relay, relay/,
    ],
    [
      "one inside block twice",
      { connections: [STATIC, { ...BGP, insideBlocks: STATIC.insideBlocks }] },
      /same inside block/,
    ],
    [
      "an inside block of AWS's",
      connected({ insideBlocks: [block("169.254.5.0/30"), block("169.254.10.4/30")] }),
      /169\.254\.5\.0\/30 cannot be the inside block/,
    ],
    [
      "an inside block of instance metadata",
      connected({ insideBlocks: [block("169.254.10.0/30"), block("169.254.169.252/30")] }),
      /169\.254\.169\.252\/30 cannot/,
    ],
    [
      "an inside block of another size",
      connected({ insideBlocks: [block("169.254.10.0/29"), block("169.254.10.8/30")] }),
      /169\.254\.10\.0\/29 cannot/,
    ],
    [
      "an inside block from elsewhere",
      connected({ insideBlocks: [block("10.0.0.0/30"), block("169.254.10.4/30")] }),
      /10\.0\.0\.0\/30 cannot/,
    ],
  ])("given %s, when rendered, then it is refused", (_, changes, said) => {
    expect(() => rendered(changes)).toThrow(said);
  });

  test("given the last inside block before AWS's and the first after, when rendered, then they are taken", () => {
    const insideBlocks = [block("169.254.4.4/30"), block("169.254.6.0/30")] as const;
    expect(contentOf(rendered(connected({ insideBlocks })), "/etc/vpn-device/tunnels")).toBe(
      "vpn1028 1028 169.254.4.6/30\nvpn1536 1536 169.254.6.2/30\n",
    );
  });
});

describe("reading a VPN device", () => {
  const anyBlock = fc
    .tuple(fc.integer({ min: 0, max: 2 ** 32 - 1 }), fc.integer({ min: 0, max: 32 }))
    .map(([address, prefixLength]) => Ipv4Block.containing(addressFromInteger(address), prefixLength));
  const blocks = fc.uniqueArray(anyBlock, { minLength: 1, maxLength: 3, selector: String });

  test("given any device, when its user data is read, then it comes back", () => {
    fc.assert(
      fc.property(blocks, blocks, fc.constantFrom("static", "bgp"), (localBlocks, remoteBlocks, routing) => {
        const encoded = encodeUserData(rendered({ localBlocks, ...connected({ remoteBlocks, routing }) }));
        const read = readUserData(encoded.ok ? encoded.base64 : "");
        expect(read.kind).toBe("vpn-device");
        if (read.kind !== "vpn-device") return;
        expect(read.device.localBlocks.map(String).toSorted()).toEqual(localBlocks.map(String).toSorted());
        expect(renderVpnDevice(read.device)).toEqual(
          rendered({ localBlocks, ...connected({ remoteBlocks, routing }) }),
        );
      }),
      { numRuns: 10 },
    );
  });

  test("given a device, when read, then it is the same, connections by name", () => {
    expect(parseVpnDevice(device)).toEqual({ kind: "vpn-device", device: DEVICE });
  });

  test("given four connections, when encoded, then they fit into user data", () => {
    const connections = Array.from({ length: 4 }, (_, index) => ({
      ...BGP,
      name: `connection-${index}`,
      insideBlocks: [block(`169.254.${20 + index}.0/30`), block(`169.254.${20 + index}.4/30`)] as const,
    }));
    expect(encodeUserData(rendered({ connections })).ok).toBe(true);
  });

  test.each<[string, CloudConfig]>([
    [
      "another selector",
      withFile(device, SWANCTL, (contentOf(device, SWANCTL) ?? "").replace("0.0.0.0/0", "10.0.0.0/8")),
    ],
    ["no firewall", withFile(device, "/etc/nftables.conf", undefined)],
    ["a further command", { ...device, commands: [...device.commands, ["true"]] }],
    ["a further package", { ...device, packages: [...device.packages, "squid"] }],
    ["no description", withFile(device, DEVICE_FILE, undefined)],
    ["a description that is none", withFile(device, DEVICE_FILE, "{}")],
    [
      "a description of what AWS refuses",
      withFile(
        device,
        DEVICE_FILE,
        (contentOf(device, DEVICE_FILE) ?? "").replace("169.254.10.0/30", "169.254.5.0/30"),
      ),
    ],
  ])("given a device with %s, when read, then it is not understood", (_, config) => {
    expect(parseVpnDevice(config).kind).toBe("unrecognised");
  });

  test("given a host without strongSwan, when read, then it is no VPN device", () => {
    expect(parseVpnDevice({ packages: ["httpd"], files: [], commands: [] })).toEqual({
      kind: "not-a-vpn-device",
    });
  });
});

describe("what a VPN device is told", () => {
  test("given a parameter, when read, then it is the same", () => {
    expect(vpnDeviceParameter.parse(PARAMETER)).toEqual(PARAMETER);
  });

  test.each([
    [
      "a connection",
      { ...PARAMETER, connections: { relay: { ...PARAMETER.connections["relay"], ...KEYS } } },
    ],
    ["itself", { ...PARAMETER, ...KEYS }],
  ])("given one with keys in %s, when read, then it is refused", (_, parameter) => {
    expect(vpnDeviceParameter.safeParse(parameter).success).toBe(false);
  });
});
