import { z } from "zod";
import { closed, named } from "../shapes";
import { accountNumber, destination, hostReference, port, region, tags, topologyName } from "../values";
import { consumer, type endpoint, provider, proxyHub, relayVpc, type service } from "./entry";
import type { environment } from "./environment";
import type { existingHost, existingVpc, statedRule } from "./existing";
import { type ExternalNetworkInput, onPremises, type SimulatedNetworkInput } from "./on-premises";
import { peering } from "./peering";
import type { proxies, proxyUse } from "./proxies";
import { roles, state } from "./settings";
import type { host, vpc } from "./vpc";
import type { resolver, vpn } from "./vpn";

/** The input language. Everything about a key that an editor should show stands in its description. */

export const flowSchema = closed({
  from: hostReference.meta({ description: "Who asks, as entry/host." }),
  to: destination.meta({
    description:
      "Who answers: entry/host, an endpoint's name, an address of an entry's VPC as entry@address, internet, or through a proxy a URL.",
  }),
  via: z
    .literal("proxy")
    .optional()
    .meta({ description: "Asked through the proxy that the host is set up to use." }),
  port: port.optional().meta({ description: "The port that is asked; a URL says it itself." }),
  protocol: z.enum(["tcp", "udp"]).default("tcp").meta({ description: "How it is asked." }),
  expect: z.enum(["reachable", "blocked"]).meta({ description: "What must be true of the flow." }),
  answer: z.string().optional().meta({
    description:
      "What a reachable web server answers, for people and for tests of what is deployed; the verdict is about packets and does not depend on it.",
  }),
});

export const topologySchema = closed({
  topology: topologyName.meta({
    description: "The topology's name; its stacks are called <topology>.<entry>[.<part>].",
  }),
  region: region.meta({ description: "The AWS Region of all stacks." }),
  accounts: named(accountNumber).meta({
    description: "AWS accounts: a name of your own, and its number in quotes.",
  }),
  roles: roles.prefault({}).meta({ description: "IAM roles, of which every account has one each." }),
  state: state.prefault({ backend: "local" }).meta({ description: "Where Terraform keeps its state." }),
  tags: tags.meta({ description: "Tags of every resource." }),
  providers: named(provider).meta({ description: "VPCs that offer services." }),
  consumers: named(consumer).meta({ description: "VPCs that only use services." }),
  proxyHubs: named(proxyHub).meta({ description: "VPCs with forward proxies that other VPCs share." }),
  relays: named(relayVpc).meta({
    description: "VPCs through which networks reach each other whose addresses do not mix.",
  }),
  onPremises: named(onPremises).meta({ description: "Networks outside AWS." }),
  peerings: named(peering).meta({ description: "Peering connections between VPCs of the topology." }),
  flows: z.array(flowSchema).default([]).meta({ description: "Who must reach whom, and who must not." }),
  undeclared: z.enum(["allow", "forbid"]).default("allow").meta({
    description:
      "Whether hosts of different VPCs may reach each other, or the internet a host, without a flow that declares it.",
  }),
  liveChecks: z.boolean().default(false).meta({
    description:
      "Whether Reachability Analyzer is asked for the flows once all is deployed, for 0.10 USD each time; see help/live-checks.md.",
  }),
}).meta({ title: "Topology", description: "Who offers what to whom, privately, on AWS." });

/** What the schema makes of a file: typed, with defaults, references still by name. */
export type TopologyInput = z.output<typeof topologySchema>;
export type RelayInput = z.output<typeof relayVpc>;
export type EntryInput =
  z.output<typeof provider> | z.output<typeof consumer> | z.output<typeof proxyHub> | RelayInput;

const refusable = { account: true, vpc: true } as const;

/** A file without the parts that {@link topologySchema} refused: what is left is judged all the same. */
export const draftSchema = closed({
  ...topologySchema.shape,
  topology: topologyName.optional(),
  region: region.optional(),
  providers: named(provider.partial(refusable)),
  consumers: named(consumer.partial(refusable)),
  proxyHubs: named(proxyHub.partial({ ...refusable, proxies: true })),
  relays: named(relayVpc.partial({ ...refusable, mode: true, mappings: true })),
  flows: z.array(flowSchema.optional()).default([]),
});

export type TopologyDraft = z.output<typeof draftSchema>;
export type EntryDraft =
  | TopologyDraft["providers"][string]
  | TopologyDraft["consumers"][string]
  | TopologyDraft["proxyHubs"][string]
  | TopologyDraft["relays"][string];
export type VpcInput = z.output<typeof vpc>;
export type ExistingVpcInput = z.output<typeof existingVpc>;
export type StatedRuleInput = z.output<typeof statedRule>;
export type EnvironmentInput = z.output<typeof environment>;
export type ServiceInput = z.output<typeof service>;
export type EndpointInput = z.output<typeof endpoint>;
export type HostInput = z.output<typeof host>;
export type ExistingHostInput = z.output<typeof existingHost>;
export type FlowInput = z.output<typeof flowSchema>;
export type ProxiesInput = z.output<typeof proxies>;
export type ProxyUseInput = z.output<typeof proxyUse>;
export type PeeringInput = z.output<typeof peering>;
export type RelayDraft = TopologyDraft["relays"][string];
export type OnPremisesInput = ExternalNetworkInput | SimulatedNetworkInput;
export type MappingInput = RelayInput["mappings"][number];
export type VpnInput = z.output<typeof vpn>;
export type ResolverInput = z.output<typeof resolver>;
export type { ExternalNetworkInput, SimulatedNetworkInput };
