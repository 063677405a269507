import { basename, dirname, resolve } from "node:path";

/** Some letter or digit, and nothing that cannot be seen. */
const NAME = /^[^:\p{C}\p{Zl}\p{Zp}]*[\p{L}\p{N}][^:\p{C}\p{Zl}\p{Zp}]*$/u;

/** Whether a stack may be called so; a colon would end its name in keys of resources. */
export function isStackName(text: string): boolean {
  return NAME.test(text) && text !== "__proto__";
}

/** How a file's stack may be called otherwise, as it would be written: after the folder that the file is in. */
export function otherwiseNamed(file: string, taken: string): string {
  const name = basename(dirname(resolve(file)));
  return `${isStackName(name) && name !== taken ? name : "other"}=${file}`;
}
