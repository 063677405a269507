import { z } from "zod";
import {
  accountNumber,
  address,
  availabilityZone,
  block,
  client,
  dnsName,
  hostOrName,
  hostReference,
  instanceType,
  name,
  page,
  port,
  region,
  roleName,
  serviceReference,
  tags,
  topologyName,
  urlPath,
} from "./values";
import { byZone, closed, named } from "./shapes";

/** The input language. Everything about a key that an editor should show stands in its description. */

const web = closed({
  page: page.meta({ description: "What the web server answers for /index.html." }),
  port: port.default(80).meta({ description: "The TCP port it listens on." }),
});

const host = closed({
  zone: availabilityZone.meta({ description: "The host stands in the private subnet of this zone." }),
  address: address.optional().meta({ description: "Its private address; left out, AWS picks one." }),
  instanceType: instanceType.default("t3.micro").meta({ description: "The EC2 instance type." }),
  rootVolumeSize: z
    .int()
    .min(8)
    .max(16384)
    .default(8)
    .meta({ description: "Size of the encrypted root volume, in GiB." }),
  web: web.optional().meta({ description: "Runs a web server with one page." }),
});

const subnetsOfTier = byZone(block).default({});

const vpc = closed({
  cidr: block.optional().meta({
    description:
      "The VPC's IPv4 block, /16 to /28; left out, a /16 of 10.0.0.0/8 picked by the entry's name.",
  }),
  zones: z.array(availabilityZone).min(1).meta({ description: "The zones with subnets, by AZ ID." }),
  natGateways: z
    .enum(["none", "one", "per-zone"])
    .default("one")
    .meta({ description: "The way out to the internet. `one` stands in the zone with the lowest ID." }),
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

const service = closed({
  port: port.meta({ description: "The TCP port that consumers call." }),
  targetPort: port.optional().meta({ description: "The TCP port of the targets; left out, `port`." }),
  targets: z.array(name).min(1).meta({ description: "Hosts of this entry that answer." }),
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
});

const endpoint = closed({
  service: serviceReference.meta({ description: "The service, as entry/service." }),
  zones: z.array(availabilityZone).min(1).optional().meta({
    description: "Zones with a network interface; left out, all zones that the VPC and the service share.",
  }),
  addresses: byZone(address)
    .default({})
    .meta({ description: "Pinned addresses of the network interfaces, by zone; AWS picks the others." }),
  clients: z.array(client).min(1).meta({ description: "Who may call: hosts of this entry, or IPv4 blocks." }),
  name: dnsName.optional().meta({ description: "The endpoint's name in a private zone of this VPC." }),
});

const entry = {
  account: name.meta({ description: "The account that owns the VPC." }),
  vpc: vpc.meta({ description: "The entry's VPC." }),
  hosts: named(host).meta({
    description: "EC2 instances in private subnets, administered by Systems Manager.",
  }),
  endpoints: named(endpoint).meta({ description: "Interface endpoints to services of other entries." }),
};
const provider = closed({
  ...entry,
  services: named(service).meta({ description: "Endpoint services: what the entry offers by PrivateLink." }),
});
const consumer = closed(entry);

export const flowSchema = closed({
  from: hostReference.meta({ description: "Who asks, as entry/host." }),
  to: hostOrName.meta({ description: "Who answers: entry/host, or an endpoint's name." }),
  port: port.meta({ description: "The port that is asked." }),
  protocol: z.enum(["tcp", "udp"]).default("tcp").meta({ description: "How it is asked." }),
  expect: z.enum(["reachable", "blocked"]).meta({ description: "What must be true of the flow." }),
  answer: z.string().optional().meta({ description: "What a reachable web server answers." }),
});

export const topologySchema = closed({
  topology: topologyName.meta({
    description: "The topology's name; its stacks are called <topology>.<entry>[.<part>].",
  }),
  region: region.meta({ description: "The AWS Region of all stacks." }),
  accounts: named(accountNumber).meta({
    description: "AWS accounts: a name of your own, and its number in quotes.",
  }),
  roles: closed({
    deploy: roleName.optional().meta({ description: "The role's name, of which every account has one." }),
  })
    .prefault({})
    .meta({
      description: "IAM roles to assume in each account; left out, the credentials at hand are used.",
    }),
  state: closed({
    backend: z
      .literal("local")
      .default("local")
      .meta({ description: "The folder state/ beside the output." }),
  })
    .prefault({})
    .meta({ description: "Where Terraform keeps its state." }),
  tags: tags.meta({ description: "Tags of every resource." }),
  providers: named(provider).meta({ description: "VPCs that offer services." }),
  consumers: named(consumer).meta({ description: "VPCs that only use services." }),
  flows: z.array(flowSchema).default([]).meta({ description: "Who must reach whom, and who must not." }),
}).meta({ title: "Topology", description: "Who offers what to whom, privately, on AWS." });

/** What the schema makes of a file: typed, with defaults, references still by name. */
export type TopologyInput = z.output<typeof topologySchema>;
export type EntryInput = z.output<typeof provider> | z.output<typeof consumer>;

const refusable = { account: true, vpc: true } as const;

/** A file without the parts that {@link topologySchema} refused: what is left is judged all the same. */
export const draftSchema = closed({
  ...topologySchema.shape,
  topology: topologyName.optional(),
  region: region.optional(),
  providers: named(provider.partial(refusable)),
  consumers: named(consumer.partial(refusable)),
  flows: z.array(flowSchema.optional()).default([]),
});

export type TopologyDraft = z.output<typeof draftSchema>;
export type EntryDraft = TopologyDraft["providers"][string] | TopologyDraft["consumers"][string];
export type VpcInput = z.output<typeof vpc>;
export type ServiceInput = z.output<typeof service>;
export type EndpointInput = z.output<typeof endpoint>;
export type HostInput = z.output<typeof host>;
export type FlowInput = z.output<typeof flowSchema>;
