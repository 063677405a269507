import { describe, expect, test } from "@jest/globals";
import { isTunnelBlock } from "../../../modules/addressing";
import { block } from "../../support/values";

describe("blocks inside tunnels", () => {
  test.each(["169.254.0.4/30", "169.254.6.0/30", "169.254.169.248/30", "169.254.255.252/30"])(
    "given %s, when a tunnel is to have it, then it can",
    (text) => {
      expect(isTunnelBlock(block(text))).toBe(true);
    },
  );

  test.each([
    "169.254.0.0/30",
    "169.254.1.0/30",
    "169.254.2.0/30",
    "169.254.3.0/30",
    "169.254.4.0/30",
    "169.254.5.0/30",
    "169.254.169.252/30",
    "169.254.10.0/29",
    "169.254.10.0/31",
    "169.255.0.0/30",
    "10.0.0.0/30",
  ])("given %s, when a tunnel is to have it, then it cannot", (text) => {
    expect(isTunnelBlock(block(text))).toBe(false);
  });
});
