import { join } from "node:path";
import type { Orphan } from "./orphan";

/**
 * What destroys an orphan, in the order in which it is to be run, for a shell.
 * @param outdir as the user names it
 * @returns nothing where the orphan's Terraform is gone
 */
export function commandsFor({ folder }: Orphan, outdir: string): string[] {
  if (folder === undefined) return [];
  const terraform = `terraform -chdir=${quoted(join(outdir, folder))}`;
  return [`${terraform} init`, `${terraform} destroy`];
}

/** One word of a shell, whatever it holds. @see https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html */
function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
