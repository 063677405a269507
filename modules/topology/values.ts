import { z } from "zod";
import { type Ipv4Block, parseAddress, parseBlock, type Parsed, refused, sentenceOf } from "../addressing";
import { parseAccountId, parseAzId, parseRegion } from "../identity";
import { dnsName } from "./dns-names";
import { NAME, NAME_SENTENCE, ZONE } from "./shapes";

/** The leaves of the input language: each reads one kind of value and says what would be right. */

/** A host of an entry, written entry/host. */
export interface HostReference {
  readonly entry: string;
  readonly host: string;
}

/** A service of an entry, written entry/service. */
export interface ServiceReference {
  readonly entry: string;
  readonly service: string;
}

/** Who may call an endpoint: a host of the same entry, or every address of a block. */
export type Client =
  { readonly kind: "host"; readonly host: string } | { readonly kind: "block"; readonly block: Ipv4Block };

/** Where a flow leads. */
export type Destination =
  | ({ readonly kind: "host" } & HostReference)
  | { readonly kind: "name"; readonly name: string }
  /** Every public address. */
  | { readonly kind: "internet" }
  /** Asked of a proxy, at the port that the URL says or its scheme has. */
  | { readonly kind: "url"; readonly url: string; readonly port: number };

/** @param pattern what editors check while one writes: at least all that `parse` accepts */
function leaf<Value>(
  parse: (text: string) => Parsed<Value>,
  pattern: string,
): z.ZodPipe<z.ZodString, z.ZodTransform<Value, string>> {
  const text = z.string().meta({ pattern });
  return text.transform((written, context) => {
    const parsed = parse(written);
    if (parsed.ok) return parsed.value;
    context.addIssue({ code: "custom", message: sentenceOf(parsed.fault) });
    return z.NEVER;
  });
}

/** Text of one form. @param sentence says what is wrong and what would be right */
export function matching(pattern: RegExp, sentence: string): z.ZodString {
  return z.string().regex(pattern, sentence);
}

const WORD = "[a-z][a-z0-9-]*";
const ADDRESS = String.raw`\d{1,3}(\.\d{1,3}){3}`;
const REFERENCE = `^${WORD}/${WORD}$`;
/** An IPv4 block, as editors check it. */
export const BLOCK = String.raw`${ADDRESS}/\d{1,2}`;

export const accountNumber = leaf(parseAccountId, String.raw`^\d{12}$`);
export const address = leaf(parseAddress, `^${ADDRESS}$`);
export const availabilityZone = leaf(parseAzId, ZONE);
export const block = leaf(parseBlock, `^${BLOCK}$`);
export const region = leaf(parseRegion, String.raw`^[a-z]{2}(-[a-z]+)+-\d$`);
export const name = matching(NAME, NAME_SENTENCE);
/**
 * Begins the names of load balancers, which must not begin with `internal-`, and of security groups: not with `sg-`.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html
 */
export const topologyName = name
  .regex(
    /^(?!internal(-|$)|sg-)/,
    "AWS keeps names that begin with internal- or sg- for itself, and this begins the names of all resources; write another one",
  )
  .regex(/^(?!bootstrap$)/, "the stacks of the bootstrap have this name; write another one");

export const port = z.int().min(1).max(65535);

/**
 * In UTF-8, and in base64 in a host's user data, of which EC2 takes 16 KB in all. Where a proxy's settings stand there
 * too, a check asks whether both fit.
 */
const LONGEST_PAGE_IN_BYTES = 8192;
export const page = z
  .string()
  .refine((text) => Buffer.byteLength(text) <= LONGEST_PAGE_IN_BYTES, {
    error: `this is too long; the most is ${LONGEST_PAGE_IN_BYTES} bytes`,
  })
  .refine((text) => !/\p{Cs}/u.test(text), {
    error: "this holds half of a character, which UTF-8 cannot write; write the character itself",
  });

/** @see https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html */
export const instanceType = matching(
  /^[a-z][a-z0-9-]*\.[a-z0-9-]+$/,
  "this is not an EC2 instance type; write it like t3.micro",
);

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
export const roleName = matching(
  /^[\w+=,.@-]{1,64}$/,
  "this is not the name of an IAM role; write it without the ARN: 1 to 64 letters, digits and _ + = , . @ -",
);

export const urlPath = matching(
  /^\/[A-Za-z0-9/?&=._~%+-]{0,1023}$/,
  "this is not the path of a URL; write it like /index.html",
);

