import { z } from "zod";
import { decodeBase64, encodeBase64, isUnicode } from "./base64";
import { parseYaml, renderYaml } from "./yaml";

/**
 * A file that cloud-init writes, owned by root.
 *
 * cloud-init writes files early, before it makes users and installs packages: a file cannot belong to a user
 * that a package brings, and a package finds the file already there. `defer: true`, which writes after the
 * packages, is left out on purpose: a service that starts as it is installed would start without its file.
 * @see https://docs.cloud-init.io/en/latest/reference/modules.html#write-files
 */
export interface CloudConfigFile {
  /** Absolute; folders that are missing are made. */
  readonly path: string;
  /** The text as it shall be on the disk, byte for byte: nothing is added or stripped. */
  readonly content: string;
  /** Four octal digits, for example `0644`. */
  readonly permissions: string;
}

/** What a host does when it boots for the first time, in this order: files, packages, commands. */
export interface CloudConfig {
  /** Names of packages of the image's distribution. */
  readonly packages: readonly string[];
  readonly files: readonly CloudConfigFile[];
  /**
   * Each a program and its arguments. cloud-init quotes every argument of a list, so a shell expands nothing
   * in it; a command that is one string would be shell source, so it cannot be said here.
   * @see https://docs.cloud-init.io/en/latest/reference/modules.html#runcmd
   */
  readonly commands: readonly (readonly string[])[];
}

export type ParsedCloudConfig =
  | { readonly kind: "cloud-config"; readonly config: CloudConfig }
  /** Something else; `reason` says what, as the end of a sentence that begins "The user data is not understood:". */
  | { readonly kind: "unrecognised"; readonly reason: string };

const HEADER = "#cloud-config";

const NOT_UNICODE = "half of a surrogate pair cannot be written as UTF-8";

/** Says that a value is no mapping; a key that is not known is said by {@link reasonOf}. */
function mapping(message: string): { error: (issue: { readonly code: string }) => string | undefined } {
  return { error: ({ code }) => (code === "invalid_type" ? message : undefined) };
}

/** A leading hyphen would be an option of the package manager. */
const packageName = z
  .string("a package is its name, in quotes where YAML needs them")
  .regex(/^[A-Za-z0-9][A-Za-z0-9+._-]*$/, "a package is named by letters, digits and + . _ -");

const utf8InBase64 = z.codec(z.string("content is text in base64"), z.string(), {
  decode: (base64, context) => {
    const decoded = decodeBase64(base64);
    if (decoded.kind === "text") return decoded.text;
    context.issues.push({ code: "custom", input: base64, message: decoded.reason });
    return z.NEVER;
  },
  encode: (text, context) => {
    if (isUnicode(text)) return encodeBase64(text);
    context.issues.push({
      code: "custom",
      input: text,
      message: NOT_UNICODE,
    });
    return z.NEVER;
  },
});

const file = z.strictObject(
  {
    path: z
      .string("a path is text")
      .regex(/^\/[^\0]*$/, "a path is absolute, like /etc/motd, and has no NUL character")
      .refine(isUnicode, NOT_UNICODE),
    encoding: z.literal("b64", "only files with `encoding: b64` are understood"),
    content: utf8InBase64,
    permissions: z
      .string('permissions are octal digits in quotes, like "0644"')
      .regex(/^0[0-7]{3}$/, 'permissions are four octal digits, like "0644"'),
  },
  mapping("a file is a mapping"),
);

const argument = z
  .string("an argument is text")
  .regex(/^[^\0]*$/, "no argument can have a NUL character")
  .refine(isUnicode, NOT_UNICODE);

const command = z
  .array(argument, "a command is a list, the program and its arguments; shell source is not understood")
  .min(1, "a command names at least a program");

/** One schema for both directions: `encode` gives the YAML's values, `parse` reads them. */
const documentSchema = z.strictObject(
  {
    packages: z.array(packageName, "packages are a list").optional(),
    write_files: z.array(file, "files are a list").optional(),
    runcmd: z.array(command, "commands are a list").optional(),
  },
  mapping("the document is not a mapping"),
);

/**
 * Writes user data that cloud-init understands. The contents of files are base64, so nothing in a page can end
 * a YAML string, and the whole is printable ASCII.
 * @throws RangeError when a value cannot be carried: a sentence that names it
 */
export function renderCloudConfig(config: CloudConfig): string {
  const encoded = z.safeEncode(documentSchema, {
    ...(config.packages.length > 0 && { packages: [...config.packages] }),
    ...(config.files.length > 0 && { write_files: config.files.map(writtenFile) }),
    ...(config.commands.length > 0 && { runcmd: config.commands.map((words) => [...words]) }),
  });
  if (!encoded.success)
    throw new RangeError(`This cannot be written as cloud-config: ${reasonOf(encoded.error)}.`);
  return `${HEADER}\n${renderYaml(encoded.data)}`;
}

function writtenFile({ path, content, permissions }: CloudConfigFile): z.output<typeof file> {
  return { path, encoding: "b64", content, permissions };
}

/** Reads what {@link renderCloudConfig} writes; anything else is `unrecognised`, and nothing is thrown. */
export function parseCloudConfig(text: string): ParsedCloudConfig {
  const [firstLine = ""] = text.split(/\r?\n/, 1);
  if (firstLine.startsWith("#!")) return unrecognised("it is a script, whose effects cannot be read from it");
  if (firstLine !== HEADER) return unrecognised(`its first line is not ${HEADER}`);
  const yaml = parseYaml(text);
  if (yaml.kind === "unrecognised") return yaml;
  const document = documentSchema.safeParse(yaml.value);
  if (!document.success) return unrecognised(reasonOf(document.error));
  return {
    kind: "cloud-config",
    config: {
      packages: document.data.packages ?? [],
      files: (document.data.write_files ?? []).map(({ path, content, permissions }) => ({
        path,
        content,
        permissions,
      })),
      commands: document.data.runcmd ?? [],
    },
  };
}

function unrecognised(reason: string): { readonly kind: "unrecognised"; readonly reason: string } {
  return { kind: "unrecognised", reason };
}

function reasonOf(error: z.ZodError): string {
  const [issue] = error.issues;
  if (issue === undefined) return error.message;
  const place = issue.path
    .map((step) => (typeof step === "number" ? `[${step}]` : `.${String(step)}`))
    .join("");
  const said =
    issue.code === "unrecognized_keys"
      ? `the key ${JSON.stringify(issue.keys[0])} is not understood here`
      : issue.message;
  return place === "" ? said : `${place.replace(/^\./, "")}: ${said}`;
}
