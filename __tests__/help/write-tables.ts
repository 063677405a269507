import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "../support/project";
import { tablePages } from "./tables";

/** Writes the pages of help/ that are made from data: `npm run tables`. */
async function writeTables(): Promise<void> {
  for (const [name, text] of await tablePages()) writeFileSync(join(projectFolder, name), text);
}

void writeTables();
