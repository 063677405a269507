import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { parse } from "yaml";
import { z } from "zod";
import { topologyJsonSchema } from "../../../modules/topology";
import { edited, GOOD } from "../../support/topology-text";

const PROJECT = resolve(__dirname, "../../..");
const SCENARIOS = readdirSync(`${PROJECT}/scenarios`);

/** The part of JSON Schema that the language's schema uses; any other keyword is a mistake of this test. */
const schemaForm = z.strictObject({
  $schema: z.string().optional(),
  title: z.string().optional(),
  description: z.string().optional(),
  default: z.unknown().optional(),
  type: z.enum(["object", "array", "string", "integer", "boolean"]).optional(),
  properties: z.record(z.string(), z.unknown()).default({}),
  required: z.array(z.string()).default([]),
  additionalProperties: z.unknown().default(true),
  propertyNames: z.unknown().optional(),
  items: z.unknown().optional(),
  minItems: z.int().default(0),
  pattern: z.string().default(""),
  minLength: z.int().default(0),
  maxLength: z.int().default(Infinity),
  minimum: z.int().default(-Infinity),
  maximum: z.int().default(Infinity),
  enum: z.array(z.string()).optional(),
  const: z.unknown().optional(),
  allOf: z.array(z.unknown()).default([]),
  anyOf: z.array(z.unknown()).default([]),
  oneOf: z.array(z.unknown()).default([]),
});

/** Where a value is not what a JSON Schema asks for. */
function violations(schema: unknown, value: unknown, path = ""): string[] {
  if (schema === true || schema === undefined) return [];
  if (schema === false) return [path];
  const form = schemaForm.parse(schema);
  const forms = [...form.anyOf, ...form.oneOf].map((part) => violations(part, value, path));
  // Of several forms an editor shows what is wrong in the nearest.
  const nearest = forms.sort((left, right) => left.length - right.length)[0] ?? [];
  const all = [...form.allOf.flatMap((part) => violations(part, value, path)), ...nearest];
  if (form.type !== undefined && form.type !== typeOf(value)) return [...all, path];
  if (form.const !== undefined && form.const !== value) all.push(path);
  if (typeof value === "string") {
    const fits = new RegExp(form.pattern, "u").test(value) && (form.enum?.includes(value) ?? true);
    return fits && value.length >= form.minLength && value.length <= form.maxLength ? all : [...all, path];
  }
  if (typeof value === "number") return value >= form.minimum && value <= form.maximum ? all : [...all, path];
  if (typeof value !== "object" || value === null) return all;
  if (Array.isArray(value)) {
    if (value.length < form.minItems) all.push(path);
    return [...all, ...value.flatMap((item, index) => violations(form.items, item, `${path}[${index}]`))];
  }
  const missing = form.required.filter((key) => !(key in value)).map((key) => `${path}.${key}`);
  const wrong = Object.entries(value).flatMap(([key, child]) => [
    ...violations(form.propertyNames, key, `${path}.${key}`),
    ...violations(
      key in form.properties ? form.properties[key] : form.additionalProperties,
      child,
      `${path}.${key}`,
    ),
  ]);
  return [...all, ...missing, ...wrong];
}

function typeOf(value: unknown): string {
  if (Array.isArray(value)) return "array";
  return Number.isInteger(value) ? "integer" : typeof value;
}

const schema: unknown = JSON.parse(topologyJsonSchema());
const violationsOf = (text: string): string[] => violations(schema, parse(text));

test("given the schema for editors, when the language has changed, then npm run schema must renew it", () => {
  const checkedIn = readFileSync(`${PROJECT}/modules/topology/topology.schema.json`, "utf8");
  const renewal = "npm run schema";
  expect({ renewal, isFresh: checkedIn === topologyJsonSchema() }).toEqual({ renewal, isFresh: true });
});

describe("the schema for editors", () => {
  test.each(SCENARIOS)("given the scenario %s, when it is held against it, then it fits", (name) => {
    expect(violationsOf(readFileSync(`${PROJECT}/scenarios/${name}`, "utf8"))).toEqual([]);
  });

  test("given a good file, when it is held against it, then it fits", () => {
    expect(violationsOf(GOOD)).toEqual([]);
  });

  test("given a mistake that needs no second place to be seen, when it is held against it, then it is found", () => {
    const text = edited(
      ["ap-northeast-1", "tokyo"],
      ["222222222222", "2222"],
      ["  stranger:", "  Stranger:"],
      ["cidr: 10.1.0.0/16", "cdir: 10.1.0.0"],
      ["zones: [apne1-az4, apne1-az1]", "zones: [ap-northeast-1a]"],
      ["targets: [ec2-b]", "targets: []"],
      ["        port: 80", "        port: 0"],
      ["service: web/web", "service: web"],
      ["clients: [ec2-a]", 'clients: ["2001:db8::/32"]'],
      ["expect: reachable", "expect: open"],
      ["from: a/ec2-a, ", ""],
    );
    expect(violationsOf(text)).toEqual([
      ".region",
      ".accounts.provider",
      ".accounts.Stranger",
      ".providers.web.vpc.cdir",
      ".providers.web.vpc.zones[0]",
      ".providers.web.services.web.port",
      ".providers.web.services.web.targets",
      ".consumers.a.endpoints.web.service",
      ".consumers.a.endpoints.web.clients[0]",
      ".flows[0].from",
      ".flows[0].expect",
    ]);
  });

  test("given any key of the language, when an editor asks what it means, then it is described", () => {
    const undescribed: string[] = [];
    const visit = (part: unknown, path: string): void => {
      if (typeof part !== "object" || part === null) return;
      const { properties, additionalProperties, items, anyOf, oneOf } = schemaForm.parse(part);
      for (const form of [...anyOf, ...oneOf]) visit(form, path);
      for (const [key, child] of Object.entries(properties)) {
        if (schemaForm.parse(child).description === undefined) undescribed.push(`${path}.${key}`);
        visit(child, `${path}.${key}`);
      }
      visit(additionalProperties, `${path}.*`);
      visit(items, `${path}[]`);
    };
    visit(schema, "");
    expect(undescribed).toEqual([]);
  });
});
