import type { Ipv4Address } from "../../addressing";

/** Which name servers a host asks for some domains. It asks for all others as it did before. */
export interface NameServers {
  /** They know the domains, each of them all. At least one. */
  readonly servers: readonly Ipv4Address[];
  /** Each with all names below it: in lower case, without a dot at either end. At least one. */
  readonly domains: readonly string[];
}
