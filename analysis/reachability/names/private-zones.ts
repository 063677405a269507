import type { HostedZone, Network, Vpc } from "../../network";
import { Unknown } from "../../terraform";
import { addressOf } from "../format";
import { endpointZonesOf, type EndpointZone } from "./private-dns";
import { privateZonesNamed, unknownZoneNames, zonesHolding } from "./zone-lookup";

/** A private zone of a VPC. */
export type PrivateZone =
  | { readonly kind: "hosted"; readonly zone: HostedZone }
  | { readonly kind: "endpoint"; readonly zone: EndpointZone };

interface AnsweringZone {
  readonly answering: PrivateZone | undefined;
  /** Why another may answer. */
  readonly doubts: readonly Unknown[];
}

/**
 * Of the private zones that a VPC has, those of endpoints among them, the most specific that holds the name answers.
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html#hosted-zone-private-considerations-private-overlapping
 */
export function answeringZone(network: Network, vpc: Vpc, name: string): AnsweringZone {
  const ofEndpoints = endpointZonesOf(network, vpc, name);
  const doubts = [...unknownZoneNames(network, vpc), ...ofEndpoints.doubts];
  for (const zoneName of zonesHolding(name)) {
    const hosted = privateZonesNamed(network, zoneName, vpc);
    const ofEndpoint = ofEndpoints.zones.filter((each) => each.name === zoneName);
    doubts.push(...hosted.doubts, ...ofEndpoint.flatMap((each) => each.doubts));
    const [first, ...others] = [
      ...hosted.items
        .toSorted((left, right) => Number(right.isMade) - Number(left.isMade))
        .map((zone) => ({ kind: "hosted" as const, zone })),
      ...ofEndpoint
        .filter((each) => each.doubts.length === 0)
        .map((zone) => ({ kind: "endpoint" as const, zone })),
    ];
    if (first === undefined) continue;
    return { answering: first, doubts: others.length === 0 ? doubts : [...doubts, conflict(zoneName, vpc)] };
  }
  return { answering: undefined, doubts };
}

/**
 * A VPC has one private zone of a name.
 * @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_AssociateVPCWithHostedZone.html (ConflictingDomainExists)
 * @see https://github.com/hashicorp/terraform-provider-aws/issues/17535 (private DNS of an endpoint)
 */
function conflict(zoneName: string, { at }: Vpc): Unknown {
  const why = `${addressOf(at)} gets several private zones of this name, of which AWS takes the first that is made`;
  return new Unknown(zoneName, why, at);
}
