import {
  add,
  admits,
  attributeOf,
  behindApplication,
  closedGroup,
  type Edit,
  forwardTo,
  idOf,
  leaveOut,
  listenerRule,
  remove,
  set,
} from "../../../support/networks";
import { blocked, type Expected, type Fact, given, partly, reachable, type Stop, unknown } from "./fact";

const throughLoadBalancer = {
  network: behindApplication(),
  asked: { from: "aws_instance.client", to: "aws_lb.web" },
};

const ADMIT_LOAD_BALANCER =
  "add an ingress rule to aws_security_group.server that admits TCP 80 from aws_security_group.web_load_balancer";
const ADMIT_TO_CLOSED = ADMIT_LOAD_BALANCER.replace("group.server", "group.closed");

/** The target's rule names a block in the place of the load balancer's group. */
const serverAdmits = (block: string): Edit[] => [
  leaveOut("aws_vpc_security_group_ingress_rule.server", "referenced_security_group_id"),
  set("aws_vpc_security_group_ingress_rule.server", "cidr_ipv4", block),
];

const closed = add(closedGroup());
const byDefault = (action: object): Edit => set("aws_lb_listener.web", "default_action", [action]);
const rule = (name: string, stated: Parameters<typeof listenerRule>[1]): Edit =>
  add(listenerRule(name, stated));
const ofRule = (argument: string, to: unknown): Edit => set("aws_lb_listener_rule.api", argument, to);
const FIXED = {
  type: "fixed-response",
  fixed_response: [{ content_type: "text/plain", status_code: "404" }],
};
const REDIRECT = { type: "redirect", redirect: [{ status_code: "HTTP_301" }] };
const [WEB, CLOSED] = [forwardTo("web"), forwardTo("closed")];

/** The listener speaks HTTPS. */
const overTls = (...actions: readonly object[]): Edit[] => [
  remove("aws_lb_listener.web"),
  add({
    "aws_lb_listener.web": {
      load_balancer_arn: attributeOf("aws_lb.web", "arn"),
      protocol: "HTTPS",
      port: 80,
      certificate_arn: "arn:aws:acm:::certificate/web",
      default_action: actions,
    },
  }),
];

/** Either node of the load balancer may be asked. */
const fromEachNode = (...choices: readonly string[]): string[] =>
  ["apne1-az1", "apne1-az4"].flatMap((zone) =>
    choices.map((choice) => `through aws_lb.web in ${zone}, ${choice}`),
  );
const NOT_ADMITTED: readonly Stop[] = [["SG_HAS_NO_RULES", ADMIT_TO_CLOSED], ["SG_HAS_NO_RULES"]];
const partlyClosed = (pass: readonly string[], fail: readonly string[]): Expected =>
  partly(fromEachNode(...pass), fromEachNode(...fail), ...NOT_ADMITTED);

const throughRuleOnly = partlyClosed(
  ["aws_lb_listener_rule.api, aws_instance.server"],
  ["aws_lb_listener.web, aws_instance.closed"],
);
const throughDefaultOnly = partlyClosed(
  ["aws_lb_listener.web, aws_instance.server"],
  ["aws_lb_listener_rule.api, aws_instance.closed"],
);
const toClosedOnly = blocked(["SG_HAS_NO_RULES", ADMIT_TO_CLOSED]);

const SOME_PATHS = { path_pattern: [{ values: ["/api/*"] }] };
const FROM_CLIENT = [{ source_ip: [{ values: ["10.0.0.0/24", "2001:db8::/32"] }] }];
const FROM_OTHERS = [{ source_ip: [{ values: ["10.9.0.0/24"] }] }];

