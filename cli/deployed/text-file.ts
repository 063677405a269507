import { closeSync, constants, fstatSync, openSync, readFileSync } from "node:fs";
import { types } from "node:util";

/** A file's text, that there is no file, or why it cannot be read, in a sentence without the file's name. */
export type TextFile =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "absent" }
  | { readonly kind: "refused"; readonly sentence: string };

/** In bytes; larger than any stack and its state. */
const LARGEST_FILE = 64 * 1024 * 1024;

/** Reads a regular file of ordinary size. A link is not followed: it may lead out of the project. */
export function readTextFile(path: string): TextFile {
  try {
    // Not blocking: a pipe without a writer would hang. The size is known before anything is read.
    const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW);
    try {
      const status = fstatSync(descriptor);
      if (!status.isFile()) return refused("this is no regular file");
      if (status.size > LARGEST_FILE)
        return refused(`this file has ${status.size} bytes; at most ${LARGEST_FILE} are read`);
      return { kind: "text", text: readFileSync(descriptor, "utf8") };
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    const code = types.isNativeError(error) && "code" in error ? String(error.code) : "";
    if (code === "ENOENT" || code === "ENOTDIR") return { kind: "absent" };
    if (code === "ELOOP") return refused("this is a link, and links are not followed");
    return refused(`this file cannot be read (${code})`);
  }
}

function refused(sentence: string): TextFile {
  return { kind: "refused", sentence };
}
