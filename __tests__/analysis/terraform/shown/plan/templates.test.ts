import { describe, expect, test } from "@jest/globals";
import { JoinedText, Reference, resourceKey, type Value } from "../../../../../analysis/terraform";
import {
  exactly,
  isComposed,
  memberExpression,
} from "../../../../../analysis/terraform/shown/plan/templates";

const A = new Reference(resourceKey("s", "aws_subnet.a"), "id");
const B = new Reference(resourceKey("s", "aws_subnet.b"), "id");
const AT = resourceKey("s", "aws_lb.it");
const LEADS: Readonly<Record<string, Value>> = {
  "aws_subnet.a.id": A,
  "aws_subnet.b.id": B,
  "var.port": 80,
  "var.name": 'a "b"',
};

/** As Terraform shows what is written in JSON: the template, and what it names. */
function value(written: unknown): Value | undefined {
  const expression = { constant_value: written, references: ["aws_subnet.a.id", "aws_subnet.a"] };
  return exactly(expression, (reference) => LEADS[reference], AT);
}

function pieces(written: string): unknown {
  const found = value(written);
  return found instanceof JoinedText ? found.pieces : found;
}

describe("what a configuration in JSON says", () => {
  test.each([
    ["one reference", "${aws_subnet.a.id}", A],
    ["a list of references", ["${aws_subnet.a.id}", "${aws_subnet.b.id}"], [A, B]],
    ["an object", { one: "${aws_subnet.a.id}", port: 80 }, { one: A, port: 80 }],
    ["a text of what is known", "at ${var.port}", "at 80"],
    ["an escape beside a reference", "$${x} ${var.port}", "${x} 80"],
  ])("given %s, when it is read, then it is exactly that", (_, written, expected) => {
    expect(value(written)).toEqual(expected);
  });

  test.each([
    ["references in a text", "${aws_subnet.a.id},${aws_subnet.b.id}", [A, ",", B]],
    ["a block's length behind a reference", "${aws_subnet.a.id}/32", [A, "/32"]],
    [
      "JSON of references and texts",
      '${jsonencode({"to" = aws_subnet.a.id, "name" = var.name})}',
      [String.raw`{"name":"a \"b\"","to":"`, A, '"}'],
    ],
  ])("given %s, when it is read, then its pieces are told", (_, written, expected) => {
    expect(pieces(written)).toEqual(expected);
  });

  test.each([
    ["a function", "${cidrsubnet(aws_subnet.a.id, 8, 1)}"],
    ["a condition", "${var.port == 80 ? aws_subnet.a.id : aws_subnet.b.id}"],
    ["what leads nowhere that is certain", "${aws_subnet.c.id}"],
    ["a list of which one member is not certain", ["${aws_subnet.a.id}", "${local.other}"]],
  ])("given %s, when it is read, then it is left to what it names", (_, written) => {
    expect(value(written)).toBeUndefined();
  });

  test("given HCL, when it is read, then it says nothing: Terraform shows only what it names", () => {
    const hcl = { references: ["aws_subnet.a.id", "aws_subnet.a"] };
    expect(exactly(hcl, (reference) => LEADS[reference], AT)).toBeUndefined();
    expect(isComposed(hcl)).toBe(false);
    expect(exactly({ constant_value: "known" }, () => undefined, AT)).toBeUndefined();
  });

  test("given an object, when a member is asked for, then its expression is a part of the whole", () => {
    const whole = { constant_value: { group: "${aws_subnet.a.id}" }, references: ["aws_subnet.a.id"] };
    expect(isComposed(whole)).toBe(true);
    expect(exactly(memberExpression(whole, "group"), (reference) => LEADS[reference], AT)).toBe(A);
    expect(memberExpression(whole, "other")).toBeUndefined();
    expect(memberExpression(whole, "toString")).toBeUndefined();
  });
});
