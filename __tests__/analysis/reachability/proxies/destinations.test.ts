import { describe, expect, test } from "@jest/globals";
import { IntervalSet, parseBlock, valueOf } from "../../../../modules/addressing";
import { elementKey, type Host } from "../../../../analysis/network";
import { PacketSet } from "../../../../analysis/packets";
import { parseUrl } from "../../../../analysis/reachability";
import type { Destination } from "../../../../analysis/reachability/names/resolution";
import { shareOf } from "../../../../analysis/reachability/path/stage";
import { destinationStage } from "../../../../analysis/reachability/proxies/destinations";
import { resourceKey } from "../../../../analysis/terraform";
import { SERVER } from "../../../modules/software/proxies";

const AT = resourceKey("x.hub", "aws_instance.proxy");
const block = (text: string): ReturnType<typeof IntervalSet.ofAll> =>
  IntervalSet.ofAll([valueOf(parseBlock(text))]);

/** How much of what goes to the first address a proxy lets through, of a name that leads to all of them. */
function share(
  url: string,
  addresses: readonly string[],
  {
    domains = [".example.com"],
    blocks = [],
    ownBlocks = [],
  }: {
    domains?: readonly string[];
    blocks?: readonly string[];
    ownBlocks?: readonly string[];
  } = {},
): string {
  const server = {
    ...SERVER,
    domains,
    blocks: blocks.map((text) => valueOf(parseBlock(text))),
    ownBlocks: ownBlocks.map((text) => valueOf(parseBlock(text))),
  };
  const host: Host = {
    kind: "instance",
    key: elementKey(AT),
    at: AT,
    interfaces: { items: [], doubts: [] },
    software: { kind: "proxy-server", server },
    hasInstanceProfile: true,
  };
  const destinations = addresses.map((text): Destination => ({
    kind: "addresses",
    addresses: block(`${text}/32`),
  }));
  const stage = destinationStage({ host, server }, valueOf(parseUrl(url)), destinations);
  const [first = "0.0.0.0"] = addresses;
  return shareOf(stage, PacketSet.of({ destinations: block(`${first}/32`) }));
}

describe("where a proxy lets its clients go", () => {
  test.each([
    ["a listed name with a public address", "http://www.example.com/", ["1.2.3.4"], {}, "all"],
    ["a listed name in capitals", "http://WWW.EXAMPLE.COM/", ["1.2.3.4"], {}, "all"],
    ["another name with a public address", "http://www.example.org/", ["1.2.3.4"], {}, "none"],
    ["a name that only ends like a listed one", "http://notexample.com/", ["1.2.3.4"], {}, "none"],
    ["a listed name with a private address", "http://www.example.com/", ["10.0.0.1"], {}, "none"],
    [
      "a listed name with a private address in a block",
      "http://www.example.com/",
      ["10.0.0.1"],
      { blocks: ["10.0.0.0/24"] },
      "all",
    ],
    [
      "another name with a public address in a block",
      "http://www.example.org/",
      ["1.2.3.4"],
      { blocks: ["1.2.3.0/24"] },
      "all",
    ],
    [
      "another name with one address in a block, and one outside",
      "http://www.example.org/",
      ["1.2.3.4", "1.2.4.4"],
      { blocks: ["1.2.3.0/24"] },
      "none",
    ],
    ["a listed name with two public addresses", "http://www.example.com/", ["1.2.3.4", "1.2.4.4"], {}, "all"],
    [
      "a listed name with a public address, and a private one in no block",
      "http://www.example.com/",
      ["1.2.3.4", "10.0.0.1"],
      {},
      "none",
    ],
    [
      "a listed name with a private address in a block, and a public one outside",
      "http://www.example.com/",
      ["10.0.0.1", "1.2.3.4"],
      { blocks: ["10.0.0.0/24"] },
      "none",
    ],
    [
      "a listed name with an address of the proxy's own network, which looks public",
      "http://www.example.com/",
      ["203.0.113.5"],
      { ownBlocks: ["203.0.113.0/24"] },
      "none",
    ],
    [
      "a listed name with such an address of another network",
      "http://www.example.com/",
      ["203.0.113.5"],
      { ownBlocks: ["198.51.100.0/24"] },
      "all",
    ],
    [
      "a listed name with an address of the proxy's own network in a block",
      "http://www.example.com/",
      ["203.0.113.5"],
      { ownBlocks: ["203.0.113.0/24"], blocks: ["203.0.113.5/32"] },
      "all",
    ],
    [
      "a listed name with a public address, and one of the proxy's own network",
      "http://www.example.com/",
      ["1.2.3.4", "203.0.113.5"],
      { ownBlocks: ["203.0.113.0/24"] },
      "none",
    ],
    ["a listed name with an address for protocols", "http://www.example.com/", ["192.0.0.8"], {}, "none"],
    [
      "a listed name with an address for protocols in a block",
      "http://www.example.com/",
      ["192.0.0.8"],
      { blocks: ["192.0.0.0/24"] },
      "all",
    ],
    [
      "a public address, which belongs to no domain",
      "http://1.2.3.4/",
      ["1.2.3.4"],
      { domains: [".4"] },
      "none",
    ],
    ["a public address in a block", "http://1.2.3.4/", ["1.2.3.4"], { blocks: ["1.2.3.4/32"] }, "all"],
    [
      "the address of instance metadata, in a block",
      "http://169.254.169.254/",
      ["169.254.169.254"],
      { blocks: ["0.0.0.0/0"] },
      "none",
    ],
    [
      "a listed name with a link-local address",
      "http://www.example.com/",
      ["169.254.169.254"],
      { blocks: ["0.0.0.0/0"] },
      "none",
    ],
    [
      "a loopback address, in a block",
      "http://127.0.0.1/",
      ["127.0.0.1"],
      { blocks: ["127.0.0.0/8"] },
      "none",
    ],
  ])("given %s, when it is asked for, then that much passes", (_, url, addresses, server, expected) => {
    expect(share(url, addresses, server)).toBe(expected);
  });
});