const connections: readonly Fact[] = [
  {
    fact: "An Application Load Balancer makes connections of its own: targets see its addresses and its group, and so do its targets' network ACLs",
    ...throughLoadBalancer,
    cases: [
      given("the target admits the load balancer's group", [], reachable),
      given("the target admits the load balancer's subnets", serverAdmits("10.0.4.0/23"), reachable),
      given(
        "the target admits the client's address only",
        serverAdmits("10.0.0.10/32"),
        blocked(["ENI_SG_RULES_MISMATCH", ADMIT_LOAD_BALANCER]),
      ),
      given(
        "the target is registered by its address",
        [
          set("aws_lb_target_group.web", "target_type", "ip"),
          set("aws_lb_target_group_attachment.server", "target_id", "10.0.1.10"),
        ],
        reachable,
      ),
      given(
        "the load balancer's group does not let requests out to the target",
        [remove("aws_vpc_security_group_egress_rule.web_load_balancer")],
        blocked([
          "ENI_SG_RULES_MISMATCH",
          "add an egress rule to aws_security_group.web_load_balancer that lets out TCP 80 to aws_security_group.server",
        ]),
      ),
      given("its listener speaks HTTPS, and the target HTTP", overTls(WEB), reachable),
      given(
        "the health check goes to a port that the target does not admit",
        [
          set("aws_lb_target_group.web", "health_check", [{ port: 8080 }]),
          set("aws_vpc_security_group_egress_rule.web_load_balancer", "to_port", 8080),
        ],
        unknown(
          [
            "ELBV2_HEALTH_CHECK_BLOCKED",
            "add an ingress rule to aws_security_group.server that admits TCP 8080 from aws_security_group.web_load_balancer",
          ],
          ["ELBV2_HEALTH_CHECK_BLOCKED"],
        ),
      ),
    ],
  },
  {
    fact: "An Application Load Balancer always has security groups, which judge who comes: where none is stated, the VPC's default one",
    ...throughLoadBalancer,
    cases: [
      given("its group admits the client", [], reachable),
      given(
        "its group does not admit the client",
        [remove("aws_vpc_security_group_ingress_rule.web_load_balancer")],
        blocked([
          "ENI_SG_RULES_MISMATCH",
          "add an ingress rule to aws_security_group.web_load_balancer that admits TCP 80 from aws_security_group.client",
        ]),
      ),
      given(
        "none is stated, and the target admits its subnets",
        [leaveOut("aws_lb.web", "security_groups"), ...serverAdmits("10.0.4.0/23")],
        blocked([
          "ENI_SG_RULES_MISMATCH",
          "add an ingress rule to the default security group of aws_vpc.network that admits TCP 80 from aws_security_group.client",
        ]),
      ),
    ],
  },
  {
    fact: "An Application Load Balancer takes TCP on the ports of its listeners, and never UDP",
    ...throughLoadBalancer,
    cases: [
      given("it is asked on its listener's port", [], reachable),
      given(
        "its listener has another port",
        [set("aws_lb_listener.web", "port", 8080)],
        blocked(["ELBV2_LISTENERS_MISMATCH", "set port = 80 on aws_lb_listener.web"]),
      ),
      given(
        "it is asked by UDP",
        [
          "egress_rule.client",
          "ingress_rule.web_load_balancer",
          "egress_rule.web_load_balancer",
          "ingress_rule.server",
        ].map((each) => set(`aws_vpc_security_group_${each}`, "ip_protocol", "-1")),
        blocked(["ELBV2_LISTENERS_MISMATCH"]),
        { ...throughLoadBalancer.asked, protocol: "udp" },
      ),
    ],
  },
  {
    fact: "An Application Load Balancer sends to targets of every zone, unless a target group says otherwise",
    ...throughLoadBalancer,
    cases: [
      given("its target is in one of its two zones", [], reachable),
      given(
        "its target is in one of its two zones, and the target group does not cross zones",
        [set("aws_lb_target_group.web", "load_balancing_cross_zone_enabled", "false")],
        partly(
          ["through aws_lb.web in apne1-az4"],
          ["through aws_lb.web in apne1-az1"],
          [
            "ELBV2_NO_TARGETS_IN_AZ",
            'set load_balancing_cross_zone_enabled = "true" on aws_lb_target_group.web',
          ],
        ),
      ),
      given(
        "a zone is stated for its target, which counts in every zone nonetheless",
        [
          set("aws_lb_target_group.web", "target_type", "ip"),
          set("aws_lb_target_group_attachment.server", "target_id", "10.0.1.10"),
          set("aws_lb_target_group_attachment.server", "availability_zone", "apne1-az2"),
        ],
        reachable,
      ),
      given(
        "its target is in a zone where it has no subnet",
        [set("aws_subnet.servers", "availability_zone_id", "apne1-az2")],
        blocked(["ELB_INSTALLED_AZ_RESTRICTION", "add aws_subnet.servers to the subnets of aws_lb.web"]),
      ),
    ],
  },
];

