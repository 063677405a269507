import * as markdown from "prettier/plugins/markdown";
import { format } from "prettier/standalone";
import { type Code, CODES } from "../../analysis/reachability";
import type { Fact } from "../analysis/reachability/fault-matrix/fact";
import { MATRIX } from "../analysis/reachability/fault-matrix/matrix";
import { REMEDIES } from "./remedies";
import { SYMPTOMS } from "./symptoms";

/** Pages of help/ that are made from data, by their names, each with its whole text. */
export async function tablePages(): Promise<ReadonlyMap<string, string>> {
  const pages = [
    ["help/codes.md", codesPage()],
    ["help/fault-matrix.md", faultMatrixPage()],
  ] as const;
  return new Map(
    await Promise.all(
      pages.map(async ([name, text]): Promise<[string, string]> => [
        name,
        // As `prettier --check` wants it.
        await format(text, { parser: "markdown", plugins: [markdown] }),
      ]),
    ),
  );
}

const CODES_INTRODUCTION = `# Codes

What stops packets, or may stop them. Where AWS's VPC Reachability Analyzer has a code for it, it is
[AWS's](https://docs.aws.amazon.com/vpc/latest/reachability/explanation-codes.html); it has none for names, for
acceptance and principals, for health checks, for VPN devices and relays, nor for what fails when Terraform applies. The
[fault matrix](fault-matrix.md) has a case that gives each.
`;

function codesPage(): string {
  const codes = Object.keys(CODES)
    .filter((code): code is Code => code in CODES)
    .toSorted();
  return [
    CODES_INTRODUCTION,
    table(
      ["code", "whose", "means", "looks like", "to lift it"],
      codes.map((code) => {
        const { origin, meaning } = CODES[code];
        return [inCode(code), origin === "aws" ? "AWS's" : "ours", meaning, SYMPTOMS[code], REMEDIES[code]];
      }),
    ),
  ].join("\n");
}

const MATRIX_INTRODUCTION = `# Fault matrix

What the analysis takes AWS to do, with networks on both sides of each fact, what is said about them, and the
[codes](codes.md) that it says it with. Each row is a smallest network in Terraform that the unit tests judge, and each
argument that decides a verdict is also tried as one that nobody knows before Terraform runs: then the verdict is
\`unknown\`. Where a row is silent about something, it is as it has to be for packets to get through.
`;

function faultMatrixPage(): string {
  const sections = Object.entries(MATRIX).map(([heading, facts]) =>
    [`## ${heading}`, table(["AWS", "given that", "verdict", "codes"], facts.flatMap(rowsOf))].join("\n\n"),
  );
  return [MATRIX_INTRODUCTION, ...sections].join("\n");
}

/** The fact stands in the first row of its cases. */
function rowsOf({ fact, cases }: Fact): string[][] {
  return cases.map(({ given, expected: { verdict, stops } }, index) => {
    const codes = [...new Set(stops.map(([code]) => inCode(code)))];
    return [index === 0 ? fact : "", given, verdict, codes.join(", ")];
  });
}

function inCode(word: string): string {
  return `\`${word}\``;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line), ""].join("\n");
}
