import { describe, expect, test } from "@jest/globals";
import { networkOf } from "../../../analysis/network";
import type { Verdict } from "../../../analysis/reachability";
import { assemble } from "../../../stacks/assembly";
import { modelOf } from "../../modules/topology/reading";
import { deploymentOf } from "../../support/deployments";
import { answerOf, type Asked } from "../../support/networks";
import { type Block, synthesizeApp } from "../../support/terraform";
import { editedText, EXISTING } from "../../support/topology-text";

/** With a host that is made, and load balancer and endpoint in other subnets than the hosts. */
const TOPOLOGY = editedText(EXISTING, [
  ["      client:\n", "      worker: { zone: apne1-az1, address: 192.168.8.20 }\n      client:\n"],
  [
    "      securityGroups:\n        sg-00000000000000001",
    `        apne1-az1:
          existing: subnet-00000000000000003
          cidr: 192.168.8.0/24
          routeTable: { id: rtb-00000000000000003, routes: {} }
          networkAcl: open
      securityGroups:
        sg-00000000000000001`,
  ],
  [
    "      securityGroups:\n        sg-00000000000000002",
    `        apne1-az1:
          existing: subnet-00000000000000004
          cidr: 192.168.9.0/24
          routeTable: { id: rtb-00000000000000002, routes: {} }
          networkAcl: open
      securityGroups:
        sg-00000000000000002`,
  ],
  ["        targets: [server]\n", "        targets: [server]\n        zones: [apne1-az1, apne1-az4]\n"],
  ["        service: web/web\n", "        service: web/web\n        zones: [apne1-az1]\n"],
  ["peer: 192.168.1.0/24", "peer: 192.168.9.0/24"],
]);

const app = synthesizeApp((scope) => {
  assemble(scope, modelOf(TOPOLOGY));
});
const plain: Readonly<Record<string, Block>> = Object.fromEntries(
  [...app.stacks].map(([id, stack]) => [id, stack.plain]),
);

const TO_SERVICE: Asked = { from: "x.legacy:data.aws_instance.hosts_client", to: "web.example.internal" };
const TO_CLIENT: Asked = {
  from: "x.legacy:aws_instance.hosts_worker",
  to: "x.legacy:data.aws_instance.hosts_client",
  port: 443,
};

/** One postcondition of a data source. */
interface Fact {
  readonly stack: string;
  readonly type: string;
  readonly name: string;
  readonly condition: string;
}

type Data = Readonly<Record<string, Readonly<Record<string, Block>>>>;

function dataOf(stack: string): Data {
  // What cdktf writes as `data` is blocks by type and name.
  // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion
  return (plain[stack]?.["data"] ?? {}) as Data;
}

function conditionsOf(block: Block): readonly { readonly condition: string }[] {
  const { lifecycle } = block as { lifecycle?: { postcondition?: readonly { condition: string }[] } };
  return lifecycle?.postcondition ?? [];
}

const facts: readonly Fact[] = Object.keys(plain).flatMap((stack) =>
  Object.entries(dataOf(stack)).flatMap(([type, named]) =>
    type === "terraform_remote_state"
      ? []
      : Object.entries(named).flatMap(([name, block]) =>
          conditionsOf(block).map(({ condition }) => ({ stack, type, name, condition })),
        ),
  ),
);

/** One of each kind: those of the second subnet say the same of it. */
const kinds = [
  ...new Map(
    facts.map((each) => [
      `${each.stack} ${each.type} ${each.condition.replace(/[0-9]{5,}|[0-9./]+"|az\d/g, "")}`,
      each,
    ]),
  ).values(),
];

/** @param replacement of the fact's condition; nothing where it is left out */
function verdictsWith(questions: readonly Asked[], fact?: Fact, replacement?: string): Verdict[] {
  const stacks = fact === undefined ? plain : { ...plain, [fact.stack]: without(fact, replacement) };
  const deployment = deploymentOf(stacks);
  const analysed = { deployment, network: networkOf(deployment) };
  return questions.map((asked) => answerOf(analysed, asked).verdict);
}

