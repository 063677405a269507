import { edited, GOOD } from "../../support/topology-text";
import { type Case, caseOf } from "./case";

const EMPTY = "1:1: the file is empty; a topology starts with `topology: <name>`";
const TOO_DEEP = "1:1: it is nested too deeply; a topology has a dozen levels at most";

/** Each list is nine times the one before: 3 billion values in 400 bytes. */
const ALIAS_BOMB = "a b c d e f g h i j"
  .split(" ")
  .map((name, index, names) => {
    const item = index === 0 ? "x" : `*${names[index - 1] ?? ""}`;
    return `${name}: &${name} [${Array<string>(9).fill(item).join(", ")}]\n`;
  })
  .join("");

/** Files that are wrong as a whole. */
export const DOCUMENTS: readonly Case[] = [
  caseOf("an empty file", "", EMPTY),
  caseOf("a file of comments", "# nothing yet\n\n", EMPTY),
  caseOf("a document mark alone", "---\n", EMPTY),
  caseOf("text alone", "cross-az-web", "1:1: this is text; write a map of keys and values"),
  caseOf("a list", "- a\n- b\n", "1:1: this is a list; write a map of keys and values"),
  caseOf("an alias bomb", ALIAS_BOMB, "1:1: its aliases repeat too much; write the repeated parts out"),
  caseOf(
    "an alias without its anchor",
    edited(["account: provider", "account: *owner"]),
    "9:14 providers.web.account: this alias has no anchor before it; write the value itself",
  ),
  caseOf("10,000 opening brackets", `tags: ${"[".repeat(10_000)}`, TOO_DEEP),
  caseOf("5,000 maps in each other", `tags: ${"{a: ".repeat(5000)}${"}".repeat(5000)}`, TOO_DEEP),
  caseOf(
    "1,000 block maps in each other",
    Array.from({ length: 1000 }, (_, depth) => `${" ".repeat(depth)}a:\n`).join(""),
    TOO_DEEP,
  ),
  caseOf(
    "two documents",
    `${GOOD}---\n${GOOD}`,
    "36:1: the file holds several YAML documents; write one topology a file",
  ),
  caseOf(
    "a tag of some program's own",
    edited(["account: provider", "account: !ruby/object:Account provider"]),
    "9:14: this is not valid YAML: Unresolved tag: !ruby/object:Account",
  ),
  caseOf(
    "a tag that would make bytes of a text",
    edited(["page: hello", "page: !!binary aGVsbG8="]),
    "14:46: this is not valid YAML: Unresolved tag: tag:yaml.org,2002:binary",
  ),
  caseOf(
    "a list without its end",
    edited(["zones: [apne1-az4, apne1-az1]", "zones: [apne1-az4, apne1-az1"]),
    "13:5: this is not valid YAML: Flow sequence in block collection must be sufficiently indented and end with a ]",
  ),
  caseOf(
    "a tab for indentation",
    edited(["    account: provider", "\taccount: provider"]),
    "9:1: this is not valid YAML: Tabs are not allowed as indentation",
  ),
  caseOf(
    "text in Latin-1",
    Buffer.from(edited(["page: hello", "page: Grüße"]), "latin1"),
    " the file is not UTF-8 text; save it as UTF-8",
  ),
  caseOf(
    "text in UTF-16",
    Buffer.from(`\u{feff}${GOOD}`, "utf16le"),
    " the file is not UTF-8 text; save it as UTF-8",
  ),
  caseOf(
    "more than 4 MiB",
    "#".repeat(4 * 1024 * 1024 + 1),
    " the file has 4194305 bytes; a topology has at most 4194304",
  ),
  {
    given: "a file that is not there",
    files: { "x.yaml": GOOD },
    named: ["x.yaml", "y.yaml"],
    says: [
      "y.yaml: the file cannot be read (there is no such file); name a topology file, like scenarios/cross-az-web.yaml",
    ],
  },
  {
    given: "a folder instead of a file",
    files: { "folder/x.yaml": GOOD },
    named: ["folder"],
    says: ["folder: this is a folder; name a topology file, like scenarios/cross-az-web.yaml"],
  },
];
