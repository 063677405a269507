import { networkOf } from "../../analysis/network";
import type { Analysed } from "../../analysis/reachability";
import { readSynthesized } from "../../analysis/terraform";
import { flowsAsExpected } from "./flows";

// judge.ts FOLDER FAILING: reads a synthesized folder, links it, and judges every flow that its topologies declare.
// So many of them must not be as expected.
const [folder, failing] = process.argv.slice(2);
if (folder === undefined || failing === undefined) throw new Error("judge.ts needs a folder and a number");

const start = performance.now();
const read = readSynthesized(folder);
if (!read.ok) throw new Error(read.problems.map(({ file, sentence }) => `${file}: ${sentence}`).join("\n"));
const { deployment, index } = read;
if (index === undefined) throw new Error(`${folder} was not made from topologies`);
const analysed: Analysed = { deployment, network: networkOf(deployment, index), index };

const flows = flowsAsExpected(analysed, index);
performance.measure("work", { start });
const others = flows.filter((isGood) => !isGood);
if (flows.length === 0 || others.length !== Number(failing))
  throw new Error(`${others.length} of ${flows.length} flows are not as expected, and ${failing} should be`);
