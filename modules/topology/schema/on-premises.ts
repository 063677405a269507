import { z } from "zod";
import { forwardedDomain } from "../dns-names";
import { closed, eitherBy, named } from "../shapes";
import { address, block, name } from "../values";
import { host, vpc } from "./vpc";

/** Networks outside AWS. */

const shared = {
  asn: z.int().default(65000).meta({ description: "The BGP ASN of its VPN device." }),
  forwards: z.record(forwardedDomain, name).default({}).meta({
    description:
      "Domains for which its DNS asks AWS: of each, the entry whose `resolver` answers. All names below a domain belong to it.",
  }),
};

/** Whoever writes a larger one means a default route, which no network outside AWS is. */
const networkBlock = block.refine(({ prefixLength }) => prefixLength >= 8, {
  error: "this is more than a network has; write its own blocks, of which none is larger than a /8",
});

const external = closed({
  blocks: z.array(networkBlock).min(1).meta({ description: "Its IPv4 blocks, as AWS sees them." }),
  gateway: address.meta({ description: "The public IPv4 address of its VPN device." }),
  hosts: named(closed({ address: address.meta({ description: "Its address." }) })).meta({
    description: "Hosts that flows and relays name.",
  }),
  ...shared,
});

const simulated = closed({
  account: name.meta({ description: "The account whose VPC plays the network." }),
  vpc: vpc.meta({ description: "The VPC that plays the network." }),
  hosts: named(host).meta({ description: "EC2 instances that play its hosts." }),
  ...shared,
});

/** Described only, or, where a VPC is given, played by one. */
export const onPremises = eitherBy(
  "vpc",
  simulated,
  external,
  "a network has either `vpc`, which plays it, or `blocks` and `gateway`; leave one of them out",
);

export type ExternalNetworkInput = z.output<typeof external>;
export type SimulatedNetworkInput = z.output<typeof simulated>;
