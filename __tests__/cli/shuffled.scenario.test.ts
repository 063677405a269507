import { expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { parse } from "yaml";
import { synthesize } from "../../cli/synthesis";
import { loadTopology, type Topology } from "../../modules/topology";
import { contentOf, inFolder, writeFiles } from "../support/folders";
import { edited, RELAYED, WITH_ALL_KINDS } from "../support/topology-text";

/** Every map with its keys, and every list with its items, in another order. */
function shuffled(value: unknown): fc.Arbitrary<unknown> {
  if (Array.isArray(value)) {
    return fc.tuple(...value.map(shuffled)).chain((items) => reordered(items));
  }
  if (typeof value !== "object" || value === null) return fc.constant(value);
  return fc
    .tuple(...Object.entries(value).map(([key, child]) => fc.tuple(fc.constant(key), shuffled(child))))
    .chain((entries) => reordered(entries))
    .map((entries) => Object.fromEntries(entries));
}

function reordered<Item>(items: readonly Item[]): fc.Arbitrary<Item[]> {
  return fc.shuffledSubarray([...items], { minLength: items.length });
}

/** All that the language has for PrivateLink, and lists and maps of several items wherever the language has them. */
const PLENTIFUL = edited(
  [
    "flows:\n",
    'tags: { owner: me, "b a": c, a: b }\nflows:\n  - { from: a/ec2-a, to: web/ec2-c, port: 80, expect: blocked }\n',
  ],
  ["      ec2-b: {", "      ec2-c: { zone: apne1-az4 }\n      ec2-b: {"],
  ["targets: [ec2-b]", "targets: [ec2-b, ec2-c]\n        inboundFrom: [192.168.0.0/16, 10.0.0.0/8]"],
  ["allow: [consumer]", "allow: [stranger, consumer]"],
  [
    "      web:\n        port: 80",
    "      also: { port: 81, targets: [ec2-c], allow: [stranger] }\n      web:\n        port: 80",
  ],
  ["clients: [ec2-a]", "clients: [ec2-a, 10.0.0.0/8]"],
  ["zones: [apne1-az4]\n", "zones: [apne1-az4, apne1-az1]\n"],
  [
    "consumers:\n",
    "consumers:\n  b: { account: stranger, vpc: { zones: [apne1-az1] }, endpoints: { web: { service: web/web, clients: [10.0.0.0/8] }, also: { service: web/also, clients: [10.0.0.0/8] } } }\n",
  ],
  ...WITH_ALL_KINDS,
);

test.each([
  ["a topology", PLENTIFUL, 4],
  ["a topology with a relay and networks outside AWS", RELAYED, 3],
])(
  "given %s, when its maps and lists are reordered, then the model and every byte of the output are the same",
  (_, text, entries) => {
    inFolder((folder) => {
      const file = `${folder}/x.yaml`;
      const out = `${folder}/out`;
      const made = (written: string): { model: Topology | undefined; output: unknown } => {
        writeFiles(folder, { "x.yaml": written });
        const loaded = loadTopology(file);
        synthesize([file], out);
        return { model: loaded.ok ? loaded.topology : undefined, output: contentOf(out) };
      };
      const original = made(text);
      expect(original.model?.entries).toHaveLength(entries);
      expect(Object.keys(original.output ?? {})).toContain("topology.json");
      fc.assert(
        fc.property(shuffled(parse(text)), (content) => {
          const other = made(JSON.stringify(content));
          expect(other.output).toEqual(original.output);
          // As text, which shows the order of keys, too.
          expect(JSON.stringify(other.model)).toBe(JSON.stringify(original.model));
        }),
        { numRuns: 3 },
      );
    });
  },
);
