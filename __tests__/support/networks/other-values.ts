import { valueAt } from "./blocks";
import type { Resources } from "./resources";

const BLOCKS = ["10.9.0.0/24", "10.0.0.0/20", "0.0.0.0/0"];
const ADDRESSES = ["10.0.0.77", "10.1.0.77"];

/** Values that an argument of this name might have had instead. */
const BY_NAME: readonly (readonly [RegExp, readonly unknown[]])[] = [
  [/port$/, [80, 8080]],
  [/^enforce_/, ["on", "off"]],
  [/^(ip_)?protocol$/, ["tcp", "udp", "-1", "TCP", "UDP"]],
  [/^availability_zone_id$/, ["apne1-az1", "apne1-az2", "apne1-az4"]],
  [/^target_type$/, ["instance", "ip"]],
  [/^vpc_endpoint_type$/, ["Interface", "Gateway"]],
  [/^load_balancer_type$/, ["network", "application"]],
  [/^principal_arn$/, ["*", "arn:aws:iam::333333333333:root"]],
  [/^(private_dns_)?name$/, ["other.example.internal", "example.internal"]],
  [/^type$/, ["A", "TXT"]],
];

/** Values that an argument might have had instead of the one that it has; none where that can change nothing. */
export function otherValues(resources: Resources, address: string, path: string): readonly unknown[] {
  const value = valueAt(resources[address], path);
  const name = path.split(".").findLast((step) => !/^\d+$/.test(step)) ?? "";
  const named = BY_NAME.find(([pattern]) => pattern.test(name))?.[1] ?? [];
  return [...named, ...alike(resources, value)].filter((other) => other !== value);
}

function alike(resources: Resources, value: unknown): readonly unknown[] {
  if (typeof value === "boolean") return [!value];
  if (typeof value !== "string") return [];
  if (/^[\d.]+\/\d+$/.test(value)) return BLOCKS;
  if (/^[\d.]+$/.test(value)) return ADDRESSES;
  const [, type, attribute] = /^\$\{([a-z0-9_]+\.)[^.]+\.(.+)\}$/.exec(value) ?? [];
  if (type === undefined || attribute === undefined) return [];
  return Object.keys(resources)
    .filter((address) => address.startsWith(type))
    .map((address) => `\${${address}.${attribute}}`);
}
