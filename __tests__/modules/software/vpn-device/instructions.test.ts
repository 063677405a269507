import { describe, expect, test } from "@jest/globals";
import { parseAddress, valueOf } from "../../../../modules/addressing";
import { deviceInstructions, type ExternalDevice, type KeySource } from "../../../../modules/software";
import { BGP, block, KEYS, STATIC } from "./devices";

const address = (text: string): ExternalDevice["gatewayAddress"] => valueOf(parseAddress(text));
const ELSEWHERE: KeySource = { kind: "elsewhere", how: "ask the administrator" };

const OFFICE: ExternalDevice = {
  gatewayAddress: address("198.51.100.7"),
  asn: 65010,
  localBlocks: [block("10.200.0.0/16")],
  connections: [
    {
      ...STATIC,
      outsideAddresses: [address("203.0.113.1"), address("203.0.113.2")],
      keys: [ELSEWHERE, ELSEWHERE],
      amazonRoutes: [block("10.200.0.0/16")],
    },
    {
      ...BGP,
      outsideAddresses: [address("203.0.113.3"), address("203.0.113.4")],
      keys: [
        { kind: "given", key: KEYS.tunnel1 },
        { kind: "given", key: KEYS.tunnel2 },
      ],
      amazonRoutes: [],
    },
  ],
};

describe("instructions for a device", () => {
  test("given connections, when written, then strongSwan, FRR and any other device are told all", () => {
    expect(deviceInstructions(OFFICE)).toMatchSnapshot();
  });

  test("given keys that are elsewhere, when written, then it is said where, and no secret stands there", () => {
    const { swanctl, tunnels } = deviceInstructions({
      ...OFFICE,
      connections: OFFICE.connections.slice(0, 1),
    });
    expect(swanctl).not.toMatch(/^\s*secret =/m);
    expect(swanctl.match(/# secret = "\.\.\." is missing: ask the administrator$/gm)).toHaveLength(2);
    expect(tunnels.map(({ values }) => values["pre-shared key"])).toEqual(Array(2).fill(ELSEWHERE.how));
  });

  test.each(["0xdeadbeef", 'with"quote', "short", "a".repeat(65), "new\nline.key"])(
    "given the key %j, when written, then it is refused and not said",
    (key) => {
      const keys = [{ kind: "given", key }, ELSEWHERE] as const;
      const connections = OFFICE.connections.map((connection) => ({ ...connection, keys }));
      expect(() => deviceInstructions({ ...OFFICE, connections })).toThrow(
        /^A pre-shared key has 8 to 64 letters, digits, dots and underscores, and no 0 in front\.$/,
      );
    },
  );
});
