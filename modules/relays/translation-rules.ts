import type { ITerraformDependable } from "cdktf";
import { Ipv4Block } from "../addressing";
import { blockId, type SecurityGroup } from "../network";
import type { Translation } from "../software";

interface Rule {
  readonly block: Ipv4Block;
  readonly port: number;
}

/**
 * Lets a relay's interface pass on what it translates: a group judges what arrives before its addresses are rewritten,
 * and what leaves after that. It cannot tell the interface's addresses apart, so that translations may share a rule.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
 */
export function passOn(
  securityGroup: SecurityGroup,
  translations: readonly Translation[],
): readonly ITerraformDependable[] {
  const called = translations.flatMap(({ sources, port }) => sources.map((block) => ({ block, port })));
  const calling = translations.map(({ to: { address, port } }) => ({
    block: Ipv4Block.ofOne(address),
    port,
  }));
  return [
    ...byId(called).map(([id, { block, port }]) =>
      securityGroup.addIngressRule(id, { kind: "block", block }, port),
    ),
    ...byId(calling).map(([id, { block, port }]) =>
      securityGroup.addEgressRule(id, { kind: "block", block }, port),
    ),
  ];
}

/** Each rule once, in an order that is always the same. */
function byId(rules: readonly Rule[]): [string, Rule][] {
  const unique = new Map(rules.map((rule) => [`${blockId(rule.block)}-${rule.port}`, rule]));
  return [...unique].sort(([one], [other]) => (one < other ? -1 : 1));
}
