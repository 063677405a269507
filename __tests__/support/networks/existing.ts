import type { Block } from "./blocks";
import { admits } from "./parts";
import { idOf, type Resources, together } from "./resources";

/** All IPv4 routes of a route table's data source, as a text. */
const ROUTES =
  'join(",", sort([for route in self.routes : join(" ", [coalesce(route.cidr_block, route.destination_prefix_list_id), coalesce(route.gateway_id, route.nat_gateway_id, route.network_interface_id, route.transit_gateway_id, route.vpc_peering_connection_id, route.vpc_endpoint_id, route.egress_only_gateway_id, route.carrier_gateway_id, route.local_gateway_id, route.core_network_arn, "elsewhere")]) if route.ipv6_cidr_block == ""]))';
/** All blocks of a VPC's data source, as a text. */
const BLOCKS =
  'join(",", sort([for association in self.cidr_block_associations : association.cidr_block if association.state == "associated"]))';

/** A VPC with a client that are there already, and a server that is made in another subnet of it. */
export function existingVpc(): Resources {
  return together(
    {
      "data.aws_vpc.network": demanding({ id: "vpc-1" }, `${BLOCKS} == "10.0.0.0/16"`),
      "data.aws_instance.client": demanding(
        { instance_id: "i-1" },
        'self.subnet_id == "subnet-clients"',
        'self.private_ip == "10.0.0.10"',
        "length(self.secondary_private_ips) == 0",
        'toset(self.vpc_security_group_ids) == toset(["sg-1"])',
      ),
      "data.aws_network_interfaces.client": demanding(
        filters({ "attachment.instance-id": "i-1" }),
        "length(self.ids) == 1",
      ),
      "data.aws_security_group.client": demanding({ id: "sg-1" }, 'self.vpc_id == "vpc-1"'),
      "data.aws_vpc_security_group_rules.client": demanding(
        filters({ "group-id": "sg-1" }),
        'toset(self.ids) == toset(["sgr-1"])',
      ),
      "data.aws_vpc_security_group_rule.client": demanding(
        { security_group_rule_id: "sgr-1" },
        "self.is_egress == true",
        'self.ip_protocol == "tcp"',
        "self.from_port == 80",
        "self.to_port == 80",
        'self.cidr_ipv4 == "10.0.0.0/16"',
      ),
      "aws_instance.server": {
        subnet_id: idOf("data.aws_subnet.servers"),
        private_ip: "10.0.1.10",
        vpc_security_group_ids: [idOf("aws_security_group.server")],
      },
      "aws_security_group.server": { vpc_id: idOf("data.aws_vpc.network") },
    },
    existingSubnet("clients", "10.0.0.0/24", "apne1-az4"),
    existingSubnet("servers", "10.0.1.0/24", "apne1-az1"),
    admits("server", { block: "10.0.0.10/32" }),
  );
}

/** A subnet with a route table that has local routes alone, and an open network ACL. */
function existingSubnet(name: string, block: string, zone: string): Resources {
  const id = `subnet-${name}`;
  return {
    [`data.aws_subnet.${name}`]: demanding(
      { id },
      'self.vpc_id == "vpc-1"',
      `self.cidr_block == "${block}"`,
      `self.availability_zone_id == "${zone}"`,
    ),
    [`data.aws_route_tables.${name}`]: demanding(
      filters({ "association.subnet-id": id }),
      `coalesce(one(self.ids), data.aws_vpc.network.main_route_table_id) == "rtb-${name}"`,
    ),
    [`data.aws_route_table.${name}`]: demanding(
      { route_table_id: `rtb-${name}` },
      'self.vpc_id == "vpc-1"',
      `${ROUTES} == ""`,
    ),
    [`data.aws_route_tables.${name}_propagated`]: demanding(
      filters({ "route-table-id": `rtb-${name}`, "route.origin": "EnableVgwRoutePropagation" }),
      "length(self.ids) == 0",
    ),
    [`data.aws_route_tables.${name}_blackholes`]: demanding(
      filters({ "route-table-id": `rtb-${name}`, "route.state": "blackhole" }),
      "length(self.ids) == 0",
    ),
    [`data.aws_network_acls.${name}`]: demanding(
      filters({ "association.subnet-id": id, "entry.rule-action": "allow" }),
      "length(self.ids) == 1",
    ),
    [`data.aws_network_acls.${name}_protocols`]: demanding(
      filters({ "association.subnet-id": id, "entry.protocol": ["1", "6", "17", "icmp", "tcp", "udp"] }),
      "length(self.ids) == 0",
    ),
  };
}

/** A data source that refuses what is not so. */
export function demanding(block: Block, ...conditions: readonly string[]): Block {
  const postcondition = conditions.map((condition) => ({
    condition: `\${${condition}}`,
    error_message: "It is not as stated.",
  }));
  return { ...block, lifecycle: { postcondition } };
}

function filters(filter: Readonly<Record<string, string | readonly string[]>>): Block {
  return { filter: Object.entries(filter).map(([name, value]) => ({ name, values: [value].flat() })) };
}