const rules: readonly Fact[] = [
  {
    fact: "What becomes of a request is for its listener's rules and default action to say: without a request, each of them is a way",
    ...throughLoadBalancer,
    cases: [
      given(
        "a rule forwards some paths to the same targets",
        [rule("api", { priority: 1, action: WEB })],
        reachable,
      ),
      given(
        "a rule forwards some paths to a target that admits nothing",
        [closed, rule("api", { priority: 1, action: CLOSED })],
        throughDefaultOnly,
      ),
      given(
        "the rule of the default target says so for one method, one host, one header and one query",
        [
          closed,
          byDefault(CLOSED),
          rule("api", { priority: 1, action: WEB }),
          ofRule("condition", [
            { http_request_method: [{ values: ["GET"] }] },
            { host_header: [{ values: ["*.example.internal"] }] },
            { http_header: [{ http_header_name: "X-Tenant", values: ["a"] }] },
            { query_string: [{ key: "version", value: "2" }] },
          ]),
        ],
        throughRuleOnly,
      ),
      given(
        "every way leads to a target that admits nothing",
        [closed, byDefault(CLOSED), rule("api", { priority: 1, action: CLOSED })],
        toClosedOnly,
      ),
      given(
        "an action forwards to two target groups",
        [
          closed,
          set("aws_lb_listener.web", "default_action.0.target_group_arn", undefined),
          set("aws_lb_listener.web", "default_action.0.forward", [
            {
              target_group: [
                { arn: attributeOf("aws_lb_target_group.web", "arn"), weight: 9 },
                { arn: attributeOf("aws_lb_target_group.closed", "arn"), weight: 1 },
              ],
            },
          ]),
        ],
        partlyClosed(["aws_instance.server"], ["aws_instance.closed"]),
      ),
      given(
        "one of two target groups has no weight",
        [
          closed,
          set("aws_lb_listener.web", "default_action.0.target_group_arn", undefined),
          set("aws_lb_listener.web", "default_action.0.forward", [
            {
              target_group: [
                { arn: attributeOf("aws_lb_target_group.web", "arn"), weight: 9 },
                { arn: attributeOf("aws_lb_target_group.closed", "arn"), weight: 0 },
              ],
            },
          ]),
        ],
        reachable,
      ),
    ],
  },
  {
    fact: "Redirects and fixed responses are the load balancer's own answers, for which no target is needed",
    ...throughLoadBalancer,
    cases: [
      given("the default action is a fixed response", [byDefault(FIXED)], reachable),
      given("the default action is a redirect", [byDefault(REDIRECT)], reachable),
      given(
        "it is a redirect, and the load balancer's group does not admit the client",
        [byDefault(REDIRECT), remove("aws_vpc_security_group_ingress_rule.web_load_balancer")],
        blocked([
          "ENI_SG_RULES_MISMATCH",
          "add an ingress rule to aws_security_group.web_load_balancer that admits TCP 80 from aws_security_group.client",
        ]),
      ),
      given(
        "it is a fixed response, and a rule forwards to a target that admits nothing",
        [byDefault(FIXED), closed, rule("api", { priority: 1, action: CLOSED })],
        partlyClosed(["aws_lb_listener.web"], ["aws_lb_listener_rule.api, aws_instance.closed"]),
      ),
      given(
        "there is no action",
        [set("aws_lb_listener.web", "default_action", [])],
        blocked(["ELBV2_LISTENER_REQUIRES_TG_ACCEPT"]),
      ),
    ],
  },
  {
    fact: "Rules are tried by their priorities, the lowest first: what one takes altogether comes to no later one",
    ...throughLoadBalancer,
    cases: [
      given(
        "a rule takes every path, and the default action would not get there",
        [
          closed,
          byDefault(CLOSED),
          rule("api", { priority: 1, action: WEB }),
          ofRule("condition.0.path_pattern.0.values", ["/*"]),
        ],
        reachable,
      ),
      given(
        "a rule takes every host",
        [
          closed,
          byDefault(CLOSED),
          rule("api", { priority: 1, action: WEB }),
          ofRule("condition", [{ host_header: [{ values: ["*"] }] }]),
        ],
        reachable,
      ),
      given(
        "a rule takes what an earlier one takes already",
        [
          closed,
          rule("api", { priority: 1, action: WEB }),
          rule("version", { priority: 2, path: "/api/v1/*", action: CLOSED }),
        ],
        reachable,
      ),
      given(
        "a rule takes some of what a later one takes",
        [
          closed,
          rule("api", { priority: 1, action: CLOSED }),
          ofRule("priority", 3),
          rule("version", { priority: 2, path: "/api/v1/*", action: WEB }),
        ],
        partlyClosed(
          ["aws_lb_listener_rule.version, aws_instance.server", "aws_lb_listener.web, aws_instance.server"],
          ["aws_lb_listener_rule.api, aws_instance.closed"],
        ),
      ),
      given(
        "of two rules for one path the earlier one forwards to a target that admits nothing",
        [
          closed,
          rule("api", { priority: 5, action: CLOSED }),
          ofRule("priority", 1),
          rule("same", { priority: 2, action: WEB }),
        ],
        throughDefaultOnly,
      ),
      given(
        "of two rules for one path the later one forwards to a target that admits nothing",
        [
          closed,
          rule("api", { priority: 1, action: CLOSED }),
          ofRule("priority", 3),
          rule("same", { priority: 2, action: WEB }),
        ],
        reachable,
      ),
    ],
  },
  {
    fact: "Conditions on sources mean the address that connects to the load balancer",
    ...throughLoadBalancer,
    cases: [
      given(
        "a rule takes the client's block, and the default action would not get there",
        [
          closed,
          byDefault(CLOSED),
          rule("api", { priority: 1, action: WEB }),
          ofRule("condition", FROM_CLIENT),
        ],
        reachable,
      ),
      given(
        "a rule takes another block",
        [
          closed,
          byDefault(CLOSED),
          rule("api", { priority: 1, action: WEB }),
          ofRule("condition", FROM_OTHERS),
        ],
        toClosedOnly,
      ),
      given(
        "a rule takes some paths of the client's block",
        [
          closed,
          byDefault(CLOSED),
          rule("api", { priority: 1, action: WEB }),
          ofRule("condition", [SOME_PATHS, ...FROM_CLIENT]),
        ],
        throughRuleOnly,
      ),
      given(
        "a rule takes some paths of another block",
        [
          closed,
          byDefault(WEB),
          rule("api", { priority: 1, action: CLOSED }),
          ofRule("condition", [SOME_PATHS, ...FROM_OTHERS]),
        ],
        reachable,
      ),
    ],
  },
  {
    fact: "Whether an identity provider or a function answers is not analysed",
    ...throughLoadBalancer,
    cases: [
      given(
        "a rule for all requests leads to the targets without asking an identity provider",
        [closed, byDefault(CLOSED), rule("api", { priority: 1, path: "/*", action: WEB })],
        reachable,
      ),
      given(
        "users are authenticated before their requests are forwarded",
        overTls({ type: "authenticate-oidc" }, WEB),
        unknown(["UNKNOWN_VALUE"]),
      ),
      given(
        "clients have to have a certificate that the listener trusts",
        [...overTls(WEB), set("aws_lb_listener.web", "mutual_authentication", [{ mode: "verify" }])],
        unknown(["UNKNOWN_VALUE"]),
      ),
      given(
        "the listener passes certificates of clients on, and verifies none",
        [...overTls(WEB), set("aws_lb_listener.web", "mutual_authentication", [{ mode: "passthrough" }])],
        reachable,
      ),
      given(
        "the target is a function",
        [
          add({ "aws_lambda_function.web": { function_name: "web" } }),
          set("aws_lb_target_group.web", "target_type", "lambda"),
          set(
            "aws_lb_target_group_attachment.server",
            "target_id",
            attributeOf("aws_lambda_function.web", "arn"),
          ),
        ],
        unknown(["UNKNOWN_VALUE"]),
      ),
      given(
        "something that is not analysed refers to a rule",
        [
          rule("api", { priority: 1, action: WEB }),
          add({ "aws_magic_filter.filter": { rule: idOf("aws_lb_listener_rule.api") } }),
        ],
        unknown(["UNKNOWN_VALUE"]),
      ),
    ],
  },
];

