import { formatAddress, type Ipv4Address, type Ipv4Block, parseAddress, parseBlock } from "../../addressing";
import type { Translation } from "./relay";

const START = "add element inet relay translations {\n";
const END = "}\n";
const LINE = /^(\S+) \. (\S+) \. ([1-9]\d{0,4}) : (\S+) \. ([1-9]\d{0,4}),$/;

/** One block of sources of a translation: a line of the file. */
interface Element {
  readonly source: Ipv4Block;
  readonly address: Ipv4Address;
  readonly port: number;
  readonly to: Translation["to"];
}

/** The elements of the map of translations, in the order of what is called; without any, nothing. */
export function translationLines(translations: readonly Translation[]): string {
  const elements = elementsOf(translations);
  return elements.length === 0 ? "" : `${START}${elements.map(lineOf).join("")}${END}`;
}

/** What {@link translationLines} writes, with sources together that lead from one address and port to another. */
export function readTranslations(text: string | undefined): readonly Translation[] | undefined {
  if (text === undefined || text === "") return text === "" ? [] : undefined;
  if (!text.startsWith(START) || !text.endsWith(`\n${END}`)) return undefined;
  const lines = text.slice(START.length, -END.length - 1).split("\n");
  const elements = lines.flatMap((line) => readElement(line) ?? []);
  return elements.length === lines.length ? together(elements) : undefined;
}

/**
 * Why nobody could tell what the translations do; `undefined` where all is well. Of two blocks that overlap nftables
 * refuses the smaller one where it comes later, and takes either of them otherwise.
 */
export function faultOf(translations: readonly Translation[]): string | undefined {
  for (const { sources, address, port, to } of translations) {
    const wrong = [port, to.port].find((number) => !isPort(number));
    if (wrong !== undefined) return `A relay cannot translate port ${wrong}: a TCP port is 1 to 65535.`;
    if (sources.length === 0) {
      return `Nobody could call ${called({ address, port })}: a translation has at least one block of sources.`;
    }
  }
  const elements = elementsOf(translations);
  // In this order a block that has addresses in common with others has some in common with the next.
  for (const [index, element] of elements.entries()) {
    const next = elements[index + 1];
    if (next === undefined || called(next) !== called(element) || !next.source.overlaps(element.source))
      continue;
    return `A relay cannot lead a caller of ${called(element)} two ways: ${element.source.toString()} and ${next.source.toString()} have addresses in common.`;
  }
  return undefined;
}

function elementsOf(translations: readonly Translation[]): Element[] {
  return translations
    .flatMap(({ sources, ...rest }) => sources.map((source) => ({ source, ...rest })))
    .sort(
      (left, right) =>
        left.address - right.address ||
        left.port - right.port ||
        left.source.first - right.source.first ||
        left.source.prefixLength - right.source.prefixLength,
    );
}

function lineOf({ source, address, port, to }: Element): string {
  return `${source.toString()} . ${formatAddress(address)} . ${port} : ${formatAddress(to.address)} . ${to.port},\n`;
}

function readElement(line: string): Element | undefined {
  const [, from = "", at = "", port, leadsTo = "", toPort] = LINE.exec(line) ?? [];
  const source = parseBlock(from);
  const address = parseAddress(at);
  const target = parseAddress(leadsTo);
  if (!source.ok || !address.ok || !target.ok) return undefined;
  return {
    source: source.value,
    address: address.value,
    port: Number(port),
    to: { address: target.value, port: Number(toPort) },
  };
}

function together(elements: readonly Element[]): Translation[] {
  const sources = new Map<string, { readonly element: Element; readonly blocks: Ipv4Block[] }>();
  for (const element of elements) {
    const key = `${called(element)} ${called(element.to)}`;
    const known = sources.get(key);
    if (known === undefined) sources.set(key, { element, blocks: [element.source] });
    else known.blocks.push(element.source);
  }
  return [...sources.values()].map(({ element: { address, port, to }, blocks }) => ({
    sources: blocks,
    address,
    port,
    to,
  }));
}

function called({ address, port }: Translation["to"]): string {
  return `${formatAddress(address)}:${port}`;
}

function isPort(number: number): boolean {
  return Number.isInteger(number) && number >= 1 && number <= 65535;
}
