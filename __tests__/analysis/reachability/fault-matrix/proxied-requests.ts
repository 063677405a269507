import {
  add,
  attributeOf,
  type Edit,
  idOf,
  leaveOut,
  loadBalancer,
  set,
  together,
  vpc,
} from "../../../support/networks";
import { blocked, type Fact, given, reachable, unknown } from "./fact";
import { asking, bypassing, of, proxied, PROXY, RECORD, rule, serving } from "./proxies";

const LISTENER = "aws_lb_listener.proxy";
const GROUP = "aws_lb_target_group.proxy";
const HEALTH_PATH = "/squid-internal-static/icons/SN.png";

/** The proxy's name leads to a load balancer in front of it. */
const behindLoadBalancer: Edit[] = [
  add(loadBalancer("proxy", { in: ["clients"], vpc: "network", targets: ["private"] })),
  set(LISTENER, "port", 3128),
  set(GROUP, "port", 3128),
  leaveOut(RECORD, "records"),
  leaveOut(RECORD, "ttl"),
  set(RECORD, "alias", [{ name: attributeOf("aws_lb.proxy", "dns_name") }]),
  add({
    "aws_vpc_security_group_egress_rule.to_nodes": rule("client", 3128, of("proxy_load_balancer")),
    "aws_vpc_security_group_ingress_rule.nodes": rule("proxy_load_balancer", 3128, of("client")),
    "aws_vpc_security_group_egress_rule.nodes": rule("proxy_load_balancer", 3128, of("private")),
    "aws_vpc_security_group_ingress_rule.from_nodes": rule("private", 3128, of("proxy_load_balancer")),
  }),
];
const checking = (check: object): Edit[] => [
  ...behindLoadBalancer,
  set(GROUP, "health_check", { protocol: "HTTP", path: HEALTH_PATH, matcher: "200", ...check }),
];

/** The client, too, gets out through the NAT gateway. */
const clientGetsOut: Edit = add({
  "aws_route.clients": {
    route_table_id: attributeOf("aws_vpc.network", "main_route_table_id"),
    destination_cidr_block: "0.0.0.0/0",
    nat_gateway_id: idOf("aws_nat_gateway.nat"),
  },
  "aws_vpc_security_group_egress_rule.anywhere": rule("client", 3128, { cidr_ipv4: "0.0.0.0/0" }),
});

/** A private zone of another VPC. */
const elsewhere = (name: string): Edit =>
  add(
    together(vpc("other", "10.5.0.0/16"), {
      "aws_route53_zone.other": { name, vpc: [{ vpc_id: idOf("aws_vpc.other") }] },
      "aws_route53_record.other": {
        zone_id: attributeOf("aws_route53_zone.other", "zone_id"),
        name: `www.${name}`,
        type: "A",
        ttl: 60,
        records: ["10.5.0.10"],
      },
    }),
  );

