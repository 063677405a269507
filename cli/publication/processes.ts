import { readFileSync } from "node:fs";
import { isSystemError } from "./output-error";

/**
 * A process, told apart from a later one with the same number: `<process id>-<start time>`. In containers the
 * numbers are small and come again soon. Good on one machine and in one process namespace only.
 */
export type ProcessMark = string;

/** What a {@link ProcessMark} looks like inside a file's name. */
export const PROCESS_MARK = "\\d+-\\d+";

export function markOf(processId: number): ProcessMark {
  return `${processId}-${look(processId)?.started ?? "0"}`;
}

export const ownMark = markOf(process.pid);

export function processIdOf(mark: ProcessMark): number {
  return Number(mark.split("-")[0]);
}

export function isRunning(mark: ProcessMark): boolean {
  const processId = processIdOf(mark);
  if (!exists(processId)) return false;
  const found = look(processId);
  if (found === undefined) return true;
  // A killed process whose parent never asks for it stays in the table as Z; it writes nothing any more.
  return found.state !== "Z" && mark === `${processId}-${found.started}`;
}

function exists(processId: number): boolean {
  try {
    return process.kill(processId, 0);
  } catch (error) {
    // EPERM: it is there and belongs to somebody else.
    return isSystemError(error) && error.code === "EPERM";
  }
}

/** Only Linux tells without starting a program; elsewhere the number alone has to do. @see proc_pid_stat(5) */
function look(processId: number): { state: string | undefined; started: string | undefined } | undefined {
  let line: string;
  try {
    line = readFileSync(`/proc/${processId}/stat`, "utf8");
  } catch {
    return undefined;
  }
  // The second field, the program's name, may hold blanks and brackets; state is the third, start the 22nd.
  const fields = line.slice(line.lastIndexOf(")") + 2).split(" ");
  return { state: fields[0], started: fields[19] };
}
