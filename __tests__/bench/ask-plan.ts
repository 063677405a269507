import { networkOf } from "../../analysis/network";
import { type Analysed, ask, findEnd, questionBetween } from "../../analysis/reachability";
import { readTerraform } from "../../analysis/terraform";
import { type Parsed, sentenceOf } from "../../modules/addressing";

// ask-plan.ts FILE FROM TO: reads a plan, links it, and asks whether one end reaches the other at TCP 443, which it must.
const [file, from, to] = process.argv.slice(2);
if (file === undefined || from === undefined || to === undefined)
  throw new Error("ask-plan.ts needs a file and two ends");

const start = performance.now();
const read = readTerraform([file]);
if (!read.ok) throw new Error(read.problems.map(({ sentence }) => sentence).join("\n"));
const analysed: Analysed = { deployment: read.deployment, network: networkOf(read.deployment) };
const ends = [known(findEnd(analysed, from)), known(findEnd(analysed, to))] as const;
const { verdict } = ask(analysed.network, known(questionBetween(...ends, "tcp", 443)));
performance.measure("work", { start });
if (verdict !== "reachable") throw new Error(`${from} to ${to}: ${verdict}`);

function known<Value>(parsed: Parsed<Value>): Value {
  if (parsed.ok) return parsed.value;
  throw new Error(sentenceOf(parsed.fault));
}
