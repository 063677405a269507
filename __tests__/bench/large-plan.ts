import { closeSync, openSync, readFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const addressed = z.looseObject({ address: z.string() });

/** As much of a plan as is multiplied. */
const planSchema = z.looseObject({
  planned_values: z.looseObject({
    root_module: z.looseObject({
      resources: z.array(addressed),
      child_modules: z.array(addressed),
    }),
  }),
  resource_changes: z.array(addressed),
});

const PLAN = join(__dirname, "..", "support", "shown", "peered.plan.json");
/** The instance of the plan's module that others are made after. */
const MODEL = 'module.network["left"]';

/**
 * Writes a plan as Terraform would of the configuration `peered`, if its module stood for very many networks beside the two
 * that are peered.
 * @param size in bytes, at least
 * @returns how many resources it holds
 */
export function writeLargePlan(file: string, size: number): number {
  const plan = planSchema.parse(JSON.parse(readFileSync(PLAN, "utf8")));
  const { root_module: root } = plan.planned_values;
  const [model] = root.child_modules.filter(({ address }) => address === MODEL);
  const changes = plan.resource_changes.filter(({ address }) => address.startsWith(MODEL));
  if (model === undefined || changes.length === 0) throw new Error(`${PLAN} has no ${MODEL}`);
  const [moduleText, changesText] = [JSON.stringify(model), JSON.stringify(changes).slice(1, -1)];
  const count = Math.ceil(size / (moduleText.length + changesText.length));
  const keys = Array.from({ length: count }, (_, index) => `n-${String(index).padStart(6, "0")}`);
  const copies = (text: string): string[] =>
    keys.map((key) => `,${text.replaceAll('\\"left\\"', `\\"${key}\\"`)}`);
  const parts = JSON.stringify({
    ...plan,
    planned_values: { root_module: { ...root, child_modules: [...root.child_modules, MODULES] } },
    resource_changes: [...plan.resource_changes, CHANGES],
  }).split(new RegExp(`,"(?:${MODULES}|${CHANGES})"`));
  const [before = "", between = "", behind = ""] = parts;
  const target = openSync(file, "w");
  for (const text of [before, ...copies(moduleText), between, ...copies(changesText), behind])
    writeSync(target, text);
  closeSync(target);
  return (count + 2) * changes.length;
}

/** Stand where the copies go. */
const MODULES = "<modules>";
const CHANGES = "<changes>";
