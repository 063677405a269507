import { type Block, isBlock } from "./blocks";

/** The arguments of resources and data sources by address: `aws_vpc.consumer`, `data.aws_network_interface.endpoint`. */
export type Resources = Readonly<Record<string, Block>>;

/** Puts networks together; an address that both have is a mistake of the test. */
export function together(...parts: readonly Resources[]): Resources {
  const entries = parts.flatMap((part) => Object.entries(part));
  const twice = entries.find(([address], index) => entries.findIndex(([other]) => other === address) < index);
  if (twice !== undefined) throw new Error(`${twice[0]} is there twice`);
  return Object.fromEntries(entries);
}

/** How Terraform writes that an argument is the ID of a resource. */
export function idOf(address: string): string {
  return attributeOf(address, "id");
}

export function attributeOf(address: string, attribute: string): string {
  return `\${${address}.${attribute}}`;
}

/** A value that nobody knows before Terraform runs. */
export const MYSTERY = "${var.mystery}";

/** The account of the consumer, whose provider is the default one. */
const CONSUMER = "111111111111";
const PROVIDER = "222222222222";
/** The value of the meta-argument `provider` for what is in the other account. */
export const IN_PROVIDERS_ACCOUNT = "aws.provider";

/** That for what is in an account that nothing tells. */
export const IN_UNKNOWN_ACCOUNT = "aws.unknown";

/** The stack that makes them, in three accounts of one Region. */
export function stackOf(resources: Resources): object {
  const region = "ap-northeast-1";
  const [managed, data] = [new Map<string, Block>(), new Map<string, Block>()];
  for (const [address, block] of Object.entries(resources)) {
    const isData = address.startsWith("data.");
    const [type = "", name = ""] = (isData ? address.slice("data.".length) : address).split(".");
    const section = isData ? data : managed;
    section.set(type, { ...section.get(type), [name]: block });
  }
  return {
    provider: {
      aws: [
        { region, allowed_account_ids: [CONSUMER] },
        { region, allowed_account_ids: [PROVIDER], alias: "provider" },
        { region, alias: "unknown" },
      ],
    },
    resource: Object.fromEntries(managed),
    data: Object.fromEntries(data),
  };
}

/** Every leaf of every resource: the address, and the path of what is neither a block nor a list. */
export function leavesOf(resources: Resources): { readonly address: string; readonly path: string }[] {
  return Object.entries(resources).flatMap(([address, block]) =>
    pathsIn(block).map((path) => ({ address, path })),
  );
}

function pathsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap((each, index) => below(String(index), each));
  return isBlock(value) ? Object.entries(value).flatMap(([name, each]) => below(name, each)) : [];
}

function below(name: string, value: unknown): string[] {
  const inner = pathsIn(value);
  return inner.length === 0 ? [name] : inner.map((path) => `${name}.${path}`);
}
