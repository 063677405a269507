import { describe, expect, test } from "@jest/globals";
import {
  type Deployment,
  linkStacks,
  Reference,
  resourceKey,
  Unknown,
  type Value,
} from "../../../analysis/terraform";
import { configurationsOf, deploymentOf, stateOf } from "../../support/deployments";
import { CONSUMER, PROVIDER, TOKYO } from "../../support/values";

const condition = (text: string): object => ({ condition: text, error_message: "it is otherwise" });
const finding = (conditions: readonly string[], body: object = {}): object => ({
  ...body,
  lifecycle: { postcondition: conditions.map(condition) },
});

const attributeOf = (conditions: readonly string[], name: string, body: object = {}): Value | undefined =>
  deploymentOf({ s: { data: { aws_lb: { x: finding(conditions, body) } } } })
    .find(resourceKey("s", "data.aws_lb.x"))
    ?.attribute(name);

describe("a postcondition of a data source", () => {
  test.each<[string, Value]>([
    ["${self.enable_cross_zone_load_balancing == true}", true],
    ["${self.enable_cross_zone_load_balancing == false}", false],
    ["${self.enable_cross_zone_load_balancing == 80}", 80],
    ["${self.enable_cross_zone_load_balancing == -1.5}", -1.5],
    ['${self.enable_cross_zone_load_balancing == "on"}', "on"],
    ['${self.enable_cross_zone_load_balancing == "a \\"b\\" \\\\ == c"}', 'a "b" \\ == c'],
    ["${true == self.enable_cross_zone_load_balancing}", true],
    ["${ (self.enable_cross_zone_load_balancing==true) }", true],
    ['${toset(self.enable_cross_zone_load_balancing) == toset(["b", "a", "b"])}', ["a", "b"]],
    ['${toset(["a",]) == toset(self.enable_cross_zone_load_balancing)}', ["a"]],
    ["${toset(self.enable_cross_zone_load_balancing) == toset([])}", []],
    ["${length(self.enable_cross_zone_load_balancing) == 0}", []],
    ['${self.enable_cross_zone_load_balancing == "$${on}"}', "${on}"],
  ])("given %s, when the attribute is asked for, then it is what is demanded", (text, value) => {
    expect(attributeOf([text], "enable_cross_zone_load_balancing")).toEqual(value);
  });

  test.each([
    "${self.enable_cross_zone_load_balancing != true}",
    "${self.enable_cross_zone_load_balancing == true || true}",
    "${self.enable_cross_zone_load_balancing == var.on}",
    '${self.enable_cross_zone_load_balancing == "${var.on}"}',
    "${length(self.enable_cross_zone_load_balancing) == 1}",
    '${self.enable_cross_zone_load_balancing == ["a"]}',
    '${toset(self.enable_cross_zone_load_balancing) == ["a"]}',
    "${toset(self.enable_cross_zone_load_balancing) == toset([1])}",
    "${self.enable_cross_zone_load_balancing.x == true}",
    "${self.enable_cross_zone_load_balancing}",
    "self.enable_cross_zone_load_balancing == true",
    "${!(self.enable_cross_zone_load_balancing == true)}",
  ])("given %s, when the attribute is asked for, then nothing is told", (text) => {
    expect(attributeOf([text], "enable_cross_zone_load_balancing")).toBeUndefined();
  });

  test.each<[string, Value]>([
    ["${self.arn == aws_lb.made.arn}", new Reference(resourceKey("s", "aws_lb.made"), "arn")],
    ["${aws_lb.made.arn == self.arn}", new Reference(resourceKey("s", "aws_lb.made"), "arn")],
    [
      '${self.arn == aws_lb.made.arn && self.name == "web"}',
      new Reference(resourceKey("s", "aws_lb.made"), "arn"),
    ],
    [
      "${(self.arn == aws_lb.made.arn) && (self.internal == true)}",
      new Reference(resourceKey("s", "aws_lb.made"), "arn"),
    ],
    ["${self.arn == local.arn}", "arn:of-local"],
  ])("given %s, when the attribute is asked for, then it is what the other side leads to", (text, value) => {
    const stack = {
      locals: { arn: "arn:of-local" },
      data: { aws_lb: { x: finding([text]) } },
      resource: { aws_lb: { made: {} } },
    };
    const found = deploymentOf({ s: stack }).find(resourceKey("s", "data.aws_lb.x"));
    expect(found?.attribute("arn")).toEqual(value);
  });

  test.each<[string, Value | undefined]>([
    ['${self.internal == true && self.name == "a"}', true],
    ['${self.internal == true && self.name == "a && b"}', undefined],
    ["${!(self.name == 1 && self.internal == true)}", undefined],
    ["${self.name == 1 || self.x == 2 && self.internal == true}", undefined],
    ["${self.x == 1 ? true : self.name == 1 && self.internal == true}", undefined],
  ])("given %s, when the attribute is asked for, then what is told apart is so", (text, value) => {
    expect(attributeOf([text], "internal")).toEqual(value);
  });

  test("given a reference beside what is written out, when it is asked for, then that is what it is", () => {
    expect(attributeOf(["${self.name == local.x}", '${self.name == "web"}'], "name")).toBe("web");
  });

  test("given an argument of its own, when that is asked for, then it stays what it is", () => {
    const name = '${self.name == "other"}';
    expect(attributeOf([name], "name", { name: "web" })).toBe("web");
    expect(attributeOf([name], "name", { name: null })).toBe("other");
  });

  test("given blocks written as objects, when one is asked for, then it counts alike", () => {
    const lifecycle = [{ postcondition: condition("${self.internal == true}") }];
    const deployment = deploymentOf({ s: { data: { aws_lb: { x: { lifecycle } } } } });
    expect(deployment.find(resourceKey("s", "data.aws_lb.x"))?.attribute("internal")).toBe(true);
  });

  test("given a precondition or a resource, when the attribute is asked for, then nothing is told", () => {
    const lifecycle = { precondition: [condition("${self.internal == true}")] };
    const deployment = deploymentOf({
      s: {
        data: { aws_lb: { x: { lifecycle } } },
        resource: { aws_lb: { x: finding(["${self.internal == true}"]) } },
      },
    });
    expect(deployment.find(resourceKey("s", "data.aws_lb.x"))?.attribute("internal")).toBeUndefined();
    expect(deployment.find(resourceKey("s", "aws_lb.x"))?.attribute("internal")).toBeUndefined();
  });

  test("given two that contradict each other, when they are linked, then that is told", () => {
    const stacks = { s: { data: { aws_lb: { x: finding(["${self.a == 1}", "${self.a == 2}"]) } } } };
    expect(linkStacks(configurationsOf(stacks))).toEqual({
      ok: false,
      problems: [
        {
          file: "stacks/s/cdk.tf.json",
          sentence:
            "data.aws_lb.x demands that its a is 2, and another of its postconditions that it is 1; one thing cannot be both",
        },
      ],
    });
  });

  test("given two that say the same, when they are linked, then nothing is wrong", () => {
    expect(attributeOf(["${self.a == 1}", "${1 == self.a}"], "a")).toBe(1);
  });
});

