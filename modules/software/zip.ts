import { unzipSync, zipSync } from "fflate";

/** Texts by the path of their file, which begins with no slash. */
export type Files = ReadonlyMap<string, string>;

export type UnpackedZip =
  | { readonly kind: "files"; readonly files: Files }
  | { readonly kind: "unrecognised"; readonly reason: string };

/** Packs files into a zip whose bytes depend on nothing but the files. The texts must be Unicode. */
export function packZip(files: Files): Buffer {
  const sorted = [...files].sort(([left], [right]) => (left < right ? -1 : 1));
  const entries = Object.fromEntries(sorted.map(([path, text]) => [path, Buffer.from(text, "utf8")]));
  return Buffer.from(
    zipSync(entries, {
      // A zip holds local times without their zone, and noon, unlike midnight, exists in every zone on every day.
      mtime: new Date(1980, 0, 1, 12),
      // Stored as they are: what deflate makes of a text may change from one version of a library to the next.
      level: 0,
      // Of Unix: a regular file that everybody may read.
      os: 3,
      attrs: (0o100644 << 16) >>> 0,
    }),
  );
}

/** Reads back what {@link packZip} has made, and nothing else: another zip could say one thing to two readers. */
export function unpackZip(zip: Buffer): UnpackedZip {
  if (!endsPlainly(zip))
    return { kind: "unrecognised", reason: "it is not a zip, or one made in another way" };
  let files: Files;
  try {
    const entries = Object.entries(unzipSync(zip, { filter: withinBytes(zip.length) }));
    files = new Map(entries.map(([path, bytes]) => [path, UTF8.decode(bytes)]));
  } catch {
    return { kind: "unrecognised", reason: "it is not a zip of text files" };
  }
  if (packZip(files).equals(zip)) return { kind: "files", files };
  return { kind: "unrecognised", reason: "its zip was made in another way" };
}

const UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

const END_RECORD = { signature: 0x06054b50, bytes: 22, countAt: 10 };
const LOCATOR_OF_ZIP64 = { signature: 0x07064b50, bytes: 20 };
/** Its two headers, without its name. */
const LEAST_BYTES_OF_ENTRY = 30 + 46;

/** Without a comment, and with no more entries than there is room for: of ZIP64, a few bytes can claim billions. */
function endsPlainly(zip: Buffer): boolean {
  const end = zip.length - END_RECORD.bytes;
  if (end < 0 || zip.readUInt32LE(end) !== END_RECORD.signature) return false;
  const count = Math.max(
    zip.readUInt16LE(end + END_RECORD.countAt),
    zip.readUInt16LE(end + END_RECORD.countAt - 2),
  );
  const locator = end - LOCATOR_OF_ZIP64.bytes;
  const isZip64 = locator >= 0 && zip.readUInt32LE(locator) === LOCATOR_OF_ZIP64.signature;
  return !isZip64 && count * LEAST_BYTES_OF_ENTRY <= end;
}

/** Entries may overlap, or be compressed, and so become far more than the zip: what is stored once cannot. */
function withinBytes(
  most: number,
): (entry: { readonly size: number; readonly compression: number }) => boolean {
  let total = 0;
  return ({ size, compression }) => {
    total += size;
    if (compression !== 0 || total > most) throw new RangeError("more than the zip holds");
    return true;
  };
}
