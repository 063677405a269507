import { IntervalSet, parseBlock, valueOf } from "../../../../modules/addressing";
import { Unknown } from "../../../terraform";
import { isKnown } from "../../known";
import type { Target, TargetGroup, Vpc } from "../../model";
import { addressSet } from "../layout";
import { type Built, type Findings, nameOf, subnetOf } from "./findings";

/** What may be registered by its address outside the target group's VPC. */
const OUTSIDE_BLOCKS = ["10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16"];
const OUTSIDE = IntervalSet.ofAll(OUTSIDE_BLOCKS.map((text) => valueOf(parseBlock(text))));

/**
 * Targets are registered by addresses of the target group's VPC, or by private ones beyond it; those beyond it are in no
 * zone of the VPC, and somebody has to say so. Of those within, AWS knows the zone, and was seen to refuse `all`.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-target-groups.html#target-type
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetDescription.html (AvailabilityZone)
 * @see https://github.com/kubernetes-sigs/aws-load-balancer-controller/issues/3084 (what AWS says without a zone)
 * @see https://github.com/kubernetes-sigs/aws-load-balancer-controller/issues/561 (what it said of `all` within the VPC)
 */
export function refuseAddressTargets(built: Built, findings: Findings): void {
  for (const group of built.network.targetGroups.values()) {
    const vpc = isKnown(group.vpc) ? built.network.vpcs.get(group.vpc) : undefined;
    if (vpc === undefined) continue;
    for (const target of group.targets.items) {
      refuseAddress(group, target, vpc, findings);
      refuseZone(group, target, vpc, built, findings);
    }
  }
}

function refuseAddress(
  { key }: TargetGroup,
  { at, target }: Target,
  { at: vpc, blocks }: Vpc,
  findings: Findings,
): void {
  if (target.kind !== "address") return;
  const address = addressSet([target.address]);
  if (address.isSubsetOf(OUTSIDE) || address.isSubsetOf(IntervalSet.ofAll(blocks.items))) return;
  const [doubt] = blocks.doubts;
  if (doubt !== undefined) findings.doubt(key, doubt);
  else
    findings.refuse(
      key,
      at,
      `AWS refuses a target outside ${nameOf(vpc)} and ${OUTSIDE_BLOCKS.join(", ")}; register a private address`,
    );
}

function refuseZone(
  { key }: TargetGroup,
  { at, target, zone }: Target,
  vpc: Vpc,
  built: Built,
  findings: Findings,
): void {
  if (zone !== undefined && zone !== "all") return;
  const isOutside = standsOutside(target, vpc, built);
  if (zone === undefined && isOutside === true)
    findings.refuse(
      key,
      at,
      `AWS refuses a target outside ${nameOf(vpc.at)} of which no zone is stated; set availability_zone = "all"`,
    );
  if (zone === "all" && isOutside === false)
    findings.doubt(
      key,
      new Unknown(
        "availability_zone",
        `AWS knows the zone of an address of ${nameOf(vpc.at)}, and was seen to refuse "all" for it; leave it out`,
        at,
      ),
    );
}

/** Whether an address is none of the VPC's; `undefined` where that is not known. */
function standsOutside(target: Target["target"], { key, blocks }: Vpc, built: Built): boolean | undefined {
  if (target.kind === "address") {
    const isWithin = addressSet([target.address]).isSubsetOf(IntervalSet.ofAll(blocks.items));
    return isWithin || blocks.doubts.length === 0 ? !isWithin : undefined;
  }
  if (target.kind !== "interface") return undefined;
  const own = built.network.interfaces.get(target.interface);
  const vpc = own && subnetOf(own, built)?.vpc;
  return vpc !== undefined && isKnown(vpc) ? vpc !== key : undefined;
}
