import { describe, expect, test } from "@jest/globals";
import {
  type Deployment,
  JoinedText,
  Reference,
  resourceKey,
  Unknown,
  type Value,
} from "../../../analysis/terraform";
import { deploymentOf } from "../../support/deployments";

/** What the attribute `tested` of `aws_test.tested` is worth in a stack `s` with these sections. */
function valueOf(written: unknown, sections: object = {}, resources: object = {}): Value | undefined {
  const resource = { aws_test: { tested: { tested: written } }, ...resources };
  return attributeOf(deploymentOf({ s: { ...sections, resource } }), "aws_test.tested", "tested");
}

function attributeOf(deployment: Deployment, address: string, name: string): Value | undefined {
  return deployment.find(resourceKey("s", address))?.attribute(name);
}

const TESTED = resourceKey("s", "aws_test.tested");
const VPC = { aws_vpc: { main: { cidr_block: "10.0.0.0/16", tags: { Name: "x" }, instance_tenancy: null } } };
const unknown = (expression: string, reason: string): Unknown => new Unknown(expression, reason, TESTED);

describe("a reference to a resource", () => {
  test("given an attribute that is stated, when it is read, then it is what is stated", () => {
    expect(valueOf("${aws_vpc.main.cidr_block}", {}, VPC)).toBe("10.0.0.0/16");
  });

  test("given a key of an attribute that is stated, when it is read, then it is followed", () => {
    expect(valueOf('${aws_vpc.main.tags["Name"]}', {}, VPC)).toBe("x");
  });

  test.each(["id", "arn", "instance_tenancy", "tags.Other"])(
    "given %s, which is left to the provider, when it is read, then it is a reference",
    (attribute) => {
      expect(valueOf(`\${aws_vpc.main.${attribute}}`, {}, VPC)).toEqual(
        new Reference(resourceKey("s", "aws_vpc.main"), attribute),
      );
    },
  );

  test("given several steps, when it is read, then the reference spells them in one way", () => {
    expect(valueOf('${aws_vpc.main.a.0["b"]["c d"]}', {}, VPC)).toEqual(
      new Reference(resourceKey("s", "aws_vpc.main"), 'a[0].b["c d"]'),
    );
  });

  test("given an id that a data source states, when it is read, then it is a reference", () => {
    expect(valueOf("${data.aws_vpc.given.id}", { data: { aws_vpc: { given: { id: "vpc-1" } } } })).toEqual(
      new Reference(resourceKey("s", "data.aws_vpc.given"), "id"),
    );
  });

  test("given an attribute that is a reference, when a step into it is read, then it is added", () => {
    const resources = { aws_a: { a: { list: "${aws_b.b.list}" } }, aws_b: { b: {} } };
    expect(valueOf("${aws_a.a.list[1].x}", {}, resources)).toEqual(
      new Reference(resourceKey("s", "aws_b.b"), "list[1].x"),
    );
  });

  test("given an attribute that is unknown, when a step into it is read, then it is the same unknown", () => {
    const resources = { aws_a: { a: { list: "${var.list}" } } };
    expect(valueOf("${aws_a.a.list[1]}", {}, resources)).toEqual(
      new Unknown("${var.list}", "variables are given when Terraform runs", resourceKey("s", "aws_a.a")),
    );
  });

  test.each([{ volume: 8 }, [{ volume: 8 }]])(
    "given one block written as %j, when its first is read, then it is that block",
    (block) => {
      const resources = { aws_a: { a: { root: block } } };
      expect(valueOf("${aws_a.a.root[0].volume}", {}, resources)).toBe(8);
      expect(valueOf("${aws_a.a.root[0].id}", {}, resources)).toEqual(
        new Reference(resourceKey("s", "aws_a.a"), "root[0].id"),
      );
      expect(valueOf("${aws_a.a.root[1].volume}", {}, resources)).toEqual(
        unknown("${aws_a.a.root[1].volume}", "there is no aws_a.a.root[1]"),
      );
    },
  );

  test.each([
    ["${aws_vpc.other.id}", "there is no aws_vpc.other in s"],
    ["${aws_vpc.main}", "aws_vpc.main as a whole is known once it exists"],
    ["${aws_vpc.main[0].id}", "aws_vpc.main as a whole is known once it exists"],
    ["${aws_vpc.main.cidr_block.x}", "there is no aws_vpc.main.cidr_block.x"],
    ["${aws_vpc}", "this refers to nothing that Terraform has"],
    ["${aws_vpc.__proto__.id}", "there is no aws_vpc.__proto__ in s"],
  ])("given %s, when it is read, then it is unknown", (text, reason) => {
    expect(valueOf(text, {}, VPC)).toEqual(unknown(text, reason));
  });
});

