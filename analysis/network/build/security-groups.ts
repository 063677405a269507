import { EVERY_ADDRESS, PacketSet } from "../../packets";
import type { Deployment } from "../../terraform";
import type { Listing } from "../known";
import { type ElementKey, elementKey, type SecurityGroup, type SecurityGroupRule } from "../model";
import { type Additions, contentsOf, type Direction } from "./contents";
import { SECURITY_GROUP } from "./identities";
import { listed } from "./listings";
import { type Origin, originsOf } from "./origins";
import { prefixListsOf } from "./prefix-lists";
import { inlineRules, type RuleContext, standaloneRules } from "./security-group-rules";

type Rules = Listing<SecurityGroupRule>;

/** @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html */
export function securityGroupsOf(deployment: Deployment): ReadonlyMap<ElementKey, SecurityGroup> {
  const context = { deployment, prefixLists: prefixListsOf(deployment) };
  const ingress = standaloneRules("ingress", context);
  const egress = standaloneRules("egress", context);
  return new Map(
    originsOf(deployment, SECURITY_GROUP).map((origin) => [
      origin.key,
      {
        key: origin.key,
        at: origin.at,
        vpc: origin.vpc,
        ingress: rulesOf(origin, "ingress", ingress, context),
        egress: rulesOf(origin, "egress", egress, context),
      },
    ]),
  );
}

function rulesOf(
  origin: Origin,
  direction: Direction,
  standalone: Additions<SecurityGroupRule>,
  context: RuleContext,
): Rules {
  const { key, statedBy } = origin;
  const written =
    statedBy === undefined
      ? listed(ruleByDefault(origin, direction))
      : inlineRules(statedBy, key, direction, context);
  return contentsOf(origin, direction, written, standalone);
}

/**
 * A VPC's default group admits its own members, and lets everything out. Terraform takes both away where it takes the
 * group over; nor does it leave a group that it makes the rule of AWS that lets everything out.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/security_group
 */
function ruleByDefault({ key, owner }: Origin, direction: Direction): SecurityGroupRule {
  return {
    key: elementKey(owner.key, `${SECURITY_GROUP.part}/${direction}`),
    at: owner.key,
    traffic: PacketSet.all,
    peer:
      direction === "ingress"
        ? { kind: "security-group", group: key }
        : { kind: "blocks", addresses: EVERY_ADDRESS },
  };
}
