/** A number with what it counts. @param singular a word whose plural has an `s` behind it */
export function counted(number: number, singular: string): string {
  return `${number} ${singular}${number === 1 ? "" : "s"}`;
}
