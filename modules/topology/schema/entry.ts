import { z } from "zod";
import { hostedZoneId } from "../aws-names";
import { endpointName, publicDnsName } from "../dns-names";
import { byZone, closed, existingOr, named } from "../shapes";
import {
  address,
  availabilityZone,
  block,
  client,
  instanceType,
  name,
  page,
  port,
  serviceReference,
  urlPath,
} from "../values";
import { environment } from "./environment";
import { existingHost, existingVpc } from "./existing";
import { proxies, proxyUse } from "./proxies";

const web = closed({
  page: page.meta({ description: "What the web server answers for /index.html." }),
  port: port.default(80).meta({ description: "The TCP port it listens on." }),
});

export const host = closed({
  zone: availabilityZone.meta({ description: "The host stands in the private subnet of this zone." }),
  address: address.optional().meta({ description: "Its private address; left out, AWS picks one." }),
  platform: z
    .enum(["linux", "windows"])
    .default("linux")
    .meta({ description: "Amazon Linux 2023, or Windows Server 2022." }),
  instanceType: instanceType.optional().meta({
    description: "The EC2 instance type; left out, t3.micro, for Windows t3.medium.",
  }),
  rootVolumeSize: z.int().min(8).max(16384).optional().meta({
    description: "Size of the encrypted root volume, in GiB; left out, 8, for Windows 30.",
  }),
  web: web.optional().meta({ description: "Runs a web server with one page." }),
});

const subnetsOfTier = byZone(block).default({});

export const vpc = closed({
  cidr: block.optional().meta({
    description:
      "The VPC's IPv4 block, /16 to /28; left out, a /16 of 10.0.0.0/8 picked by the entry's name.",
  }),
  zones: z.array(availabilityZone).min(1).meta({ description: "The zones with subnets, by AZ ID." }),
  natGateways: z.enum(["none", "one", "per-zone"]).optional().meta({
    description:
      "The way out to the internet. `one` stands in the zone with the lowest ID; left out, `one`, and `none` where the hosts use a proxy.",
  }),
  subnets: closed({
    private: subnetsOfTier.meta({ description: "Hosts, load balancers and endpoints stand here; by zone." }),
    public: subnetsOfTier.meta({ description: "NAT gateways stand here, and nothing else; by zone." }),
  })
    .prefault({})
    .meta({
      description: "Blocks of subnets by tier and zone; those left out are cut from the VPC's block.",
    }),
  flowLogs: z
    .boolean()
    .default(true)
    .meta({ description: "Records accepted and rejected traffic in CloudWatch Logs." }),
});

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
  clients: z.array(client).min(1).meta({ description: "Who may call: hosts of this entry, or IPv4 blocks." }),
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

export const provider = closed({
  ...entry,
  proxy,
  environments: named(environment).meta({
    description: "Elastic Beanstalk environments behind internal Network Load Balancers.",
  }),
  services: named(service).meta({ description: "Endpoint services: what the entry offers by PrivateLink." }),
});
export const consumer = closed({ ...entry, proxy });
export const proxyHub = closed({
  ...entry,
  vpc: vpc.meta({ description: "The hub's VPC." }),
  proxies: proxies.meta({ description: "Forward proxies (Squid) for HTTP and HTTPS." }),
});
