import { networkOf } from "../../analysis/network";
import { type Analysed, findEnd, whoReaches } from "../../analysis/reachability";
import { readSynthesized } from "../../analysis/terraform";
import { valueOf } from "../../modules/addressing";
import { flowsAsExpected } from "./flows";

// answer.ts FOLDER QUESTION: reads a synthesized folder and links it; then, as its work, judges every declared flow
// (`flows`), or finds out who reaches the service (`who-reaches`).
const [folder, question] = process.argv.slice(2);
if (folder === undefined || (question !== "flows" && question !== "who-reaches"))
  throw new Error("answer.ts needs a folder, and flows or who-reaches");

const read = readSynthesized(folder);
if (!read.ok) throw new Error(read.problems.map(({ file, sentence }) => `${file}: ${sentence}`).join("\n"));
const { deployment, index } = read;
if (index === undefined) throw new Error(`${folder} was not made from topologies`);
const analysed: Analysed = { deployment, network: networkOf(deployment, index), index };

const start = performance.now();
const found = question === "flows" ? flowsAsExpected(analysed, index).length : hostsThatReach(analysed);
performance.measure("work", { start });
if (found < 1000) throw new Error(`${found} hosts or flows are too few`);

function hostsThatReach({ network }: Analysed): number {
  const service = valueOf(findEnd(analysed, "web/web"));
  if (service.kind !== "interfaces") throw new Error("web/web is no host");
  return whoReaches(network, service, { protocols: ["tcp", "udp"] }).flatMap(({ from }) => from).length;
}
