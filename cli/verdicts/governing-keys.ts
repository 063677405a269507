import type { Blocker, Code } from "../../analysis/reachability";

/** What of an entry is declared: its VPC, or one of these by name. */
type Part = "vpc" | "hosts" | "environments" | "services" | "endpoints";
type KeysByPart = Partial<Record<Part, readonly string[]>>;

const ADMITTED: KeysByPart = { services: ["inboundFrom"], endpoints: ["clients"] };
const TARGETS: KeysByPart = { services: ["targets"] };

const PARTS: readonly string[] = [
  "vpc",
  "hosts",
  "environments",
  "services",
  "endpoints",
] satisfies readonly Part[];

/** Which keys of a declaration bring a blocker about; of several the first that is written. */
const KEYS: Partial<Record<Code, KeysByPart>> = {
  CONNECTION_NOT_ACCEPTED: { services: ["acceptance"] },
  ELB_INSTALLED_AZ_RESTRICTION: { services: ["zones", "targets"], environments: ["zones"] },
  ELBV2_HEALTH_CHECK_BLOCKED: { services: ["healthCheck"] },
  ELBV2_LISTENERS_MISMATCH: { services: ["port"], environments: ["port"] },
  ELBV2_LISTENER_HAS_NO_TG: TARGETS,
  ELBV2_LOOPBACK: TARGETS,
  ELBV2_NO_TARGETS_IN_AZ: { services: ["crossZone", "targets"], environments: ["zones"] },
  ELBV2_TARGET_OUTSIDE_VPC: TARGETS,
  ENI_SG_RULES_MISMATCH: ADMITTED,
  ENVIRONMENT_WITHOUT_WAY_OUT: { vpc: ["natGateways"] },
  HOSTED_ZONE_NOT_ASSOCIATED: { endpoints: ["name"] },
  NAME_NOT_FOUND: { endpoints: ["name"] },
  PRIVATE_DNS_BEFORE_ACCEPTANCE: { endpoints: ["privateDns"] },
  PRIVATE_DNS_WITHOUT_NAME: { endpoints: ["privateDns"] },
  SERVICE_PRINCIPAL_NOT_ALLOWED: { services: ["allow"], endpoints: ["service"] },
  SG_HAS_NO_RULES: ADMITTED,
  VPCE_SERVICE_NOT_INSTALLED_IN_AZ: { services: ["zones"], endpoints: ["zones"] },
};

/**
 * Keys of the declaration that decide about a blocker, the best first.
 * @param declaration where the blocker's resource was declared, like `providers.web.services.web`
 */
export function governingKeys({ code, fix }: Blocker, declaration: readonly string[]): readonly string[] {
  if (fix?.kind === "stop-enforcing") return ["enforceInboundRulesOnPrivateLinkTraffic"];
  const [, , part] = declaration;
  // What a group lets out follows from targets and services, no key says it; but who calls an endpoint is said there.
  if (fix?.kind === "admit" && fix.direction === "egress" && part !== "endpoints") return [];
  return isPart(part) ? (KEYS[code]?.[part] ?? []) : [];
}

function isPart(text: string | undefined): text is Part {
  return text !== undefined && PARTS.includes(text);
}
