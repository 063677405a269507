/** Why Terraform cannot be read as a whole. */
export interface ReadProblem {
  /** The file in which the mistake is. */
  readonly file: string;
  /** What is wrong and what would be right. */
  readonly sentence: string;
}

/** Takes note of a mistake in a file. */
export type Report = (file: string, sentence: string) => void;

/** In characters; what is wrong may be as long as its file. */
const LONGEST = 500;

/** What was reported: each mistake once, in the order of the files. */
export class Problems {
  private readonly sentences = new Map<string, Set<string>>();

  readonly report: Report = (file, written) => {
    const sentence = written.length > LONGEST ? `${written.slice(0, LONGEST)}…` : written;
    const known = this.sentences.get(file);
    if (known === undefined) this.sentences.set(file, new Set([sentence]));
    else known.add(sentence);
  };

  get all(): readonly ReadProblem[] {
    return [...this.sentences.keys()]
      .sort()
      .flatMap((file) =>
        [...(this.sentences.get(file) ?? [])].sort().map((sentence) => ({ file, sentence })),
      );
  }
}