describe("a local value", () => {
  const locals = { a: { b: ["x", 1] }, again: "${local.a.b}", "//": "a comment" };

  test.each<[string, Value]>([
    ["${local.a.b[0]}", "x"],
    ["${local.again[1]}", 1],
    ["${local.again}", ["x", 1]],
  ])("given %s, when it is read, then it is resolved", (text, value) => {
    expect(valueOf(text, { locals })).toEqual(value);
    expect(valueOf(text, { locals: [{ unused: 1 }, locals] })).toEqual(value);
  });

  test.each([
    ["${local.b}", "there is no local.b in s"],
    ["${local.a.c}", "there is no local.a.c in s"],
    ["${local.again[2]}", "there is no local.again[2] in s"],
    ["${local.constructor}", "there is no local.constructor in s"],
    ["${local.a.constructor}", "there is no local.a.constructor in s"],
  ])("given %s, when it is read, then it is unknown", (text, reason) => {
    expect(valueOf(text, { locals })).toEqual(unknown(text, reason));
  });
});

describe("a text with several pieces", () => {
  const locals = { text: "x", number: 1.5, yes: true, list: [], nothing: null, large: 1e21 };

  test("given texts, numbers and booleans, when it is read, then they are joined", () => {
    expect(valueOf("a-${local.text}-${local.number}-${local.yes}-$${local.text}", { locals })).toBe(
      "a-x-1.5-true-${local.text}",
    );
  });

  test.each([
    ["a${local.list}", "a list cannot be part of a text"],
    ["a${local.nothing}", "null cannot be part of a text"],
    ["a${local.large}", "a number cannot be part of a text"],
    ["a${var.x}", "variables are given when Terraform runs"],
    ["a${upper(local.text)}", "functions, conditions and operators are worked out when Terraform runs"],
  ])("given %s, when it is read, then the whole is unknown", (text, reason) => {
    expect(valueOf(text, { locals }, VPC)).toEqual(unknown(text, reason));
  });
});

describe("a text of which a part exists once a resource does", () => {
  const id = new Reference(resourceKey("s", "aws_vpc.main"), "id");
  const locals = { inner: "${aws_vpc.main.id},b", text: "x" };

  test.each<[string, readonly (string | Reference)[]]>([
    ["a${aws_vpc.main.id}", ["a", id]],
    ["${aws_vpc.main.id},${local.text}", [id, ",", "x"]],
    ["${local.inner},c", [id, ",b", ",c"]],
    ['${join(",", [aws_vpc.main.id, local.text])}', [id, ",", "x"]],
    [
      '${ join( ", " , [ aws_vpc.main.id , element(aws_vpc.main.ids, 0), ] ) }',
      [id, ", ", new Reference(id.resource, "ids[0]")],
    ],
    ['a${join("", [local.text, local.text])}${aws_vpc.main.id}', ["a", "x", "", "x", id]],
  ])("given %s, when it is read, then its pieces are known", (text, pieces) => {
    const value = valueOf(text, { locals }, VPC);
    expect(value instanceof JoinedText ? value.pieces : value).toEqual(pieces);
    expect(value).toMatchObject({ reason: "aws_vpc.main.id is known once its resource exists" });
  });

  test.each<[string, Value]>([
    ['${join("-", [local.text, local.text])}', "x-x"],
    ['${join(",", [aws_vpc.main.id])}', id],
  ])("given %s, when it is read, then it is known", (text, value) => {
    expect(valueOf(text, { locals }, VPC)).toEqual(value);
  });

  test.each([
    "${join(local.text, [local.text])}",
    '${join(",", local.list)}',
    '${join(",", [upper(local.text)])}',
    '${join(",", [local.text)}',
    '${join(",", [])}',
  ])("given %s, when it is read, then it is unknown", (text) => {
    const value = valueOf(text, { locals }, VPC);
    expect(value).toBeInstanceOf(Unknown);
    expect(value).not.toBeInstanceOf(JoinedText);
  });
});

