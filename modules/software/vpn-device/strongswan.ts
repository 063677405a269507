import { DEAD_PEER_DETECTION, TUNNEL_OPTIONS } from "./tunnel-options";
import { type Tunnel, tunnelsOf } from "./tunnels";
import type { DeviceConnection } from "./vpn-device";

/** What strongSwan calls the algorithms of {@link TUNNEL_OPTIONS}. @see https://docs.strongswan.org/docs/5.9/config/IKEv2CipherSuites.html */
const KEYWORDS = {
  AES256: "aes256",
  "AES256-GCM-16": "aes256gcm16",
  "SHA2-256": "sha256",
  "SHA2-384": "sha384",
  19: "ecp256",
  20: "ecp384",
} as const;

/** The proposals of phase 1 and phase 2. */
interface Proposals {
  readonly ike: string;
  readonly esp: string;
}

/**
 * With GCM, which needs no integrity algorithm, first. IKE then derives keys with the functions of the same hashes
 * (`prf`); without GCM that goes without saying.
 */
function proposals(): Proposals {
  const integrity = [...TUNNEL_OPTIONS.integrityAlgorithms].reverse().map((name) => KEYWORDS[name]);
  const groups = [...TUNNEL_OPTIONS.dhGroupNumbers].reverse().map((number) => KEYWORDS[number]);
  const [gcm, cbc] = [KEYWORDS["AES256-GCM-16"], KEYWORDS.AES256];
  return {
    ike: [
      [gcm, ...integrity.map((name) => `prf${name}`), ...groups].join("-"),
      [cbc, ...integrity, ...groups].join("-"),
    ].join(","),
    esp: [[gcm, ...groups].join("-"), [cbc, ...integrity, ...groups].join("-")].join(","),
  };
}

/** How one device's strongSwan differs from another's. */
export interface StrongSwanSurroundings {
  /** The program that is run when a tunnel comes up or goes down. @default none: routes are made in another way */
  readonly updown?: string;
  /** What says of each tunnel who both ends are and which key they share: the rest of the file, or what includes another. */
  readonly tunnelValues: string;
}

/**
 * The whole of swanctl.conf, of which all but `tunnelValues` is known before the connections are there: strongSwan adds
 * up sections of the same name.
 *
 * - Every packet may go through every tunnel, as AWS has it: which one does is a matter of routes to the tunnel's XFRM
 *   interface (`if_id_…`). @see https://docs.strongswan.org/docs/5.9/features/routeBasedVpn.html
 * - `encap`: the device's own address is not the one it is known by, so that ESP needs UDP around it in any case.
 * - `unique = never`: AWS advises against enforcing one association for each tunnel.
 *   @see https://docs.aws.amazon.com/vpn/latest/s2svpn/cgw-best-practice.html
 * - Phase 1 lives `rekey_time + over_time` at most, phase 2 `life_time`.
 * - Silence (`dpd_action`) starts a tunnel again, and so does a packet that finds no association (`trap`).
 *   @see https://docs.strongswan.org/docs/5.9/swanctl/swanctlConf.html
 * - An end of a tunnel that AWS's end asks for does not (`close_action`): that end starts it again itself, and two that
 *   both do take each other's associations for old ones, end them and start over, without an end.
 *   @see https://github.com/GoogleCloudPlatform/community/pull/1155
 */
export function renderStrongSwan(
  connections: readonly DeviceConnection[],
  { updown, tunnelValues }: StrongSwanSurroundings,
): string {
  const { ike, esp } = proposals();
  const { phase1LifetimeSeconds, phase2LifetimeSeconds, rekeyMarginTimeSeconds } = TUNNEL_OPTIONS;
  return `tunnel {
  version = 2
  proposals = ${ike}
  mobike = no
  encap = yes
  unique = never
  keyingtries = 0
  dpd_delay = ${DEAD_PEER_DETECTION.delaySeconds}s
  rekey_time = ${phase1LifetimeSeconds - rekeyMarginTimeSeconds}s
  over_time = ${rekeyMarginTimeSeconds}s
  local {
    auth = psk
  }
  remote {
    auth = psk
  }
  children {
    packets {
      local_ts = 0.0.0.0/0
      remote_ts = 0.0.0.0/0
      esp_proposals = ${esp}
      life_time = ${phase2LifetimeSeconds}s
      rekey_time = ${phase2LifetimeSeconds - rekeyMarginTimeSeconds}s
      start_action = trap|start
      dpd_action = restart
      close_action = none
${updown === undefined ? "" : `      updown = ${updown}\n`}    }
  }
}
connections {
${tunnelsOf(connections).map(section).join("")}}
${tunnelValues}`;
}

function section({ name, interfaceId }: Tunnel): string {
  return `  ${name} : tunnel {
    if_id_in = ${interfaceId}
    if_id_out = ${interfaceId}
  }
`;
}
