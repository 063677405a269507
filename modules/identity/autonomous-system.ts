/** Autonomous system numbers, by which BGP tells networks apart. */

/**
 * Numbers of no network: 0, AS_TRANS, and the last of each size.
 * @see https://www.iana.org/assignments/iana-as-numbers-special-registry/iana-as-numbers-special-registry.xhtml
 */
const RESERVED: readonly number[] = [0, 23_456, 65_535, 4_294_967_295];

/**
 * AWS's own, which it takes of nobody else's VPN device; some of them in one Region only.
 * @see https://docs.aws.amazon.com/vpn/latest/s2svpn/cgw-options.html
 */
const KEPT_BY_AWS: readonly number[] = [7224, 9059, 10_124, 17_943];

/** What Amazon's side of a VPN gateway had by default until 2018. */
const OLD_DEFAULTS: readonly number[] = [7224, 9059, 10_124, 17_493];

/** Whether a network outside AWS can have it. */
export function isCustomerAsn(asn: number): boolean {
  return (
    Number.isInteger(asn) && asn > 0 && asn < 2 ** 32 && !RESERVED.includes(asn) && !KEPT_BY_AWS.includes(asn)
  );
}

/** The numbers that {@link isCustomerAsn} is true of, as a clause. */
export const customerAsns = `from 1 to 4294967294, but neither 23456 and 65535, which are reserved, nor ${KEPT_BY_AWS.slice(0, -1).join(", ")} and ${KEPT_BY_AWS.at(-1)}, which are AWS's own`;

/** Whether everybody may have it for networks of their own (RFC 6996). */
export function isPrivateAsn(asn: number): boolean {
  return (asn >= 64_512 && asn <= 65_534) || (asn >= 4_200_000_000 && asn <= 4_294_967_294);
}

/** The numbers that {@link isPrivateAsn} is true of, as a clause. */
export const privateAsns = "from 64512 to 65534, or from 4200000000 to 4294967294";

/**
 * Whether Amazon's side of a VPN gateway may have it: one that is made now has a private one.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpnGateway.html
 * @see https://docs.aws.amazon.com/vpn/latest/s2svpn/how_it_works.html
 */
export function isAmazonSideAsn(asn: number): boolean {
  return isPrivateAsn(asn) || OLD_DEFAULTS.includes(asn);
}