describe("what only a run tells", () => {
  test.each([
    ["${var.x.y}", "variables are given when Terraform runs"],
    ["${module.x.y}", "the resources of modules are not read"],
    ["${each.key}", "what for_each goes through is known when Terraform runs"],
    ["${count.index}", "there is no count here"],
    ["${path.module}", "paths are those of the machine on which Terraform runs"],
    ["${terraform.workspace}", "the workspace is chosen when Terraform runs"],
    ["${self.id}", "self is known once its resource exists"],
    ["${max(1, 2)}", "functions, conditions and operators are worked out when Terraform runs"],
  ])("given %s, when it is read, then it is unknown as it was written", (text, reason) => {
    expect(valueOf(text, { variable: { x: { default: 1 } } })).toEqual(unknown(text, reason));
  });

  test("given an unknown element, when the list is read, then the others are known", () => {
    expect(valueOf(["a", "${var.x}"])).toEqual([
      "a",
      unknown("${var.x}", "variables are given when Terraform runs"),
    ]);
  });
});

describe("how often there is a resource", () => {
  const instances = (repetition: object): Deployment =>
    deploymentOf({
      s: {
        resource: {
          aws_instance: { x: { ...repetition, name: "x${count.index}" } },
          aws_eip: { first: { instance: "${aws_instance.x[0].id}", name: "${aws_instance.x[0].name}" } },
        },
      },
    });

  test.each([2, "2"])("given the count %j, when it is read, then there are two by their numbers", (count) => {
    const deployment = instances({ count });
    expect(deployment.ofType("aws_instance").map(({ key }) => key)).toEqual([
      "s:aws_instance.x[0]",
      "s:aws_instance.x[1]",
    ]);
    expect(attributeOf(deployment, "aws_instance.x[1]", "name")).toBe("x1");
    expect(attributeOf(deployment, "aws_eip.first", "name")).toBe("x0");
    expect(attributeOf(deployment, "aws_eip.first", "instance")).toEqual(
      new Reference(resourceKey("s", "aws_instance.x[0]"), "id"),
    );
  });

  test("given the count 0, when it is read, then there is none and what refers to it is unknown", () => {
    const deployment = instances({ count: 0 });
    expect(deployment.ofType("aws_instance")).toEqual([]);
    expect(attributeOf(deployment, "aws_eip.first", "name")).toEqual(
      new Unknown(
        "${aws_instance.x[0].name}",
        "there is no aws_instance.x[0] in s, which counts 0 of them",
        resourceKey("s", "aws_eip.first"),
      ),
    );
  });

  test.each([
    [{ count: "${var.n}" }, "${var.n}", "count"],
    [{ for_each: "${toset(var.n)}" }, "${toset(var.n)}", "for_each"],
    [{ for_each: { a: 1 } }, "an object", "for_each"],
  ])(
    "given %j, when it is read, then there is one of which nothing is known",
    (repetition, expression, by) => {
      const deployment = instances(repetition);
      const key = resourceKey("s", "aws_instance.x");
      const reason = `only when Terraform runs, ${by} tells how many of aws_instance.x there are`;
      expect(deployment.find(key)?.stated).toEqual(["name"]);
      expect(deployment.find(key)?.attribute("name")).toEqual(new Unknown(expression, reason, key));
      expect(deployment.find(key)?.attribute("other")).toBeUndefined();
      expect(attributeOf(deployment, "aws_eip.first", "instance")).toEqual(
        new Unknown("${aws_instance.x[0].id}", reason, resourceKey("s", "aws_eip.first")),
      );
    },
  );
});

describe("dynamic blocks", () => {
  const made = new Unknown('dynamic "rule"', "dynamic blocks are made when Terraform runs", TESTED);

  test("given blocks that are stated, too, when they are read, then an unknown one is among them", () => {
    const dynamic = { rule: { for_each: "${var.rules}", content: {} } };
    const deployment = deploymentOf({
      s: { resource: { aws_test: { tested: { rule: { port: 1 }, dynamic, outer: [{ dynamic }] } } } },
    });
    expect(deployment.find(TESTED)?.stated).toEqual(["rule", "outer"]);
    expect(deployment.find(TESTED)?.attribute("rule")).toEqual([{ port: 1 }, made]);
    expect(deployment.find(TESTED)?.attribute("outer")).toEqual([{ rule: [made] }]);
  });

  test("given a tag that is called dynamic, when it is read, then it is a tag", () => {
    expect(valueOf({ dynamic: "yes" })).toEqual({ dynamic: "yes" });
  });
});
