import { describe, expect, test } from "@jest/globals";
import { type Deployment, Reference, resourceKey, Unknown } from "../../../../analysis/terraform";
import { type Shown, shownDeployment, stateOf } from "../../../support/shown";
import { names, type Parts, planOf } from "./plan/plans";

type Made = NonNullable<Parts["made"]>[number];

const arn = (account: string, region = "eu-west-1"): object => ({
  arn: `arn:aws:ec2:${region}:${account}:vpc/vpc-1`,
});
const [A, B] = ["111111111111", "222222222222"];

const FOUND_VPC: Shown = ["data.aws_vpc.x", { id: "vpc-1", cidr_block: "10.0.0.0/16", ...arn(A) }];
/** Taken from what the resource names of its VPC. */
const ID = { id: true };
const OF_VPC = { expressions: { vpc_id: names("aws_vpc.v.id") }, unknown: { ...ID, vpc_id: true } };
const vpc = (cidrBlock: string, more: object = {}): Made => ({
  address: "aws_vpc.v",
  after: { cidr_block: cidrBlock, ...more },
  unknown: ID,
});
const ALIKE = vpc("10.0.0.0/16");
const OTHER = vpc("10.9.0.0/16");

/** What a state found, beside what a plan of another stack makes. */
function read(made: readonly Made[], found: readonly Shown[], parts: Parts = {}): Deployment {
  return shownDeployment({ "a.json": planOf({ ...parts, made }), "b.json": stateOf(found) });
}

