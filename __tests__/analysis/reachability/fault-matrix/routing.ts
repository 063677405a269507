import { add, attributeOf, type Edit, idOf, oneVpc, type Resources } from "../../../support/networks";

export const withinVpc = {
  network: oneVpc(),
  asked: { from: "aws_instance.client", to: "aws_instance.server" },
};
export const MAIN_TABLE = attributeOf("aws_vpc.network", "main_route_table_id");

/** A route of the clients' subnet, by the VPC's main table. */
export function route(to: string, target: Readonly<Record<string, string>>): Edit {
  return add({
    "aws_route.extra": { route_table_id: MAIN_TABLE, destination_cidr_block: to, ...target },
  });
}
export const REMOVE = "remove aws_route.extra";

/** A host that might forward packets, in the clients' subnet. */
export function router(checks: boolean): Edit {
  return add({
    "aws_network_interface.router": {
      subnet_id: idOf("aws_subnet.clients"),
      private_ips: ["10.0.0.20"],
      security_groups: [idOf("aws_security_group.client")],
      source_dest_check: checks,
    },
  });
}
export const toRouter = { network_interface_id: idOf("aws_network_interface.router") };
export const gateway: Resources = { "aws_internet_gateway.gateway": { vpc_id: idOf("aws_vpc.network") } };
export const toGateway = { gateway_id: idOf("aws_internet_gateway.gateway") };
export const nat: Resources = {
  "aws_nat_gateway.nat": { subnet_id: idOf("aws_subnet.clients"), connectivity_type: "private" },
};
export const toNat = { nat_gateway_id: idOf("aws_nat_gateway.nat") };
/** Of the clients' subnet only. */
export const tableOf = (subnet: string): Resources => ({
  "aws_route_table.own": { vpc_id: idOf("aws_vpc.network") },
  "aws_route_table_association.own": {
    route_table_id: idOf("aws_route_table.own"),
    subnet_id: idOf(`aws_subnet.${subnet}`),
  },
});
export const ROUTED = "10.0.1.0/24";