/** What is answered to both questions without each fact. */
const withoutEach = kinds.map((each) => {
  const [toService, toClient] = verdictsWith([TO_SERVICE, TO_CLIENT], each);
  return { told: named(each), toService, toClient };
});

function without({ stack, type, name, condition }: Fact, replacement?: string): Block {
  const data = dataOf(stack);
  const block = data[type]?.[name] ?? {};
  const postcondition = conditionsOf(block).flatMap((each) => {
    if (each.condition !== condition) return [each];
    return replacement === undefined ? [] : [{ ...each, condition: replacement }];
  });
  const changed = { ...block, lifecycle: { postcondition } };
  return { ...plain[stack], data: { ...data, [type]: { ...data[type], [name]: changed } } };
}

function named({ stack, type, name, condition }: Fact): string {
  return `${stack} ${type}.${name}: ${condition}`;
}

function fact(stack: string, start: string): Fact {
  const found = facts.find((each) => each.stack === stack && each.condition.startsWith(start));
  if (found === undefined) throw new Error(`${stack} states nothing that begins with ${start}`);
  return found;
}

describe("a flow through networks that are there already", () => {
  test("given everything stated, when it is judged, then it is reachable, or blocked where a group says so", () => {
    expect(verdictsWith([TO_SERVICE, TO_CLIENT])).toEqual(["reachable", "blocked"]);
  });

  test("given any fact that is not stated, when the service is asked, then it is not known, but for the zone of who asks, and whether hosts run", () => {
    const settled = withoutEach.filter(({ toService }) => toService !== "unknown");
    expect(settled.map(({ told }) => told)).toEqual([
      'x.legacy aws_instance.hosts_client: ${self.instance_state == "running"}',
      'x.legacy aws_subnet.vpc_private_apne1-az4: ${self.availability_zone_id == "apne1-az4"}',
      'x.web aws_instance.hosts_server: ${self.instance_state == "running"}',
    ]);
    expect(withoutEach.length).toBeGreaterThan(30);
  });

  test("given any fact that is not stated, when a group stops the flow, then only what tells of the group matters", () => {
    expect(new Set(withoutEach.map(({ toClient }) => toClient))).toEqual(new Set(["blocked", "unknown"]));
    expect(withoutEach.filter(({ toClient }) => toClient === "unknown").map(({ told }) => told)).toEqual([
      'x.legacy aws_instance.hosts_client: ${toset(self.vpc_security_group_ids) == toset(["sg-00000000000000001"])}',
      "x.legacy aws_network_interfaces.hosts_client_interfaces: ${length(self.ids) == 1}",
      "x.legacy aws_vpc_security_group_rule.vpc_security-groups_sg-00000000000000001_sgr-00000000000000001: ${self.is_egress == true}",
      'x.legacy aws_vpc_security_group_rules.vpc_security-groups_sg-00000000000000001_rules: ${toset(self.ids) == toset(["sgr-00000000000000001"])}',
    ]);
  });

  test.each([
    ["x.web", '${self.ip_protocol == "tcp"}', '${self.ip_protocol == "udp"}'],
    ["x.web", '${self.cidr_ipv4 == "192.168.9.0/24"}', '${self.cidr_ipv4 == "192.168.1.0/24"}'],
    ["x.legacy", "${self.is_egress == true}", "${self.is_egress == false}"],
    ["x.legacy", '${self.cidr_ipv4 == "0.0.0.0/0"}', '${self.cidr_ipv4 == "10.0.0.0/8"}'],
  ])("given in %s %s as %s, when the service is asked, then it is blocked", (stack, stated, other) => {
    expect(verdictsWith([TO_SERVICE], fact(stack, stated), other)).toEqual(["blocked"]);
  });
});
