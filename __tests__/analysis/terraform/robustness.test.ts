import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { join } from "node:path";
import {
  type Linked,
  linkStacks,
  readSynthesized,
  Reference,
  resourceKey,
  type Synthesized,
  Unknown,
} from "../../../analysis/terraform";
import { assemble } from "../../../stacks/assembly";
import { configurationsOf, deploymentOf, parseObject } from "../../support/deployments";
import { inFolder, writeFiles } from "../../support/folders";
import { synthesizeApp } from "../../support/terraform";
import { SCENARIO, topologyOfFile } from "../../support/topologies";

const app = synthesizeApp((scope) => assemble(scope, topologyOfFile(SCENARIO)));
const texts = new Map(
  // cdktf writes each stack two folders below the one in which the states are.
  [...app.stacks].map(([name, { text }]) => [name, text.replaceAll("../../../state/", "../state/")]),
);
const names = [...texts.keys()];

const NONE = resourceKey("none", "none");

describe("the scenario", () => {
  const deployment = deploymentOf(
    Object.fromEntries([...texts].map(([name, text]) => [name, parseObject(text)])),
  );

  test("given the contracts between its stacks, when it is linked, then the endpoint refers to the service", () => {
    const [endpoint] = deployment
      .ofType("aws_vpc_endpoint")
      .filter((each) => each.attribute("vpc_endpoint_type") === "Interface");
    const [service] = deployment.ofType("aws_vpc_endpoint_service");
    expect(endpoint?.attribute("service_name")).toEqual(new Reference(service?.key ?? NONE, "service_name"));
    const [accepter] = deployment.ofType("aws_vpc_endpoint_connection_accepter");
    expect(accepter?.attribute("vpc_endpoint_id")).toEqual(new Reference(endpoint?.key ?? NONE, "id"));
  });

  test("given every resource, when its account and Region are asked for, then they are its provider's", () => {
    const places = deployment.resources
      .filter(({ type }) => type.startsWith("aws_"))
      .map(({ account, region }) =>
        [account, region].map((each) => (each instanceof Unknown ? each.reason : each)).join(" "),
      );
    expect([...new Set(places)].sort()).toEqual([
      "111111111111 ap-northeast-1",
      "222222222222 ap-northeast-1",
    ]);
  });
});

/** Asks for everything that can be asked for, and says what was answered badly. */
function badAnswers(linked: Linked | Synthesized): readonly string[] {
  if (!linked.ok) {
    const { problems } = linked;
    return problems.length === 0 || problems.some(({ sentence }) => !sentence.includes(";"))
      ? problems.map(({ sentence }) => `no remedy: ${sentence}`).concat("refused")
      : [];
  }
  return linked.deployment.resources.flatMap((resource) => [
    ...(linked.deployment.find(resource.key) === resource ? [] : [`lost: ${resource.key}`]),
    ...[resource.account, resource.region]
      .filter((each) => each === "")
      .map(() => `no place: ${resource.key}`),
    ...resource.stated
      .filter((name) => resource.attribute(name) === undefined)
      .map((name) => `not stated: ${resource.key}.${name}`),
  ]);
}

const fragment = fc.constantFrom(
  "${",
  "}",
  "$${",
  "%{",
  ".",
  "[0]",
  '["a"]',
  "[*]",
  "local.a",
  "aws_vpc.vpc.id",
  "${aws_vpc.vpc.cidr_block}",
  "${data.terraform_remote_state.offer.outputs.x}",
  "${data.terraform_remote_state.offer.outputs}",
  "${data.terraform_remote_state.endpoints_web_contract.outputs.port}",
  "data",
  "count",
  "__proto__",
  "\n",
  "\u0000",
);
const text = fc
  .array(fc.oneof(fragment, fc.string({ maxLength: 3 })), { maxLength: 4 })
  .map((parts) => parts.join(""));
const anything = fc.oneof(
  text,
  fc.constantFrom<unknown>(null, true, -1, 3, 1e300, [], {}, [[]], { "//": 1 }, [{ count: 2 }]),
  fc.jsonValue({ maxDepth: 2 }),
);

