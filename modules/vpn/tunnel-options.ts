import type {
  VpnConnectionConfig,
  VpnConnectionTunnel1LogOptions,
} from "@cdktf/provider-aws/lib/vpn-connection";
import type { Ipv4Block } from "../addressing";
import { TUNNEL_OPTIONS } from "../software";

const {
  ikeVersions,
  encryptionAlgorithms,
  integrityAlgorithms,
  dhGroupNumbers,
  phase1LifetimeSeconds,
  phase2LifetimeSeconds,
  rekeyMarginTimeSeconds,
  dpdTimeoutSeconds,
  dpdTimeoutAction,
  startupAction,
} = TUNNEL_OPTIONS;

type TunnelOptions = Pick<VpnConnectionConfig, Extract<keyof VpnConnectionConfig, `tunnel${1 | 2}${string}`>>;

/** What AWS is told of both tunnels: the same as their devices. */
export function tunnelOptions(
  [insideBlock1, insideBlock2]: readonly [Ipv4Block, Ipv4Block],
  logOptions: VpnConnectionTunnel1LogOptions,
): TunnelOptions {
  return {
    // Given, it also tells the provider which of AWS's two tunnels is the first: otherwise that is a matter of addresses.
    tunnel1InsideCidr: insideBlock1.toString(),
    tunnel1IkeVersions: [...ikeVersions],
    tunnel1Phase1EncryptionAlgorithms: [...encryptionAlgorithms],
    tunnel1Phase1IntegrityAlgorithms: [...integrityAlgorithms],
    tunnel1Phase1DhGroupNumbers: [...dhGroupNumbers],
    tunnel1Phase1LifetimeSeconds: phase1LifetimeSeconds,
    tunnel1Phase2EncryptionAlgorithms: [...encryptionAlgorithms],
    tunnel1Phase2IntegrityAlgorithms: [...integrityAlgorithms],
    tunnel1Phase2DhGroupNumbers: [...dhGroupNumbers],
    tunnel1Phase2LifetimeSeconds: phase2LifetimeSeconds,
    tunnel1RekeyMarginTimeSeconds: rekeyMarginTimeSeconds,
    tunnel1DpdTimeoutSeconds: dpdTimeoutSeconds,
    tunnel1DpdTimeoutAction: dpdTimeoutAction,
    tunnel1StartupAction: startupAction,
    tunnel1LogOptions: logOptions,
    tunnel2InsideCidr: insideBlock2.toString(),
    tunnel2IkeVersions: [...ikeVersions],
    tunnel2Phase1EncryptionAlgorithms: [...encryptionAlgorithms],
    tunnel2Phase1IntegrityAlgorithms: [...integrityAlgorithms],
    tunnel2Phase1DhGroupNumbers: [...dhGroupNumbers],
    tunnel2Phase1LifetimeSeconds: phase1LifetimeSeconds,
    tunnel2Phase2EncryptionAlgorithms: [...encryptionAlgorithms],
    tunnel2Phase2IntegrityAlgorithms: [...integrityAlgorithms],
    tunnel2Phase2DhGroupNumbers: [...dhGroupNumbers],
    tunnel2Phase2LifetimeSeconds: phase2LifetimeSeconds,
    tunnel2RekeyMarginTimeSeconds: rekeyMarginTimeSeconds,
    tunnel2DpdTimeoutSeconds: dpdTimeoutSeconds,
    tunnel2DpdTimeoutAction: dpdTimeoutAction,
    tunnel2StartupAction: startupAction,
    tunnel2LogOptions: logOptions,
  };
}
