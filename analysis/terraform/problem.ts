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
/** So many of its last ones say what would be right. */
const REMEDY = 200;

/** What was reported: each mistake once, in the order of the files. */
export class Problems {
  private readonly sentences = new Map<string, Set<string>>();

  readonly report: Report = (file, written) => {
    const sentence = abridged(written);
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

function abridged(sentence: string): string {
  return sentence.length > LONGEST
    ? `${sentence.slice(0, LONGEST - REMEDY)}…${sentence.slice(-REMEDY)}`
    : sentence;
}
