import { describe, expect, test } from "@jest/globals";
import { networkOf } from "../../../../analysis/network";
import type { Answer, Code } from "../../../../analysis/reachability";
import { assemble } from "../../../../stacks/assembly";
import { deploymentOf } from "../../../support/deployments";
import {
  add,
  answerOf,
  edited,
  type Edit,
  leaveOut,
  remove,
  type Resources,
  set,
} from "../../../support/networks";
import { synthesizeApp } from "../../../support/terraform";
import { topologyOfFile } from "../../../support/topologies";

/** What a scenario was synthesized to: the managed resources of each stack, and all else that it holds. */
interface Synthesized {
  readonly plain: Readonly<Record<string, object>>;
  readonly resources: ReadonlyMap<string, Resources>;
}

function synthesized(name: string): Synthesized {
  const { stacks } = synthesizeApp((scope) => {
    assemble(scope, topologyOfFile(`scenarios/${name}.yaml`));
  });
  const short = (id: string): string => id.slice(name.length + 1);
  return {
    plain: Object.fromEntries([...stacks].map(([id, { plain }]) => [short(id), plain])),
    resources: new Map([...stacks].map(([id, stack]) => [short(id), Object.fromEntries(stack.resources)])),
  };
}

/** What is wrong with one stack, and what it does to a flow. */
interface Fault {
  readonly given: string;
  readonly stack: string;
  readonly edits: readonly Edit[];
  readonly to?: string;
  readonly port?: number;
  readonly stops: readonly Code[];
  readonly verdict?: Answer["verdict"];
}

function answerAfter({ plain, resources }: Synthesized, from: string, to: string, fault: Fault): Answer {
  const own = resources.get(fault.stack);
  if (own === undefined) throw new Error(`there is no stack ${fault.stack}`);
  const changed = { ...plain[fault.stack], resource: nested(edited(own, fault.edits)) };
  const deployment = deploymentOf({ ...plain, [fault.stack]: changed });
  return answerOf(
    { deployment, network: networkOf(deployment) },
    { from, to: fault.to ?? to, ...(fault.port === undefined ? {} : { port: fault.port }) },
  );
}

function nested(resources: Resources): object {
  const types = new Map<string, Record<string, object>>();
  for (const [address, block] of Object.entries(resources)) {
    const [type = "", name = ""] = address.split(".");
    types.set(type, { ...types.get(type), [name]: block });
  }
  return Object.fromEntries(types);
}

const outcome = ({ verdict, blockers }: Answer): object => ({
  verdict,
  stops: blockers.map(({ code }) => code),
});

const CONSUMER = "project-a";
const HUB = "proxy";
const CONFIGURATION = "aws_vpclattice_resource_configuration.resource-configurations_proxies";
const GATEWAY_EGRESS =
  "aws_vpc_security_group_egress_rule.resource-gateways_proxies_security-group_to-proxies";
const LOAD_BALANCER_INGRESS =
  "aws_vpc_security_group_ingress_rule.load-balancers_proxies_security-group_from-resource-gateway-proxies";
const PRINCIPAL = "aws_ram_principal_association.resource-shares_proxies_principal-111111111111";

const hubFaults: readonly Fault[] = [
  { given: "nothing is wrong", stack: HUB, edits: [], stops: [], verdict: "reachable" },
  {
    given: "the gateway's group lets nothing out",
    stack: HUB,
    edits: [remove(GATEWAY_EGRESS)],
    stops: ["SG_HAS_NO_RULES"],
  },
  {
    given: "the configuration's ports leave 3128 out",
    stack: HUB,
    edits: [set(CONFIGURATION, "port_ranges", ["3129-65535"])],
    stops: ["RESOURCE_PORT_RESTRICTION"],
  },
  {
    given: "the share does not name the account",
    stack: HUB,
    edits: [remove(PRINCIPAL)],
    stops: ["RESOURCE_NOT_SHARED"],
  },
  {
    given: "the account does not accept the share",
    stack: "proxy.share-111111111111",
    edits: [remove("aws_ram_resource_share_accepter.share")],
    stops: ["RESOURCE_SHARE_NOT_ACCEPTED"],
  },
  {
    given: "the load balancer's group admits nothing of the gateway",
    stack: HUB,
    edits: [remove(LOAD_BALANCER_INGRESS)],
    stops: ["ENI_SG_RULES_MISMATCH"],
  },
  {
    given: "the hub's subnets have no route to the NAT gateway",
    stack: HUB,
    edits: ["apne1-az1", "apne1-az4"].map((zone) => remove(`aws_route.vpc_private_${zone}-internet`)),
    stops: ["NO_ROUTE_TO_DESTINATION"],
  },
  {
    given: "the endpoint's group admits nobody",
    stack: CONSUMER,
    edits: [remove("aws_vpc_security_group_ingress_rule.proxy_endpoint_security-group_from-app")],
    stops: ["SG_HAS_NO_RULES"],
  },
  {
    given: "the proxies' name has no record",
    stack: CONSUMER,
    edits: [remove("aws_route53_record.proxy_name_record")],
    stops: ["NAME_NOT_FOUND"],
  },
  {
    given: "the host's user data names no proxy",
    stack: CONSUMER,
    edits: [leaveOut("aws_instance.hosts_app", "user_data_base64")],
    stops: ["PROXY_NOT_CONFIGURED"],
  },
  {
    given: "a domain is on no list",
    stack: HUB,
    edits: [],
    to: "https://www.example.org/",
    stops: ["PROXY_DESTINATION_NOT_ALLOWED"],
  },
  {
    given: "a URL says port 8080",
    stack: HUB,
    edits: [],
    to: "http://www.example.com:8080/",
    stops: ["PROXY_PORT_NOT_ALLOWED", "ENI_SG_RULES_MISMATCH"],
  },
];

