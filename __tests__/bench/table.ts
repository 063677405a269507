/** A comparison and what it is to be. */
export interface Row {
  readonly what: string;
  /** The two figures that are compared, for people. */
  readonly figures: string;
  readonly value: number;
  /** What the value is to be at most; a row without one only informs. */
  readonly target?: number;
  readonly format: (value: number) => string;
}

export function formatTable(title: string, rows: readonly Row[]): string {
  const cells = rows.map(({ what, figures, value, target, format }) => [
    what,
    figures,
    format(value),
    ...(target === undefined ? [] : [`at most ${format(target)}`, value <= target ? "met" : "MISSED"]),
  ]);
  const widths = cells.reduce<number[]>(
    (known, row) => row.map((cell, column) => Math.max(known[column] ?? 0, cell.length)),
    [],
  );
  const lines = cells.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  return [title, ...lines.map((line) => `  ${line}`)].join("\n");
}
