/**
 * What both ends of every tunnel are told, in the words of `CreateVpnConnection`: IKEv2 alone, and of the algorithms
 * that AWS knows the current ones. AWS's end may start a tunnel, too, and starts it again when the device is silent.
 *
 * Whoever uses AES256-GCM-16 needs no integrity algorithm; AWS calls AES in CBC mode just AES256. Diffie-Hellman groups
 * 19 and 20 are the curves P-256 and P-384 (RFC 5903). Lifetimes are AWS's defaults, which are also the longest it takes.
 * @see https://docs.aws.amazon.com/vpn/latest/s2svpn/VPNTunnels.html
 */
export const TUNNEL_OPTIONS = {
  ikeVersions: ["ikev2"],
  encryptionAlgorithms: ["AES256", "AES256-GCM-16"],
  integrityAlgorithms: ["SHA2-256", "SHA2-384"],
  dhGroupNumbers: [19, 20],
  /** In seconds. */
  phase1LifetimeSeconds: 28_800,
  /** In seconds. */
  phase2LifetimeSeconds: 3_600,
  /** In seconds before a lifetime ends. */
  rekeyMarginTimeSeconds: 540,
  /** In seconds of silence. */
  dpdTimeoutSeconds: 30,
  dpdTimeoutAction: "restart",
  startupAction: "start",
} as const;

/**
 * What fits into a tunnel whatever is negotiated of {@link TUNNEL_OPTIONS}, in bytes: least of all fits with AES in CBC mode behind
 * network address translation.
 * @see https://docs.aws.amazon.com/vpn/latest/s2svpn/cgw-best-practice.html
 */
export const TUNNEL_MTU = 1422;

/** The largest TCP segment that fits, in bytes. */
export const TUNNEL_MSS = TUNNEL_MTU - 40;

/** How the device finds out that AWS's end is silent: after 10 seconds without a packet it asks, and again at 2, 5, 9.5 s. */
export const DEAD_PEER_DETECTION = {
  delaySeconds: 10,
  retransmitTries: 3,
  retransmitTimeoutSeconds: 2,
  retransmitBase: 1.5,
} as const;
