import {
  add,
  attributeOf,
  type Edit,
  idOf,
  leaveOut,
  oneVpc,
  set,
  toInternet,
} from "../../../support/networks";
import { blocked, type Fact, given, reachable, unknown } from "./fact";

const withinVpc = { network: oneVpc(), asked: { from: "aws_instance.client", to: "aws_instance.server" } };
const INGRESS = "aws_vpc_security_group_ingress_rule.server";
const ADMIT =
  "add an ingress rule to aws_security_group.server that admits TCP 80 from aws_security_group.client";
const mismatch = blocked(["ENI_SG_RULES_MISMATCH", ADMIT]);

/** The server's rule is for a list that a data source finds. */
function admitsFound(type: string, found: object): Edit[] {
  return [
    add({ [`data.${type}.it`]: { ...found } }),
    leaveOut(INGRESS, "referenced_security_group_id"),
    set(INGRESS, "prefix_list_id", idOf(`data.${type}.it`)),
  ];
}

const toS3 = (list: string): Edit => set("aws_vpc_security_group_egress_rule.public", "prefix_list_id", list);
const EGRESS = "aws_vpc_security_group_egress_rule.public";
const gatewayEndpoint = add({
  "aws_vpc_endpoint.s3": {
    vpc_id: idOf("aws_vpc.network"),
    service_name: "com.amazonaws.ap-northeast-1.s3",
    vpc_endpoint_type: "Gateway",
  },
});

export const prefixLists: readonly Fact[] = [
  {
    fact: "A prefix list that a data source finds holds what that has found; AWS's own lists hold no private addresses",
    ...withinVpc,
    cases: [
      given(
        "it has found the client's block",
        admitsFound("aws_ec2_managed_prefix_list", { id: "pl-1", entries: [{ cidr: "10.0.0.0/24" }] }),
        reachable,
      ),
      given(
        "it has found another block",
        admitsFound("aws_prefix_list", { name: "offices", cidr_blocks: ["10.9.0.0/24"] }),
        mismatch,
      ),
      given(
        "it has not looked yet",
        admitsFound("aws_ec2_managed_prefix_list", { name: "offices" }),
        unknown(["UNKNOWN_VALUE"]),
      ),
      given(
        "it has not looked yet, and the list is AWS's",
        admitsFound("aws_ec2_managed_prefix_list", { name: "com.amazonaws.global.cloudfront.origin-facing" }),
        mismatch,
      ),
      given(
        "it has found IPv6 blocks alone",
        admitsFound("aws_ec2_managed_prefix_list", {
          name: "offices",
          address_family: "IPv6",
          entries: [{ cidr: "2001:db8::/32" }],
        }),
        mismatch,
      ),
    ],
  },
  {
    fact: "A rule for a gateway endpoint's prefix list lets some public addresses in or out, which AWS alone knows",
    network: toInternet(),
    asked: { from: "aws_instance.public", to: "internet" },
    cases: [
      given("another rule lets everything out", [], reachable),
      given(
        "there is no other rule",
        [
          gatewayEndpoint,
          leaveOut(EGRESS, "cidr_ipv4"),
          toS3(attributeOf("aws_vpc_endpoint.s3", "prefix_list_id")),
        ],
        unknown(["UNKNOWN_VALUE"]),
      ),
      given(
        "there is no other rule, and a host of its own VPC is asked",
        [
          gatewayEndpoint,
          leaveOut(EGRESS, "cidr_ipv4"),
          toS3(attributeOf("aws_vpc_endpoint.s3", "prefix_list_id")),
          add({
            "aws_vpc_security_group_ingress_rule.private": {
              security_group_id: idOf("aws_security_group.private"),
              ip_protocol: "-1",
              cidr_ipv4: "10.0.0.0/24",
            },
          }),
        ],
        blocked([
          "ENI_SG_RULES_MISMATCH",
          "add an egress rule to aws_security_group.public that lets out TCP 80 to aws_security_group.private",
        ]),
        { from: "aws_instance.public", to: "aws_instance.private" },
      ),
    ],
  },
];
