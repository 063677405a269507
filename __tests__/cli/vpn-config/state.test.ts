import { describe, expect, test } from "@jest/globals";
import { formatAddress } from "../../../modules/addressing";
import { readVpnState } from "../../../cli/vpn-config/state";
import { CONNECTION, GATEWAY, MANAGED, pulledState, ROUTE, shownState, STACK } from "./states";

describe("reading the state of a VPN connection", () => {
  test.each([
    ["pulled", pulledState],
    ["shown", shownState],
  ])("given a state that was %s, when read, then the connection is there", (_, stateOf) => {
    const [found] = readVpnState(stateOf(CONNECTION, GATEWAY, ROUTE)) ?? [];
    expect(found).toMatchObject({
      name: STACK,
      connection: {
        routing: "static",
        asn: 65010,
        keys: { kind: "state", keys: ["first.Key_1", "second.Key_2"] },
      },
    });
    expect(found?.connection?.outsideAddresses.map(formatAddress)).toEqual(["203.0.113.1", "203.0.113.2"]);
    expect(found?.connection?.insideBlocks.map(String)).toEqual(["169.254.10.0/30", "169.254.10.4/30"]);
    expect(found?.connection?.amazonRoutes.map(String)).toEqual(["10.200.0.0/16"]);
  });

  test("given keys that AWS keeps, when read, then it is told where, and REDACTED is no key", () => {
    const [found] = readVpnState(pulledState(MANAGED, GATEWAY)) ?? [];
    expect(found?.connection?.keys).toEqual({
      kind: "managed",
      secretArn: "arn:aws:secretsmanager:ap-northeast-1:111122223333:secret:s2svpn!vpn-1",
    });
  });

  test("given BGP, when read, then the ASN of Amazon's side is there", () => {
    const bgp = {
      ...CONNECTION,
      values: { ...CONNECTION.values, static_routes_only: false, tunnel1_bgp_asn: "64513" },
    };
    const [found] = readVpnState(pulledState(bgp, GATEWAY)) ?? [];
    expect(found?.connection).toMatchObject({ routing: "bgp", amazonAsn: 64513 });
  });

  test("given a connection that was replaced, when read, then the new one is there alone", () => {
    const deposed = {
      type: CONNECTION.type,
      values: { ...CONNECTION.values, tunnel1_address: "203.0.113.9" },
    };
    const pulled = pulledState(deposed, CONNECTION, GATEWAY).replace(
      '"instances":[{',
      '"instances":[{"deposed":"0123abcd",',
    );
    const shown = shownState(deposed, CONNECTION, GATEWAY).replace(
      '{"mode":',
      '{"deposed_key":"0123abcd","mode":',
    );
    for (const state of [pulled, shown])
      expect(
        readVpnState(state)?.map(({ connection }) => connection?.outsideAddresses.map(formatAddress)),
      ).toEqual([["203.0.113.1", "203.0.113.2"]]);
  });

  test.each([
    ["no customer gateway", pulledState(CONNECTION)],
    [
      "no secret's ARN",
      pulledState({ ...MANAGED, values: { ...MANAGED.values, preshared_key_arn: "'; reboot" } }, GATEWAY),
    ],
    [
      "no outside address",
      pulledState({ ...CONNECTION, values: { ...CONNECTION.values, tunnel2_address: "" } }, GATEWAY),
    ],
    [
      "no key",
      pulledState({ ...CONNECTION, values: { ...CONNECTION.values, tunnel1_preshared_key: null } }, GATEWAY),
    ],
  ])("given a state with %s, when read, then the connection is not complete", (_, text) => {
    expect(readVpnState(text)).toEqual([{ name: STACK, connection: undefined }]);
  });

  test.each(["", "null", "[]", "{}", '{"version":3}', "not JSON"])(
    "given %j, when read, then it is no state",
    (text) => {
      expect(readVpnState(text)).toBeUndefined();
    },
  );
});
