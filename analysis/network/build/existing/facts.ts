import { type Resource, Unknown, type Value } from "../../../terraform";
import type { DataSources } from "./data-sources";
import { statedRoutes } from "./routes";
import { statedRules } from "./security-group-rules";

/** What is asked of things of each type; all else would only say how a thing is to be made. */
const FACTS: Readonly<Record<string, readonly string[]>> = {
  aws_vpc: ["cidr_block", "enable_dns_hostnames", "enable_dns_support"],
  aws_subnet: ["availability_zone_id", "cidr_block", "map_public_ip_on_launch", "vpc_id"],
  aws_route_table: ["vpc_id"],
  aws_security_group: ["vpc_id"],
  aws_instance: [
    "associate_public_ip_address",
    "network_interface",
    "private_ip",
    "secondary_private_ips",
    "source_dest_check",
    "subnet_id",
    "vpc_security_group_ids",
  ],
  aws_ec2_transit_gateway: [
    "amazon_side_asn",
    "auto_accept_shared_attachments",
    "default_route_table_association",
    "default_route_table_propagation",
    "owner_id",
    "security_group_referencing_support",
  ],
  aws_ec2_transit_gateway_route_table: ["transit_gateway_id"],
  aws_ec2_transit_gateway_vpc_attachment: [
    "appliance_mode_support",
    "security_group_referencing_support",
    "subnet_ids",
    "transit_gateway_id",
    "vpc_id",
  ],
};

/** The attributes that hold IDs, and of what. */
const IDENTITIES: Readonly<Record<string, string>> = {
  association_default_route_table_id: "aws_ec2_transit_gateway_route_table",
  propagation_default_route_table_id: "aws_ec2_transit_gateway_route_table",
  subnet_id: "aws_subnet",
  subnet_ids: "aws_subnet",
  transit_gateway_id: "aws_ec2_transit_gateway",
  vpc_id: "aws_vpc",
  vpc_security_group_ids: "aws_security_group",
};

/**
 * What an attribute is worth of a thing that is there already. What no data source demands of it is unknown, for AWS's
 * defaults say nothing of it.
 */
export function factOf(source: Resource, name: string, sources: DataSources): Value | undefined {
  const value = derived(source, name, sources) ?? source.attribute(name);
  if (value !== undefined && value !== null) return sources.identify(value, IDENTITIES[name], source);
  return FACTS[source.type]?.includes(name) === true
    ? new Unknown(name, "it was there before Terraform, and no postcondition says what it is", source.key)
    : undefined;
}

/** What follows from other data sources that look at the same thing. */
function derived(source: Resource, name: string, sources: DataSources): Value | undefined {
  switch (`${source.type}.${name}`) {
    case "aws_route_table.route":
      return statedRoutes(source, sources);
    case "aws_security_group.ingress":
    case "aws_security_group.egress":
      return statedRules(source, name === "egress", sources);
    case "aws_instance.network_interface":
      // The only one is the one that AWS made with the instance, or as good as that.
      return sources.hasOneInterface(source) ? [] : undefined;
    default:
      return undefined;
  }
}
