import * as fc from "fast-check";
import type { Edit } from "../support/topology-text";

/** What a topology file holds, as far as these tests vary it: `right` and the consumers use the services of `left`. */
export interface Content {
  readonly topology: string;
  readonly region: string;
  readonly accounts: Readonly<Record<string, string>>;
  readonly providers: { readonly left: Provider; readonly right: Provider };
  readonly consumers: { readonly consumer: Entry; readonly [another: string]: Entry };
}

interface Entry {
  readonly account: string;
  readonly vpc: { readonly cidr: string; readonly zones: readonly string[]; readonly natGateways: string };
  readonly hosts: Readonly<Record<string, { readonly zone: string }>>;
  readonly endpoints: Readonly<Record<string, Endpoint>>;
}

interface Provider extends Entry {
  readonly services: { readonly web: Service; readonly [another: string]: Service };
}

interface Service {
  readonly port: number;
  readonly targets: readonly string[];
  readonly allow: readonly string[];
}

interface Endpoint {
  readonly service: string;
  readonly clients: readonly string[];
  readonly name: string;
}

const ZONE = "apne1-az1";
/** Names that constructs use themselves, which a user may choose as well. */
const NAMES = "web resource aws backend network group https endpoint flow-logs contract name".split(" ");
const NEW = "one-more";

const anyNames = (minLength: number): fc.Arbitrary<string[]> =>
  fc.uniqueArray(fc.constantFrom(...NAMES), { minLength, maxLength: 3 });

function anyEntry(account: string, cidr: string): fc.Arbitrary<Entry> {
  return fc
    .record({
      otherZones: fc.subarray(["apne1-az2", "apne1-az3"]),
      natGateways: fc.constantFrom("none", "one", "per-zone"),
      hosts: anyNames(1),
      endpoints: anyNames(1),
      blocks: fc.subarray(["10.9.0.0/16"]),
    })
    .map(({ otherZones, natGateways, hosts, endpoints, blocks }) => ({
      account,
      vpc: { cidr, zones: [ZONE, ...otherZones], natGateways },
      hosts: Object.fromEntries(hosts.map((name) => [name, { zone: ZONE }])),
      endpoints: Object.fromEntries(
        endpoints.map((name) => [
          name,
          {
            service: "left/web",
            clients: [...hosts.slice(0, 1), ...blocks],
            name: `${name}.example.internal`,
          },
        ]),
      ),
    }));
}

function anyProvider(account: string, cidr: string): fc.Arbitrary<Provider> {
  return fc.tuple(anyEntry(account, cidr), anyNames(0)).map(([entry, others]) => {
    const service = { port: 80, targets: Object.keys(entry.hosts).slice(0, 1), allow: ["x", "y", "z"] };
    return {
      ...entry,
      services: { ...Object.fromEntries(others.map((name) => [name, service])), web: service },
    };
  });
}

/** Small topologies, full of names that are hard to tell apart. */
export const anyContent: fc.Arbitrary<Content> = fc
  .record({
    left: anyProvider("x", "10.0.0.0/16"),
    right: anyProvider("y", "10.1.0.0/16"),
    consumer: anyEntry("z", "10.2.0.0/16"),
  })
  .map(({ left, right, consumer }) => ({
    topology: "t",
    region: "ap-northeast-1",
    accounts: { x: "111111111111", y: "222222222222", z: "333333333333", spare: "000000000042" },
    providers: { left: { ...left, endpoints: {} }, right },
    consumers: { consumer },
  }));

export const ADDITIONS = [
  "host",
  "target",
  "service",
  "endpoint",
  "client",
  "zone",
  "principal",
  "consumer",
] as const;
export type Addition = (typeof ADDITIONS)[number];

/** The same topology with one thing more. */
export function grown(content: Content, addition: Addition): Content {
  const { left, right } = content.providers;
  const { consumer } = content.consumers;
  const { web } = left.services;
  const withLeft = (change: Partial<Provider>): Content => ({
    ...content,
    providers: { left: { ...left, ...change }, right },
  });
  const withWeb = (change: Partial<Service>): Partial<Provider> => ({
    services: { ...left.services, web: { ...web, ...change } },
  });
  const withEndpoints = (endpoints: Entry["endpoints"]): Content => ({
    ...content,
    providers: { left, right: { ...right, endpoints } },
  });
  const hosts = { [NEW]: { zone: ZONE }, ...left.hosts };
  switch (addition) {
    case "host":
      return withLeft({ hosts });
    case "target":
      return withLeft({ hosts, ...withWeb({ targets: [NEW, ...web.targets] }) });
    case "service":
      return withLeft({ services: { [NEW]: { ...web, port: 443 }, ...left.services } });
    case "principal":
      return withLeft(withWeb({ allow: ["spare", ...web.allow] }));
    case "zone":
      // The one NAT gateway of a VPC stands in its lowest zone, so only a higher one leaves it where it is.
      return withLeft({ vpc: { ...left.vpc, zones: ["apne1-az4", ...left.vpc.zones] } });
    case "endpoint": {
      const endpoint = { service: "left/web", clients: ["10.8.0.0/16"], name: "one-more.example.internal" };
      return withEndpoints({ [NEW]: endpoint, ...right.endpoints });
    }
    case "client": {
      const everyEndpoint = Object.entries(right.endpoints).map(([name, endpoint]): [string, Endpoint] => [
        name,
        { ...endpoint, clients: ["10.8.0.0/16", ...endpoint.clients] },
      ]);
      return withEndpoints(Object.fromEntries(everyEndpoint));
    }
    case "consumer": {
      const another = { ...consumer, vpc: { ...consumer.vpc, cidr: "10.3.0.0/16" } };
      return { ...content, consumers: { [NEW]: another, consumer } };
    }
  }
}

/** What the topology RELAYED may have more, before what it has. */
export const RELAY_ADDITIONS: readonly { readonly what: string; readonly edits: readonly Edit[] }[] = [
  {
    what: "a mapping from outside",
    edits: [
      [
        "    mappings:\n",
        "    mappings:\n      - { from: office, call: 172.16.0.9:80, to: existing/test02:80 }\n",
      ],
    ],
  },
  {
    what: "a mapping to the outside",
    edits: [
      [
        "    mappings:\n",
        "    mappings:\n      - { from: existing, call: 192.168.0.200:443, to: office/test01:443 }\n",
      ],
    ],
  },
  {
    what: "a VPN connection",
    edits: [
      ["  plant:\n", "  depot: { blocks: [10.6.0.0/16], gateway: 203.0.113.9, asn: 65011 }\n  plant:\n"],
      ["connections: { plant:", "connections: { depot: { routing: bgp }, plant:"],
    ],
  },
];

/** The same in the opposite order: of every list, and of the keys of every map. */
export function reversed(content: Content): Content {
  // Reversing changes no key and no value.
  // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion
  return reversedValue(content) as Content;
}

/** The same of whatever a file holds. */
export function reversedValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversedValue).reverse();
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, inner]) => [key, reversedValue(inner)])
      .reverse(),
  );
}
