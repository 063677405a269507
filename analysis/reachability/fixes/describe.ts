import { partsOfAddress, placeOf } from "../../terraform";
import { type ElementKey, partsOf } from "../../network";
import { formatAddresses, formatTraffic } from "../format";
import type { Fix } from "./fix";

/** The change, as a clause in Terraform's words. */
export function describeFix(fix: Fix): string {
  switch (fix.kind) {
    case "admit": {
      const [verb, preposition] = fix.direction === "ingress" ? ["admits", "from"] : ["lets out", "to"];
      const peer = fix.peer.kind === "blocks" ? formatAddresses(fix.peer.addresses) : name(fix.peer.group);
      return `add an ${fix.direction} rule to ${name(fix.group)} that ${verb} ${formatTraffic(fix.traffic)} ${preposition} ${peer}`;
    }
    case "allow-in-acl":
      return `add the ${fix.direction} rule ${fix.ruleNumber} to ${name(fix.acl)} that allows ${formatTraffic(fix.traffic)} ${fix.direction === "ingress" ? "from" : "to"} ${formatAddresses(fix.addresses)}`;
    case "enable-cross-zone":
      if (isOfEnvironment(fix.loadBalancer))
        return `turn on cross-zone load balancing of ${name(fix.loadBalancer)} by .ebextensions of its source bundle`;
      return fix.targetGroup === undefined
        ? `set enable_cross_zone_load_balancing = true on ${name(fix.loadBalancer)}`
        : `set load_balancing_cross_zone_enabled = "true" on ${name(fix.targetGroup)}`;
    case "stop-enforcing":
      return `set enforce_security_group_inbound_rules_on_private_link_traffic = "off" on ${name(fix.loadBalancer)}`;
    case "stop-preserving":
      return `set preserve_client_ip = "false" on ${name(fix.targetGroup)}`;
    case "extend-load-balancer":
      return `add ${name(fix.subnet)} to the subnets of ${name(fix.loadBalancer)}`;
    case "set-listener-port":
      if (isOfEnvironment(fix.listener))
        return `have a listener on port ${fix.port}, by settings of aws:elbv2:listener:${fix.port}, instead of ${name(fix.listener)}`;
      return `set port = ${fix.port} on ${name(fix.listener)}`;
    case "allow-principal":
      return `allow the principal ${fix.principal} on ${name(fix.service)}`;
    case "accept-connection":
      return `accept ${name(fix.endpoint)} with an aws_vpc_endpoint_connection_accepter of ${name(fix.service)}`;
    case "enable-dns":
      return `set ${fix.what === "support" ? "enable_dns_support" : "enable_dns_hostnames"} = true on ${name(fix.vpc)}`;
    case "associate-zone":
      return `associate ${name(fix.zone)} with ${name(fix.vpc)}`;
    case "remove-route":
      return `remove ${name(fix.route)}`;
    case "add-route":
      return `add a route for ${fix.block.toString()} to ${name(targetOf(fix.target))} in ${name(fix.table)}`;
    case "propagate-routes":
      return `propagate the routes of ${name(fix.gateway)} to ${name(fix.table)} with an aws_vpn_gateway_route_propagation`;
    case "add-vpn-route":
      return `add an aws_vpn_connection_route for ${fix.block.toString()} to ${name(fix.connection)}`;
    case "add-transit-route":
      return `add an aws_ec2_transit_gateway_route for ${fix.block.toString()} to ${name(fix.attachment)} in ${name(fix.table)}`;
    case "accept-transit-attachment":
      return `accept ${name(fix.attachment)} with an ${accepterOf(fix.attachment)}`;
    case "stop-checking":
      return `set source_dest_check = false on ${name(fix.interface)}`;
    case "accept-peering":
      return `accept ${name(fix.connection)} with an aws_vpc_peering_connection_accepter`;
    case "share-with":
      return `add the account ${fix.account} to the principals of ${name(fix.share)}`;
    case "accept-share":
      return `accept ${name(fix.share)} in the account ${fix.account} with an aws_ram_resource_share_accepter`;
    case "open-resource-port":
      return `add ${fix.port} to the port_ranges of ${name(fix.configuration)}`;
    case "serve-proxy-clients":
      return `let ${name(fix.proxy)} serve clients of ${fix.block.toString()}`;
    case "allow-domain":
      return `add ${fix.domain} to the domains that ${name(fix.proxy)} allows`;
    case "allow-block":
      return `add ${fix.block.toString()} to the blocks that ${name(fix.proxy)} allows`;
  }
}

function targetOf(target: Extract<Fix, { readonly kind: "add-route" }>["target"]): ElementKey {
  switch (target.kind) {
    case "peering-connection":
      return target.connection;
    case "interface":
      return target.interface;
    case "internet-gateway":
    case "nat-gateway":
    case "transit-gateway":
      return target.gateway;
  }
}

/** The type of the resource that accepts an attachment: of a VPC, or of another Transit Gateway. */
function accepterOf(key: ElementKey): string {
  const { address } = placeOf(partsOf(key).resource);
  return address.includes("aws_ec2_transit_gateway_peering_attachment")
    ? "aws_ec2_transit_gateway_peering_attachment_accepter"
    : "aws_ec2_transit_gateway_vpc_attachment_accepter";
}

/** What Elastic Beanstalk makes has no resource of its own. */
function isOfEnvironment(key: ElementKey): boolean {
  const { address } = placeOf(partsOf(key).resource);
  return partsOfAddress(address).type === "aws_elastic_beanstalk_environment";
}

/** By the address of the resource, and what of it is meant where that is a part. */
function name(key: ElementKey): string {
  const { resource, part } = partsOf(key);
  const { address } = placeOf(resource);
  return part === undefined || part.includes(":")
    ? address
    : `the ${part.replaceAll("-", " ")} of ${address}`;
}
