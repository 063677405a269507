// Preloaded into every measured process: tells, when it ends, what it used, on a pipe of its own.
const { writeSync } = require("node:fs");
const process = require("node:process");

const PIPE = 3;
process.on("exit", () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  writeSync(PIPE, JSON.stringify({ userCPUTime, systemCPUTime, maxRSS }));
});
