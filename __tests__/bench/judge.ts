import { networkOf } from "../../analysis/network";
import { type Analysed, ask, type End, findEnd, questionBetween } from "../../analysis/reachability";
import { type DeclaredFlow, readSynthesized } from "../../analysis/terraform";
import { type Parsed, sentenceOf } from "../../modules/addressing";

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

const flows = Object.entries(index.topologies).flatMap(([topology, { flows: declared }]) =>
  declared.map((flow) => isAsExpected(flow, topology)),
);
performance.measure("work", { start });
const others = flows.filter((isGood) => !isGood);
if (flows.length === 0 || others.length !== Number(failing))
  throw new Error(`${others.length} of ${flows.length} flows are not as expected, and ${failing} should be`);

function isAsExpected({ from, to, protocol, port, expect }: DeclaredFlow, topology: string): boolean {
  const ends: [End, End] = [known(findEnd(analysed, from, topology)), known(findEnd(analysed, to, topology))];
  return ask(analysed.network, known(questionBetween(...ends, protocol, port)), expect).verdict === expect;
}

function known<Value>(parsed: Parsed<Value>): Value {
  if (parsed.ok) return parsed.value;
  throw new Error(sentenceOf(parsed.fault));
}
