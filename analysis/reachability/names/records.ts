import { type DnsRecord, type HostedZone, isKnown, type Listing } from "../../network";
import { Unknown } from "../../terraform";

/** The records that answer for a name's IPv4 addresses. */
export function recordsFor({ records, at }: HostedZone, name: string): Listing<DnsRecord> {
  const doubts = [
    ...records.doubts,
    ...records.items.flatMap((record) => (isKnown(record.name) ? [] : [record.name])),
  ];
  const { candidates, passed } = nearest(records.items, name);
  const answering = candidates.filter(({ type }) => type === "A" || type === "CNAME");
  // https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeResourceRecordSets.html
  const several =
    answering.filter(({ answers }) => answers.items.length > 0).length > 1
      ? [new Unknown(name, "several records have this name, and without a routing policy AWS takes one", at)]
      : [];
  return {
    items: answering,
    doubts: [
      ...doubts,
      ...passed,
      ...candidates.flatMap(({ type }) => (isKnown(type) ? [] : [type])),
      ...several,
    ],
  };
}

interface Nearest {
  readonly candidates: readonly DnsRecord[];
  /** Why others might answer instead of the last of them. */
  readonly passed: readonly Unknown[];
}

/**
 * A wildcard answers for names without a record of their own: any record of the name, whatever its type, keeps it from
 * answering. One that may be another zone's may keep it.
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DomainNameFormat.html#domain-name-format-asterisk
 */
function nearest(records: readonly DnsRecord[], name: string): Nearest {
  const labels = name.split(".");
  const wildcards = labels.slice(1).map((_, index) => `*.${labels.slice(index + 1).join(".")}`);
  const candidates: DnsRecord[] = [];
  const passed: Unknown[] = [];
  for (const pattern of [name, ...wildcards]) {
    const found = records.filter((record) => record.name === pattern);
    if (found.length === 0) continue;
    passed.push(...candidates.flatMap(({ elsewhere }) => elsewhere ?? []));
    candidates.push(...found);
    if (found.some(({ elsewhere }) => elsewhere === undefined)) break;
  }
  return { candidates, passed: [...new Set(passed)] };
}
