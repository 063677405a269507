import type { Blocker, Code } from "../../analysis/reachability";

/** What of an entry is declared: its VPC, its proxies, how it uses others', or one of these by name; or a peering, or a network outside AWS. */
type Part = (typeof PARTS)[number];
type KeysByPart = Partial<Record<Part, readonly string[]>>;

const PARTS = [
  "vpc",
  "hosts",
  "environments",
  "services",
  "endpoints",
  "proxies",
  "proxy",
  "vpn",
  "resolver",
  "mappings",
  "peerings",
  "onPremises",
] as const;

const ADMITTED: KeysByPart = {
  services: ["inboundFrom"],
  endpoints: ["clients"],
  proxy: ["clients"],
  peerings: ["admit"],
};
const PEERED: KeysByPart = { peerings: ["requester", "accepter"] };
const TARGETS: KeysByPart = { services: ["targets"] };

/** Which keys of a declaration bring a blocker about; of several the first that is written. */
const KEYS: Partial<Record<Code, KeysByPart>> = {
  BAD_STATE: PEERED,
  BAD_STATE_ATTACHMENT: { vpc: ["natGateways"], vpn: ["connections"] },
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
  HOST_WITHOUT_WAY_OUT: { vpc: ["natGateways"] },
  HOSTED_ZONE_NOT_ASSOCIATED: { endpoints: ["name"], proxy: ["hub"] },
  NAME_NOT_FOUND: { endpoints: ["name"], proxy: ["hub"] },
  NAME_SERVER_NOT_REACHED: { onPremises: ["forwards"] },
  NO_ROUTE_TO_DESTINATION: { ...PEERED, vpn: ["connections"] },
  PCX_REQUIRES_ADDRESS_IN_VPC_CIDR: PEERED,
  PRIVATE_DNS_BEFORE_ACCEPTANCE: { endpoints: ["privateDns"] },
  PRIVATE_DNS_WITHOUT_NAME: { endpoints: ["privateDns"] },
  PROXY_CLIENT_NOT_ADMITTED: { proxies: ["through"] },
  PROXY_DESTINATION_NOT_ALLOWED: { proxies: ["domains", "blocks"] },
  RESOURCE_NOT_SHARED: { proxies: ["allow"], proxy: ["hub"] },
  RESOURCE_SHARE_NOT_ACCEPTED: { proxies: ["organizationSharing", "allow"] },
  SERVICE_PRINCIPAL_NOT_ALLOWED: { services: ["allow"], endpoints: ["service"] },
  SG_HAS_NO_RULES: ADMITTED,
  VPN_CONNECTION_HAS_NO_ROUTE: { vpn: ["prefixes", "routing", "connections"], onPremises: ["blocks"] },
  VPN_DEVICE_HAS_NO_ROUTE: { onPremises: ["blocks", "vpc"] },
  VPN_DEVICE_MISMATCH: { onPremises: ["asn"] },
  VPN_DEVICE_NOT_THERE: { onPremises: ["gateway", "vpc"] },
  VPCE_SERVICE_NOT_INSTALLED_IN_AZ: { services: ["zones"], endpoints: ["zones"] },
};

/**
 * Keys of the declaration that decide about a blocker, the best first.
 * @param declaration where the blocker's resource was declared, like `providers.web.services.web`
 */
export function governingKeys({ code, fix }: Blocker, declaration: readonly string[]): readonly string[] {
  if (fix?.kind === "stop-enforcing") return ["enforceInboundRulesOnPrivateLinkTraffic"];
  // What no host's declaration says is said of all hosts of its entry.
  if (code === "PROXY_NOT_CONFIGURED") return ["proxy"];
  // What a relay host does is said of its entry.
  if (code === "RELAY_HAS_NO_MAPPING") return ["mappings"];
  if (code === "RELAY_ADDRESS_NOT_THERE") return ["address"];
  const part = partOf(declaration);
  // What a group lets out follows from targets and services, no key says it; but who calls an endpoint is said there.
  if (fix?.kind === "admit" && fix.direction === "egress" && part !== "endpoints" && part !== "proxy")
    return [];
  if (code === "PROXY_DESTINATION_NOT_ALLOWED" && fix?.kind === "allow-block") return ["blocks", "domains"];
  return part === undefined ? [] : (KEYS[code]?.[part] ?? []);
}

/** A peering and a network outside AWS are no parts of an entry. */
function partOf([section, , part]: readonly string[]): Part | undefined {
  const isWhole = section === "peerings" || section === "onPremises";
  return PARTS.find((each) => each === (isWhole ? section : part));
}
