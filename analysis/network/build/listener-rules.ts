import type { Ipv4Block } from "../../../modules/addressing";
import { type Deployment, type Resource, Unknown } from "../../terraform";
import type { Known, Listing } from "../known";
import { elementKey, type ListenerRule, type RuleCondition } from "../model";
import { type Associations, associationsOf, ofTypes } from "./associations";
import {
  asBlock,
  asNumber,
  asText,
  type Block,
  blocksOf,
  elementsOf,
  identified,
  joinListings,
  mapListing,
} from "./attributes";
import { actionOf } from "./listener-actions";
import { doubtful } from "./listings";
import { attributesOf } from "./readers";
import { LISTENER_RULE_TYPES, LISTENER_TYPES } from "./resource-types";

/** The rules, by their listeners. */
export function listenerRulesOf(deployment: Deployment): Associations<ListenerRule> {
  return associationsOf(
    ofTypes(deployment, LISTENER_RULE_TYPES),
    (resource) => identified(resource.attribute("listener_arn"), LISTENER_TYPES, resource),
    (resource) => ({
      key: elementKey(resource.key),
      at: resource.key,
      priority: priorityOf(resource),
      conditions: conditionsOf(resource),
      ...actionOf(resource, "action"),
    }),
  );
}

/** @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lb_listener_rule#priority */
function priorityOf(resource: Resource): Known<number> {
  const why = "left out, the provider takes the next one after the highest that it finds";
  return asNumber(attributesOf(resource)("priority"), resource) ?? new Unknown("priority", why, resource.key);
}

function conditionsOf(rule: Resource): Listing<RuleCondition> {
  const { items, doubts } = blocksOf(rule.attribute("condition"), rule);
  return joinListings([...items.map((block) => conditionsIn(block, rule)), doubtful(doubts)]);
}

/**
 * Each block states one condition.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html
 */
function conditionsIn(block: Block, rule: Resource): Listing<RuleCondition> {
  const found = [
    sourceIpIn(block, rule),
    requestIn(block, "host_header", rule, () => "host-header"),
    requestIn(block, "path_pattern", rule, () => "path-pattern"),
    requestIn(block, "http_request_method", rule, () => "http-request-method"),
    headersIn(block, rule),
    queryIn(block, rule),
  ];
  const all = joinListings(found);
  if (all.items.length + all.doubts.length > 0) return all;
  return doubtful([new Unknown("condition", "this is no condition that is analysed", rule.key)]);
}

function sourceIpIn(block: Block, rule: Resource): Listing<RuleCondition> {
  return mapListing(blocksOf(block["source_ip"], rule), (stated): RuleCondition => ({
    kind: "source-ip",
    blocks: ipv4BlocksIn(stated, rule),
  }));
}

function ipv4BlocksIn(stated: Block, rule: Resource): Listing<Ipv4Block> {
  const { items, doubts } = elementsOf(stated["values"], rule);
  const ipv4 = items.filter((value) => typeof value !== "string" || !value.includes(":"));
  return mapListing({ items: ipv4, doubts }, (value) => asBlock(value, rule));
}

function requestIn(
  block: Block,
  name: string,
  rule: Resource,
  field: (stated: Block) => Known<string>,
): Listing<RuleCondition> {
  return mapListing(blocksOf(block[name], rule), (stated) => {
    const what = field(stated);
    if (what instanceof Unknown) return what;
    return { kind: "request", field: what, patterns: patternsIn(stated, what, rule) };
  });
}

function headersIn(block: Block, rule: Resource): Listing<RuleCondition> {
  return requestIn(block, "http_header", rule, (stated) => {
    const name = asText(stated["http_header_name"], rule);
    return name instanceof Unknown ? name : `http-header ${(name ?? "").toLowerCase()}`;
  });
}

/** Hosts, headers and queries know no case. Expressions are marked: no wildcard means the same in them. */
function patternsIn(stated: Block, field: string, rule: Resource): Listing<string> {
  const isExact = field === "path-pattern" || field === "http-request-method";
  const values = textsIn(stated, "values", rule);
  const expressions = textsIn(stated, "regex_values", rule);
  return joinListings([
    { items: isExact ? values.items : values.items.map((each) => each.toLowerCase()), doubts: values.doubts },
    { items: expressions.items.map((each) => `regex ${each}`), doubts: expressions.doubts },
  ]);
}

function textsIn(stated: Block, name: string, rule: Resource): Listing<string> {
  return mapListing(elementsOf(stated[name], rule), (value) => {
    const text = asText(value, rule);
    return text ?? new Unknown(name, "this is not stated", rule.key);
  });
}

/** One of several pairs suffices. */
function queryIn(block: Block, rule: Resource): Listing<RuleCondition> {
  const { items, doubts } = blocksOf(block["query_string"], rule);
  if (items.length + doubts.length === 0) return { items: [], doubts: [] };
  const patterns = mapListing({ items, doubts }, (pair) => {
    const [key, value] = [asText(pair["key"], rule), asText(pair["value"], rule)];
    if (key instanceof Unknown) return key;
    if (value instanceof Unknown) return value;
    return `${key ?? ""}=${value ?? ""}`.toLowerCase();
  });
  return { items: [{ kind: "request", field: "query-string", patterns }], doubts: [] };
}
