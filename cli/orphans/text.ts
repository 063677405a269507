import { linesOf, type Row } from "../table";
import { commandsFor } from "./command";
import type { Obstacle } from "./order";
import type { Orphan } from "./orphan";

const HEADINGS: Row = { cells: ["destroy step", "stack", "account", "in AWS"], details: [] };

/** What is left of earlier topologies, for people, with what destroys it. Safe to print. */
export function formatOrphans(orphans: readonly Orphan[], outdir: string): string {
  const rows = orphans.map((orphan) => ({
    cells: [
      String(orphan.step),
      orphan.stack,
      accountOf(orphan),
      orphan.doubt === undefined ? "deployed" : "may be deployed",
    ],
    details: detailsOf(orphan, outdir).map((line) => `    ${line}`),
  }));
  const title = `${countOf(orphans)} Destroy step by step; stacks of one step can go together. See help/removing.md.`;
  return [title, ...linesOf([HEADINGS, ...rows]).map((line) => `  ${line}`)].join("\n");
}

/** The same in one line, where there is no room for more. */
export function formatOrphanCount(orphans: readonly Orphan[]): string {
  return `${countOf(orphans)} npm run topology -- check tells in which order to destroy.`;
}

function countOf({ length }: readonly Orphan[]): string {
  return length === 1
    ? "1 stack is in no topology any more and may still be deployed."
    : `${length} stacks are in no topology any more and may still be deployed.`;
}

function accountOf({ account, folder }: Orphan): string {
  return account ?? (folder === undefined ? "(not known)" : "(contract: outputs only)");
}

function detailsOf(orphan: Orphan, outdir: string): string[] {
  const { doubt, folder, stack, obstacles, rejects } = orphan;
  return [
    ...(doubt === undefined ? [] : [`not known: ${doubt}`]),
    ...obstacles.map((obstacle) => `in the way: ${sentenceOn(obstacle, stack)}`),
    ...(rejects === undefined
      ? []
      : [
          `take care: destroying it rejects the connections of ${rejects}, which stays; see help/removing.md`,
        ]),
    folder === undefined
      ? `its Terraform is gone: put what made ${stack} back into its topology file, from version control; then npx cdktf destroy ${stack}`
      : commandsFor(orphan, outdir).join(" && "),
  ];
}

function sentenceOn({ stack, uses }: Obstacle, asked: string): string {
  return `${stack}, as it is deployed, still uses ${uses === asked ? "it" : uses}: deploy ${stack} first`;
}
