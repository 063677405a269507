import { refuseAddressTargets } from "./address-targets";
import { refuseAddresses } from "./addresses";
import { refuseDualStack, refuseIpv6 } from "./address-families";
import { refuseApplicationLoadBalancers } from "./application-load-balancers";
import { refuseBlocks } from "./blocks";
import { doubtEndpointQuotas } from "./endpoint-quotas";
import { type Built, Findings } from "./findings";
import { findStoppedInstances } from "./instance-states";
import { refuseListenerPorts } from "./listener-ports";
import { refuseLoadBalancerTargets } from "./load-balancer-targets";
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
import { refuseTransitGateways } from "./transit-gateways";
import { refuseVpcs } from "./vpcs";
import { refuseVpnConnections } from "./vpn-connections";
import { refuseVpnGateways } from "./vpn-gateways";
import { refuseVpnOptions } from "./vpn-options";
import { doubtWhatIsThere } from "./what-is-there";
import { refuseZones } from "./zones";

const CHECKS: readonly ((built: Built, findings: Findings) => void)[] = [
  refuseTargetTypes,
  refuseAddressTargets,
  refuseProtocols,
  refuseApplicationLoadBalancers,
  refuseLoadBalancerTargets,
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
  doubtEndpointQuotas,
  refuseTransitGateways,
  refuseVpnGateways,
  refuseVpnConnections,
  refuseVpnOptions,
  refuseResolverEndpoints,
  findStoppedInstances,
];

/** What AWS refuses or may refuse when Terraform applies, though Terraform's plan takes it; and what does not run. */
export function refusedIn(built: Built): Findings {
  const findings = new Findings();
  for (const check of CHECKS) check(built, findings);
  doubtWhatIsThere(findings, built.deployment);
  return findings;
}
