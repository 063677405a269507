/**
 * A synth in a process of its own: `unprivileged FOLDER CONTENT` once, not as root, `repeat FOLDER CONTENTS` with each of the
 * letters in turn, `signal FOLDER SIGNAL` once, sending itself that signal while it moves files.
 */
import fs from "node:fs";
import { OutputError, synthesizeInto } from "../../../cli/publication";
import { NOBODY } from "./child-command";
import { filesOf, outputOf, write } from "./support";

const [mode = "", outdir = "", argument = ""] = process.argv.slice(2);

function publish(content: string): void {
  synthesizeInto(outdir, (staging) => {
    write(staging, filesOf(outputOf(content)));
  });
}

/** Permissions do not bind root. Done when all code is loaded, which nobody else may be able to read. */
function giveUpPrivileges(): void {
  if (process.getuid?.() !== 0) return;
  process.setgid?.(NOBODY);
  process.setuid?.(NOBODY);
}

function signalMyselfAtMove(count: number): void {
  const rename = fs.renameSync;
  let moves = 0;
  fs.renameSync = (from, to) => {
    rename(from, to);
    moves += 1;
    if (moves === count) {
      process.kill(process.pid, argument);
      fs.writeSync(1, "signalled\n");
    }
  };
}

try {
  switch (mode) {
    case "unprivileged":
      giveUpPrivileges();
      publish(argument);
      break;
    case "repeat":
      for (const content of argument) {
        publish(content);
        fs.writeSync(1, content);
      }
      break;
    case "signal":
      // The first is the commit.
      signalMyselfAtMove(4);
      publish("2");
      fs.writeSync(1, "published\n");
      break;
  }
} catch (error) {
  if (!(error instanceof OutputError)) throw error;
  fs.writeSync(1, error.message);
  process.exitCode = 1;
}
