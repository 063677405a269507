import type { Entry } from "../../modules/topology";
import { RelayVpcStack } from "../relay-vpc-stack";
import { declareAt } from "./declared-at";
import { describeProvider, providerStackProps } from "./entries";
import type { Site } from "./site";

/** Makes a relay's VPC, what it offers, and what relays; its endpoints wait for every provider's services. */
export function addRelay(site: Site, entry: Entry): void {
  const { relay } = entry;
  if (relay === undefined) throw new Error(`the relay ${entry.name} has nothing that relays`);
  const stack = new RelayVpcStack(site.app, site.stackId(entry.name), {
    ...providerStackProps(site, entry),
    relay,
  });
  describeProvider(site, stack, entry);
  if (stack.relayHost !== undefined) site.index.addRelay(entry, stack.relayHost);
  for (const loadBalancer of stack.relayLoadBalancers.values())
    declareAt(loadBalancer, entry.section, entry.name, "mappings");
}