const provider = (account: string): object => ({
  aws: { region: TOKYO, allowed_account_ids: [account] },
});

/** Two stacks that look for a VPC each. */
const twoStacks = (first: object, second: object, account: string = CONSUMER): Deployment =>
  deploymentOf({
    one: { provider: provider(CONSUMER), data: { aws_vpc: { x: first } } },
    two: {
      provider: provider(account),
      data: { aws_vpc: { y: second } },
      resource: {
        aws_subnet: { a: { vpc_id: "${data.aws_vpc.y.id}", cidr: "${data.aws_vpc.y.cidr_block}" } },
      },
    },
  });

const subnetIn = (deployment: Deployment, name: string): Value | undefined =>
  deployment.find(resourceKey("two", "aws_subnet.a"))?.attribute(name);

const FIRST = resourceKey("one", "data.aws_vpc.x");
const SECOND = resourceKey("two", "data.aws_vpc.y");

describe("what data sources name", () => {
  test("given the same ID in one account and Region, when either is referred to, then both are one thing", () => {
    const demanded = finding(['${self.cidr_block == "10.0.0.0/16"}'], { id: "vpc-1" });
    const deployment = twoStacks(demanded, { id: "vpc-1" });
    expect(subnetIn(deployment, "vpc_id")).toEqual(new Reference(FIRST, "id"));
    expect(subnetIn(deployment, "cidr")).toBe("10.0.0.0/16");
    expect(deployment.find(SECOND)?.attribute("cidr_block")).toBe("10.0.0.0/16");
    expect(deployment.existing("aws_vpc").map(({ key }) => key)).toEqual([FIRST]);
    expect(deployment.existing("aws_subnet")).toEqual([]);
  });

  test.each<[string, Deployment]>([
    ["another ID", twoStacks({ id: "vpc-1" }, { id: "vpc-2" })],
    ["another account", twoStacks({ id: "vpc-1" }, { id: "vpc-1" }, PROVIDER)],
    ["another Region", twoStacks({ id: "vpc-1" }, { id: "vpc-1", region: "us-east-1" })],
  ])("given %s, when it is referred to, then it is another thing", (_, deployment) => {
    expect(subnetIn(deployment, "vpc_id")).toEqual(new Reference(SECOND, "id"));
    expect(subnetIn(deployment, "cidr")).toEqual(new Reference(SECOND, "cidr_block"));
    expect(deployment.existing("aws_vpc").map(({ key }) => key)).toEqual([FIRST, SECOND]);
  });

  test("given tags to look for, when it is referred to, then it may be anything", () => {
    const deployment = twoStacks({ tags: { a: "b" } }, { tags: { a: "b" } });
    expect(subnetIn(deployment, "vpc_id")).toEqual(new Reference(SECOND, "id", true));
    expect(deployment.existing("aws_vpc")).toEqual([]);
  });

  test("given an account that is not known, when stacks name the same ID, then each has its own thing", () => {
    const stack = { data: { aws_vpc: { x: { id: "vpc-1" }, y: { id: "vpc-1" } } } };
    const deployment = deploymentOf({ one: stack, two: stack });
    expect(deployment.existing("aws_vpc").map(({ key }) => key)).toEqual([
      FIRST,
      resourceKey("two", "data.aws_vpc.x"),
    ]);
  });

  test("given the ID of a resource of its type, when it is referred to, then it is that resource", () => {
    const deployment = deploymentOf({
      one: { resource: { aws_vpc: { main: {} } }, output: { id: { value: "${aws_vpc.main.id}" } } },
      two: {
        data: {
          terraform_remote_state: { one: stateOf("one") },
          aws_vpc: { y: { id: "${data.terraform_remote_state.one.outputs.id}" } },
        },
        resource: { aws_subnet: { a: { vpc_id: "${data.aws_vpc.y.id}" } } },
      },
    });
    expect(subnetIn(deployment, "vpc_id")).toEqual(new Reference(resourceKey("one", "aws_vpc.main"), "id"));
  });

  test("given demands of several stacks that contradict each other, when they are linked, then that is told", () => {
    const demanding = (cidr: string): object => ({
      provider: provider(CONSUMER),
      data: { aws_vpc: { x: finding([`\${self.cidr_block == "${cidr}"}`], { id: "vpc-1" }) } },
    });
    const linked = linkStacks(configurationsOf({ one: demanding("a"), two: demanding("b") }));
    expect(linked.ok ? [] : linked.problems.map(({ sentence }) => sentence)).toEqual([
      'data.aws_vpc.x demands that its cidr_block is "b", and data.aws_vpc.x of one that it is "a"; one thing cannot be both',
    ]);
  });
});

