import { parseBlock, valueOf } from "../../../../modules/addressing";
import { parseRegion } from "../../../../modules/identity";
import {
  type CloudConfig,
  encodeUserData,
  type ForwardProxy,
  PROXY_PORT,
  renderHost,
  renderProxyServer,
} from "../../../../modules/software";
import {
  add,
  type Edit,
  host,
  idOf,
  leaveOut,
  MYSTERY,
  remove,
  type Resources,
  set,
  subnet,
  together,
  toInternet,
} from "../../../support/networks";
import { blocked, type Fact, given, reachable, unknown } from "./fact";

const CLIENT = "aws_instance.client";
export const PROXY = "aws_instance.private";
export const RECORD = "aws_route53_record.proxy";

function userData(config: CloudConfig): string {
  const encoded = encodeUserData(config);
  if (!encoded.ok) throw new Error("the user data is too long");
  return encoded.base64;
}

function proxyServer({
  clients = ["10.0.2.0/24"],
  domains = [".example.com"],
  blocks = [],
  healthCheckers = [],
}: {
  readonly clients?: readonly string[];
  readonly domains?: readonly string[];
  readonly blocks?: readonly string[];
  readonly healthCheckers?: readonly string[];
}): string {
  const all = (texts: readonly string[]): ForwardProxy["blocks"] =>
    texts.map((text) => valueOf(parseBlock(text)));
  return userData(
    renderProxyServer({
      port: PROXY_PORT,
      clients: all(clients),
      domains,
      blocks: all(blocks),
      ownBlocks: all(["10.0.0.0/16"]),
      healthCheckers: all(healthCheckers),
      region: valueOf(parseRegion("ap-northeast-1")),
      logGroup: "proxies",
    }),
  );
}

function using(...bypass: readonly string[]): string {
  return userData(
    renderHost({
      proxyClient: {
        host: "proxy.example.internal",
        port: PROXY_PORT,
        bypass: ["169.254.169.254", "localhost", ".example.internal", ...bypass],
      },
    }),
  );
}
const SERVING = "user_data_base64";
/** The client is told to ask these directly, too. */
export const bypassing = (...names: readonly string[]): Edit => set(CLIENT, SERVING, using(...names));
export const serving = (server: Parameters<typeof proxyServer>[0]): Edit =>
  set(PROXY, SERVING, proxyServer(server));

export const rule = (group: string, port: number, peer: Resources[string]): Resources[string] => ({
  security_group_id: idOf(`aws_security_group.${group}`),
  ip_protocol: "tcp",
  from_port: port,
  to_port: port,
  ...peer,
});
export const of = (group: string): Resources[string] => ({
  referenced_security_group_id: idOf(`aws_security_group.${group}`),
});

/** A client without a way out, and a proxy, which has one through a NAT gateway. */
const network = together(
  toInternet(),
  subnet("clients", "network", "10.0.2.0/24", "apne1-az4"),
  host("client", { in: "clients", vpc: "network", address: "10.0.2.10" }),
  {
    "aws_vpc_security_group_egress_rule.client": rule("client", PROXY_PORT, of("private")),
    "aws_vpc_security_group_ingress_rule.private": rule("private", PROXY_PORT, of("client")),
    "aws_route53_zone.names": { name: "example.internal", vpc: [{ vpc_id: idOf("aws_vpc.network") }] },
    [RECORD]: {
      zone_id: idOf("aws_route53_zone.names"),
      name: "proxy.example.internal",
      type: "A",
      ttl: 60,
      records: ["10.0.1.10"],
    },
  },
);
export const proxied = {
  network: {
    ...network,
    [CLIENT]: { ...network[CLIENT], [SERVING]: using() },
    [PROXY]: { ...network[PROXY], [SERVING]: proxyServer({}) },
  },
  asked: { from: CLIENT, to: "http://www.example.com/" },
};
export const asking = (to: string): typeof proxied.asked => ({ from: CLIENT, to });

/** A host of the proxy's VPC, with a name that a list may hold. */
const inside: Edit[] = [
  add(host("inside", { in: "private", vpc: "network", address: "10.0.1.20" })),
  add({
    "aws_vpc_security_group_ingress_rule.inside": rule("inside", 80, of("private")),
    "aws_route53_zone.company": { name: "example.com", vpc: [{ vpc_id: idOf("aws_vpc.network") }] },
    "aws_route53_record.inside": {
      zone_id: idOf("aws_route53_zone.company"),
      name: "inside.example.com",
      type: "A",
      ttl: 60,
      records: ["10.0.1.20"],
    },
  }),
];

