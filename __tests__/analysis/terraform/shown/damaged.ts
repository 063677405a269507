import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { networkOf } from "../../../../analysis/network";
import { ask, findEnd, questionBetween, type Verdict } from "../../../../analysis/reachability";
import { linkStacks } from "../../../../analysis/terraform/link";
import { Problems, type ReadProblem } from "../../../../analysis/terraform/problem";
import { documentIn } from "../../../../analysis/terraform/shown/documents";
import { shownIn } from "../../../../analysis/terraform/shown/read-shown";
import { printable } from "../../../../modules/topology";
import { documentVariants, textVariants } from "./variants";

// damaged.ts KIND: reads variants of what Terraform showed of one network, a plan or a state, with something wrong in them.
// Each is to be refused with a sentence, or answered; it fails at the first that is neither. It is a program of its own,
// since what Jest puts around modules makes so many small steps three times as slow.

/** Of damaged texts, and of other values; of two kinds they are 100,000 in all. */
const VARIANTS = 25_000;
/** Milliseconds for one file. */
const LONGEST = 10_000;

const ENDS = [0, 1].map((index) => `module.network["main"].aws_instance.this[${index}]`);

const kind = process.argv[2] ?? "";
const file = join(__dirname, "..", "..", "..", "support", "shown", `one-network.${kind}.json`);
const whole = readFileSync(file, "utf8");
const { verdict: asItWas } = answerTo(whole);
if (asItWas !== "reachable") throw new Error(`as it was, it is ${asItWas}`);
for (const variants of [textVariants(whole), documentVariants(whole)])
  fc.assert(
    fc.property(variants, (variant) => {
      const complaints = complaintsAbout(variant);
      if (complaints.length > 0) throw new Error(complaints.join("\n"));
    }),
    { numRuns: VARIANTS },
  );
process.stdout.write(`${2 * VARIANTS} variants of a ${kind}\n`);

/** What is wrong with how a file is refused; nothing where it is answered. */
function complaintsAbout(text: string): readonly string[] {
  const start = performance.now();
  const { verdict, sentences } = answerTo(text);
  const taken = performance.now() - start;
  if (taken > LONGEST) return [`it took ${taken} ms`];
  if (verdict !== "refused") return [];
  return sentences.length === 0
    ? ["refused without a word"]
    : // As it is printed: what it quotes of the file may hold anything.
      sentences.map(printable).filter((sentence) => !/^\S[^\n]*; \S[^\n]*$/u.test(sentence));
}

interface Answer {
  readonly verdict: Verdict | "refused" | "no such end" | "no question";
  /** Where it is refused. */
  readonly sentences: readonly string[];
}

/** As if the text stood in a file; very many files would take longer to write than to read. */
function answerTo(text: string): Answer {
  const problems = new Problems();
  const document = documentIn(Buffer.from(text), { name: "peered", file: "peered.json" }, problems.report);
  const shown = document === undefined ? undefined : shownIn(document, problems.report);
  if (shown === undefined || problems.all.length > 0) return refusedFor(problems.all);
  const linked = linkStacks([], [{ stack: shown.stack, directory: "." }]);
  if (!linked.ok) return refusedFor(linked.problems);
  const { deployment } = linked;
  const network = networkOf(deployment);
  const [from, to] = ENDS.map((end) => findEnd({ deployment, network }, end));
  if (from?.ok !== true || to?.ok !== true) return { verdict: "no such end", sentences: [] };
  const question = questionBetween(from.value, to.value, "tcp", 443);
  return { verdict: question.ok ? ask(network, question.value).verdict : "no question", sentences: [] };
}

function refusedFor(problems: readonly ReadProblem[]): Answer {
  return { verdict: "refused", sentences: problems.map(({ sentence }) => sentence) };
}
