import { z } from "zod";

/** What a contract may hold: text, numbers, and lists and maps of text. Never a secret. */
export type ContractFields = Readonly<
  Record<string, z.ZodString | z.ZodNumber | z.ZodArray<z.ZodString> | z.ZodRecord<z.ZodString, z.ZodString>>
>;

/**
 * What one stack promises another: a small set of named, typed outputs, published as a Terraform state that holds
 * nothing else. Publisher and reader share this object, so a renamed field fails at compile time.
 */
export interface Contract<Fields extends ContractFields> {
  readonly name: string;
  /** Raised whenever a field is renamed, removed or changes its meaning. */
  readonly version: number;
  readonly schema: z.ZodObject<Fields>;
}

export type ContractValues<Fields extends ContractFields> = z.output<z.ZodObject<Fields>>;

/** Terraform's spelling of a field: `serviceName` is the output `service_name`. */
export function outputName(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

const identifier = (prefix: string): z.ZodString => z.string().regex(new RegExp(`^${prefix}-[0-9a-z]+$`));

/** What a provider tells its consumers of an endpoint service. */
export const serviceContract = {
  name: "service",
  version: 3,
  schema: z.object({
    /** What an endpoint asks for: `com.amazonaws.vpce.<region>.vpce-svc-…`. */
    serviceName: z.string().regex(/^[a-z0-9.-]+\.vpce-svc-[0-9a-z]+$/),
    serviceId: identifier("vpce-svc"),
    /** The TCP ports that are called, sorted by number. */
    ports: z.array(z.string().regex(/^\d+$/)),
    /** The AZ IDs where the service has a load balancer, sorted. */
    zones: z.array(z.string()),
    /** What consumers' VPCs may resolve to their endpoints; empty when there is no such name. */
    privateDnsName: z.string().regex(/^([a-z0-9-]+(\.[a-z0-9-]+)+)?$/),
  }),
} satisfies Contract<ContractFields>;

/** What a consumer tells the provider of an endpoint, so that it can be accepted. */
export const endpointContract = {
  name: "endpoint",
  version: 1,
  schema: z.object({ endpointId: identifier("vpce") }),
} satisfies Contract<ContractFields>;

/** What a VPC tells the checks of its account's flows. */
export const instancesContract = {
  name: "instances",
  version: 1,
  schema: z.object({
    /** Of its hosts, by name. */
    instanceIds: z.record(z.string(), z.string()),
  }),
} satisfies Contract<ContractFields>;

/** What a VPC tells the other stacks of its own entry. */
export const networkContract = {
  name: "network",
  version: 4,
  schema: z.object({
    vpcId: identifier("vpc"),
    /** Private subnets by AZ ID. */
    privateSubnetIds: z.record(z.string(), z.string()),
    /** Security groups of the hosts that the VPC's stack makes, by the host's name. */
    hostSecurityGroupIds: z.record(z.string(), z.string()),
    /** Addresses of the hosts that are there already, whose security groups nobody here changes; by name. */
    existingHostAddresses: z.record(z.string(), z.string()),
    /** Route tables of the private subnets that the VPC's stack makes, by AZ ID. */
    privateRouteTableIds: z.record(z.string(), z.string()),
    /** Of a hub: the groups of its `proxies`, and of their load balancer, `proxies-load-balancer`. */
    proxySecurityGroupIds: z.record(z.string(), z.string()),
    /** Empty where the VPC has none. */
    vpnGatewayId: z.string().regex(/^(vgw-[0-9a-z]+)?$/),
  }),
} satisfies Contract<ContractFields>;

/** What a hub tells those who use its proxies by resource endpoints. */
export const resourceContract = {
  name: "resource",
  version: 1,
  schema: z.object({
    /** What an endpoint asks for. */
    configurationArn: z
      .string()
      .regex(/^arn:[^:]+:vpc-lattice:[^:]+:\d{12}:resourceconfiguration\/rcfg-[0-9a-z]+$/),
    /** By it the configuration is shared with other accounts; empty when it is shared with none. */
    shareArn: z.string().regex(/^(arn:[^:]+:ram:[^:]+:\d{12}:resource-share\/[0-9a-f-]+)?$/),
    port: z.number(),
    /** The AZ IDs where its resource gateway is, sorted. */
    zones: z.array(z.string()),
  }),
} satisfies Contract<ContractFields>;

/** What a hub tells those who call its proxies' load balancer over a peering connection. */
export const loadBalancerContract = {
  name: "load-balancer",
  version: 1,
  schema: z.object({
    dnsName: z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/i),
    /** The hosted zone of that name, for aliases. */
    zoneId: z.string().regex(/^Z[A-Z0-9]+$/),
    port: z.number(),
  }),
} satisfies Contract<ContractFields>;

