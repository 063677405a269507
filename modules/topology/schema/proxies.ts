import { z } from "zod";
import { hostedZoneId } from "../aws-names";
import { proxiedDomain, proxiesName, publicDnsName } from "../dns-names";
import { closed } from "../shapes";
import { address, availabilityZone, block, client, instanceType, name } from "../values";

/** Forward proxies that many VPCs share, and the VPCs that use them. */

const ownedName = {
  name: publicDnsName.meta({ description: "A name in a domain that you own." }),
  zone: hostedZoneId
    .optional()
    .meta({ description: "The public hosted zone of that domain, in the entry's account." }),
};

const target = closed({
  address: address.optional().meta({
    description:
      "The address of the only proxy. It survives the loss of its hardware, and nothing else; there is no load balancer.",
  }),
  ...ownedName,
  name: ownedName.name.optional().meta({
    description:
      "A public name that leads to private addresses. With `zone` the stack keeps it at the load balancer; without, whoever owns the name keeps it current.",
  }),
});

export const proxies = closed({
  name: proxiesName.meta({ description: "What every VPC that uses the proxies calls them." }),
  through: z.enum(["resource", "service", "peering"]).default("resource").meta({
    description:
      "How other VPCs come to them: a resource gateway, an endpoint service behind a load balancer, or peering connections to the load balancer.",
  }),
  target: target.prefault({}).meta({
    description: "What a resource gateway leads to; left out, a load balancer over the proxies.",
  }),
  domains: z.array(proxiedDomain).default([]).meta({
    description: "Where clients may go by name: example.com itself, or .example.com with all below it.",
  }),
  blocks: z.array(block).default([]).meta({
    description:
      "Where clients may go by address; private addresses, and those of the hub's VPC and its peers, must be in one of these.",
  }),
  instanceType: instanceType.default("t3.small").meta({ description: "The EC2 instance type." }),
  instances: closed({
    min: z.int().min(1).max(100).optional().meta({ description: "Left out, one in each zone." }),
    max: z.int().min(1).max(100).optional().meta({ description: "Left out, twice `min`." }),
  })
    .prefault({})
    .meta({ description: "How many proxies there are." }),
  allow: z.array(name).default([]).meta({ description: "Accounts whose VPCs may use them." }),
  organizationSharing: z.boolean().default(false).meta({
    description:
      "Whether AWS RAM shares within your organization by itself; otherwise each account accepts an invitation.",
  }),
  customDomainName: closed(ownedName).optional().meta({
    description:
      "A verified name that the resource configuration has and endpoints resolve by themselves; wants AWS provider 6.22 or newer.",
  }),
});

export const proxyUse = closed({
  hub: name.meta({ description: "The entry of proxyHubs." }),
  zones: z.array(availabilityZone).min(1).optional().meta({
    description: "Zones with a network interface; left out, all zones that the VPC and the hub share.",
  }),
  clients: z
    .array(client)
    .min(1)
    .optional()
    .meta({ description: "Who may ask: hosts of this entry, or IPv4 blocks; left out, all its hosts." }),
  systemsManager: z.enum(["proxy", "endpoints"]).default("proxy").meta({
    description: "How Systems Manager reaches the hosts: through the proxies, or by interface endpoints.",
  }),
});
