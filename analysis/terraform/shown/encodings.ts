const ZERO = 0x00;

/**
 * The same text in UTF-8; `undefined` of UTF-32, in which nothing writes. Windows PowerShell writes what a program prints in
 * UTF-16, and others mark that it is UTF-8.
 */
export function inUtf8(bytes: Buffer): Buffer | undefined {
  const begins = (...start: readonly (number | undefined)[]): boolean =>
    start.every((byte, index) => (byte === undefined ? bytes[index] !== ZERO : bytes[index] === byte));
  if (begins(0xff, 0xfe, ZERO, ZERO) || begins(ZERO, ZERO, 0xfe, 0xff)) return undefined;
  if (begins(undefined, ZERO, ZERO, ZERO) || begins(ZERO, ZERO, ZERO, undefined)) return undefined;
  if (begins(0xff, 0xfe)) return fromUtf16(bytes.subarray(2));
  if (begins(0xfe, 0xff)) return fromUtf16(swapped(bytes.subarray(2)));
  if (begins(0xef, 0xbb, 0xbf)) return bytes.subarray(3);
  // JSON begins with two characters of ASCII, of which one byte each is zero then.
  if (begins(undefined, ZERO, undefined, ZERO)) return fromUtf16(bytes);
  return begins(ZERO, undefined, ZERO, undefined) ? fromUtf16(swapped(bytes)) : bytes;
}

function fromUtf16(bytes: Buffer): Buffer {
  return Buffer.from(bytes.toString("utf16le"));
}

/** In the other order of bytes; half a character at the end is left out. */
function swapped(bytes: Buffer): Buffer {
  return Buffer.from(bytes.subarray(0, bytes.length - (bytes.length % 2))).swap16();
}
