import { App } from "cdktf";
import { consumersOf } from "../consumers";
import { addConsumer } from "./consumer";
import { addProvider } from "./provider";

// index.ts COUNT OUTDIR [without-creation-stacks]: the stacks that ours.ts makes, by plain cdktf and the provider's
// bindings, with nothing of this project: what somebody would write who makes exactly these stacks and no others.
const [count, outdir, option] = process.argv.slice(2);
if (count === undefined || outdir === undefined) throw new Error("the twin needs a count and a folder");

// With every token cdktf records the stack that made it, for its error messages. That is its default.
if (option === "without-creation-stacks") Error.captureStackTrace = () => undefined;

const app = new App({ outdir });
const consumers = consumersOf(Number(count));
const contract = addProvider(app, consumers);
for (const consumer of consumers) addConsumer(app, consumer, contract);
app.synth();
