import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { assemble } from "../../stacks/assembly";
import { modelOf } from "../modules/topology/reading";
import { type AppTerraform, type Block, synthesizeApp } from "../support/terraform";
import { topologyOf } from "../support/topologies";
import { editedText, RELAYED } from "../support/topology-text";
import {
  type Addition,
  ADDITIONS,
  anyContent,
  type Content,
  grown,
  RELAY_ADDITIONS,
  reversed,
} from "./growth";

const synthesize = (content: Content): AppTerraform =>
  synthesizeApp((app) => {
    assemble(app, topologyOf(content));
  });

const addressesOf = ({ stacks }: AppTerraform): string[] =>
  [...stacks.values()].flatMap(({ resources }) => [...resources.keys()]);

/** What Terraform accepts as a resource's address. */
const TERRAFORM_ADDRESS = /^aws_[a-z0-9_]+\.[a-z][a-z0-9_-]*$/;

/** Lists of zones' parts, to which a new zone adds its own. */
const ZONAL_LISTS = new Set(["subnets", "subnet_ids", "route_table_ids"]);

/** A block as it was before its VPC got one more zone. */
function withoutNewZone(block: Block, before: Block): Block {
  return Object.fromEntries(
    Object.entries(block).map(([argument, value]) => {
      const old = before[argument];
      return ZONAL_LISTS.has(argument) && Array.isArray(value) && Array.isArray(old)
        ? [argument, value.filter((each) => old.includes(each))]
        : [argument, value];
    }),
  );
}

/** The resources of the smaller topology as the larger one has them. */
function survivors(smaller: AppTerraform, larger: AppTerraform, addition: Addition): Map<string, unknown> {
  return new Map(
    [...smaller.stacks].flatMap(([id, { resources }]) =>
      [...resources].map(([address, before]): [string, unknown] => {
        const after = larger.stacks.get(id)?.resources.get(address);
        return [
          `${id} ${address}`,
          after !== undefined && addition === "zone" ? withoutNewZone(after, before) : after,
        ];
      }),
    ),
  );
}

/** Arguments that hold addresses which others were told of. */
const PLACES = [
  "private_ip",
  "private_ips",
  "subnet_configuration",
  "subnet_mapping",
  "ip_address",
  "destination_cidr_block",
  "tunnel1_inside_cidr",
  "tunnel2_inside_cidr",
];

describe("Terraform addresses", () => {
  // One topology each time, which all additions share: over many runs of the tests they become many.
  test("given a small topology, when one thing more is added and all is reordered, then nothing that was there changes", () => {
    fc.assert(
      fc.property(anyContent, (smaller) => {
        const before = synthesize(smaller);
        for (const addition of ADDITIONS) {
          const after = synthesize(reversed(grown(smaller, addition)));
          expect([addition, survivors(before, after, addition)]).toEqual([
            addition,
            survivors(before, before, addition),
          ]);
          expect(addressesOf(after).length).toBeGreaterThan(addressesOf(before).length);
          for (const address of addressesOf(after)) expect(address).toMatch(TERRAFORM_ADDRESS);
        }
      }),
      { numRuns: 1 },
    );
  });

  test("given any topology, when its file is written in another order, then no byte of its Terraform changes", () => {
    const texts = (content: Content): Map<string, string> =>
      new Map([...synthesize(content).stacks].map(([id, { text }]) => [id, text]));
    fc.assert(
      fc.property(anyContent, (content) => {
        expect(texts(reversed(content))).toEqual(texts(content));
      }),
      { numRuns: 2 },
    );
  });

  /** What is said of the address that each resource has in its VPC, and of its route's destination. */
  const placesOf = ({ stacks }: AppTerraform): Map<string, unknown> =>
    new Map(
      [...stacks].flatMap(([id, { resources }]) =>
        [...resources].map(([address, block]): [string, unknown] => [
          `${id} ${address}`,
          PLACES.map((argument) => block[argument]),
        ]),
      ),
    );

  describe("of relays and networks outside AWS", () => {
    const synthesizeText = (text: string): AppTerraform =>
      synthesizeApp((app) => {
        assemble(app, modelOf(text));
      });
    const before = placesOf(synthesizeText(RELAYED));

    test.each(RELAY_ADDITIONS)(
      "given a topology with a relay, when $what is added, then all that was there stays where it is",
      ({ edits }) => {
        const after = placesOf(synthesizeText(editedText(RELAYED, edits)));
        expect(new Map([...before.keys()].map((address) => [address, after.get(address)]))).toEqual(before);
        expect(after.size).toBeGreaterThan(before.size);
      },
    );
  });
});
