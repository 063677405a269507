import { join } from "node:path";
import { quoted } from "../shell";
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
