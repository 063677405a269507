import { describe, expect, test } from "@jest/globals";
import { elementKey, type Listener, type TransportProtocol } from "../../../../analysis/network";
import { plainHttpAtListener } from "../../../../analysis/reachability/load-balancing/plain-http";
import { resourceKey, Unknown } from "../../../../analysis/terraform";

const APPLICATION = { type: "application" } as const;
const AT = resourceKey("s", "aws_lb_listener.web");

function listener(protocol: TransportProtocol | Unknown): Listener {
  return {
    key: elementKey(AT),
    at: AT,
    protocol,
    port: 80,
    rules: { items: [], doubts: [] },
    targetGroups: { items: [], doubts: [] },
    answersItself: false,
    authenticates: false,
  };
}

describe("what a listener does to a proxy's clients, who speak plain HTTP", () => {
  test.each(["TCP", "TCP_UDP"] as const)("given %s, when they connect, then nothing", (protocol) => {
    expect(plainHttpAtListener(APPLICATION, listener(protocol))).toEqual([]);
  });

  test.each(["TLS", "HTTPS"] as const)("given %s, when they connect, then they are stopped", (protocol) => {
    const [stage] = plainHttpAtListener(APPLICATION, listener(protocol));
    expect(stage?.forPlainHttp?.blocker?.code).toBe("PROXY_PROTOCOL_MISMATCH");
    expect(stage?.forPlainHttp?.doubts).toEqual([]);
  });

  test.each(["HTTP" as const, new Unknown("var.x", "nobody knows")])(
    "given %s, when they connect, then nobody knows",
    (protocol) => {
      const [stage] = plainHttpAtListener(APPLICATION, listener(protocol));
      expect(stage?.forPlainHttp?.doubts).toHaveLength(1);
      expect(stage?.forPlainHttp?.blocker).toBeUndefined();
    },
  );
});
