import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Consumer, consumersOf } from "./consumers";

/**
 * Makes a folder that is as if it had been synthesized for more consumers, which takes minutes: the further ones are what
 * the first is, under other names.
 * @param folder as it was synthesized for fewer consumers of one service
 * @returns the new folder
 */
export function multiplied(folder: string, scratch: string, from: number, to: number): string {
  const target = join(scratch, `multiplied-${to}`);
  const [first, second, ...others] = consumersOf(to);
  if (first === undefined || second === undefined) throw new Error("there are no consumers");
  const further = others.slice(from - 2);
  const copies = new Copies(first, second, further);
  cpSync(join(folder, "stacks"), join(target, "stacks"), { recursive: true });
  for (const file of ["manifest.json", "topology.json"]) copies.write(join(folder, file), join(target, file));
  for (const stack of readdirSync(join(folder, "stacks"))) {
    const file = join("stacks", stack, "cdk.tf.json");
    if (stack.endsWith(`.${first.name}`))
      copies.writeStacks(join(folder, file), join(target, "stacks"), stack);
    else if (!/\.c-\d+$/.test(stack)) copies.write(join(folder, file), join(target, file));
  }
  return target;
}

class Copies {
  constructor(
    private readonly first: Consumer,
    /** What mentions it as well is of all consumers, and not of the first. */
    private readonly second: Consumer,
    private readonly further: readonly Consumer[],
  ) {}

  /** A file that all consumers share. */
  write(file: string, target: string): void {
    const value: unknown = JSON.parse(readFileSync(file, "utf8"));
    writeFileSync(target, JSON.stringify(this.withFurther(value), null, 2));
  }

  /** The stack of each consumer. */
  writeStacks(file: string, stacks: string, name: string): void {
    const text = readFileSync(file, "utf8");
    for (const consumer of this.further) {
      const folder = join(stacks, this.renamed(name, consumer));
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, "cdk.tf.json"), this.renamed(text, consumer));
    }
  }

  private withFurther(value: unknown): unknown {
    if (Array.isArray(value)) {
      const ofFirst = value.filter((each) => this.isOfFirst(each));
      return [
        ...value.map((each) => this.withFurther(each)),
        ...this.further.flatMap((consumer) => ofFirst.map((each) => this.copied(each, consumer))),
      ];
    }
    if (typeof value !== "object" || value === null) return value;
    const entries = Object.entries(value);
    const ofFirst = entries.filter(([name]) => this.isOfFirst(name));
    return Object.fromEntries([
      ...entries.map(([name, each]): [string, unknown] => [
        name,
        this.isOfFirst(name) ? each : this.withFurther(each),
      ]),
      ...this.further.flatMap((consumer) =>
        ofFirst.map(([name, each]): [string, unknown] => [
          this.renamed(name, consumer),
          this.copied(each, consumer),
        ]),
      ),
    ]);
  }

  private isOfFirst(value: unknown): boolean {
    const text = JSON.stringify(value);
    return mentions(text, this.first) && !mentions(text, this.second);
  }

  private copied(value: unknown, consumer: Consumer): unknown {
    return JSON.parse(this.renamed(JSON.stringify(value), consumer));
  }

  private renamed(text: string, { name, account }: Consumer): string {
    return text.replaceAll(this.first.name, name).replaceAll(this.first.account, account);
  }
}

function mentions(text: string, { name, account }: Consumer): boolean {
  return text.includes(name) || text.includes(account);
}
