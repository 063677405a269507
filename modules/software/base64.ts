export type DecodedText =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "unrecognised"; readonly reason: string };

/** Lone halves of a surrogate pair: a JavaScript string can hold them, UTF-8 cannot. */
const LONE_SURROGATE = /\p{Surrogate}/u;

export function isUnicode(text: string): boolean {
  return !LONE_SURROGATE.test(text);
}

/** @param text must be Unicode ({@link isUnicode}), or what comes back is another text. */
export function encodeBase64(text: string): string {
  return Buffer.from(text, "utf8").toString("base64");
}

/**
 * Reads base64 (RFC 4648, padded, unwrapped) that carries UTF-8. Node skips what it does not know and puts
 * U+FFFD where bytes are not UTF-8; both would make two different inputs read alike, so both are refused.
 */
export function decodeBase64(base64: string): DecodedText {
  const bytes = Buffer.from(base64, "base64");
  if (bytes.toString("base64") !== base64)
    return { kind: "unrecognised", reason: "it is not base64 on one line" };
  try {
    // A byte order mark is part of the text: without `ignoreBOM` the decoder drops it.
    return { kind: "text", text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return { kind: "unrecognised", reason: "what its base64 carries is not UTF-8 text" };
  }
}
