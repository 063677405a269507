import { z } from "zod";
import { byZone, closed, named } from "../shapes";
import { address, availabilityZone, block } from "../values";

/** How a VPC and networks outside AWS reach each other. */

const connection = closed({
  routing: z.enum(["static", "bgp"]).meta({
    description:
      "How AWS learns what lies at the other end: it is told, or the VPN device announces it by BGP.",
  }),
  prefixes: z.array(block).default([]).meta({
    description: "With static routing: the blocks at the other end that AWS is told.",
  }),
});

export const vpn = closed({
  asn: z.int().default(64512).meta({ description: "The BGP ASN of Amazon's side." }),
  connections: named(connection).meta({
    description: "Site-to-Site VPN connections, each by the name of the network in `onPremises`.",
  }),
});

export const resolver = closed({
  zones: z.array(availabilityZone).min(1).optional().meta({
    description: "Zones with a network interface, two at least; left out, all zones of the VPC.",
  }),
  addresses: byZone(address).default({}).meta({
    description: "Addresses that it answers at, by zone; those left out are picked by the entry's name.",
  }),
});
