/**
 * Names that public DNS never holds.
 * @see https://www.iana.org/assignments/special-use-domain-names
 * @see https://www.icann.org/en/board-activities-and-meetings/materials/approved-resolutions-special-meeting-of-the-icann-board-29-07-2024-en (.internal)
 */
export function isNeverPublic(name: string): boolean {
  return /(^|\.)(internal|local|localhost|test|invalid|example|home\.arpa)$/.test(name);
}
