import { describe, expect, test } from "@jest/globals";
import { networkOf } from "../../../../../analysis/network";
import { deployed, type Resources, VARIABLE } from "../stacks";
import { hubResources, HUB, LEFT, RIGHT, TABLE } from "../transit/hub";

/** What AWS refuses of a hub, and what it may refuse. */
function judged(given: Parameters<typeof hubResources>[0]) {
  const { refusals, unmodelled } = networkOf(deployed(...hubResources(given)));
  return {
    refused: [...refusals].flatMap(([key, each]) => each.map(({ sentence }) => `${key}: ${sentence}`)),
    doubtful: [...unmodelled.keys()],
  };
}

const ATTACHMENT = "s:aws_ec2_transit_gateway_vpc_attachment.left";
const OWN_TABLE = "s:aws_ec2_transit_gateway_route_table.own";
const UNASSOCIATED = { transit_gateway_default_route_table_association: false };
const association = (attributes: object, name = "it"): Resources => ({
  aws_ec2_transit_gateway_route_table_association: {
    [name]: { transit_gateway_attachment_id: LEFT, transit_gateway_route_table_id: TABLE, ...attributes },
  },
});
const OTHER: Resources = {
  aws_ec2_transit_gateway: { hub: {}, other: {} },
  aws_ec2_transit_gateway_route_table: {
    own: { transit_gateway_id: HUB },
    other: { transit_gateway_id: "${aws_ec2_transit_gateway.other.id}" },
  },
};
const OTHER_TABLE = "${aws_ec2_transit_gateway_route_table.other.id}";
const route = (name: string, attributes: object = {}): Resources[string] => ({
  [name]: {
    destination_cidr_block: "10.9.0.0/16",
    transit_gateway_attachment_id: LEFT,
    transit_gateway_route_table_id: TABLE,
    ...attributes,
  },
});
const vpcRoute = (vpc: string, gateway: string): Resources => ({
  aws_vpc: { third: { cidr_block: "10.7.0.0/16" } },
  aws_route_table: { it: { vpc_id: vpc } },
  aws_route: {
    it: {
      route_table_id: "${aws_route_table.it.id}",
      destination_cidr_block: "10.1.0.0/16",
      transit_gateway_id: gateway,
    },
  },
});
const SUBNETS = (zone: string) => ({
  aws_subnet: {
    left_c: { vpc_id: "${aws_vpc.left.id}", cidr_block: "10.0.9.0/24", availability_zone_id: zone },
  },
});
const TWO_SUBNETS = { subnet_ids: ["${aws_subnet.left_a.id}", "${aws_subnet.left_c.id}"] };

