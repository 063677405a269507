import { add, admits, idOf, leaveOut, letsOut, oneVpc, remove, set } from "../../../support/networks";
import { blocked, type Fact, given, reachable, unknown } from "./fact";

const withinVpc = {
  network: oneVpc(),
  asked: { from: "aws_instance.client", to: "aws_instance.server" },
};
const EGRESS = "aws_vpc_security_group_egress_rule.client";
const INGRESS = "aws_vpc_security_group_ingress_rule.server";
const ADMIT =
  "add an ingress rule to aws_security_group.server that admits TCP 80 from aws_security_group.client";
const LET_OUT =
  "add an egress rule to aws_security_group.client that lets out TCP 80 to aws_security_group.server";

export const securityGroups: readonly Fact[] = [
  {
    fact: "Security groups are stateful: who asks needs an egress rule, who answers an ingress rule, and nothing more",
    ...withinVpc,
    cases: [
      given("the client lets out, the server admits, and neither has another rule", [], reachable),
      given(
        "the client's group has no egress rule, but an ingress rule",
        [remove(EGRESS), add(admits("client", { block: "0.0.0.0/0" }))],
        blocked(["ENI_SG_RULES_MISMATCH", LET_OUT]),
      ),
      given(
        "the server's group has no ingress rule, but an egress rule",
        [remove(INGRESS), add(letsOut("server", { block: "0.0.0.0/0" }))],
        blocked(["ENI_SG_RULES_MISMATCH", ADMIT]),
      ),
      given(
        "neither group has a rule",
        [remove(EGRESS), remove(INGRESS)],
        blocked(["SG_HAS_NO_RULES", LET_OUT], ["SG_HAS_NO_RULES", ADMIT]),
      ),
      given(
        "the server asks the client, which lets out and admits nobody",
        [add(letsOut("server", { block: "0.0.0.0/0" }))],
        blocked([
          "ENI_SG_RULES_MISMATCH",
          "add an ingress rule to aws_security_group.client that admits TCP 80 from aws_security_group.server",
        ]),
        { from: "aws_instance.server", to: "aws_instance.client" },
      ),
    ],
  },
  {
    fact: "A rule admits its protocol, its ports, and a block or the members of a group",
    ...withinVpc,
    cases: [
      given("it is for UDP", [set(INGRESS, "ip_protocol", "udp")], blocked(["ENI_SG_RULES_MISMATCH", ADMIT])),
      given(
        "it is for every protocol",
        [set(INGRESS, "ip_protocol", "-1"), leaveOut(INGRESS, "from_port"), leaveOut(INGRESS, "to_port")],
        reachable,
      ),
      given(
        "it is for the ports from 81 on",
        [set(INGRESS, "from_port", 81), set(INGRESS, "to_port", 90)],
        blocked(["ENI_SG_RULES_MISMATCH", ADMIT]),
      ),
      given("it is for the ports up to 80", [set(INGRESS, "from_port", 0)], reachable),
      given(
        "it is for the client's block",
        [leaveOut(INGRESS, "referenced_security_group_id"), set(INGRESS, "cidr_ipv4", "10.0.0.0/24")],
        reachable,
      ),
      given(
        "it is for another block",
        [leaveOut(INGRESS, "referenced_security_group_id"), set(INGRESS, "cidr_ipv4", "10.0.1.0/24")],
        blocked(["ENI_SG_RULES_MISMATCH", ADMIT]),
      ),
      given(
        "it is for IPv6",
        [leaveOut(INGRESS, "referenced_security_group_id"), set(INGRESS, "cidr_ipv6", "::/0")],
        blocked(["ENI_SG_RULES_MISMATCH", ADMIT]),
      ),
      given(
        "it is for a group that the client is not in",
        [set(INGRESS, "referenced_security_group_id", idOf("aws_security_group.server"))],
        blocked(["ENI_SG_RULES_MISMATCH", ADMIT]),
      ),
      given(
        "it is for a prefix list that holds the client's address",
        [
          add({ "aws_ec2_managed_prefix_list.clients": { entry: [{ cidr: "10.0.0.0/24" }] } }),
          leaveOut(INGRESS, "referenced_security_group_id"),
          set(INGRESS, "prefix_list_id", idOf("aws_ec2_managed_prefix_list.clients")),
        ],
        reachable,
      ),
    ],
  },
  {
    fact: "An interface may wear several groups, which add up; without any it wears the VPC's default group",
    ...withinVpc,
    cases: [
      given(
        "the second group of the server admits",
        [
          remove(INGRESS),
          add({ "aws_security_group.second": { vpc_id: idOf("aws_vpc.network") } }),
          add(admits("second", { group: "client" })),
          set("aws_instance.server", "vpc_security_group_ids", [
            idOf("aws_security_group.server"),
            idOf("aws_security_group.second"),
          ]),
        ],
        reachable,
      ),
      given(
        "both hosts wear the default group, which admits its own members",
        [
          leaveOut("aws_instance.client", "vpc_security_group_ids"),
          leaveOut("aws_instance.server", "vpc_security_group_ids"),
        ],
        reachable,
      ),
      given(
        "the server wears the default group, and the client another one",
        [leaveOut("aws_instance.server", "vpc_security_group_ids")],
        blocked([
          "ENI_SG_RULES_MISMATCH",
          "add an ingress rule to the default security group of aws_vpc.network that admits TCP 80 from aws_security_group.client",
        ]),
      ),
      given(
        "both wear the default group, which Terraform has emptied",
        [
          leaveOut("aws_instance.client", "vpc_security_group_ids"),
          leaveOut("aws_instance.server", "vpc_security_group_ids"),
          add({ "aws_default_security_group.empty": { vpc_id: idOf("aws_vpc.network") } }),
        ],
        blocked(
          [
            "SG_HAS_NO_RULES",
            "add an egress rule to the default security group of aws_vpc.network that lets out TCP 80 to the default security group of aws_vpc.network",
          ],
          [
            "SG_HAS_NO_RULES",
            "add an ingress rule to the default security group of aws_vpc.network that admits TCP 80 from the default security group of aws_vpc.network",
          ],
        ),
      ),
    ],
  },
  {
    fact: "Rules are written in their group, as resources of a direction each, or as resources that state theirs",
    ...withinVpc,
    cases: [
      given(
        "the rule is written in the group",
        [
          remove(INGRESS),
          set("aws_security_group.server", "ingress", [
            {
              protocol: "tcp",
              from_port: 80,
              to_port: 80,
              security_groups: [idOf("aws_security_group.client")],
            },
          ]),
        ],
        reachable,
      ),
      given(
        "the group states that it has none",
        [remove(INGRESS), set("aws_security_group.server", "ingress", [])],
        blocked(["SG_HAS_NO_RULES", ADMIT]),
      ),
      given(
        "it is an aws_security_group_rule of the type ingress",
        [
          remove(INGRESS),
          add({
            "aws_security_group_rule.server": {
              type: "ingress",
              security_group_id: idOf("aws_security_group.server"),
              protocol: "tcp",
              from_port: 80,
              to_port: 80,
              source_security_group_id: idOf("aws_security_group.client"),
            },
          }),
        ],
        reachable,
      ),
      given(
        "it is an aws_security_group_rule of the type egress",
        [
          remove(INGRESS),
          add({
            "aws_security_group_rule.server": {
              type: "egress",
              security_group_id: idOf("aws_security_group.server"),
              protocol: "tcp",
              from_port: 80,
              to_port: 80,
              source_security_group_id: idOf("aws_security_group.client"),
            },
          }),
        ],
        blocked(["ENI_SG_RULES_MISMATCH", ADMIT]),
      ),
      given(
        "rules are written in the group and beside it, which undo each other",
        [
          set("aws_security_group.server", "ingress", [
            { protocol: "tcp", from_port: 443, to_port: 443, cidr_blocks: ["0.0.0.0/0"] },
          ]),
        ],
        unknown(["UNKNOWN_VALUE"]),
      ),
    ],
  },
  {
    fact: "A launch template's groups are those of the instances made of it, unless they state their own",
    ...withinVpc,
    cases: [
      given(
        "the template's group admits",
        [
          leaveOut("aws_instance.server", "vpc_security_group_ids"),
          add({
            "aws_launch_template.server": { vpc_security_group_ids: [idOf("aws_security_group.server")] },
          }),
          set("aws_instance.server", "launch_template", [{ id: idOf("aws_launch_template.server") }]),
        ],
        reachable,
      ),
      given(
        "the template's group does not, and the instance states none",
        [
          leaveOut("aws_instance.server", "vpc_security_group_ids"),
          add({
            "aws_launch_template.server": { vpc_security_group_ids: [idOf("aws_security_group.client")] },
          }),
          set("aws_instance.server", "launch_template", [{ id: idOf("aws_launch_template.server") }]),
        ],
        blocked([
          "ENI_SG_RULES_MISMATCH",
          "add an ingress rule to aws_security_group.client that admits TCP 80 from aws_security_group.client",
        ]),
      ),
    ],
  },
];
