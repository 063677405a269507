import fc from "fast-check";
import { addressFromInteger, formatAddress, Ipv4Block, valueOf } from "../../../modules/addressing";
import { parseRegion } from "../../../modules/identity";
import {
  type CloudConfig,
  type CloudConfigFile,
  PROXY_PORT,
  type ProxyClient,
  type ProxyServer,
} from "../../../modules/software";
import { anyUnicode } from "../../support/any-unicode";

/** What has a meaning to a shell, to YAML, to HTML or to Terraform, beside any Unicode text. */
const treacherous = fc.constantFrom(
  "${x}",
  "#{x}",
  "%{if}",
  "$(x)",
  "`x`",
  "'",
  '"',
  "\\",
  "\r\n",
  "\n---\n",
  "\0",
  "\ufeff",
);

/** Any Unicode text, control characters included, without lone halves of surrogate pairs. */
export const unicode: fc.Arbitrary<string> = fc
  .array(fc.oneof(anyUnicode(), treacherous), { maxLength: 8 })
  .map((parts) => parts.join(""));

const withoutNul = unicode.map((text) => text.replaceAll("\0", ""));

/** What YAML 1.1 reads as something else than a string when it is not quoted. */
const mistakable = fc.constantFrom(
  "yes",
  "no",
  "~",
  "0644",
  "12:30",
  "1_000",
  "2024-12-04",
  "*a",
  "&a",
  "!!binary",
  "<<",
  "=",
);

const file: fc.Arbitrary<CloudConfigFile> = fc.record({
  path: withoutNul.map((path) => `/${path}`),
  content: unicode,
  permissions: fc.stringMatching(/^0[0-7]{3}$/),
});

export const cloudConfig: fc.Arbitrary<CloudConfig> = fc.record({
  packages: fc.array(fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9+._-]{0,20}$/)),
  files: fc.array(file, { maxLength: 4 }),
  commands: fc.array(fc.array(fc.oneof(withoutNul, mistakable), { minLength: 1, maxLength: 5 }), {
    maxLength: 4,
  }),
});

export const port: fc.Arbitrary<number> = fc.integer({ min: 1, max: 65535 });

const label = fc.constantFrom("a", "b-2", "example", "xn--bcher-kva", "0x");
const dnsName = fc.array(label, { minLength: 1, maxLength: 3 }).map((labels) => [...labels, "com"].join("."));
const dotted = fc.tuple(fc.constantFrom("", "."), dnsName).map(([dot, name]) => dot + name);
const addressText = fc
  .integer({ min: 0, max: 2 ** 32 - 1 })
  .map((number) => formatAddress(addressFromInteger(number)));

const block: fc.Arbitrary<Ipv4Block> = fc
  .tuple(
    fc.oneof(
      fc.integer({ min: 0, max: 2 ** 32 - 1 }),
      fc.constantFrom(0, 2 ** 32 - 1, 0x0a000000, 0x0a000100),
    ),
    fc.integer({ min: 0, max: 32 }),
  )
  .map(([number, prefixLength]) => Ipv4Block.containing(addressFromInteger(number), prefixLength));

export const blocks: fc.Arbitrary<Ipv4Block[]> = fc.array(block, { maxLength: 4 });

export const proxyServer: fc.Arbitrary<ProxyServer> = fc.record({
  port: fc.constant(PROXY_PORT),
  clients: blocks,
  healthCheckers: blocks,
  domains: fc.array(dotted, { maxLength: 6 }),
  blocks,
  ownBlocks: blocks,
  region: fc.constantFrom("ap-northeast-1", "us-gov-west-1").map((text) => valueOf(parseRegion(text))),
  logGroup: fc.stringMatching(/^[.\-_/#A-Za-z0-9]{1,20}$/),
});

export const proxyClient: fc.Arbitrary<ProxyClient> = fc.record({
  host: dnsName,
  port,
  bypass: fc
    .array(fc.oneof(dotted, addressText, fc.constant("localhost")), { maxLength: 4 })
    .map((items) => [...items, "169.254.169.254"]),
});