describe("AWS's judgement of Transit Gateways", () => {
  test.each<[string, Parameters<typeof judged>[0]]>([
    ["a private ASN", { gateway: { amazon_side_asn: 4200000000 } }],
    ["an association in the place of none", { left: UNASSOCIATED, more: association({}) }],
    ["an association in the place of another", { more: association({ replace_existing_association: true }) }],
    [
      "two routes to two blocks",
      {
        more: {
          aws_ec2_transit_gateway_route: {
            ...route("one"),
            ...route("two", { destination_cidr_block: "10.8.0.0/16" }),
          },
        },
      },
    ],
    ["a route of an attached VPC", { more: vpcRoute("${aws_vpc.left.id}", HUB) }],
  ])("given %s, when it is judged, then nothing is refused", (_, given) => {
    expect(judged(given)).toEqual({ refused: [], doubtful: [] });
  });

  test.each<[string, Parameters<typeof judged>[0], string, RegExp]>([
    [
      "a public ASN",
      { gateway: { amazon_side_asn: 1234 } },
      "s:aws_ec2_transit_gateway.hub",
      /the ASN 1234; state one from 64512/,
    ],
    [
      "two subnets of one zone",
      { left: TWO_SUBNETS, more: SUBNETS("apne1-az1") },
      ATTACHMENT,
      /two subnets of one zone in an attachment, and aws_subnet\.left_a and aws_subnet\.left_c are/,
    ],
    [
      "another VPC's subnet",
      { left: { subnet_ids: ["${aws_subnet.right_a.id}"] } },
      ATTACHMENT,
      /refuses aws_subnet\.right_a for an attachment of aws_vpc\.left/,
    ],
    [
      "a VPC that is attached twice",
      { right: { vpc_id: "${aws_vpc.left.id}", subnet_ids: ["${aws_subnet.left_a.id}"] } },
      ATTACHMENT,
      /attaches a VPC to a Transit Gateway once/,
    ],
    [
      "a VPC of another Region",
      { gateway: { region: "us-east-1" } },
      ATTACHMENT,
      /own Region only, and aws_vpc\.left is of ap-northeast-1/,
    ],
    [
      "two associations of an attachment",
      {
        left: UNASSOCIATED,
        more: {
          aws_ec2_transit_gateway_route_table_association: {
            ...association({}, "one")["aws_ec2_transit_gateway_route_table_association"],
            ...association({}, "two")["aws_ec2_transit_gateway_route_table_association"],
          },
        },
      },
      ATTACHMENT,
      /associates an attachment with one route table/,
    ],
    [
      "an association beside the default one",
      { more: association({}) },
      ATTACHMENT,
      /associated with aws_ec2_transit_gateway\.hub\/default-route-table already, by default/,
    ],
    [
      "an association with another gateway's table",
      {
        left: UNASSOCIATED,
        more: { ...OTHER, ...association({ transit_gateway_route_table_id: OTHER_TABLE }) },
      },
      ATTACHMENT,
      /which is of aws_ec2_transit_gateway\.other, for .*left/,
    ],
    [
      "a propagation to another gateway's table",
      {
        more: {
          ...OTHER,
          aws_ec2_transit_gateway_route_table_propagation: {
            it: { transit_gateway_attachment_id: RIGHT, transit_gateway_route_table_id: OTHER_TABLE },
          },
        },
      },
      "s:aws_ec2_transit_gateway_vpc_attachment.right",
      /which is of aws_ec2_transit_gateway\.other, for .*right/,
    ],
    [
      "a route of another gateway's table",
      {
        more: {
          ...OTHER,
          aws_ec2_transit_gateway_route: route("it", { transit_gateway_route_table_id: OTHER_TABLE }),
        },
      },
      "s:aws_ec2_transit_gateway_route_table.other",
      /attached to aws_ec2_transit_gateway\.hub and not to aws_ec2_transit_gateway\.other/,
    ],
    [
      "two routes to one block",
      { more: { aws_ec2_transit_gateway_route: { ...route("one"), ...route("two", { blackhole: true }) } } },
      OWN_TABLE,
      /one static route to 10\.9\.0\.0\/16 into a table/,
    ],
    [
      "a route of a VPC that is not attached",
      { more: vpcRoute("${aws_vpc.third.id}", HUB) },
      "s:aws_route_table.it",
      /to which aws_vpc\.third is not attached; attach it first/,
    ],
  ])("given %s, when it is judged, then it is refused", (_, given, key, reason) => {
    const { refused } = judged(given);
    const own = refused.filter((each) => each.startsWith(`${key}: AWS `));
    expect(own[0]).toMatch(reason);
  });

  test.each<[string, Parameters<typeof judged>[0], string]>([
    ["an ASN", { gateway: { amazon_side_asn: VARIABLE } }, "s:aws_ec2_transit_gateway.hub"],
    ["a zone", { left: TWO_SUBNETS, more: SUBNETS(VARIABLE) }, ATTACHMENT],
    ["the Region of a gateway", { gateway: { region: VARIABLE } }, ATTACHMENT],
    [
      "whether an association replaces another",
      { more: association({ replace_existing_association: VARIABLE }) },
      ATTACHMENT,
    ],
    [
      "whether there is one to replace",
      {
        left: { transit_gateway_default_route_table_association: VARIABLE },
        more: association({}),
      },
      ATTACHMENT,
    ],
    [
      "which VPC is attached",
      { right: { vpc_id: VARIABLE }, more: vpcRoute("${aws_vpc.third.id}", HUB) },
      "s:aws_route_table.it",
    ],
    [
      "where a VPC is attached",
      {
        right: { vpc_id: "${aws_vpc.third.id}", subnet_ids: [], transit_gateway_id: VARIABLE },
        more: vpcRoute("${aws_vpc.third.id}", HUB),
      },
      "s:aws_route_table.it",
    ],
    ["whose a table is", { more: vpcRoute(VARIABLE, HUB) }, "s:aws_route_table.it"],
  ])("given that nobody knows %s, when it is judged, then it may be refused", (_, given, key) => {
    const { refused, doubtful } = judged(given);
    expect(refused).toEqual([]);
    expect(doubtful).toContain(key);
  });
});

describe("AWS's judgement of a peering of Transit Gateways", () => {
  const peered = (peering: object, far: object = {}, accepter: object = {}): string[] =>
    judged({
      more: {
        aws_ec2_transit_gateway: { hub: {}, far: { region: "us-east-1", ...far } },
        aws_ec2_transit_gateway_peering_attachment: {
          it: {
            transit_gateway_id: HUB,
            peer_transit_gateway_id: "${aws_ec2_transit_gateway.far.id}",
            peer_region: "us-east-1",
            ...peering,
          },
        },
        aws_ec2_transit_gateway_peering_attachment_accepter: {
          it: {
            region: "us-east-1",
            transit_gateway_attachment_id: "${aws_ec2_transit_gateway_peering_attachment.it.id}",
            ...accepter,
          },
        },
      },
    }).refused;

  test("given the peer's account and Region, when it is judged, then nothing is refused", () => {
    expect(peered({})).toEqual([]);
    expect(peered({ peer_account_id: "111111111111" })).toEqual([]);
  });

  test.each<[string, Parameters<typeof peered>, RegExp]>([
    ["itself", [{ peer_transit_gateway_id: HUB }], /with itself/],
    ["another Region", [{ peer_region: "eu-west-1" }], /of the Region us-east-1 and not of eu-west-1/],
    ["another account", [{ peer_account_id: "222222222222" }], /of the account 111111111111/],
    ["an accepter elsewhere", [{}, {}, { region: "eu-west-1" }], /finds it in the Region of .*far only/],
  ])("given %s, when it is judged, then it is refused", (_, given, reason) => {
    expect(peered(...given).some((each) => reason.test(each))).toBe(true);
  });
});
