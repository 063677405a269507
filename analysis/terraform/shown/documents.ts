import { type Remedies, parseJson, readBytes } from "../json-file";
import type { Report } from "../problem";
import { inUtf8 } from "./encodings";
import { extentOf } from "./extents";
import { kindOfDocument } from "./kinds";
import type { ShownSource } from "./source";

/** Deeper than anything that Terraform prints of what people write; whoever reads a document recurses into it. */
const MOST_LEVELS = 1_000;

/** Members of all lists and objects; what has more takes longer to read than people wait, and so do so many names. */
const MOST_VALUES = 20_000_000;
const MOST_NAMES = 200_000;

const AGAIN = "print it again with terraform show -json FILE > FILE.json";

const REMEDIES: Remedies = {
  missing: "there is no such file or folder; name one that is there",
  again: "name a plan or a state that terraform show -json printed, or a folder",
};

/** No text holds it; JSON writes it otherwise. */
const ZERO = 0x00;

export type Document = ShownSource & { readonly kind: "plan" | "state" };

/** Reads a plan or state; `undefined` where it is none that can be read, which is reported. */
export function readDocument(
  source: Pick<ShownSource, "name" | "file">,
  report: Report,
  reportOther: Report,
): Document | undefined {
  const bytes = readBytes(source.file, REMEDIES, report);
  return bytes === undefined ? undefined : documentIn(bytes, source, report, reportOther);
}

/** The plan or state that a file holds; `undefined` where it holds none that can be read, which is reported. */
export function documentIn(
  held: Buffer,
  { name, file }: Pick<ShownSource, "name" | "file">,
  report: Report,
  reportOther = report,
): Document | undefined {
  const bytes = inUtf8(held);
  if (bytes === undefined) {
    report(file, "this is in UTF-32; write it in UTF-8, and name what that makes");
    return undefined;
  }
  const mistake = mistakeIn(bytes);
  if (mistake !== undefined) {
    report(file, mistake);
    return undefined;
  }
  const json = parseJson(bytes.toString("utf8"), file, AGAIN, report);
  if (json === undefined) return undefined;
  const known = kindOfDocument(json);
  if (known.ok) return { name, file, json: known.json, kind: known.kind };
  (known.isOther ? reportOther : report)(file, known.sentence);
  return undefined;
}

/** What the first bytes of files tell that are no JSON. */
function mistakeIn(bytes: Buffer): string | undefined {
  const begins = (...start: readonly number[]): boolean =>
    start.every((byte, index) => bytes[index] === byte);
  // A plan is a ZIP archive.
  if (begins(0x50, 0x4b, 0x03, 0x04))
    return "this is a plan as Terraform saves it; print it with terraform show -json FILE > FILE.json, and name that";
  if (begins(0x1f, 0x8b)) return "this is compressed; decompress it with gunzip, and name what that makes";
  if (bytes.includes(ZERO))
    return `there are zero bytes in this, as where it was not written to its end; ${AGAIN}`;
  const start = bytes.toString("utf8", 0, 4_096).trimStart();
  if (start === "") return `this is empty; ${AGAIN}`;
  if (start.startsWith('{"@level"'))
    return "this is what terraform plan -json tells of its work; save the plan with terraform plan -out FILE, and print it with terraform show -json FILE";
  // Any other character begins a text for people, or a configuration.
  if (!/^[{["\d]/.test(start))
    return "this is not JSON; print a plan or a state with terraform show -json (and -no-color), and name what that prints";
  return excessIn(bytes);
}

/** What is more than Terraform prints of anything. */
function excessIn(bytes: Buffer): string | undefined {
  const { levels, values, names } = extentOf(bytes);
  if (levels > MOST_LEVELS)
    return `its lists and objects lie in more than ${MOST_LEVELS} others, deeper than Terraform prints anything; ${AGAIN}`;
  if (values > MOST_VALUES)
    return `it holds ${values} values, and at most ${MOST_VALUES} are read; split its stack`;
  return names > MOST_NAMES
    ? `its objects have ${names} different names for their members, and at most ${MOST_NAMES} are read; ${AGAIN}`
    : undefined;
}