describe("what a data source found, beside a plan that does not know the IDs of what it makes", () => {
  const group: Shown = ["data.aws_security_group.x", { id: "sg-1", name: "web", vpc_id: "vpc-1" }];
  const table: Shown = ["data.aws_route_table.x", { id: "rtb-1", vpc_id: "vpc-1" }];
  const subnet: Shown = ["data.aws_subnet.x", { id: "subnet-1", cidr_block: "10.0.1.0/24", vpc_id: "vpc-1" }];
  const instance: Shown = [
    "data.aws_instance.x",
    { id: "i-1", private_ip: "10.0.1.4", subnet_id: "subnet-1" },
  ];
  const gateway: Shown = ["data.aws_ec2_transit_gateway.x", { id: "tgw-1" }];
  const gatewayTable: Shown = [
    "data.aws_ec2_transit_gateway_route_table.x",
    { id: "tgw-rtb-1", transit_gateway_id: "tgw-1" },
  ];
  const ofSubnet = (cidrBlock: string): Made => ({
    address: "aws_subnet.s",
    ...OF_VPC,
    after: { cidr_block: cidrBlock },
  });
  const host = (after: object = {}): Made => ({
    address: "aws_instance.i",
    after: { ...after },
    expressions: { subnet_id: names("aws_subnet.s.id") },
    unknown: { ...ID, subnet_id: true },
  });
  const madeGateway: Made = { address: "aws_ec2_transit_gateway.t", unknown: ID };
  const former = (id: string): Made => ({ address: "aws_vpc.v", actions: ["delete"], before: { id } });
  const keeping: Made = { address: "aws_vpc.w", after: { id: "vpc-2" }, actions: ["no-op"] };

  test.each<[string, readonly Made[], readonly Shown[], boolean]>([
    ["a VPC with its block", [ALIKE], [FOUND_VPC], true],
    ["a VPC with another block", [OTHER], [FOUND_VPC], false],
    ["a VPC whose block is not told", [{ address: "aws_vpc.v", unknown: ID }], [FOUND_VPC], true],
    ["one that is known by another ID", [vpc("10.0.0.0/16", { id: "vpc-2" })].map(known), [FOUND_VPC], false],
    ["a VPC that is taken over", [{ address: "aws_default_vpc.v", unknown: ID }], [FOUND_VPC], true],
    ["a VPC that is taken away", [former("vpc-1"), keeping], [FOUND_VPC], true],
    ["another VPC that is taken away", [former("vpc-9"), keeping], [FOUND_VPC], false],
    ["a subnet with its block", [ALIKE, ofSubnet("10.0.1.0/24")], [subnet], true],
    ["a subnet with another block", [ALIKE, ofSubnet("10.0.2.0/24")], [subnet], false],
    ["a subnet of another VPC", [OTHER, ofSubnet("10.0.1.0/24")], [subnet, FOUND_VPC], false],
    ["a subnet of what may be its VPC", [ALIKE, ofSubnet("10.0.1.0/24")], [subnet, FOUND_VPC], true],
    [
      "a subnet of a VPC that a state makes",
      [ALIKE, ofSubnet("10.0.1.0/24")],
      [subnet, made("vpc-1")],
      false,
    ],
    ["an instance with its address", [ALIKE, ofSubnet("10.0.1.0/24"), host()], [instance, subnet], true],
    ["an instance with another address", [host({ private_ip: "10.0.1.5" })], [instance], false],
    ["an instance of another subnet", [OTHER, ofSubnet("10.9.1.0/24"), host()], [instance, subnet], false],
    [
      "a group of its name",
      [ALIKE, { address: "aws_security_group.g", ...OF_VPC, after: { name: "web" } }],
      [group],
      true,
    ],
    [
      "a group of another name",
      [OTHER, { address: "aws_security_group.g", ...OF_VPC, after: { name: "db" } }],
      [group],
      false,
    ],
    ["a VPC, whose own group is another", [ALIKE], [group], false],
    ["a VPC, whose own group it may be", [ALIKE], [[group[0], { ...group[1], name: "default" }]], true],
    ["a VPC, whose own table it may be", [ALIKE], [table], true],
    ["a VPC that is another than its table's", [OTHER], [table, FOUND_VPC], false],
    ["a transit gateway", [madeGateway], [gateway], true],
    ["a transit gateway, whose own table it may be", [madeGateway], [gatewayTable], true],
    [
      "a transit gateway beside the table of another",
      [madeGateway],
      [gatewayTable, ["aws_ec2_transit_gateway.u", { id: "tgw-1" }]],
      false,
    ],
    ["nothing of its type", [{ address: "aws_eip.e", unknown: ID }], [FOUND_VPC], false],
  ])(
    "given %s, when it is read, then it is a thing of its own where it cannot be that",
    (_, planned, found, isDoubtful) => {
      const deployment = read(planned, found);
      const [address, values] = found[0] ?? ["", {}];
      const key = resourceKey("b", address);
      const existing = deployment.existing(address.split(".")[1] ?? "").map((each) => each.key);
      expect(existing).toEqual(isDoubtful ? [] : [key]);
      const id = deployment.find(key)?.attribute("id");
      if (isDoubtful) expect(id).toBeInstanceOf(Unknown);
      else expect(id).toBe("id" in values ? values.id : undefined);
    },
  );

  test("given what names it, when it is doubtful, then that is unknown, and says what it may be", () => {
    const { attribute } = tested(read([ALIKE], [FOUND_VPC, ["aws_test.x", { tested: "vpc-1" }]]));
    expect(attribute).toEqual(
      new Unknown(
        "data.aws_vpc.x.id",
        "it found what may be a:aws_vpc.v, whose ID was not known when that was planned",
        resourceKey("b", "data.aws_vpc.x"),
      ),
    );
  });

  test("given what names it, when it is none of what is made, then that refers to it", () => {
    const { attribute } = tested(read([OTHER], [FOUND_VPC, ["aws_test.x", { tested: "vpc-1" }]]));
    expect(attribute).toEqual(new Reference(resourceKey("b", "data.aws_vpc.x"), "id"));
  });

  test.each<[string, string, string, boolean]>([
    ["one account and Region", A, "eu-west-1", true],
    ["another account", B, "eu-west-1", false],
    ["another Region", A, "us-east-1", false],
  ])(
    "given a plan for %s, when it is read, then places tell things apart",
    (_, account, region, isDoubtful) => {
      const expressions = {
        allowed_account_ids: { constant_value: [account] },
        region: { constant_value: region },
      };
      const deployment = read([ALIKE], [FOUND_VPC], { providers: { aws: { name: "aws", expressions } } });
      expect(deployment.existing("aws_vpc")).toHaveLength(isDoubtful ? 0 : 1);
    },
  );

  test.each<[string, Made, number]>([
    ["makes", ALIKE, 1],
    ["takes over", { address: "aws_default_vpc.v", unknown: ID }, 0],
  ])(
    "given a plan that found it and %s one alike, when it is read, then only the latter may be it",
    (_, each, count) => {
      const prior = stateOf([FOUND_VPC]);
      const plan = planOf({ made: [each], rest: { prior_state: prior } });
      expect(shownDeployment({ "a.json": plan }).existing("aws_vpc")).toHaveLength(count);
    },
  );

  test("given a reader of its outputs that knows the ID, when that is another, then it is a thing of its own", () => {
    const output = { vpc: { expression: names("aws_vpc.v.id") } };
    const plan = planOf({
      made: [ALIKE],
      outputs: output,
      plannedOutputs: { vpc: { sensitive: false } },
      outputChanges: { vpc: { actions: ["create"], after_unknown: true } },
    });
    const config = { bucket: "states", key: "net.tfstate" };
    const reading: Shown = [
      "data.terraform_remote_state.net",
      { backend: "s3", config, outputs: { vpc: "vpc-7" } },
    ];
    const noted = { backend: { type: "s3", config } };
    const deployment = shownDeployment(
      {
        "net/a.json": plan,
        "net/.terraform/terraform.tfstate": noted,
        "b.json": stateOf([FOUND_VPC, reading]),
      },
      ["net/a.json", "b.json"],
    );
    expect(deployment.existing("aws_vpc")).toHaveLength(1);
  });
});

function tested(deployment: Deployment) {
  return { attribute: deployment.find(resourceKey("b", "aws_test.x"))?.attribute("tested") };
}

function known(each: Made): Made {
  return { ...each, unknown: {} };
}

function made(id: string): Shown {
  return ["aws_vpc.elsewhere", { id, cidr_block: "10.0.0.0/16" }];
}