export const serviceReference = leaf((text): Parsed<ServiceReference> => {
  const [entry, service] = halves(text);
  if (entry !== undefined && service !== undefined) return { ok: true, value: { entry, service } };
  return refused("this does not name a service", "write it as entry/service, like web/web");
}, REFERENCE);

export const hostReference = leaf(parseHostReference, REFERENCE);

export const destination = leaf((text): Parsed<Destination> => {
  if (text === "internet") return { ok: true, value: { kind: "internet" } };
  if (text.includes("://")) return parseUrl(text);
  if (!text.includes("/")) {
    if (dnsName.safeParse(text).success) return { ok: true, value: { kind: "name", name: text } };
    return refused(
      "this names neither a host nor an endpoint",
      "write it as entry/host, as an endpoint's name, as internet, or as a URL",
    );
  }
  const parsed = parseHostReference(text);
  return parsed.ok ? { ok: true, value: { kind: "host", ...parsed.value } } : parsed;
}, `${REFERENCE}|^[a-z0-9.-]+$|^https?://`);

export const client = leaf((text): Parsed<Client> => {
  if (NAME.test(text)) return { ok: true, value: { kind: "host", host: text } };
  const parsed = parseBlock(text);
  return parsed.ok ? { ok: true, value: { kind: "block", block: parsed.value } } : parsed;
}, `^(${WORD}|${BLOCK})$`);

/** The tags that stacks and constructs give. */
const OWN_TAGS: ReadonlySet<string> = new Set(["name", "stack"]);

/** AWS's limit of 50, less {@link OWN_TAGS}. */
const MOST_TAGS = 48;

/**
 * What AWS admits in tags for every service, without `aws:`, which it keeps for itself.
 * @see https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html
 */
const TAG_TEXT = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;
export const tags = z
  .record(
    z
      .string()
      .min(1)
      .max(128)
      .regex(
        TAG_TEXT,
        "a tag's key has letters, digits, spaces and _ . : / = + - @ only; leave the others out",
      )
      .regex(
        /^(?!aws:)/i,
        "a tag's key must not start with aws:, which AWS keeps for itself; name it otherwise",
      ),
    z
      .string()
      .max(256)
      .regex(
        TAG_TEXT,
        "a tag's value has letters, digits, spaces and _ . : / = + - @ only; leave the others out",
      ),
  )
  .superRefine((written, context) => {
    const keys = Object.keys(written);
    const seen = new Set(OWN_TAGS);
    for (const key of keys) {
      // IAM does not tell upper from lower case in the keys of tags.
      // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html
      const folded = key.toLowerCase();
      const sentence = OWN_TAGS.has(folded)
        ? "every resource gets a tag of this name anyway; name it otherwise"
        : "another tag's key differs from this in case only, which IAM refuses; name it otherwise";
      if (seen.has(folded)) context.addIssue({ code: "custom", path: [key], message: sentence });
      seen.add(folded);
    }
    if (keys.length > MOST_TAGS) {
      context.addIssue({
        code: "custom",
        message: `these are too many; the most is ${MOST_TAGS}, beside those that every resource gets`,
      });
    }
  })
  .default({});

/** What proxies are asked for: a scheme, a lower-case name or an IPv4 address, maybe a port, and a path. */
const URL_FORM = /^(https?):\/\/([a-z0-9.-]+)(?::([1-9]\d{0,4}))?(\/[A-Za-z0-9/?&=._~%+-]*)?$/;

function parseUrl(text: string): Parsed<Destination> {
  const [, scheme, host = "", written] = URL_FORM.exec(text) ?? [];
  const port = written === undefined ? (scheme === "https" ? 443 : 80) : Number(written);
  const isHost = dnsName.safeParse(host).success || parseAddress(host).ok;
  if (isHost && port <= 65535) return { ok: true, value: { kind: "url", url: text, port } };
  return refused("this is not a URL that a proxy takes", "write it like https://example.com/");
}

function parseHostReference(text: string): Parsed<HostReference> {
  const [entry, host] = halves(text);
  if (entry !== undefined && host !== undefined) return { ok: true, value: { entry, host } };
  return refused("this does not name a host", "write it as entry/host, like a/ec2-a");
}

function halves(text: string): [string, string] | [] {
  const [first = "", second = "", ...rest] = text.split("/");
  return rest.length === 0 && NAME.test(first) && NAME.test(second) ? [first, second] : [];
}

export function formatHost({ entry, host }: HostReference): string {
  return `${entry}/${host}`;
}

export function formatDestination(destination: Destination): string {
  switch (destination.kind) {
    case "host":
      return formatHost(destination);
    case "name":
      return destination.name;
    case "internet":
      return "internet";
    case "url":
      return destination.url;
  }
}
