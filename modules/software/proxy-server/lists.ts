import {
  addressFromInteger,
  blockToIntervals,
  formatAddress,
  type Interval,
  IntervalSet,
  Ipv4Block,
  parseBlock,
} from "../../addressing";
import { withoutCovered } from "../../domains";

const EVERY_ADDRESS = Ipv4Block.containing(addressFromInteger(0), 0);

/** How Squid calls every address; the block it takes for a mistake. */
const ALL = "all";

const DOMAIN = /^\.?([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/;
const LAST_LABEL_OF_DIGITS = /(^|\.)[0-9]+$/;

/**
 * The lines of a list of domains.
 * @throws RangeError when one is no domain in lower case
 */
export function domainLines(domains: readonly string[]): string {
  for (const domain of domains) {
    if (!isDomain(domain)) {
      throw new RangeError(
        `A proxy cannot allow ${JSON.stringify(domain)}: a domain is written in lower case, like example.com, or .example.com with all below it.`,
      );
    }
  }
  return lines(withoutCovered(domains));
}

export function readDomains(text: string | undefined): readonly string[] | undefined {
  const domains = readLines(text);
  return domains?.every(isDomain) === true ? domains : undefined;
}

function isDomain(text: string): boolean {
  return DOMAIN.test(text) && !LAST_LABEL_OF_DIGITS.test(text) && text.length <= 254;
}

/** The lines of a list of blocks. */
export function blockLines(blocks: readonly Ipv4Block[]): string {
  return lines(outermost(blocks).map((block) => (block.prefixLength === 0 ? ALL : block.toString())));
}

export function readBlocks(text: string | undefined): readonly Ipv4Block[] | undefined {
  const blocks = readLines(text)?.map((line) => (line === ALL ? EVERY_ADDRESS : blockOf(line)));
  return blocks?.every((block) => block !== undefined) === true ? blocks : undefined;
}

function blockOf(text: string): Ipv4Block | undefined {
  const parsed = parseBlock(text);
  return parsed.ok ? parsed.value : undefined;
}

/**
 * The blocks without those that others of them contain. Squid passes over one of two such blocks, and where the
 * smaller is listed first, it is the larger ("is ignored to keep splay tree searching predictable").
 */
function outermost(blocks: readonly Ipv4Block[]): Ipv4Block[] {
  return blocks.filter(
    (block, index) =>
      !blocks.some(
        (other, place) => other.contains(block) && (place < index || (place > index && !other.equals(block))),
      ),
  );
}

/** The lines of a list of every address that is in none of the blocks. */
export function otherAddressLines(blocks: readonly Ipv4Block[]): string {
  const others = blockToIntervals(EVERY_ADDRESS).subtract(
    IntervalSet.ofAll(blocks.map(({ first, last }) => ({ first, last }))),
  );
  return lines(others.intervals.map(rangeOf));
}

function rangeOf({ first, last }: Interval): string {
  if (first === EVERY_ADDRESS.first && last === EVERY_ADDRESS.last) return ALL;
  const [start, end] = [first, last].map((address) => formatAddress(addressFromInteger(address)));
  return `${start}-${end}`;
}

function lines(items: readonly string[]): string {
  return items.map((item) => `${item}\n`).join("");
}

function readLines(text: string | undefined): readonly string[] | undefined {
  if (text === undefined) return undefined;
  const items = text.split("\n");
  return items.pop() === "" ? items : undefined;
}