describe("an exit of the scenario egress-proxy-hub", () => {
  const hub = synthesized("egress-proxy-hub");

  test.each(hubFaults)(
    "given that $given, when a project asks for a page, then every fault is told, and no other",
    (fault) => {
      const answer = answerAfter(hub, "project-a:aws_instance.hosts_app", "http://www.example.com/", fault);
      expect(outcome(answer)).toEqual({ verdict: fault.verdict ?? "blocked", stops: fault.stops });
    },
  );
});

/** Routes of the application's VPC through its peering with the proxies' VPC, which no topology may declare. */
const routesThrough = (block: string): Edit =>
  add(
    Object.fromEntries(
      ["apne1-az1", "apne1-az4"].map((zone) => [
        `aws_route.stray_${zone}`,
        {
          route_table_id: `\${data.terraform_remote_state.network.outputs.private_route_table_ids["${zone}"]}`,
          destination_cidr_block: block,
          vpc_peering_connection_id: "${data.terraform_remote_state.connection.outputs.connection_id}",
        },
      ]),
    ),
  );
const sideRoutes = (block: string): Edit[] =>
  ["apne1-az1", "apne1-az4"].map((zone) => remove(`aws_route.side_routes_${zone}_to-${block}`));

const peeredFaults: readonly Fault[] = [
  { given: "nothing is wrong", stack: HUB, edits: [], stops: [], verdict: "reachable" },
  {
    given: "nobody accepts the application's peering",
    stack: "proxy.accept-peering-app",
    edits: [remove("aws_vpc_peering_connection_accepter.acceptance")],
    stops: ["BAD_STATE"],
  },
  {
    given: "the application has no route to the proxies",
    stack: "app.routes-peering-app",
    edits: sideRoutes("10-0-0-0-24"),
    stops: ["NO_ROUTE_TO_DESTINATION"],
  },
  {
    given: "the proxies have no route back to the application",
    stack: "proxy.accept-peering-app",
    edits: sideRoutes("192-168-0-0-24"),
    stops: ["NO_ROUTE_TO_DESTINATION"],
  },
  {
    given: "the load balancer's group admits nobody of the application's VPC",
    stack: "proxy.accept-peering-app",
    edits: [
      remove("aws_vpc_security_group_ingress_rule.side_rules_proxies-load-balancer_from-host-app-3128"),
    ],
    stops: ["ENI_SG_RULES_MISMATCH"],
  },
  {
    given: "the service has no route back to the proxies",
    stack: "service.accept-peering-service",
    edits: sideRoutes("10-0-0-0-24"),
    stops: ["NO_ROUTE_TO_DESTINATION"],
  },
  {
    given: "the service's group does not admit the proxies",
    stack: "service.accept-peering-service",
    edits: [remove("aws_vpc_security_group_ingress_rule.side_rules_host-web_from-proxies-80")],
    stops: ["ENI_SG_RULES_MISMATCH"],
  },
  {
    given: "a route leads through the proxies' VPC to the service",
    stack: "app.routes-peering-app",
    edits: [routesThrough("10.1.0.0/24")],
    to: "service:aws_instance.hosts_web",
    stops: ["ENI_SG_RULES_MISMATCH", "PCX_REQUIRES_ADDRESS_IN_VPC_CIDR"],
  },
  {
    given: "a route leads through the proxies' VPC to the internet",
    stack: "app.routes-peering-app",
    edits: [routesThrough("0.0.0.0/0")],
    to: "internet",
    port: 443,
    stops: ["PCX_REQUIRES_ADDRESS_IN_VPC_CIDR"],
  },
  {
    given: "an address is in no block",
    stack: HUB,
    edits: [],
    to: "http://10.1.1.55/",
    stops: ["PROXY_DESTINATION_NOT_ALLOWED", "NO_ROUTE_TO_DESTINATION"],
  },
];

describe("a page of the scenario peered-proxy", () => {
  const peered = synthesized("peered-proxy");

  test.each(peeredFaults)(
    "given that $given, when the application asks for it, then every fault is told, and no other",
    (fault) => {
      const answer = answerAfter(peered, "app:aws_instance.hosts_app", "http://10.1.0.55/", fault);
      expect(outcome(answer)).toEqual({ verdict: fault.verdict ?? "blocked", stops: fault.stops });
    },
  );
});
