import { type ElementKey, elementKey, isKnown, type Network } from "../network";
import {
  type Deployment,
  isList,
  isObject,
  placeOf,
  Reference,
  type Resource,
  type ResourceKey,
  type Value,
} from "../terraform";
import type { Answer } from "./answer";
import { derivedOnce } from "./derived-once";
import type { Analysed } from "./analysed";

/** What says that IPv6 is used, of which types of resources, and by which argument these name what they belong to. */
const USES: readonly {
  readonly type: RegExp;
  readonly says: readonly string[];
  readonly owner?: string;
}[] = [
  {
    type: /^aws_(default_)?vpc$/,
    says: ["assign_generated_ipv6_cidr_block", "ipv6_cidr_block", "ipv6_ipam_pool_id"],
  },
  {
    type: /^aws_vpc_ipv6_cidr_block_association$/,
    says: ["ipv6_cidr_block", "ipv6_ipam_pool_id", "assign_generated_ipv6_cidr_block"],
    owner: "vpc_id",
  },
  {
    type: /^aws_(default_)?subnet$/,
    says: ["ipv6_cidr_block", "ipv6_native", "ipv6_netmask_length"],
    owner: "vpc_id",
  },
  { type: /^aws_route$/, says: ["destination_ipv6_cidr_block"], owner: "route_table_id" },
  { type: /^aws_(default_)?route_table$/, says: ["route"] },
  { type: /^aws_vpc_security_group_(e|in)gress_rule$/, says: ["cidr_ipv6"], owner: "security_group_id" },
  { type: /^aws_security_group_rule$/, says: ["ipv6_cidr_blocks"], owner: "security_group_id" },
  { type: /^aws_(default_)?security_group$/, says: ["ingress", "egress"] },
  { type: /^aws_network_acl_rule$/, says: ["ipv6_cidr_block"], owner: "network_acl_id" },
  { type: /^aws_(default_)?network_acl$/, says: ["ingress", "egress"] },
];

/** The same in nested blocks. */
const IN_BLOCKS = ["ipv6_cidr_block", "ipv6_cidr_blocks"];

/**
 * That IPv6 is used where an answer looked, and is not analysed: its verdict is about IPv4.
 * @param answer what it is about @default all that is given
 * @returns nothing where no IPv6 is used there
 */
export function noteOnIpv6({ deployment, network }: Analysed, answer?: Answer): string | undefined {
  const users = usersOf(deployment);
  if (users.size === 0) return undefined;
  const touched = answer === undefined ? users.keys() : touchedBy(network, answer);
  const [user] = [...touched].flatMap((key) => users.get(key) ?? []);
  if (user === undefined) return undefined;
  const { stack, address } = placeOf(user);
  return `IPv6 is used here, by ${address} (${stack}) for one, and it is not analysed: what is said is about IPv4`;
}

/** What says that IPv6 is used, by the key of each thing that it is or belongs to. */
const usersOf = derivedOnce((deployment: Deployment): ReadonlyMap<ElementKey, ResourceKey> => {
  const users = new Map<ElementKey, ResourceKey>();
  const add = (key: ElementKey, user: ResourceKey): void => {
    if (!users.has(key)) users.set(key, user);
  };
  for (const resource of deployment.resources) {
    const use = useOf(resource.type);
    if (use?.says.some((name) => saysIt(resource, name)) !== true) continue;
    add(elementKey(resource.key), resource.key);
    const owner = use.owner === undefined ? undefined : resource.attribute(use.owner);
    if (owner instanceof Reference) add(elementKey(owner.resource), resource.key);
  }
  return users;
});

const useOf = (() => {
  const known = new Map<string, (typeof USES)[number] | undefined>();
  return (type: string): (typeof USES)[number] | undefined => {
    if (!known.has(type))
      known.set(
        type,
        USES.find((use) => use.type.test(type)),
      );
    return known.get(type);
  };
})();

function saysIt(resource: Resource, name: string): boolean {
  return resource.stated.includes(name) && isSaid(resource.attribute(name));
}

/** Plans and states write out what is left out. */
function isSaid(value: Value | undefined): boolean {
  if (value === undefined || value === null || value === false || value === "" || value === 0) return false;
  if (isList(value)) return value.some(isSaid);
  return isObject(value) ? IN_BLOCKS.some((name) => isSaid(value[name])) : true;
}

/** The stations of a path, what decided there, and the VPCs that these are of. */
function touchedBy(network: Network, { trace, blockers }: Answer): ReadonlySet<ElementKey> {
  const stations = [
    ...trace.flatMap(({ at, consulted }) => [at, ...consulted]),
    ...blockers.map(({ at }) => at),
  ];
  const keys = stations.map((at) => elementKey(at));
  return new Set([...keys, ...keys.flatMap((key) => vpcAround(network, key) ?? [])]);
}

function vpcAround(network: Network, key: ElementKey): ElementKey | undefined {
  const { securityGroups, routeTables, networkAcls, subnets, interfaces, endpoints } = network;
  const own = interfaces.get(key)?.subnet;
  const subnet = typeof own === "string" ? own : key;
  const around = [securityGroups, routeTables, networkAcls, endpoints].flatMap(
    (each) => each.get(key)?.vpc ?? [],
  );
  const vpc = around[0] ?? subnets.get(subnet)?.vpc;
  return vpc !== undefined && isKnown(vpc) ? vpc : undefined;
}
