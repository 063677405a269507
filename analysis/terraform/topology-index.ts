import { z } from "zod";
import { parseAddress, parseBlock, parsedBy } from "../../modules/addressing";

const place = z.object({ stack: z.string(), address: z.string() });

const flow = z.object({
  from: z.string(),
  to: z.string(),
  /** Asked through the proxy that the host is set up to use. */
  via: z.literal("proxy").optional(),
  protocol: z.enum(["tcp", "udp"]),
  port: z.int().min(1).max(65535),
  expect: z.enum(["reachable", "blocked"]),
  answer: z.string().optional(),
});

const address = parsedBy(parseAddress);

/** A network outside AWS that is only described: none of the stacks makes it. */
const onPremises = z.object({
  blocks: z.array(parsedBy(parseBlock)),
  /** The public address of its VPN device. */
  gateway: address,
  /** The BGP ASN of its VPN device. */
  asn: z.int().min(1).max(4294967294),
  /** The resources that stand for its VPN device. */
  customerGateways: z.array(place),
  /** Addresses by name. */
  hosts: z.record(z.string(), address),
  /** The name servers that its DNS asks, by domain. */
  forwards: z.record(z.string(), z.array(address)),
});

/** `topology.json`: what the Terraform alone does not tell of the topologies it was made from. */
export const topologyIndexSchema = z.object({
  version: z.literal(1),
  topologies: z.record(
    z.string(),
    z.object({
      file: z.string(),
      flows: z.array(flow),
      /** Hosts of different VPCs must reach each other by no way that no flow declares. */
      undeclared: z.literal("forbid").optional(),
      /** The instance of each host, by entry/host. */
      hosts: z.record(z.string(), place),
      /** The record of each private name, by name and by the entry whose VPC resolves it. */
      names: z.record(z.string(), z.record(z.string(), place)),
      /** By name; left out where there is none. */
      onPremises: z.record(z.string(), onPremises).optional(),
      /** Where in the topology file each resource was declared, by stack and address. */
      declarations: z.record(z.string(), z.record(z.string(), z.string())),
    }),
  ),
});

export type TopologyIndex = z.output<typeof topologyIndexSchema>;
export type IndexedTopology = TopologyIndex["topologies"][string];
export type DeclaredFlow = z.output<typeof flow>;
export type DeclaredNetwork = z.output<typeof onPremises>;