export const proxiedRequests: readonly Fact[] = [
  {
    fact: "That a proxy stands at a public address, nobody says",
    ...proxied,
    cases: [
      given("the proxy's name leads to an address of the VPC", [clientGetsOut], reachable),
      given(
        "it leads to a public address",
        [clientGetsOut, set(RECORD, "records", ["8.8.8.8"])],
        unknown(["UNKNOWN_VALUE"]),
      ),
      given(
        "it leads to a public address, and the client has no way out",
        [set(RECORD, "records", ["8.8.8.8"])],
        blocked(["ENI_SG_RULES_MISMATCH"], ["NO_ROUTE_TO_DESTINATION"]),
      ),
    ],
  },
  {
    fact: "Of exceptions from the proxy, `example.com` stands for itself and `.example.com` for names below; programs differ on the rest",
    ...proxied,
    cases: [
      given("another name is an exception", [bypassing("example.org", "com")], unknown(["UNKNOWN_VALUE"])),
      given("a name that only ends alike is one", [bypassing("w.example.com", ".ww.example.com")], reachable),
      given("the name above is one", [bypassing("example.com")], unknown(["UNKNOWN_VALUE"])),
      given("names below are", [bypassing(".www.example.com")], unknown(["UNKNOWN_VALUE"])),
    ],
  },
  {
    fact: "Of a link-local or loopback address, what the proxy would do is judged: asked directly, it is the host's own",
    ...proxied,
    cases: [
      given(
        "the URL has the address of instance metadata, which is an exception",
        [],
        blocked(["PROXY_DESTINATION_NOT_ALLOWED"], ["UNKNOWN_VALUE"]),
        asking("http://169.254.169.254/latest/meta-data/"),
      ),
      given("it has a name", [], reachable),
    ],
  },
  {
    fact: "To a private address that nobody here has, packets go where the routes lead",
    ...proxied,
    asked: asking("http://10.9.0.9/"),
    cases: [
      given(
        "the only route leads to a NAT gateway, and on to an internet gateway",
        [serving({ blocks: ["10.9.0.0/16"] })],
        blocked(["NO_ROUTE_TO_DESTINATION"]),
      ),
      given(
        "another leads to a transit gateway that was there before, with who knows which attachments",
        [
          serving({ blocks: ["10.9.0.0/16"] }),
          add({
            "data.aws_ec2_transit_gateway.hub": { id: "tgw-1" },
            "aws_route.transit": {
              route_table_id: idOf("aws_route_table.private"),
              destination_cidr_block: "10.9.0.0/16",
              transit_gateway_id: idOf("data.aws_ec2_transit_gateway.hub"),
            },
          }),
        ],
        unknown(["UNKNOWN_VALUE"]),
      ),
    ],
  },
  {
    fact: "A proxy lets a name go as a whole, or not at all",
    ...proxied,
    cases: [
      given("its blocks hold every address", [serving({ domains: [], blocks: ["0.0.0.0/0"] })], reachable),
      given(
        "they hold some public ones, and which the name has is not known",
        [serving({ domains: [], blocks: ["93.184.0.0/16"] })],
        unknown(
          ["PROXY_DESTINATION_NOT_ALLOWED", `add www.example.com to the domains that ${PROXY} allows`],
          ["UNKNOWN_VALUE"],
        ),
      ),
    ],
  },
  {
    fact: "A name of a proxy's that public DNS may hold is the internet's, whatever zones other VPCs have",
    ...proxied,
    cases: [
      given("a private zone of another VPC holds it", [elsewhere("example.com")], reachable),
      given(
        "public DNS never holds it, and a private zone of another VPC does",
        [elsewhere("corp.internal"), serving({ domains: [".corp.internal"], blocks: ["10.5.0.0/16"] })],
        blocked(["HOSTED_ZONE_NOT_ASSOCIATED"], ["NO_ROUTE_TO_DESTINATION"]),
        asking("http://www.corp.internal/"),
      ),
    ],
  },
  {
    fact: "A proxy reads plain HTTP, and so must the load balancer in front of it leave it",
    ...proxied,
    cases: [
      given("it forwards TCP", behindLoadBalancer, reachable),
      given(
        "its target group begins with a header of proxy protocol",
        [...behindLoadBalancer, set(GROUP, "proxy_protocol_v2", true)],
        blocked(["PROXY_PROTOCOL_MISMATCH"]),
      ),
      given(
        "its listener takes TLS",
        [...behindLoadBalancer, set(LISTENER, "protocol", "TLS")],
        blocked(["PROXY_PROTOCOL_MISMATCH"]),
      ),
    ],
  },
  {
    fact: "A proxy answers one health check, over HTTP, of the addresses on its list",
    ...proxied,
    cases: [
      given(
        "it is asked for that, from an address on the list",
        [...checking({}), serving({ healthCheckers: ["10.0.2.0/24"] })],
        reachable,
      ),
      given("it is asked whether it takes connections", behindLoadBalancer, reachable),
      given(
        "it is asked from an address that is not on the list",
        [...checking({}), serving({ healthCheckers: ["10.0.3.0/24"] })],
        unknown(["ELBV2_HEALTH_CHECK_BLOCKED"]),
      ),
      given(
        "it is asked for something else",
        [...checking({ path: "/" }), serving({ healthCheckers: ["10.0.2.0/24"] })],
        unknown(["ELBV2_HEALTH_CHECK_BLOCKED"]),
      ),
      given(
        "the matcher wants another status",
        [...checking({ matcher: "301-302" }), serving({ healthCheckers: ["10.0.2.0/24"] })],
        unknown(["ELBV2_HEALTH_CHECK_BLOCKED"]),
      ),
      given(
        "it is asked over HTTPS",
        [...checking({ protocol: "HTTPS" }), serving({ healthCheckers: ["10.0.2.0/24"] })],
        unknown(["ELBV2_HEALTH_CHECK_BLOCKED"]),
      ),
    ],
  },
];