const mutation = fc.record({
  place: fc.nat(),
  other: fc.nat(),
  kind: fc.constantFrom("replace", "delete", "swap", "splice", "add"),
  value: anything,
  spliced: text,
});
type Mutation = typeof mutation extends fc.Arbitrary<infer Value> ? Value : never;

/** Changes one of the places of a document. */
function mutate(document: string, { place, other, kind, value, spliced }: Mutation): string {
  const root: unknown = JSON.parse(document);
  const places = placesOf(root);
  const chosen = places[place % places.length];
  const source = places[other % places.length];
  if (chosen === undefined || source === undefined) return document;
  const [holder, key] = chosen;
  const before = holder[key];
  if (kind === "delete") Reflect.deleteProperty(holder, key);
  else if (kind === "replace") holder[key] = value;
  else if (kind === "add") holder[spliced] = value;
  else if (kind === "splice" && typeof before === "string")
    holder[key] =
      before.slice(0, other % (before.length + 1)) + spliced + before.slice(place % (before.length + 1));
  // A copy, since a part may hold the other one.
  else holder[key] = JSON.parse(JSON.stringify(source[0][source[1]] ?? null)) as unknown;
  return JSON.stringify(root);
}

type Holder = Record<string, unknown>;

function placesOf(value: unknown): (readonly [Holder, string])[] {
  if (typeof value !== "object" || value === null) return [];
  // Lists, too, have keys: their indices.
  // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion
  const holder = value as Holder;
  return Object.keys(holder).flatMap((key) => [[holder, key] as const, ...placesOf(holder[key])]);
}

describe("changed Terraform", () => {
  test("given any changes of any stack, when it is linked, then it is read or told in sentences", () => {
    const changes = fc.array(fc.tuple(fc.constantFrom(...names), mutation), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(changes, (mutations) => {
        const changed = new Map(texts);
        for (const [name, change] of mutations) changed.set(name, mutate(changed.get(name) ?? "{}", change));
        const stacks = Object.fromEntries(
          [...changed].map(([name, document]) => [name, parseObject(document)]),
        );
        expect(badAnswers(linkStacks(configurationsOf(stacks)))).toEqual([]);
      }),
      { numRuns: 80 },
    );
  });

  test("given the stacks in another order, when they are linked, then the same is told", () => {
    const changes = fc.tuple(
      fc.constantFrom(...names),
      mutation,
      fc.shuffledSubarray(names, { minLength: names.length }),
    );
    fc.assert(
      fc.property(changes, ([name, change, order]) => {
        const stacks = Object.fromEntries(
          order.map((each) => {
            const document = texts.get(each) ?? "{}";
            return [each, parseObject(each === name ? mutate(document, change) : document)];
          }),
        );
        const configurations = configurationsOf(stacks);
        const [one, two] = [linkStacks(configurations), linkStacks([...configurations].reverse())];
        expect(one.ok ? [] : one.problems).toEqual(two.ok ? [] : two.problems);
      }),
      { numRuns: 25 },
    );
  });

  test("given files that are cut off or overwritten anywhere, when they are read, then nothing is thrown", () => {
    const stacks = Object.fromEntries(
      names.map((name) => [
        name,
        { name, synthesizedStackPath: `${name}/cdk.tf.json`, workingDirectory: name },
      ]),
    );
    const files: Readonly<Record<string, string>> = {
      "manifest.json": JSON.stringify({ version: "1", stacks }),
      "topology.json": JSON.stringify({ version: 1, topologies: {} }),
      ...Object.fromEntries([...texts].map(([name, content]) => [join(name, "cdk.tf.json"), content])),
    };
    inFolder((folder) => {
      writeFiles(folder, files);
      expect(readSynthesized(folder)).toMatchObject({ ok: true });
      fc.assert(
        fc.property(
          fc.constantFrom(...Object.keys(files)),
          fc.nat(),
          fc.nat({ max: 20 }),
          text,
          (file, at, length, written) => {
            const content = files[file] ?? "";
            const start = at % (content.length + 1);
            const rest = length === 0 ? "" : content.slice(start + length);
            writeFiles(folder, { [file]: content.slice(0, start) + written + rest });
            expect(badAnswers(readSynthesized(folder))).toEqual([]);
            writeFiles(folder, { [file]: content });
          },
        ),
        { numRuns: 80 },
      );
    });
  });
});
