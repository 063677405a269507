import { z } from "zod";
import { hostedZoneId } from "../aws-names";
import { endpointName, publicDnsName } from "../dns-names";
import { byZone, closed, existingOr, named } from "../shapes";
import { address, availabilityZone, block, client, name, port, serviceReference, urlPath } from "../values";
import { environment } from "./environment";
import { existingHost, existingVpc } from "./existing";
import { proxies, proxyUse } from "./proxies";
import { relay } from "./relays";
import { host, vpc } from "./vpc";
import { resolver, vpn } from "./vpn";

export const service = closed({
  port: port.meta({ description: "The TCP port that consumers call." }),
  targetPort: port.optional().meta({ description: "The TCP port of the targets; left out, `port`." }),
  targets: z.array(name).min(1).optional().meta({ description: "Hosts of this entry that answer." }),
  environment: name
    .optional()
    .meta({ description: "The Elastic Beanstalk environment of this entry that answers, instead of hosts." }),
  healthCheck: closed({ path: urlPath.meta({ description: "Path and query, like /index.html." }) })
    .optional()
    .meta({ description: "An HTTP health check; left out, the target port must accept a TCP connection." }),
  zones: z
    .array(availabilityZone)
    .min(1)
    .optional()
    .meta({ description: "Zones with the load balancer; left out, all zones of the VPC." }),
  crossZone: z
    .boolean()
    .default(true)
    .meta({ description: "Whether a zone's traffic may reach targets in other zones." }),
  enforceInboundRulesOnPrivateLinkTraffic: z.boolean().default(false).meta({
    description:
      "Whether the load balancer's security group judges PrivateLink traffic (by the client's own address).",
  }),
  inboundFrom: z
    .array(block)
    .default([])
    .meta({ description: "Client blocks that the load balancer's security group admits." }),
  acceptance: z
    .enum(["manual", "automatic"])
    .default("manual")
    .meta({ description: "Whether the provider accepts each endpoint." }),
  allow: z.array(name).default([]).meta({ description: "Accounts whose endpoints may connect." }),
  privateDns: closed({
    name: publicDnsName.meta({ description: "A name in a domain that you own." }),
    zone: hostedZoneId.optional().meta({
      description:
        "The public hosted zone of that domain, in the entry's account, for the record that proves it yours; left out, make the record by hand.",
    }),
  })
    .optional()
    .meta({ description: "The name that consumers' VPCs may resolve to their endpoints." }),
});

export const endpoint = closed({
  service: serviceReference.meta({ description: "The service, as entry/service." }),
  zones: z.array(availabilityZone).min(1).optional().meta({
    description: "Zones with a network interface; left out, all zones that the VPC and the service share.",
  }),
  addresses: byZone(address)
    .default({})
    .meta({ description: "Pinned addresses of the network interfaces, by zone; AWS picks the others." }),
  clients: z.array(client).min(1).meta({
    description: "Who may call: hosts of this entry, networks of `onPremises`, or IPv4 blocks.",
  }),
  name: endpointName.optional().meta({ description: "The endpoint's name in a private zone of this VPC." }),
  privateDns: z
    .boolean()
    .default(false)
    .meta({ description: "Whether this VPC resolves the service's own private DNS name to the endpoint." }),
});

const entry = {
  account: name.meta({ description: "The account that owns the VPC." }),
  vpc: existingOr(existingVpc, vpc).meta({ description: "The entry's VPC." }),
  hosts: named(existingOr(existingHost, host)).meta({
    description: "EC2 instances in private subnets, administered by Systems Manager.",
  }),
  endpoints: named(endpoint).meta({ description: "Interface endpoints to services of other entries." }),
};
const proxy = proxyUse
  .optional()
  .meta({ description: "The proxies through which the entry's hosts reach the internet." });

/** How the VPC and networks outside AWS reach each other. */
const onPremises = {
  vpn: vpn.optional().meta({ description: "VPN connections to networks of `onPremises`." }),
  resolver: resolver.optional().meta({
    description:
      "A Route 53 Resolver inbound endpoint: networks of `onPremises` resolve the VPC's names by it.",
  }),
};

export const provider = closed({
  ...entry,
  ...onPremises,
  proxy,
  environments: named(environment).meta({
    description: "Elastic Beanstalk environments behind internal Network Load Balancers.",
  }),
  services: named(service).meta({ description: "Endpoint services: what the entry offers by PrivateLink." }),
});
export const consumer = closed({ ...entry, ...onPremises, proxy });
export const proxyHub = closed({
  ...entry,
  vpc: vpc.meta({ description: "The hub's VPC." }),
  proxies: proxies.meta({ description: "Forward proxies (Squid) for HTTP and HTTPS." }),
});
export const relayVpc = closed({
  ...entry,
  ...onPremises,
  vpc: vpc.meta({ description: "The relay's VPC." }),
  ...relay,
});
