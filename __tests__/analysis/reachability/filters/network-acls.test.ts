import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { IntervalSet } from "../../../../modules/addressing";
import { elementKey, type NetworkAcl, type NetworkAclEntry } from "../../../../analysis/network";
import { PacketSet } from "../../../../analysis/packets";
import { resourceKey, Unknown } from "../../../../analysis/terraform";
import { allowedBy } from "../../../../analysis/reachability/filters/network-acls";

const AT = resourceKey("s", "aws_network_acl.x");
const UNKNOWN = new Unknown("${var.x}", "variables are given when Terraform runs");

/** A universe of 4 sources and 4 destination ports, in which every packet can be asked about by itself. */
const VALUES = [0, 1, 2, 3];
const ASKED = PacketSet.of({ sources: IntervalSet.of(0, 3), destinationPorts: IntervalSet.of(0, 3) });
const interval = fc
  .tuple(fc.constantFrom(...VALUES), fc.constantFrom(...VALUES))
  .map(([one, other]) => IntervalSet.of(Math.min(one, other), Math.max(one, other)));

interface Entry {
  readonly ruleNumber: number;
  readonly action: "allow" | "deny";
  readonly ports: IntervalSet;
  readonly addresses: IntervalSet;
  /** Which of these the analysis is not told. */
  readonly hidden: readonly ("ruleNumber" | "action" | "traffic" | "addresses")[];
}

const entry: fc.Arbitrary<Entry> = fc.record({
  ruleNumber: fc.integer({ min: 1, max: 1000 }),
  action: fc.constantFrom("allow", "deny"),
  ports: interval,
  addresses: interval,
  hidden: fc.subarray(["ruleNumber", "action", "traffic", "addresses"], { maxLength: 2 }),
});
const entries = fc.uniqueArray(entry, { selector: ({ ruleNumber }) => ruleNumber, maxLength: 5 });

/** What AWS would do with one packet. */
function allows(acl: readonly Entry[], source: number, port: number): boolean {
  const [first] = [...acl]
    .sort((left, right) => left.ruleNumber - right.ruleNumber)
    .filter(({ ports, addresses }) => ports.contains(port) && addresses.contains(source));
  return first?.action === "allow";
}

function aclOf(acl: readonly Entry[]): NetworkAcl {
  const items = [...acl]
    .sort((left, right) => left.ruleNumber - right.ruleNumber)
    .map(({ ruleNumber, action, ports, addresses, hidden }, index): NetworkAclEntry => {
      const told = <T>(field: Entry["hidden"][number], value: T): T | Unknown =>
        hidden.includes(field) ? UNKNOWN : value;
      return {
        key: elementKey(AT, String(index)),
        at: AT,
        ruleNumber: told("ruleNumber", ruleNumber),
        action: told("action", action),
        traffic: told("traffic", PacketSet.of({ destinationPorts: ports })),
        addresses: told("addresses", addresses),
      };
    });
  const nothing = { items: [], doubts: [] };
  return { key: elementKey(AT), at: AT, vpc: UNKNOWN, ingress: { items, doubts: [] }, egress: nothing };
}

function packet(source: number, port: number): PacketSet {
  return PacketSet.of({
    sources: IntervalSet.of(source, source),
    destinationPorts: IntervalSet.of(port, port),
  });
}

describe("network ACLs", () => {
  test("given entries of which some fields are not known, when packets are asked about, then what is certain is allowed, and nothing beyond what is possible", () => {
    fc.assert(
      fc.property(entries, (acl) => {
        const { certain, possible } = allowedBy(aclOf(acl), "ingress", ASKED);
        for (const source of VALUES) {
          for (const port of VALUES) {
            const one = packet(source, port);
            const allowed = allows(acl, source, port);
            if (one.isSubsetOf(certain)) expect(allowed).toBe(true);
            if (one.intersect(possible).isEmpty) expect(allowed).toBe(false);
          }
        }
      }),
    );
  });

  test("given entries that are all known, when packets are asked about, then it is certain of each whether it is allowed", () => {
    fc.assert(
      fc.property(entries, (acl) => {
        const known = acl.map((each) => ({ ...each, hidden: [] }));
        const { certain, possible, doubts } = allowedBy(aclOf(known), "ingress", ASKED);
        expect(doubts).toEqual([]);
        expect(certain.equals(possible)).toBe(true);
        for (const source of VALUES) {
          for (const port of VALUES)
            expect(packet(source, port).isSubsetOf(certain)).toBe(allows(known, source, port));
        }
      }),
    );
  });
});
