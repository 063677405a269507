import fc from "fast-check";

type Json = null | boolean | number | string | readonly Json[] | Members;

// A type that holds itself has to be an interface.
interface Members {
  readonly [key: string]: Json;
}

function parsed(text: string): Json {
  // Whatever JSON holds is of this type.
  // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion
  return JSON.parse(text) as Json;
}

/** A place in a document: the keys and indexes that lead there. */
type Path = readonly (string | number)[];

/** What nobody expects in some place. */
const ODD: readonly Json[] = [
  null,
  true,
  false,
  0,
  -1,
  1e308,
  "",
  "left",
  "0.0.0.0/0",
  "::/0",
  "10.1.0.0/33",
  "${aws_vpc.this.id}",
  "aws_vpc.this",
  'module.network["left"].aws_vpc.this',
  "each.key",
  "\u0000\u001b[31m",
  "x".repeat(5_000),
  [],
  {},
  [null],
  [[[[]]]],
  { references: ["local.x"] },
  { references: [null, 1, "count.index"] },
  { constant_value: null },
  parsed('{ "__proto__": { "id": "vpc-1" }, "constructor": {} }'),
];

/** Texts that differ from a JSON document in what a transfer or an editor may do to it. */
export function textVariants(text: string): fc.Arbitrary<string> {
  const position = fc.nat(text.length - 1);
  return fc.oneof(
    position.map((end) => text.slice(0, end)),
    fc.tuple(position, fc.nat(200)).map(([at, length]) => text.slice(0, at) + text.slice(at + length)),
    fc
      .tuple(position, fc.constantFrom("{", "}", "[", "]", '"', ",", ":", "\\", "0", "n", "-"))
      .map(([at, character]) => text.slice(0, at) + character + text.slice(at + 1)),
    fc.tuple(position, position).map(([from, to]) => text.slice(0, to) + text.slice(from)),
  );
}

/** Documents of which one to three values are others, are gone, or stand in another place. */
export function documentVariants(text: string): fc.Arbitrary<string> {
  const whole = parsed(text);
  const paths = pathsIn(whole, []);
  const place = fc.nat(paths.length - 1).map((index) => paths[index] ?? []);
  const change = fc.oneof(
    fc.tuple(place, fc.constantFrom(...ODD)).map(
      ([path, odd]) =>
        (document: Json) =>
          replaced(document, path, odd),
    ),
    place.map((path) => (document: Json) => replaced(document, path, undefined)),
    fc.tuple(place, place).map(
      ([path, other]) =>
        (document: Json) =>
          replaced(document, path, valueAt(whole, other)),
    ),
    fc.tuple(place, place).map(
      ([path, other]) =>
        (document: Json) =>
          renamed(document, path, String(other.at(-1))),
    ),
  );
  return fc
    .array(change, { minLength: 1, maxLength: 3 })
    .map((changes) => JSON.stringify(changes.reduce((document, each) => each(document), whole)));
}

function pathsIn(value: Json, path: Path): Path[] {
  if (typeof value !== "object" || value === null) return path.length === 0 ? [] : [path];
  const entries: [string | number, Json][] = isList(value) ? [...value.entries()] : Object.entries(value);
  return [
    ...(path.length === 0 ? [] : [path]),
    ...entries.flatMap(([key, each]) => pathsIn(each, [...path, key])),
  ];
}

/** The document with another value in a place, or without one; as it is where an earlier change took the place away. */
function replaced(document: Json, path: Path, value: Json | undefined): Json {
  const [key, ...rest] = path;
  if (key === undefined) return value ?? null;
  if (typeof document !== "object" || document === null) return document;
  const inner = entryOf(document, key);
  if (inner === undefined) return document;
  const put = rest.length === 0 ? value : replaced(inner, rest, value);
  if (isList(document))
    return document.flatMap((each, index) => (index === key ? (put === undefined ? [] : [put]) : [each]));
  return withEntries(document, ([name, each]) =>
    name === key ? (put === undefined ? [] : [[name, put]]) : [[name, each]],
  );
}

/** The document with another key in a place. */
function renamed(document: Json, path: Path, name: string): Json {
  const parent = path.slice(0, -1);
  const holder = valueAt(document, parent);
  if (typeof holder !== "object" || holder === null || isList(holder)) return document;
  const changed = withEntries(holder, ([key, each]) => [[key === path.at(-1) ? name : key, each]]);
  return replaced(document, parent, changed);
}

function valueAt(document: Json | undefined, path: Path): Json | undefined {
  return path.reduce<Json | undefined>(
    (value, key) => (typeof value === "object" && value !== null ? entryOf(value, key) : undefined),
    document,
  );
}

function entryOf(value: readonly Json[] | Members, key: string | number): Json | undefined {
  if (isList(value)) return typeof key === "number" ? value[key] : undefined;
  return Object.hasOwn(value, key) ? value[key] : undefined;
}

function withEntries(
  value: Members,
  change: (entry: [string, Json]) => readonly (readonly [string, Json])[],
): Json {
  return Object.fromEntries(Object.entries(value).flatMap(change));
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
