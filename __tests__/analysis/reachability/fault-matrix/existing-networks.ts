import { existingVpc, leaveOut, remove, set } from "../../../support/networks";
import { blocked, type Fact, given, reachable, unknown } from "./fact";

const RULE = "data.aws_vpc_security_group_rule.client";
const RULES = "data.aws_vpc_security_group_rules.client";
const LET_OUT =
  "add an egress rule to data.aws_security_group.client that lets out TCP 80 to aws_security_group.server";

const withinExistingVpc = {
  network: existingVpc(),
  asked: { from: "example:data.aws_instance.client", to: "aws_instance.server" },
};

function condition(address: string, index: number, to: string): ReturnType<typeof set> {
  return set(address, `lifecycle.postcondition.${index}.condition`, `\${${to}}`);
}

export const existingNetworks: readonly Fact[] = [
  {
    fact: "What is there already is as its data sources' postconditions say, since Terraform goes no further otherwise; of what they do not say nothing is known, whatever AWS's defaults are",
    ...withinExistingVpc,
    cases: [
      given("everything is said that the flow depends on", [], reachable),
      given(
        "the client's only rule is said to be for another port",
        [condition(RULE, 2, "self.from_port == 81"), condition(RULE, 3, "self.to_port == 81")],
        blocked(["ENI_SG_RULES_MISMATCH", LET_OUT]),
      ),
      given(
        "the client's group is said to have no rule",
        [condition(RULES, 0, "length(self.ids) == 0"), remove(RULE)],
        blocked(["SG_HAS_NO_RULES", LET_OUT]),
      ),
      given(
        "the client's group has the rule, and it is not said that it has no other",
        [leaveOut(RULES, "lifecycle")],
        unknown(["UNKNOWN_VALUE"]),
      ),
      given(
        "the client's groups are not said",
        [condition("data.aws_instance.client", 3, 'self.id == "i-1"')],
        unknown(["UNKNOWN_VALUE"]),
      ),
      given(
        "it is not said that the client has no other interface",
        [leaveOut("data.aws_network_interfaces.client", "lifecycle")],
        unknown(["UNKNOWN_VALUE"]),
      ),
      given(
        "the VPC's first block is said, and not that it has no other",
        [condition("data.aws_vpc.network", 0, 'self.cidr_block == "10.0.0.0/16"')],
        unknown(["UNKNOWN_VALUE"]),
      ),
    ],
  },
  {
    fact: "Which route table and which network ACL an existing subnet uses, and what is in them, is known only where it is said",
    ...withinExistingVpc,
    cases: [
      given("both are said of both subnets", [], reachable),
      given(
        "the client's subnet is found by its route table, and not said to use it",
        [leaveOut("data.aws_route_tables.clients", "lifecycle")],
        unknown(["UNKNOWN_VALUE"]),
      ),
      given(
        "the table's routes are not said",
        [condition("data.aws_route_table.clients", 1, 'self.id == "rtb-clients"')],
        unknown(["UNKNOWN_VALUE"]),
      ),
      given(
        "VPN gateways may propagate routes to the table",
        [remove("data.aws_route_tables.clients_propagated")],
        unknown(["UNKNOWN_VALUE"]),
      ),
      given(
        "what a route of the table leads to may have gone",
        [remove("data.aws_route_tables.clients_blackholes")],
        unknown(["UNKNOWN_VALUE"]),
      ),
      given(
        "the network ACL of the server's subnet allows something, and may have entries for TCP",
        [remove("data.aws_network_acls.servers_protocols")],
        unknown(["UNKNOWN_VALUE"]),
      ),
      given(
        "the network ACL of the server's subnet has no entries for protocols, and may allow nothing",
        [remove("data.aws_network_acls.servers")],
        unknown(["UNKNOWN_VALUE"]),
      ),
    ],
  },
];
