import { type DnsRecord, type HostedZone, isKnown, type Listing } from "../../network";
import { Unknown } from "../../terraform";

/**
 * The records that answer for a name's IPv4 addresses. A wildcard answers for names without a record of their own.
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DomainNameFormat.html#domain-name-format-asterisk
 */
export function recordsFor({ records, at }: HostedZone, name: string): Listing<DnsRecord> {
  const doubts = [
    ...records.doubts,
    ...records.items.flatMap((record) => (isKnown(record.name) ? [] : [record.name])),
  ];
  const own = records.items.filter((record) => record.name === name);
  const labels = name.split(".");
  const wildcards = labels.slice(1).map((_, index) => `*.${labels.slice(index + 1).join(".")}`);
  const wildcard = wildcards
    .map((pattern) => records.items.filter((record) => record.name === pattern))
    .find((found) => found.length > 0);
  // Any record of the name, whatever its type, keeps the wildcard from answering.
  const candidates = own.length > 0 ? own : (wildcard ?? []);
  const answering = candidates.filter(({ type }) => type === "A" || type === "CNAME");
  // https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeResourceRecordSets.html
  const several =
    answering.filter(({ answers }) => answers.items.length > 0).length > 1
      ? [new Unknown(name, "several records have this name, and without a routing policy AWS takes one", at)]
      : [];
  return {
    items: answering,
    doubts: [...doubts, ...candidates.flatMap(({ type }) => (isKnown(type) ? [] : [type])), ...several],
  };
}