const outside: readonly Fact[] = [
  {
    fact: "An internet-facing Application Load Balancer has public addresses, an internal one has none",
    network: behindApplication(),
    asked: { from: "internet", to: "aws_lb.web" },
    cases: [
      given(
        "it is internet-facing, its group admits everyone and its subnets lead to an internet gateway",
        [
          add({
            "aws_internet_gateway.gateway": { vpc_id: idOf("aws_vpc.network") },
            "aws_route.out": {
              route_table_id: attributeOf("aws_vpc.network", "main_route_table_id"),
              destination_cidr_block: "0.0.0.0/0",
              gateway_id: idOf("aws_internet_gateway.gateway"),
            },
            ...admits("everyone", { block: "0.0.0.0/0" }, { of: "web_load_balancer" }),
          }),
          set("aws_lb.web", "internal", false),
        ],
        reachable,
      ),
      given(
        "it is internal",
        [
          add({
            "aws_internet_gateway.gateway": { vpc_id: idOf("aws_vpc.network") },
            "aws_route.out": {
              route_table_id: attributeOf("aws_vpc.network", "main_route_table_id"),
              destination_cidr_block: "0.0.0.0/0",
              gateway_id: idOf("aws_internet_gateway.gateway"),
            },
            ...admits("everyone", { block: "0.0.0.0/0" }, { of: "web_load_balancer" }),
          }),
        ],
        blocked(["IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS"]),
      ),
    ],
  },
  {
    fact: "The name of an internal Application Load Balancer has the addresses of its nodes, that of an internet-facing one public addresses",
    network: {
      ...behindApplication(),
      "aws_route53_zone.names": { name: "example.internal", vpc: [{ vpc_id: idOf("aws_vpc.network") }] },
      "aws_route53_record.web": {
        zone_id: attributeOf("aws_route53_zone.names", "zone_id"),
        name: "web.example.internal",
        type: "A",
        alias: [{ name: attributeOf("aws_lb.web", "dns_name") }],
      },
    },
    asked: { from: "aws_instance.client", to: "web.example.internal" },
    cases: [
      given("an alias record names an internal one", [], reachable),
      given(
        "a CNAME record names it",
        [
          leaveOut("aws_route53_record.web", "alias"),
          set("aws_route53_record.web", "type", "CNAME"),
          set("aws_route53_record.web", "records", [attributeOf("aws_lb.web", "dns_name")]),
        ],
        reachable,
      ),
      given("it is internet-facing", [set("aws_lb.web", "internal", false)], unknown(["UNKNOWN_VALUE"])),
    ],
  },
];

