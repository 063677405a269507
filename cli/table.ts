import { printable } from "../modules/topology";

/** A row of a table, and lines that belong below it. */
export interface Row {
  readonly cells: readonly string[];
  /** May be indented. */
  readonly details: readonly string[];
}

/** Lines that are safe to print whatever the cells hold; columns are as wide as their widest cell. */
export function linesOf(rows: readonly Row[]): string[] {
  const shown = rows.map(({ cells, details }) => ({
    cells: cells.map(printable),
    details: details.map(printable),
  }));
  const widths: number[] = [];
  for (const { cells } of shown) {
    for (const [column, cell] of cells.entries()) widths[column] = Math.max(widths[column] ?? 0, cell.length);
  }
  return shown.flatMap(({ cells, details }) => {
    const line = cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ");
    return [line.trimEnd(), ...details];
  });
}
