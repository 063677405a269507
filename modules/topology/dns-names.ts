import { z } from "zod";
import { missing } from "./shapes";

/** The leaves of the input language that are names of the DNS. */

/**
 * A name below at least one domain: labels of 1 to 63 letters, digits and hyphens, the last one with a letter first, by
 * which programs tell a name from an address.
 * @param written what zod is to say of a value that is no text
 * @see RFC 1123 section 2.1
 */
function dnsNameSaying(written?: Parameters<typeof z.string>[0]): z.ZodString {
  return z
    .string(written)
    .regex(/^(?=.{3,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)+$/, {
      error: "this is not a DNS name; write it in lower case, like web.example.internal",
      abort: true,
    })
    .regex(/\.[a-z][a-z0-9-]*$/, {
      error:
        "the last part of a DNS name does not begin with a digit, by which an address is known; write it like web.example.internal",
      abort: true,
    });
}

export const dnsName = dnsNameSaying();

/** @see https://docs.aws.amazon.com/general/latest/gr/rande.html */
const NAME_OF_AWS = /(^|\.)(amazonaws\.com(\.cn)?|api\.aws)$/;

/** A name that a VPC resolves by itself: one of AWS's would hide AWS's own service from it. */
function vpcNameSaying(written?: Parameters<typeof z.string>[0]): z.ZodString {
  return dnsNameSaying(written).regex(
    new RegExp(`^(?!.*${NAME_OF_AWS.source})`),
    "AWS calls its own services so, which VPCs with this name would reach no more; write a name of yours, like web.example.internal",
  );
}

/** What a VPC calls an endpoint. */
export const endpointName = vpcNameSaying();

/** A domain for which a network outside AWS asks a VPC's resolver. */
export const forwardedDomain = vpcNameSaying();

/** What every VPC that uses proxies calls them. */
export const proxiesName = vpcNameSaying(
  missing("write what VPCs call the proxies, like proxy.example.internal"),
);

/** A domain as Squid's `dstdomain` takes it: `example.com` alone, `.example.com` with all that is below it. */
export const proxiedDomain = z
  .string()
  .regex(
    /^(?=.{3,254}$)(?!.*\.\d+$)\.?[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)+$/,
    "this is not a domain; write example.com, or .example.com with everything below it, in lower case",
  );

/**
 * Top-level domains that nobody can own: AWS, which looks for a record in public, can verify no name below them.
 * @see https://www.iana.org/assignments/special-use-domain-names/special-use-domain-names.xhtml
 * @see https://www.icann.org/en/public-comment/proceeding/proposed-top-level-domain-string-for-private-use-24-01-2024
 */
const RESERVED_DOMAINS = ["alt", "example", "internal", "invalid", "local", "localhost", "onion", "test"];

/** A DNS name in a domain that somebody can own. */
export const publicDnsName = dnsName
  .regex(
    new RegExp(`^(?!.*\\.(${RESERVED_DOMAINS.join("|")})$)`),
    `nobody can own a domain below ${RESERVED_DOMAINS.map((domain) => `.${domain}`).join(", ")}, so that AWS verifies no name there; write one below a domain of yours, like api.example.com`,
  )
  .regex(
    new RegExp(`^(?!.*${NAME_OF_AWS.source})`),
    "this is a name of AWS's own, so that AWS verifies it for nobody; write one below a domain of yours, like api.example.com",
  );