describe("an element that a function takes", () => {
  const LIST = "aws_elastic_beanstalk_environment.x.load_balancers";
  const named = (text: string, environment: object = {}): Value | undefined =>
    deploymentOf({
      s: { resource: { aws_elastic_beanstalk_environment: { x: environment }, aws_a: { a: { of: text } } } },
    })
      .find(resourceKey("s", "aws_a.a"))
      ?.attribute("of");

  test.each([
    `\${${LIST}[0]}`,
    `\${element(${LIST}, 0)}`,
    `\${ element( ${LIST} , 0 ) }`,
    `\${tolist(${LIST})[0]}`,
    `\${one(${LIST})}`,
  ])("given %s, when it is read, then it is one identity", (text) => {
    expect(named(text)).toEqual(
      new Reference(resourceKey("s", "aws_elastic_beanstalk_environment.x"), "load_balancers[0]"),
    );
  });

  test("given steps into it, when they are read, then they are steps of one identity", () => {
    expect(named(`\${one(${LIST}).names[1]}`)).toEqual(
      new Reference(resourceKey("s", "aws_elastic_beanstalk_environment.x"), "load_balancers[0].names[1]"),
    );
  });

  test.each([`\${element(${LIST}, count.index)}`, `\${one(${LIST}) + 1}`, `\${tolist(${LIST})}`])(
    "given %s, when it is read, then it is unknown",
    (text) => {
      expect(named(text)).toBeInstanceOf(Unknown);
    },
  );

  test("given a set that is stated, when an element is taken, then its order is not told", () => {
    expect(named(`\${tolist(${LIST})[0]}`, { load_balancers: ["b", "a"] })).toBeInstanceOf(Unknown);
  });
});