/** What a VPC tells the one at the other end of a peering connection. */
export const peerContract = {
  name: "peer",
  version: 1,
  schema: z.object({
    vpcId: identifier("vpc"),
    /** The groups that the other side's rules refer to: `host.<name>`, `proxies` and `proxies-load-balancer`. */
    securityGroupIds: z.record(z.string(), z.string()),
  }),
} satisfies Contract<ContractFields>;

/** What the requester of a peering connection tells its accepter. */
export const peeringContract = {
  name: "peering",
  version: 1,
  schema: z.object({ connectionId: identifier("pcx") }),
} satisfies Contract<ContractFields>;

/** What a network outside AWS, played by a VPC, tells those who connect to it. */
export const customerGatewayContract = {
  name: "customer-gateway",
  version: 1,
  schema: z.object({
    /** The public IPv4 address of its VPN device. */
    publicAddress: z.string().regex(/^\d{1,3}(\.\d{1,3}){3}$/),
  }),
} satisfies Contract<ContractFields>;

/** What such a network tells the stack with its VPN device. */
export const deviceContract = {
  name: "device",
  version: 1,
  schema: z.object({
    /** The network interface that the device is to have. */
    interfaceId: identifier("eni"),
    /** The group of that interface. */
    securityGroupId: identifier("sg"),
    publicAddress: z.string().regex(/^\d{1,3}(\.\d{1,3}){3}$/),
  }),
} satisfies Contract<ContractFields>;

/** What a VPN connection tells the device at its other end. The keys are where the secret is. */
export const vpnContract = {
  name: "vpn",
  version: 1,
  schema: z.object({
    /** Amazon's public addresses: of tunnel 1 and tunnel 2. */
    tunnelAddresses: z.array(z.string().regex(/^\d{1,3}(\.\d{1,3}){3}$/)),
    /** Of the secret with both pre-shared keys. */
    secretArn: z.string().regex(/^arn:[^:]+:secretsmanager:[^:]+:\d{12}:secret:/),
    /** Which of the secret's values it is: another for other keys, so that the device learns of them. No secret itself. */
    secretVersionId: z.string().regex(/^[A-Za-z0-9-]{32,64}$/),
  }),
} satisfies Contract<ContractFields>;

export type ServiceFields = (typeof serviceContract)["schema"]["shape"];
export type EndpointFields = (typeof endpointContract)["schema"]["shape"];
export type InstancesFields = (typeof instancesContract)["schema"]["shape"];
export type NetworkFields = (typeof networkContract)["schema"]["shape"];
export type ResourceFields = (typeof resourceContract)["schema"]["shape"];
export type LoadBalancerFields = (typeof loadBalancerContract)["schema"]["shape"];
export type PeerFields = (typeof peerContract)["schema"]["shape"];
export type PeeringFields = (typeof peeringContract)["schema"]["shape"];
export type CustomerGatewayFields = (typeof customerGatewayContract)["schema"]["shape"];
export type DeviceFields = (typeof deviceContract)["schema"]["shape"];
export type VpnFields = (typeof vpnContract)["schema"]["shape"];
