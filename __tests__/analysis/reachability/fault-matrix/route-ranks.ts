import { add, type Edit, idOf, joinedByVpn } from "../../../support/networks";
import { blocked, type Fact, given, reachable, unknown } from "./fact";

const PROPAGATED = "10.200.0.0/16";
const TABLE = idOf("aws_route_table.servers");
const inTable = { route_table_id: TABLE, network_interface_id: idOf("aws_network_interface.astray") };
const CHECKED = blocked(["ENI_SOURCE_DEST_CHECK_RESTRICTION"]);

/** An interface that drops what is not for it. */
const astray: Edit = add({
  "aws_network_interface.astray": {
    subnet_id: idOf("aws_subnet.servers"),
    private_ips: ["172.16.0.30"],
    security_groups: [idOf("aws_security_group.server")],
  },
});
const byBlock = (block: string): Edit[] => [
  astray,
  add({ "aws_route.astray": { ...inTable, destination_cidr_block: block } }),
];
const byList = (block: string, name = "offices", target: object = inTable): Edit[] => [
  add({
    [`aws_ec2_managed_prefix_list.${name}`]: {
      address_family: "IPv4",
      max_entries: 1,
      name,
      entry: [{ cidr: block }],
    },
    [`aws_route.${name}`]: {
      ...target,
      destination_prefix_list_id: idOf(`aws_ec2_managed_prefix_list.${name}`),
    },
  }),
];
const toVpn = { route_table_id: TABLE, gateway_id: idOf("aws_vpn_gateway.cloud") };
const staticToVpn: Edit = add({ "aws_route.to_office": { ...toVpn, destination_cidr_block: PROPAGATED } });

export const routeRanks: readonly Fact[] = [
  {
    fact: "Of routes to the same block a static one goes before a propagated one, and one to a block before one to a prefix list",
    network: joinedByVpn(),
    asked: { from: "aws_instance.server", to: "aws_instance.desk" },
    cases: [
      given("a propagated route alone leads to the VPN", [], reachable),
      given("a static route to the same block leads astray", byBlock(PROPAGATED), CHECKED),
      given("a static route to a larger block leads astray", byBlock("10.0.0.0/8"), reachable),
      given(
        "a prefix list with the same block leads astray, beside the propagated route",
        [astray, ...byList(PROPAGATED)],
        CHECKED,
      ),
      given(
        "a prefix list with the same block leads astray, beside a static route",
        [astray, staticToVpn, ...byList(PROPAGATED)],
        reachable,
      ),
      given(
        "of two prefix lists with the same block one leads astray, and AWS takes any",
        [astray, ...byList(PROPAGATED), ...byList(PROPAGATED, "branches", toVpn)],
        unknown(["UNKNOWN_VALUE"]),
      ),
    ],
  },
];
