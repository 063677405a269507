import * as fc from "fast-check";
import {
  addressFromInteger,
  Ipv4Block,
  parseAddress,
  parseBlock,
  type Fault,
  type Ipv4Address,
  type Parsed,
} from "../../../modules/addressing";
import { anyUnicode } from "../../support/any-unicode";

function valueOf<T>(parsed: Parsed<T>): T {
  if (!parsed.ok) {
    throw new Error(`${parsed.fault.wrong}; ${parsed.fault.right}`);
  }
  return parsed.value;
}

export const address = (text: string): Ipv4Address => valueOf(parseAddress(text));
export const block = (text: string): Ipv4Block => valueOf(parseBlock(text));
export const blocks = (...texts: string[]): Ipv4Block[] => texts.map(block);

/** As a reporter shows it. */
export const sentence = ({ wrong, right }: Fault): string => `${wrong}; ${right}`;
export const sentences = (faults: readonly Fault[]): string[] => faults.map(sentence);
export const sentenceOf = (parsed: Parsed<unknown>): string | undefined =>
  parsed.ok ? undefined : sentence(parsed.fault);

const highest = 2 ** 32 - 1;

export const anyAddress: fc.Arbitrary<Ipv4Address> = fc
  .oneof(
    fc.integer({ min: 0, max: highest }),
    fc.constantFrom(0, 1, 2 ** 31 - 1, 2 ** 31, highest - 1, highest),
  )
  .map(addressFromInteger);

export const anyBlock: fc.Arbitrary<Ipv4Block> = fc
  .tuple(anyAddress, fc.integer({ min: 0, max: 32 }))
  .map(([inside, prefixLength]) => Ipv4Block.containing(inside, prefixLength));

/** Blocks so close together that many of them overlap. */
export const anyCrowdedBlock: fc.Arbitrary<Ipv4Block> = fc
  .tuple(fc.integer({ min: 0, max: 63 }), fc.integer({ min: 26, max: 32 }))
  .map(([offset, prefixLength]) =>
    Ipv4Block.containing(addressFromInteger(address("10.0.0.0") + offset), prefixLength),
  );

/** Strings that are junk, or nearly right. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  anyUnicode(),
  fc.string({ unit: fc.constantFrom(..."0 1 2 5 6 9 . / : - + x e".split(" "), " ", "\n"), maxLength: 24 }),
  anyBlock.map(String),
  fc.ipV4(),
  fc.ipV4Extended(),
  fc.ipV6(),
);
