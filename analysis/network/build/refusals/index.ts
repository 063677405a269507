import { refuseAddresses } from "./addresses";
import { refuseDualStack, refuseIpv6 } from "./address-families";
import { refuseBlocks } from "./blocks";
import { type Built, Findings } from "./findings";
import { refuseListenerPorts } from "./listener-ports";
import { refuseNatGateways } from "./nat-gateways";
import { refuseOwners } from "./owners";
import { refusePeeringConnections } from "./peering-connections";
import { refuseProtocols } from "./protocols";
import { refuseReferencedGroups } from "./referenced-groups";
import { refuseRegions } from "./regions";
import { refuseResolverEndpoints } from "./resolver-endpoints";
import { refuseResourceConfigurations } from "./resource-configurations";
import { refuseTargetGroupVpcs } from "./target-group-vpcs";
import { refuseTargetTypes } from "./target-types";
import { refuseVpcs } from "./vpcs";
import { refuseVpnConnections } from "./vpn-connections";
import { refuseVpnGateways } from "./vpn-gateways";
import { refuseVpnOptions } from "./vpn-options";
import { refuseZones } from "./zones";

const CHECKS: readonly ((built: Built, findings: Findings) => void)[] = [
  refuseTargetTypes,
  refuseProtocols,
  refuseTargetGroupVpcs,
  refuseVpcs,
  refuseZones,
  refuseBlocks,
  refuseAddresses,
  refuseListenerPorts,
  refuseOwners,
  refuseRegions,
  refuseNatGateways,
  refuseIpv6,
  refuseDualStack,
  refusePeeringConnections,
  refuseReferencedGroups,
  refuseResourceConfigurations,
  refuseVpnGateways,
  refuseVpnConnections,
  refuseVpnOptions,
  refuseResolverEndpoints,
];

/** What AWS refuses or may refuse when Terraform applies, though Terraform's plan takes it. */
export function refusedIn(built: Built): Findings {
  const findings = new Findings();
  for (const check of CHECKS) check(built, findings);
  return findings;
}
