import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import {
  addressFromInteger,
  IntervalSet,
  Ipv4Block,
  parseBlock,
  valueOf,
} from "../../../../modules/addressing";
import {
  elementKey,
  type Network,
  type Route,
  type RouteTable,
  type Vpc,
} from "../../../../analysis/network";
import { chooseRoutes } from "../../../../analysis/reachability/routing/route-choice";
import { resourceKey, Unknown } from "../../../../analysis/terraform";

const AT = resourceKey("s", "aws_route_table.x");
const UNKNOWN = new Unknown("${var.x}", "variables are given when Terraform runs");
const LOCAL = valueOf(parseBlock("10.0.0.8/29"));
/** 10.0.0.0-10.0.0.15, each of which can be asked about by itself. */
const UNIVERSE = Array.from({ length: 16 }, (_, index) => addressFromInteger(10 * 2 ** 24 + index));

const vpc: Vpc = {
  key: elementKey(AT, "vpc"),
  at: AT,
  account: UNKNOWN,
  region: UNKNOWN,
  blocks: { items: [LOCAL], doubts: [] },
  dnsSupport: true,
  dnsHostnames: true,
  mainRouteTable: UNKNOWN,
};
// The choice looks at nothing but what is not analysed.
// eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion
const network = { unmodelled: new Map() } as unknown as Network;

function routeOf(number: number, block: Ipv4Block, origin: Route["origin"], isPrefixList: boolean): Route {
  return {
    key: elementKey(AT, String(number)),
    at: AT,
    destination: isPrefixList ? { kind: "prefix-list", blocks: [block] } : { kind: "block", block },
    origin,
    target: { kind: "nat-gateway", gateway: elementKey(AT, `gateway ${number}`) },
  };
}

function tableOf(routes: readonly Route[], doubts: readonly Unknown[] = []): RouteTable {
  return {
    key: elementKey(AT),
    at: AT,
    vpc: UNKNOWN,
    routes: { items: routes, doubts },
    propagatingGateways: { items: [], doubts: [] },
  };
}

interface Written {
  readonly block: Ipv4Block;
  readonly kind: "static" | "propagated" | "prefix-list";
}

const written: fc.Arbitrary<Written> = fc
  .record({
    prefixLength: fc.integer({ min: 28, max: 32 }),
    address: fc.constantFrom(...UNIVERSE),
    kind: fc.constantFrom("static", "propagated", "prefix-list"),
  })
  .map(({ prefixLength, address, kind }) => ({ block: Ipv4Block.containing(address, prefixLength), kind }));
/** A table holds one route of a kind to a block. */
const tables = fc.uniqueArray(written, {
  maxLength: 6,
  selector: ({ block, kind }) => `${block.toString()} ${kind}`,
});

/** A static route to a block of the VPC itself is the local route with another target. */
const RANK = { static: 0, local: 1, "prefix-list": 2, propagated: 3 } as const;

/** The number of the route that AWS would choose for one address, or `local`. */
function chosenBy(
  routes: readonly Written[],
  address: (typeof UNIVERSE)[number],
): number | "local" | undefined {
  const candidates = [
    { number: "local" as const, block: LOCAL, rank: RANK.local },
    ...routes
      .map(({ block, kind }, number) => ({ number, block, rank: RANK[kind] }))
      // The local route is preferred to every propagated one.
      .filter(({ rank }) => rank !== RANK.propagated || !LOCAL.contains(address)),
  ].filter(({ block }) => block.contains(address));
  const [best] = candidates.sort(
    (left, right) => right.block.prefixLength - left.block.prefixLength || left.rank - right.rank,
  );
  return best?.number;
}

describe("the choice among routes", () => {
  test("given any routes, when each address is asked about, then the longest prefix wins, and among equals the preferred kind", () => {
    fc.assert(
      fc.property(tables, (routes) => {
        const table = tableOf(
          routes.map(({ block, kind }, number) =>
            routeOf(number, block, kind === "propagated" ? "propagated" : "static", kind === "prefix-list"),
          ),
        );
        const { choices, doubts } = chooseRoutes(
          network,
          vpc,
          table,
          IntervalSet.ofAll([{ first: UNIVERSE[0] ?? 0, last: UNIVERSE[15] ?? 0 }]),
        );
        expect(doubts).toEqual([]);
        for (const address of UNIVERSE) {
          const found = choices.filter(({ addresses }) => addresses.contains(address));
          const expected = chosenBy(routes, address);
          expect(found.map(({ route }) => (route === undefined ? "local" : route.key))).toEqual(
            expected === undefined ? [] : [expected === "local" ? "local" : elementKey(AT, String(expected))],
          );
        }
      }),
    );
  });

  test("given a route whose destination is not known, when addresses are asked about, then each may go there", () => {
    const route: Route = { ...routeOf(0, LOCAL, "static", false), destination: UNKNOWN };
    expect(chooseRoutes(network, vpc, tableOf([route]), IntervalSet.ofAll([LOCAL])).doubts).toEqual([
      UNKNOWN,
    ]);
  });

  test("given propagated routes that are not known, when addresses are asked about, then those of the VPC itself do not go there", () => {
    const route: Route = { ...routeOf(0, LOCAL, "propagated", false), destination: UNKNOWN };
    expect(chooseRoutes(network, vpc, tableOf([route]), IntervalSet.ofAll([LOCAL])).doubts).toEqual([]);
    const beyond = IntervalSet.ofAll([valueOf(parseBlock("10.0.0.0/28"))]);
    expect(chooseRoutes(network, vpc, tableOf([route]), beyond).doubts).toEqual([UNKNOWN]);
  });

  test("given a prefix list of two adjacent blocks, when it is compared with the block around both, then each of its blocks is the longer", () => {
    const halves = ["10.0.0.0/30", "10.0.0.4/30"].map((block) => valueOf(parseBlock(block)));
    const whole = valueOf(parseBlock("10.0.0.0/29"));
    const list: Route = {
      ...routeOf(0, whole, "static", true),
      destination: { kind: "prefix-list", blocks: halves },
    };
    const table = tableOf([list, routeOf(1, whole, "static", false)]);
    const { choices } = chooseRoutes(network, vpc, table, IntervalSet.ofAll([whole]));
    expect(choices.map(({ route }) => route?.key)).toEqual([list.key, list.key]);
  });

  test("given two routes of one kind to the same block, when its addresses are asked about, then each may go either way; when others are, then not", () => {
    const block = valueOf(parseBlock("10.0.0.0/30"));
    const table = tableOf([routeOf(0, block, "static", false), routeOf(1, block, "static", false)]);
    expect(chooseRoutes(network, vpc, table, IntervalSet.ofAll([block])).doubts).toHaveLength(1);
    expect(chooseRoutes(network, vpc, table, IntervalSet.ofAll([LOCAL])).doubts).toEqual([]);
  });

  test("given a gateway endpoint, whose public addresses AWS keeps, when private addresses are asked about, then nothing is doubtful", () => {
    const route: Route = {
      ...routeOf(0, LOCAL, "static", false),
      destination: { kind: "prefix-list", blocks: UNKNOWN },
      target: { kind: "gateway-endpoint", endpoint: elementKey(AT, "s3") },
    };
    expect(chooseRoutes(network, vpc, tableOf([route]), IntervalSet.ofAll([LOCAL])).doubts).toEqual([]);
  });
});
