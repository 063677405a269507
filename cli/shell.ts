/** One word of a shell, whatever it holds. @see https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html */
export function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
