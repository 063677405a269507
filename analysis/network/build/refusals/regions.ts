import { elementKey } from "../../model";
import { Reference } from "../../../terraform";
import { type Built, type Findings, subnetOf } from "./findings";
import { compareHalves } from "./owners";

/** What uses things of their VPC's Region, whose account may be another where subnets are shared. */
const USING: readonly (readonly [type: string, attribute: string])[] = [
  ["aws_security_group", "vpc_id"],
  ["aws_lb_target_group", "vpc_id"],
  ["aws_alb_target_group", "vpc_id"],
  ["aws_vpc_endpoint", "vpc_id"],
];

/**
 * What stands in a subnet is of the subnet's Region; with shared subnets it may be another account's.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-sharing.html
 */
export function refuseRegions({ deployment, network }: Built, findings: Findings): void {
  for (const { key, at, subnet } of [...network.interfaces.values(), ...network.natGateways.values()]) {
    const own = deployment.find(at);
    const stands = subnetOf({ subnet }, { network })?.at;
    const place = stands === undefined ? undefined : deployment.find(stands);
    if (own !== undefined && place !== undefined) compareHalves(own, place, "region", key, findings);
  }
  for (const [type, attribute] of USING) {
    for (const resource of deployment.ofType(type)) {
      const value = resource.attribute(attribute);
      const used = value instanceof Reference ? deployment.find(value.resource) : undefined;
      if (used?.mode === "managed")
        compareHalves(resource, used, "region", elementKey(resource.key), findings);
    }
  }
}
