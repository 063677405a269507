import { z } from "zod";
import { closed } from "../shapes";
import { availabilityZone, block, hostReference, name, port } from "../values";

/** Peering connections between VPCs of the topology. */

const side = closed({
  entry: name.meta({ description: "The entry whose VPC this is." }),
  zones: z.array(availabilityZone).min(1).optional().meta({
    description: "Zones whose private subnets get routes to the other VPC; left out, all.",
  }),
  destinations: z.array(block).min(1).optional().meta({
    description: "Blocks of the other VPC that these subnets reach; left out, its whole block.",
  }),
});

export const peering = closed({
  requester: side.meta({ description: "Asks for the connection." }),
  accepter: side.meta({ description: "Accepts it." }),
  admit: z
    .array(
      closed({
        from: hostReference.meta({ description: "Who connects, as entry/host; a hub's are entry/proxies." }),
        to: hostReference.meta({ description: "Who answers, as entry/host." }),
        port: port.meta({ description: "The TCP port." }),
      }),
    )
    .default([])
    .meta({ description: "TCP connections that the security groups of both ends let through." }),
});
