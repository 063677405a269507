import { addressFromInteger, Ipv4Block } from "../addressing";
import { blockId, type Peer, type SecurityGroup } from "../network";
import type { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";

/** Which connections to anywhere a host may start: HTTPS alone, or HTTP as well. */
export type Egress = "https" | "web";

const ANYWHERE: Peer = { kind: "block", block: Ipv4Block.containing(addressFromInteger(0), 0) };

const PORTS = { http: 80, https: 443 } as const;

/**
 * The rules that let a host's connections out. Names and time need none: security groups do not judge what asks
 * Amazon's DNS, time and instance metadata.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html
 */
export function letOut(securityGroup: SecurityGroup, egress: Egress): readonly VpcSecurityGroupEgressRule[] {
  const names = egress === "https" ? (["https"] as const) : (["http", "https"] as const);
  return names.map((name) => securityGroup.addEgressRule(name, ANYWHERE, PORTS[name]));
}

/** Filters nothing from and to blocks: networks outside AWS have no security groups. */
export function openTo(securityGroup: SecurityGroup, blocks: readonly Ipv4Block[]): void {
  for (const block of blocks) {
    securityGroup.addIngressOfEverything(blockId(block), { kind: "block", block });
    securityGroup.addEgressOfEverything(blockId(block), { kind: "block", block });
  }
}
