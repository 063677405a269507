import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { measureInTurns, run, takeTurns, type Usage } from "./measure";
import { answer, judge } from "./programs";
import { FEW, gigabytes, growth, MANY, print, ratios, times, VERY_MANY } from "./rows";
import type { Row } from "./table";
import { prepareValidation } from "./validation";

/** Folders with so many consumers. */
export type Synthesized = Readonly<Record<"one" | "few" | "many", string>>;

const ROUNDS = { judging: 5, validation: 5, veryMany: 3 } as const;
const MEBIBYTE = 2 ** 20;

/** Measures programs that read synthesized folders, link them, and judge every declared flow. */
export function compareJudging(folders: Synthesized): void {
  const { one, few, many } = folders;
  const used = measureInTurns({ one: judge(one), few: judge(few), many: judge(many) }, ROUNDS.judging);
  print(`Reading, linking and judging ${2 * MANY} flows of ${MANY} consumers`, [
    ...againstValidation(many),
    {
      what: "peak memory",
      figures: `${used.many.memory.toFixed(0)} MiB`,
      value: (used.many.memory * MEBIBYTE) / 1e9,
      target: 1,
      format: gigabytes,
    },
  ]);
  print(`Judging the two flows of each consumer after the first, at ${MANY} against at ${FEW}`, growth(used));
  compareFailing(many, used.many);
}

/** Who reaches the service, against whether each consumer does what its flows say: both of Terraform that is read. */
export function compareAsking(folder: string): void {
  const programs = { asking: answer(folder, "who-reaches"), judging: answer(folder, "flows") };
  const { asking, judging } = measureInTurns(programs, ROUNDS.judging);
  print(`Who reaches the service of ${MANY} consumers, on every port`, [
    {
      what: `wall time, against judging ${2 * MANY} flows; without reading and linking`,
      figures: `${asking.work.toFixed(2)} / ${judging.work.toFixed(2)} s`,
      value: asking.work / judging.work,
      target: 0.1,
      format: times,
    },
  ]);
}

/** What a flow takes among those of very many consumers. */
export function compareVeryMany(many: string, veryMany: string): void {
  const programs = { many: judge(many), veryMany: judge(veryMany) };
  const used = measureInTurns(programs, ROUNDS.veryMany);
  const perFlow = (usage: Usage, consumers: number): number => (1000 * usage.work) / (2 * consumers);
  const [few, more] = [perFlow(used.many, MANY), perFlow(used.veryMany, VERY_MANY)];
  print(`Reading, linking and judging a flow of ${VERY_MANY} consumers`, [
    {
      what: `wall time of the work, against one of ${MANY}`,
      figures: `${more.toFixed(2)} / ${few.toFixed(2)} ms`,
      value: more / few,
      target: 1.3,
      format: times,
    },
  ]);
}

/** The same where each flow goes through a proxy, or is to go nowhere. */
export function compareProxiedJudging({ one, few, many }: Synthesized): void {
  const used = measureInTurns({ one: judge(one), few: judge(few), many: judge(many) }, ROUNDS.judging);
  print(
    `Judging the two flows of each user of a proxy hub after the first, at ${MANY} against at ${FEW}`,
    growth(used),
  );
}

function againstValidation(folder: string): Row[] {
  const validation = prepareValidation(join(folder, "stacks", "many.c-00001"));
  if (!validation.possible) {
    process.stdout.write(`\nNOT MEASURED: judging against terraform validate. ${validation.reason}\n`);
    return [];
  }
  const { validate } = validation;
  // The first run reads the provider from the disk.
  validate();
  const tasks = { judging: () => run(judge(folder)), validation: validate };
  const { judging, validation: other } = takeTurns(tasks, ROUNDS.validation, (task) => task());
  const against = "against terraform validate of one of the consumers' stacks";
  return [
    {
      what: `wall time of the work, ${against}`,
      figures: `${judging.work.toFixed(2)} / ${other.wall.toFixed(2)} s`,
      value: judging.work / other.wall,
      target: 1,
      format: times,
    },
    {
      what: `with starting and loading code, ${against}`,
      figures: `${judging.wall.toFixed(2)} / ${other.wall.toFixed(2)} s`,
      value: judging.wall / other.wall,
      format: times,
    },
  ];
}

/** Where a flow fails, each fix is tried before it is offered. */
function compareFailing(folder: string, good: Usage): void {
  breakService(folder);
  const { failing } = measureInTurns({ failing: judge(folder, MANY) }, ROUNDS.judging);
  print(
    `The same when the load balancer enforces its group's rules, so that ${MANY} flows fail`,
    ratios("good flows", failing, good),
  );
}

function breakService(folder: string): void {
  const file = join(folder, "stacks", "many.web", "cdk.tf.json");
  const setting = /("enforce_security_group_inbound_rules_on_private_link_traffic":\s*)"off"/;
  const text = readFileSync(file, "utf8");
  if (!setting.test(text)) throw new Error(`${file} does not switch enforcement off any more`);
  writeFileSync(file, text.replace(setting, '$1"on"'));
}