const refused = blocked(["REFUSED_BY_AWS"]);

const refusals: readonly Fact[] = [
  {
    fact: "AWS refuses an Application Load Balancer in one zone, and one whose addresses are stated",
    ...throughLoadBalancer,
    cases: [
      given("it has subnets in two zones", [], reachable),
      given(
        "it has a subnet in one zone",
        [set("aws_lb.web", "subnets", [idOf("aws_subnet.nodes_az4")])],
        refused,
      ),
      given(
        "an elastic address is stated",
        [
          leaveOut("aws_lb.web", "subnets"),
          set("aws_lb.web", "subnet_mapping", [
            { subnet_id: idOf("aws_subnet.nodes_az4"), allocation_id: "eipalloc-1" },
            { subnet_id: idOf("aws_subnet.nodes_az1") },
          ]),
        ],
        refused,
      ),
    ],
  },
  {
    fact: "An Application Load Balancer's listeners and target groups speak HTTP or HTTPS",
    ...throughLoadBalancer,
    cases: [
      given("both speak HTTP", [], reachable),
      given("the listener is for TCP", [set("aws_lb_listener.web", "protocol", "TCP")], refused),
      given("the target group is for TCP", [set("aws_lb_target_group.web", "protocol", "TCP")], refused),
      given(
        "the target group speaks HTTPS",
        [set("aws_lb_target_group.web", "protocol", "HTTPS")],
        reachable,
      ),
      given(
        "the listener speaks HTTPS without a certificate",
        [set("aws_lb_listener.web", "protocol", "HTTPS")],
        refused,
      ),
      given(
        "the listener speaks HTTP, and the target group HTTP/1.1",
        [set("aws_lb_target_group.web", "protocol_version", "HTTP1")],
        reachable,
      ),
      given(
        "the listener speaks HTTP, and the target group gRPC",
        [set("aws_lb_target_group.web", "protocol_version", "GRPC")],
        refused,
      ),
      given(
        "the listener speaks HTTP, and the target group HTTP/2",
        [set("aws_lb_target_group.web", "protocol_version", "HTTP2")],
        refused,
      ),
      given(
        "the listener speaks HTTPS, and the target group gRPC",
        [...overTls(WEB), set("aws_lb_target_group.web", "protocol_version", "GRPC")],
        reachable,
      ),
      given(
        "users are to be authenticated over HTTP",
        [set("aws_lb_listener.web", "default_action", [{ type: "authenticate-cognito" }, WEB])],
        blocked(["REFUSED_BY_AWS"], ["UNKNOWN_VALUE"]),
      ),
    ],
  },
  {
    fact: "Each rule of a listener has a priority of its own, and each load balancer target groups of its own",
    ...throughLoadBalancer,
    cases: [
      given(
        "two rules have two priorities",
        [rule("api", { priority: 1, action: WEB }), rule("other", { priority: 2, path: "/o", action: WEB })],
        reachable,
      ),
      given(
        "two rules have one priority",
        [
          rule("api", { priority: 1, path: "/*", action: WEB }),
          rule("other", { priority: 1, path: "/*", action: WEB }),
        ],
        refused,
      ),
      given(
        "another load balancer forwards to the target group, too",
        [
          add({
            "aws_lb.other": {
              load_balancer_type: "application",
              internal: true,
              subnets: [idOf("aws_subnet.nodes_az4"), idOf("aws_subnet.nodes_az1")],
              security_groups: [idOf("aws_security_group.web_load_balancer")],
            },
            "aws_lb_listener.other": {
              load_balancer_arn: attributeOf("aws_lb.other", "arn"),
              protocol: "HTTP",
              port: 80,
              default_action: [WEB],
            },
          }),
        ],
        refused,
      ),
    ],
  },
];

export const applicationLoadBalancers: readonly Fact[] = [...connections, ...rules, ...outside, ...refusals];
