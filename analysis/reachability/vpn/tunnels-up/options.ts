import { TUNNEL_OPTIONS } from "../../../../modules/software";
import { isKnown, type Known, type PhaseOptions, type TunnelOptions } from "../../../network";
import { allOf, down, type State, unclear, UP } from "./state";

/**
 * Both ends of a tunnel need something in common of each kind of option. What AWS's side leaves out is all that it
 * offers.
 * @see https://docs.aws.amazon.com/vpn/latest/s2svpn/VPNTunnels.html
 */
export function negotiated({ ikeVersions, phase1, phase2 }: TunnelOptions): State {
  return allOf([
    common("IKE versions", TUNNEL_OPTIONS.ikeVersions, ikeVersions),
    ...inPhase(1, phase1),
    ...inPhase(2, phase2),
  ]);
}

function inPhase(
  number: 1 | 2,
  { encryptionAlgorithms, integrityAlgorithms, dhGroupNumbers }: PhaseOptions,
): State[] {
  const named = (what: string): string => `${what} in phase ${number}`;
  return [
    common(named("encryption algorithms"), TUNNEL_OPTIONS.encryptionAlgorithms, encryptionAlgorithms),
    common(named("integrity algorithms"), TUNNEL_OPTIONS.integrityAlgorithms, integrityAlgorithms),
    common(named("Diffie-Hellman groups"), TUNNEL_OPTIONS.dhGroupNumbers, dhGroupNumbers),
  ];
}

function common<T extends string | number>(
  what: string,
  own: readonly T[],
  theirs: Known<ReadonlySet<T>>,
): State {
  if (!isKnown(theirs)) return unclear(theirs);
  return own.some((each) => theirs.has(each))
    ? UP
    : down(
        `the VPN device takes ${own.join(" and ")} as ${what}, and AWS's side ${[...theirs].join(" and ")}`,
      );
}
