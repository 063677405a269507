import { IntervalSet, parseBlock, valueOf } from "../../../modules/addressing";
import { EVERY_ADDRESS } from "../../packets";

/** What no route table is asked about: this host, its link (instance metadata among it), groups, and what is reserved. */
const OF_HOSTS = ["0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/3"];

/**
 * Blocks that are not reached across the internet.
 * @see https://www.iana.org/assignments/iana-ipv4-special-registry
 */
const SPECIAL = [
  ...OF_HOSTS,
  "10.0.0.0/8",
  "100.64.0.0/10",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
];

const addressesIn = (blocks: readonly string[]): IntervalSet =>
  IntervalSet.ofAll(blocks.map((block) => valueOf(parseBlock(block))));

export const NEVER_ROUTED = addressesIn(OF_HOSTS);

/** Every address that a host on the internet may have. */
export const PUBLIC_ADDRESSES = EVERY_ADDRESS.subtract(addressesIn(SPECIAL));
