import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { parseTemplate } from "../../../analysis/terraform/template";
import { formatSteps } from "../../../analysis/terraform/traversal";

describe("a text", () => {
  test("given no template, when it is parsed, then it is one literal piece", () => {
    expect(parseTemplate("10.0.0.0/16")).toEqual(["10.0.0.0/16"]);
  });

  test("given nothing, when it is parsed, then there are no pieces", () => {
    expect(parseTemplate("")).toEqual([]);
  });

  test.each([
    ["$${local.x}", "${local.x}"],
    ["$$${local.x}", "$${local.x}"],
    ["%%{if}", "%{if}"],
    ["%%%{x", "%%{x"],
    ["$ % $$ {", "$ % $$ {"],
    ["$", "$"],
  ])("given %s, when it is parsed, then it is what Terraform makes of it, %s", (text, literal) => {
    expect(parseTemplate(text)).toEqual([literal]);
  });

  test("given any text, when its marks are escaped and it is parsed, then it is itself", () => {
    const pieces = fc.constantFrom("$", "%", "{", "}", "a", "\n", "${a.b}", "%{if}");
    fc.assert(
      fc.property(fc.array(pieces), (parts) => {
        const text = parts.join("");
        const escaped = text.replace(/\$\{|%\{/g, (mark) => mark.charAt(0) + mark);
        expect(parseTemplate(escaped)).toEqual(text === "" ? [] : [text]);
      }),
    );
  });
});

describe("a reference", () => {
  test.each([
    ["${aws_vpc.main.id}", "aws_vpc", ["main", "id"]],
    ["${aws_vpc.a-1_b.id}", "aws_vpc", ["a-1_b", "id"]],
    ["${ \n aws_vpc . main [ 0 ] . id }", "aws_vpc", ["main", 0, "id"]],
    ["${local.list.0.name}", "local", ["list", 0, "name"]],
    ['${local.map["a b"]["c"]}', "local", ["map", "a b", "c"]],
    ['${local.map["\\"\\\\\\n"]}', "local", ["map", '"\\\n']],
    ["${données.été.id}", "données", ["été", "id"]],
  ])("given %s, when it is parsed, then it is a name with its steps", (text, root, steps) => {
    expect(parseTemplate(text)).toEqual([{ root, steps }]);
  });

  test.each([
    ["${element(aws_a.b.list, 1)}", 1],
    ["${ tolist( aws_a.b.list ) [ 2 ] }", 2],
    ["${one(aws_a.b.list)}", 0],
  ])("given %s, when it is parsed, then it is an element of what the name leads to", (text, element) => {
    expect(parseTemplate(text)).toEqual([{ root: "aws_a", steps: ["b", "list"], element }]);
  });

  test("given a list that is joined, when it is parsed, then the pieces are those of the joined text", () => {
    expect(parseTemplate('a${join("-\\t", [local.x, one(local.y)])}')).toEqual([
      "a",
      { root: "local", steps: ["x"] },
      "-\t",
      { root: "local", steps: ["y"], element: 0 },
    ]);
  });

  test("given texts in a list that is joined, when it is parsed, then they are pieces", () => {
    expect(parseTemplate('${join("/", ["222222222222", local.x])}')).toEqual([
      "222222222222",
      "/",
      { root: "local", steps: ["x"] },
    ]);
  });

  test.each([
    ['${format("%s/%s", "2", local.x)}', ["2", "/", { root: "local", steps: ["x"] }]],
    [
      '${ format( "%%s 100%% of %s!" , one(local.y) ) }',
      ["%s 100% of ", { root: "local", steps: ["y"], element: 0 }, "!"],
    ],
  ])("given %s, when it is parsed, then the arguments stand in their places", (text, pieces) => {
    expect(parseTemplate(text)).toEqual(pieces);
  });

  test.each(["%d", "%s%s", "none", "%5s", "%[1]s", "%v"])(
    "given a format %s that says more, when it is parsed, then it is more than references",
    (format) => {
      expect(parseTemplate(`\${format("${format}", local.x)}`)).toBeUndefined();
    },
  );

  test("given any texts, when they are put into a format, then it is what Terraform makes of it", () => {
    const literal = fc.stringMatching(/^[a-z%]*$/);
    fc.assert(
      fc.property(
        literal,
        fc.array(fc.tuple(fc.stringMatching(/^[a-z]+$/), literal), { minLength: 1 }),
        (first, rest) => {
          const escaped = (text: string): string => text.replaceAll("%", "%%");
          const format = escaped(first) + rest.map(([, behind]) => `%s${escaped(behind)}`).join("");
          const given = rest.map(([argument]) => `"${argument}"`).join(", ");
          const pieces = parseTemplate(`\${format("${format}", ${given})}`);
          expect(pieces?.map(String).join("")).toBe(
            first + rest.map(([argument, behind]) => argument + behind).join(""),
          );
        },
      ),
    );
  });

  test("given references between literals, when they are parsed, then the pieces keep their order", () => {
    expect(parseTemplate("a${local.x}b${local.y}$${c}")).toEqual([
      "a",
      { root: "local", steps: ["x"] },
      "b",
      { root: "local", steps: ["y"] },
      "${c}",
    ]);
  });

  test.each([
    "${length(local.x)}",
    "${local.x + 1}",
    '${local.x ? "a" : "b"}',
    "${aws_instance.x[*].id}",
    "${aws_instance.x.*.id}",
    "${local.x[local.y]}",
    '${local.x["${local.y}"]}',
    "${local.x",
    "${}",
    "${local..x}",
    "${local.x}}${",
    "${~ local.x ~}",
    "${-1}",
    '${"x"}',
    "%{ if local.x }a%{ endif }",
    "a ${local.x} ${upper(local.x)}",
  ])("given %s, when it is parsed, then it is more than references", (text) => {
    expect(parseTemplate(text)).toBeUndefined();
  });

  test("given any steps, when they are written and parsed, then they are the same", () => {
    const key = fc.stringMatching(/^[a-z ."\\\]-]*$/);
    fc.assert(
      fc.property(fc.array(fc.oneof(key, fc.nat())), (steps) => {
        expect(parseTemplate(`\${local${formatSteps(steps)}}`)).toEqual([{ root: "local", steps }]);
      }),
    );
  });
});

describe("what jsonencode is given", () => {
  const told = (text: string): string | undefined =>
    parseTemplate(text)
      ?.map((piece) => (typeof piece === "string" ? piece : `<${piece.root}${formatSteps(piece.steps)}>`))
      .join("");

  test("given objects, lists, texts and references, when it is parsed, then it is JSON with sorted keys", () => {
    expect(told('${jsonencode({"b" = [aws_eip.a.public_ip, 7, null], a = "x<\\"", "c": {}})}')).toBe(
      String.raw`{"a":"x\u003c\"","b":[<aws_eip.a.public_ip>,7,null],"c":{}}`,
    );
    const [piece] = parseTemplate("${jsonencode(local.a)}") ?? [];
    expect(piece).toMatchObject({ root: "local", isEncoded: true });
  });

  test.each(['{"a" = f(1)}', "[1 + 2]", '{"a" = 1, "a" = 2}', '{"a" = "${local.b}"}', "[".repeat(1000)])(
    "given %s, when it is parsed, then it is worked out when Terraform runs",
    (expression) => {
      expect(parseTemplate(`\${jsonencode(${expression})}`)).toBeUndefined();
    },
  );
});
