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
};

/** The attributes that hold IDs, and of what. */
const IDENTITIES: Readonly<Record<string, string>> = {
  subnet_id: "aws_subnet",
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
