import { expect, test } from "@jest/globals";
import { encodeUserData, renderVpnDevice, USER_DATA_LIMIT } from "../../../modules/software";
import { TOKYO } from "../../support/values";
import { modelOf, saidOf } from "./reading";

const LONG = "n".repeat(32);

interface Settings {
  readonly routing: "static" | "bgp";
  readonly vpcs: number;
  /** What each VPC has besides its own, and the played network too. */
  readonly added: number;
}

/** A played network with connections, all of its names as long as they can be. */
function text({ routing, vpcs, added }: Settings): string {
  const numbers = Array.from({ length: vpcs }, (_, index) => 100 + index);
  const name = (number: number): string => `${"v".repeat(29)}${number}`;
  const blocks = (first: number): string =>
    `[${Array.from({ length: added }, (_, index) => `100.${first}.${100 + index}.128/28`).join(", ")}]`;
  const routes = routing === "bgp" ? "routing: bgp" : "routing: static, prefixes: [10.200.100.0/24]";
  return [
    `topology: ${LONG}`,
    "region: ap-northeast-1",
    `accounts: { lab: "222222222222", ${numbers.map((each) => `a${each}: "111111111${each}"`).join(", ")} }`,
    `onPremises:`,
    `  ${LONG}:`,
    `    { account: lab, asn: 4294967290, vpc: { cidr: 10.200.100.0/24, zones: [apne1-az4], secondaryCidrs: ${blocks(64)} } }`,
    "consumers:",
    ...numbers.map(
      (each) =>
        `  ${name(each)}: { account: a${each}, vpc: { cidr: 10.${each}.128.0/20, zones: [apne1-az4], secondaryCidrs: ${blocks(each)} }, vpn: { asn: 4294967294, connections: { ${LONG}: { ${routes} } } } }`,
    ),
    "",
  ].join("\n");
}

/** The user data of the device, as its stack makes it. */
function bytesOf(written: string): number {
  const { entries, onPremises, name } = modelOf(written);
  const [network] = onPremises;
  const encoded = encodeUserData(
    renderVpnDevice({
      region: TOKYO,
      parameter: `/vpn/${name}.${LONG}.gateway`,
      localBlocks: network?.blocks ?? [],
      asn: network?.asn ?? 0,
      connections: entries.flatMap(({ name: entry, vpc, vpn }) =>
        (vpn?.connections ?? []).map(({ routing, insideBlocks }) => ({
          name: entry,
          remoteBlocks: vpc.blocks,
          routing: routing.kind,
          amazonAsn: vpn?.asn ?? 0,
          insideBlocks,
        })),
      ),
    }),
  );
  return encoded.ok ? Buffer.from(encoded.base64, "base64").length : encoded.bytes;
}

test.each<[Settings]>([
  [{ routing: "static", vpcs: 6, added: 0 }],
  [{ routing: "static", vpcs: 3, added: 4 }],
  [{ routing: "static", vpcs: 1, added: 23 }],
  [{ routing: "bgp", vpcs: 3, added: 0 }],
  [{ routing: "bgp", vpcs: 2, added: 2 }],
  [{ routing: "bgp", vpcs: 1, added: 10 }],
])(
  "given a device with the most connections and blocks, %j, when it is rendered, then it fits, with little left",
  (settings) => {
    const [most, more] = [text(settings), text({ ...settings, vpcs: settings.vpcs + 1 })];
    expect([saidOf(most), saidOf(more).length]).toEqual([[], 1]);
    const bytes = bytesOf(most);
    expect(bytes).toBeLessThanOrEqual(USER_DATA_LIMIT);
    expect(bytes).toBeGreaterThan(USER_DATA_LIMIT - 2_500);
  },
);
