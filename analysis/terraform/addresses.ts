/** What an address says of the resource that it is of. */
export interface AddressParts {
  readonly mode: "managed" | "data";
  /** Like `aws_vpc`. */
  readonly type: string;
}

const MODULE = "module.";
const DATA = "data.";

/**
 * Reads an address as Terraform writes it: `aws_vpc.main`, `module.network["a.b"].data.aws_subnet.private[0]`.
 * @see https://developer.hashicorp.com/terraform/cli/state/resource-addressing
 */
export function partsOfAddress(address: string): AddressParts {
  const inModule = endOfModules(address);
  const isData = address.startsWith(DATA, inModule);
  const start = isData ? inModule + DATA.length : inModule;
  const end = address.indexOf(".", start);
  return { mode: isData ? "data" : "managed", type: address.slice(start, end === -1 ? undefined : end) };
}

/** The modules that a resource is in, as its address begins: `module.network["a"].`, and nothing of the root module. */
export function modulesOf(address: string): string {
  return address.slice(0, endOfModules(address));
}

function endOfModules(address: string): number {
  let start = 0;
  while (address.startsWith(MODULE, start)) {
    const end = endOfStep(address, start + MODULE.length);
    if (end === -1) break;
    start = end + 1;
  }
  return start;
}

/** The dot behind a name and its key, in which there may be dots. */
function endOfStep(address: string, start: number): number {
  for (let position = start; position < address.length; position += 1) {
    const character = address[position];
    if (character === ".") return position;
    if (character === "[" && address[position + 1] === '"') {
      position = endOfKey(address, position + 2);
      if (position === -1) return -1;
    }
  }
  return -1;
}

/** The quote that ends a key, in which quotes are escaped. */
function endOfKey(address: string, start: number): number {
  for (let position = start; position < address.length; position += 1) {
    if (address[position] === "\\") position += 1;
    else if (address[position] === '"') return position;
  }
  return -1;
}
