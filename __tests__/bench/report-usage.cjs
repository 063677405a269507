// Preloaded into every measured process: tells, when it ends, what it used, on a pipe of its own, and how long the work
// took that it measured itself.
const { writeSync } = require("node:fs");
const { performance } = require("node:perf_hooks");
const process = require("node:process");

const PIPE = 3;
process.on("exit", () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const [work] = performance.getEntriesByType("measure");
  writeSync(PIPE, JSON.stringify({ userCPUTime, systemCPUTime, maxRSS, work: work?.duration }));
});