export const proxies: readonly Fact[] = [
  {
    fact: "A host asks the proxy that its user data names; nothing else is asked for a URL",
    ...proxied,
    cases: [
      given("it names one, and the proxy allows the domain", [], reachable),
      given("it names none", [leaveOut(CLIENT, SERVING)], blocked(["PROXY_NOT_CONFIGURED"])),
      given("its user data is not known", [set(CLIENT, SERVING, MYSTERY)], unknown(["UNKNOWN_VALUE"])),
      given(
        "the name in the URL is one that it is told to ask directly",
        [],
        blocked(["NAME_NOT_FOUND"]),
        asking("http://web.example.internal/"),
      ),
      given("no record says where the proxy is", [remove(RECORD)], blocked(["NAME_NOT_FOUND"])),
      given(
        "the proxy's group admits nobody",
        [remove("aws_vpc_security_group_ingress_rule.private")],
        blocked([
          "ENI_SG_RULES_MISMATCH",
          "add an ingress rule to aws_security_group.private that admits TCP 3128 from aws_security_group.client",
        ]),
      ),
    ],
  },
  {
    fact: "What the proxy's name leads to has to be one",
    ...proxied,
    cases: [
      given("it is one", [], reachable),
      given("it is another host", [leaveOut(PROXY, SERVING)], blocked(["PROXY_NOT_THERE"])),
      given("what it runs is not known", [set(PROXY, SERVING, MYSTERY)], unknown(["UNKNOWN_VALUE"])),
    ],
  },
  {
    fact: "A proxy serves the clients of its list, by the address that it sees",
    ...proxied,
    cases: [
      given("the client's subnet is on it", [], reachable),
      given(
        "another subnet is",
        [serving({ clients: ["10.0.3.0/24"] })],
        blocked(["PROXY_CLIENT_NOT_ADMITTED", `let ${PROXY} serve clients of 10.0.2.10/32`]),
      ),
    ],
  },
  {
    fact: "A proxy goes to port 80 for http and to port 443 for https",
    ...proxied,
    cases: [
      given("a URL says port 80", [], reachable, asking("http://www.example.com:80/")),
      given(
        "a URL says port 8080",
        [],
        blocked(["PROXY_PORT_NOT_ALLOWED"], ["ENI_SG_RULES_MISMATCH"]),
        asking("http://www.example.com:8080/"),
      ),
      given(
        "a URL asks for https at port 80",
        [],
        blocked(["PROXY_PORT_NOT_ALLOWED"]),
        asking("https://www.example.com:80/"),
      ),
      given(
        "a URL says https",
        [set("aws_vpc_security_group_egress_rule.private", "to_port", 443)],
        reachable,
        asking("https://www.example.com/"),
      ),
    ],
  },
  {
    fact: "A proxy goes to the domains of its list",
    ...proxied,
    cases: [
      given("the domain is below one of them", [], reachable),
      given(
        "the domain is one of them, which stands for all below, too",
        [],
        reachable,
        asking("http://example.com/"),
      ),
      given(
        "the domain is none of them",
        [],
        blocked(["PROXY_DESTINATION_NOT_ALLOWED", `add www.example.org to the domains that ${PROXY} allows`]),
        asking("http://www.example.org/"),
      ),
      given(
        "the domain is below one that stands for itself alone",
        [serving({ domains: ["example.com"] })],
        blocked(["PROXY_DESTINATION_NOT_ALLOWED", `add www.example.com to the domains that ${PROXY} allows`]),
      ),
      given(
        "neither the list nor the route out is there",
        [serving({ domains: ["example.org"] }), remove("aws_route.private")],
        blocked(
          ["PROXY_DESTINATION_NOT_ALLOWED", `add www.example.com to the domains that ${PROXY} allows`],
          [
            "NO_ROUTE_TO_DESTINATION",
            "add a route for 0.0.0.0/0 to aws_nat_gateway.nat in aws_route_table.private",
          ],
        ),
      ),
    ],
  },
  {
    fact: "A proxy goes to private addresses in its blocks only, whatever name leads there; never to link-local ones",
    ...proxied,
    asked: asking("http://inside.example.com/"),
    cases: [
      given("the address is in a block", [...inside, serving({ blocks: ["10.0.1.0/24"] })], reachable),
      given(
        "the address is in none, and the name on the list",
        inside,
        blocked(["PROXY_DESTINATION_NOT_ALLOWED", `add 10.0.1.20/32 to the blocks that ${PROXY} allows`]),
      ),
      given(
        "the URL has the address, which is in a block",
        [...inside, serving({ blocks: ["10.0.1.20/32"] })],
        reachable,
        asking("http://10.0.1.20/"),
      ),
      given(
        "the URL has the address, which is in none",
        inside,
        blocked(["PROXY_DESTINATION_NOT_ALLOWED", `add 10.0.1.20/32 to the blocks that ${PROXY} allows`]),
        asking("http://10.0.1.20/"),
      ),
      given(
        "the URL has a link-local address, which is in a block",
        [serving({ blocks: ["169.254.0.0/16"] })],
        blocked(["PROXY_DESTINATION_NOT_ALLOWED"], ["UNKNOWN_VALUE"]),
        asking("http://169.254.1.1/"),
      ),
    ],
  },
];
