import type { NamedEntry } from "../derivations";
import { type Check, type Draft, formatService, isEntryWritten, type Report, serviceOf } from "./check";

/**
 * AWS makes a private hosted zone of the service's name in the VPC, which cannot have two of one name.
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/manage-dns-names.html
 */
export const checkPrivateDns: Check = (draft, report) => {
  for (const consumer of draft.entries) checkVpc(draft, consumer, report);
};

function checkVpc(draft: Draft, { section, name: entryName, entry }: NamedEntry, report: Report): void {
  const endpoints = Object.entries(entry.endpoints);
  const resolvers = new Map<string, string>();
  for (const [endpointName, endpoint] of endpoints) {
    const found = endpoint.privateDns ? serviceOf(draft, endpoint.service) : undefined;
    if (found === undefined) continue;
    const path = [section, entryName, "endpoints", endpointName, "privateDns"];
    const { entry: provider, service } = endpoint.service;
    const name = found.service.privateDns?.name;
    if (name === undefined) {
      if (!isEntryWritten(draft, provider, "services", service, "privateDns"))
        report(
          path,
          `the service ${formatService(endpoint.service)} has no private DNS name; give it one in its \`privateDns\`, or leave this out`,
        );
      continue;
    }
    const resolver = resolvers.get(name);
    if (resolver === undefined) resolvers.set(name, endpointName);
    else
      report(
        path,
        `the endpoint ${resolver} of this VPC has the private DNS name ${name} already, and a VPC resolves it to one endpoint only; leave this out of one of them`,
      );
  }
  for (const [endpointName, { name }] of endpoints) {
    const resolver = name === undefined ? undefined : resolvers.get(name);
    if (resolver !== undefined)
      report(
        [section, entryName, "endpoints", endpointName, "name"],
        `this is the private DNS name that \`privateDns\` of the endpoint ${resolver} makes this VPC resolve; leave one of them out`,
      );
  }
}
