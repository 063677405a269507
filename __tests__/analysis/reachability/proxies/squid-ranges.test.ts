import { expect, test } from "@jest/globals";
import {
  addressFromInteger,
  formatAddress,
  IntervalSet,
  parseBlock,
  valueOf,
} from "../../../../modules/addressing";
import { MAIN_CONFIGURATION } from "../../../../modules/software/proxy-server/configuration";
import { elementKey, type Host } from "../../../../analysis/network";
import { PacketSet } from "../../../../analysis/packets";
import { parseUrl } from "../../../../analysis/reachability";
import { shareOf } from "../../../../analysis/reachability/path/stage";
import { destinationStage } from "../../../../analysis/reachability/proxies/destinations";
import { resourceKey } from "../../../../analysis/terraform";
import { TOKYO } from "../../../support/values";

/** The IPv4 blocks of one of Squid's lists of destinations. */
function blocksOf(list: string): IntervalSet {
  const [, written = ""] = new RegExp(`^acl ${list} dst (.*)$`, "m").exec(MAIN_CONFIGURATION) ?? [];
  const blocks = written.split(" ").filter((block) => !block.includes(":"));
  return IntervalSet.ofAll(blocks.map((block) => valueOf(parseBlock(block))));
}

const AT = resourceKey("x.hub", "aws_instance.proxy");

/** Whether a name of an allowed domain that leads there is let through, with every address in the blocks, or none. */
function isLetThrough(address: number, blocks: readonly string[]): boolean {
  const server = {
    port: 3128,
    clients: [],
    domains: ["example.com"],
    blocks: blocks.map((block) => valueOf(parseBlock(block))),
    ownBlocks: [],
    healthCheckers: [],
    region: TOKYO,
    logGroup: "proxies",
  };
  const host: Host = {
    kind: "instance",
    key: elementKey(AT),
    at: AT,
    interfaces: { items: [], doubts: [] },
    software: { kind: "proxy-server", server },
    hasInstanceProfile: true,
  };
  const addresses = IntervalSet.of(address, address);
  const url = valueOf(parseUrl("http://example.com/"));
  const stage = destinationStage({ host, server }, url, [{ kind: "addresses", addresses }]);
  return shareOf(stage, PacketSet.of({ destinations: addresses })) === "all";
}

test("given the first and last address of each range that Squid's configuration refuses, and their neighbours, when the analysis judges them, then it says what the configuration does", () => {
  const [never, guarded] = [blocksOf("never"), blocksOf("private")];
  const places = [...never.intervals, ...guarded.intervals]
    .flatMap(({ first, last }) => [first - 1, first, last, last + 1])
    .filter((place) => place >= 0 && place < 2 ** 32);
  expect(places.length).toBeGreaterThan(30);
  const told = (judge: (place: number, listed: boolean) => boolean): string[] =>
    places.map(
      (place) =>
        `${formatAddress(addressFromInteger(place))} ${String(judge(place, false))} ${String(judge(place, true))}`,
    );
  const isIn = (set: IntervalSet, place: number): boolean =>
    !set.intersect(IntervalSet.of(place, place)).isEmpty;
  expect(told((place, listed) => isLetThrough(place, listed ? ["0.0.0.0/0"] : []))).toEqual(
    told((place, listed) => !isIn(never, place) && (listed || !isIn(guarded, place))),
  );
});
