import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { IntervalSet } from "../../../../modules/addressing";
import type { Known } from "../../../../analysis/network";
import { trafficOf, type WrittenTraffic } from "../../../../analysis/network/build/traffic";
import { PacketSet } from "../../../../analysis/packets";
import { Unknown } from "../../../../analysis/terraform";
import { deployed, reasonOf } from "./stacks";

const [rule] = deployed({ aws_security_group_rule: { rule: {} } }).resources;

function traffic(written: Partial<WrittenTraffic>): Known<PacketSet> {
  if (rule === undefined) throw new Error("there is no rule");
  const nothing = { protocol: undefined, fromPort: undefined, toPort: undefined };
  return trafficOf({ ...nothing, icmpType: undefined, icmpCode: undefined, ...written }, rule);
}

function expectPackets(written: Partial<WrittenTraffic>, expected: PacketSet): void {
  const packets = traffic(written);
  expect(packets).toBeInstanceOf(PacketSet);
  expect(packets instanceof PacketSet && packets.equals(expected)).toBe(true);
}

const of = (protocol: number, first = 0, last = 65535): PacketSet =>
  PacketSet.of({
    protocols: IntervalSet.of(protocol, protocol),
    destinationPorts: IntervalSet.of(first, last),
  });

describe("the traffic of a rule", () => {
  test("given every protocol, when it is read, then it is everything, whatever ports stand beside it", () => {
    for (const protocol of ["-1", -1, "all", "ALL"])
      expectPackets({ protocol, fromPort: 0, toPort: 0 }, PacketSet.all);
  });

  test("given a protocol by name or number, when it is read, then it is the same", () => {
    for (const protocol of ["tcp", "TCP", "6", 6])
      expectPackets({ protocol, fromPort: 80, toPort: 80 }, of(6, 80, 80));
    for (const protocol of ["udp", "17"])
      expectPackets({ protocol, fromPort: 53, toPort: 53 }, of(17, 53, 53));
  });

  test("given TCP and any two ports in ascending order, when it is read, then it is exactly the ports between", () => {
    const port = fc.integer({ min: 0, max: 65535 });
    fc.assert(
      fc.property(port, port, (one, other) => {
        const [fromPort, toPort] = [Math.min(one, other), Math.max(one, other)];
        expectPackets({ protocol: "tcp", fromPort, toPort }, of(6, fromPort, toPort));
      }),
    );
  });

  test("given TCP without ports, with ports in descending order or out of range, when it is read, then it is unknown", () => {
    expect(reasonOf(traffic({ protocol: "tcp" }))).toBe("this is not a port, 0 to 65535");
    expect(reasonOf(traffic({ protocol: "tcp", fromPort: -1, toPort: -1 }))).toMatch(/not a port/);
    expect(reasonOf(traffic({ protocol: "tcp", fromPort: 2, toPort: 1 }))).toMatch(/2 to 65535/);
    expect(reasonOf(traffic({ protocol: "tcp", fromPort: 2, toPort: 65536 }))).toMatch(/2 to 65535/);
    expect(reasonOf(traffic({ protocol: "tcp", fromPort: 1.5, toPort: 2 }))).toMatch(/not a port/);
  });

  test("given another protocol with ports, when it is read, then the ports count for nothing", () => {
    expectPackets({ protocol: "50", fromPort: 80, toPort: 80 }, of(50));
  });

  test("given ICMP, when it is read, then its types and codes stand in the place of ports", () => {
    expectPackets({ protocol: "icmp", icmpType: -1, icmpCode: -1 }, of(1));
    expectPackets({ protocol: "1", icmpType: 8, icmpCode: -1 }, of(1, 8 * 256, 8 * 256 + 255));
    expectPackets({ protocol: "icmp", icmpType: 3, icmpCode: 4 }, of(1, 3 * 256 + 4, 3 * 256 + 4));
    expect(reasonOf(traffic({ protocol: "icmp", icmpType: 256, icmpCode: 0 }))).toMatch(/not an ICMP type/);
    expect(reasonOf(traffic({ protocol: "icmp", icmpType: 8 }))).toMatch(/not an ICMP code/);
  });

  test("given ICMPv6, when it is read, then it is no packet of IPv4", () => {
    for (const protocol of ["icmpv6", "58"]) expectPackets({ protocol }, PacketSet.none);
  });

  test("given no protocol, or none that there is, when it is read, then it is unknown", () => {
    for (const protocol of [undefined, "", "carrier-pigeon", "256", "-2", "0x6"])
      expect(reasonOf(traffic({ protocol }))).toBe("this is not a protocol, like tcp, 17 or -1");
  });

  test("given unknown parts, when it is read, then it is unknown for their reasons", () => {
    const unknown = new Unknown("${var.any}", "a reason");
    expect(reasonOf(traffic({ protocol: unknown }))).toBe("a reason");
    expect(reasonOf(traffic({ protocol: "tcp", fromPort: unknown, toPort: 80 }))).toBe("a reason");
    expect(reasonOf(traffic({ protocol: "tcp", fromPort: 80, toPort: unknown }))).toBe("a reason");
    expect(reasonOf(traffic({ protocol: "icmp", icmpType: unknown, icmpCode: 0 }))).toBe("a reason");
  });
});
