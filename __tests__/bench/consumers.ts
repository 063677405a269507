export interface Consumer {
  readonly name: string;
  readonly account: string;
}

/** The entries that use the one service, each in an account of its own: c-00001, c-00002, … */
export function consumersOf(count: number): Consumer[] {
  return Array.from({ length: count }, (_, index) => {
    const number = String(index + 1).padStart(5, "0");
    return { name: `c-${number}`, account: `1111111${number}` };
  });
}
