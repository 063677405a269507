import { type Resource, Unknown, type Value } from "../../terraform";
import type { Known, Listing } from "../known";
import type { ElementKey, ListenerAction } from "../model";
import { asNumber, asText, type Block, blocksOf, identified, joinListings, mapListing } from "./attributes";
import { distinct, doubtful, listed, NOTHING } from "./listings";
import { fieldsOf } from "./readers";
import { TARGET_GROUP_TYPES } from "./resource-types";

const ANSWERING = ["redirect", "fixed-response"];
const AUTHENTICATING = ["authenticate-cognito", "authenticate-oidc", "jwt-validation"];

/**
 * What a listener or a rule does with requests. At most one action is more than a demand for authentication.
 * @param name of the blocks that state it
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-action-types.html
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/listener-update-rules.html
 */
export function actionOf(resource: Resource, name: "action" | "default_action"): ListenerAction {
  const { items, doubts } = blocksOf(resource.attribute(name), resource);
  const types = [...items.map((action) => asText(action["type"], resource)), ...doubts];
  const isOneOf = (wanted: readonly string[]): Known<boolean> =>
    types.some((type) => typeof type === "string" && wanted.includes(type)) ||
    (types.find((type) => type instanceof Unknown) ?? false);
  return {
    targetGroups: distinct(
      joinListings([...items.map((action) => forwardedTo(action, resource)), doubtful(doubts)]),
    ),
    answersItself: isOneOf(ANSWERING),
    authenticates: isOneOf(AUTHENTICATING),
  };
}

function forwardedTo(action: Block, resource: Resource): Listing<ElementKey> {
  const read = fieldsOf(action);
  const type = asText(read("type"), resource);
  if (type instanceof Unknown) return doubtful([type]);
  if (type !== "forward") return NOTHING;
  const forwards = blocksOf(read("forward"), resource);
  const groups = forwards.items.map((each) => blocksOf(each["target_group"], resource));
  if (groups.length > 0 || forwards.doubts.length > 0)
    return joinListings([...groups.map((each) => weighted(each, resource)), doubtful(forwards.doubts)]);
  return listed(targetGroupIn(read("target_group_arn"), resource));
}

/** A group with weight 0 gets nothing; the provider's default weight is 1. */
function weighted(groups: Listing<Block>, resource: Resource): Listing<ElementKey> {
  const positive = groups.items.filter((each) => asNumber(each["weight"], resource) !== 0);
  return mapListing({ items: positive, doubts: groups.doubts }, (each) => {
    const weight = asNumber(each["weight"], resource);
    return weight instanceof Unknown ? weight : targetGroupIn(each["arn"], resource);
  });
}

function targetGroupIn(value: Value | undefined, resource: Resource): Known<ElementKey> {
  return identified(value, TARGET_GROUP_TYPES, resource);
}
