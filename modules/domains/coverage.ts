/**
 * Domains as a forward proxy's list has them: `example.com` is that name alone, `.example.com` is it and all that is
 * below it. Letters of both cases are alike.
 *
 * Squid takes a list only without a name that another one covers. Of `example.com` and `.example.com` in either order,
 * and of `www.example.com` before `.example.com`, it says "You need to remove …" and does not start; of
 * `www.example.com` after `.example.com` it says "You should remove …" and goes on. An equal name it passes over.
 * @see https://www.squid-cache.org/Doc/config/acl/
 */

/** Whether every name that `narrow` stands for is one that `broad` stands for. A domain covers itself. */
export function coversDomain(broad: string, narrow: string): boolean {
  const [broader, narrower] = [broad.toLowerCase(), narrow.toLowerCase()];
  if (!broader.startsWith(".")) return broader === narrower;
  return narrower === broader.slice(1) || narrower.endsWith(broader);
}

/** The first of the others that covers the domain: an equal one too. */
export function coveringDomain(domain: string, others: readonly string[]): string | undefined {
  return others.find((other) => coversDomain(other, domain));
}

/** The domains without those that others of them cover, in their order; of equal ones the first stays. */
export function withoutCovered(domains: readonly string[]): string[] {
  return domains.filter((domain, index) => {
    const covering = (other: string): boolean => coversDomain(other, domain);
    const equal = (other: string): boolean => covering(other) && coversDomain(domain, other);
    return (
      !domains.slice(0, index).some(covering) &&
      !domains.slice(index + 1).some((other) => covering(other) && !equal(other))
    );
  });
}
