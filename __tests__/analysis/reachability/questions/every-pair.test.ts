import { describe, expect, test } from "@jest/globals";
import { type Network, networkOf } from "../../../../analysis/network";
import {
  type Answer,
  ask,
  describeWitness,
  type End,
  findEnd,
  questionBetween,
  type ReachGroup,
  whatIsReached,
  whoReaches,
} from "../../../../analysis/reachability";
import { valueOf } from "../../../../modules/addressing";
import { deploymentOf } from "../../../support/deployments";
import {
  add,
  admits,
  behindLoadBalancer,
  edited,
  host,
  idOf,
  letsOut,
  MYSTERY,
  oneVpc,
  privateLink,
  type Resources,
  set,
  stackOf,
  subnet,
  together,
  toInternet,
  vpc,
} from "../../../support/networks";

const PORTS = [22, 80, 443] as const;

function analysed(resources: Resources): {
  readonly network: Network;
  readonly end: (address: string) => End;
} {
  const deployment = deploymentOf({ example: stackOf(resources) });
  const network = networkOf(deployment);
  return { network, end: (text) => valueOf(findEnd({ deployment, network }, text)) };
}

function asked(network: Network, from: End, to: End, port: number): Answer["verdict"] {
  const question = questionBetween(from, to, "tcp", port);
  // A host's packets to itself never leave it.
  return question.ok ? ask(network, question.value).verdict : "blocked";
}

/** What groups say of one end, by itself and on a TCP port. */
function told(groups: readonly ReachGroup[], side: "from" | "to", at: string, port: number): string {
  const found = groups.filter(
    ({ ports, by, from, to }) =>
      by.through === undefined &&
      ports.tcp.contains(port) &&
      (side === "from"
        ? from.some((each) => each === at)
        : to.some((each) => each.kind === "party" && each.party === at)),
  );
  return found.map(({ verdict }) => verdict).join(" and ") || "blocked";
}

const peers = together(
  vpc("one", "10.1.0.0/16"),
  vpc("two", "10.2.0.0/16"),
  vpc("three", "10.3.0.0/16"),
  ...["one", "two", "three"].map((name, index) =>
    together(
      subnet(name, name, `10.${index + 1}.0.0/24`, "apne1-az4"),
      host(name, { in: name, vpc: name, address: `10.${index + 1}.0.10` }),
      letsOut(name, { block: "0.0.0.0/0" }),
      admits(name, { block: "10.0.0.0/8" }),
    ),
  ),
  {
    "aws_vpc_peering_connection.one_two": {
      vpc_id: idOf("aws_vpc.one"),
      peer_vpc_id: idOf("aws_vpc.two"),
      auto_accept: true,
    },
    "aws_route.one": {
      route_table_id: "${aws_vpc.one.main_route_table_id}",
      destination_cidr_block: "10.2.0.0/16",
      vpc_peering_connection_id: idOf("aws_vpc_peering_connection.one_two"),
    },
    "aws_route.two": {
      route_table_id: "${aws_vpc.two.main_route_table_id}",
      destination_cidr_block: "10.1.0.0/16",
      vpc_peering_connection_id: idOf("aws_vpc_peering_connection.one_two"),
    },
  },
);

const NETWORKS: Readonly<Record<string, Resources>> = {
  "one VPC": oneVpc(),
  "one VPC, with a rule for several ports": edited(oneVpc(), [
    set("aws_vpc_security_group_ingress_rule.server", "from_port", 22),
    set("aws_vpc_security_group_egress_rule.client", "to_port", 443),
  ]),
  "one VPC, with a rule that is not known": edited(oneVpc(), [
    set("aws_vpc_security_group_ingress_rule.server", "from_port", MYSTERY),
  ]),
  "a network ACL that passes some answers": edited(oneVpc(), [
    add({
      "aws_network_acl.servers": {
        vpc_id: idOf("aws_vpc.network"),
        subnet_ids: [idOf("aws_subnet.servers")],
        ingress: [
          {
            rule_no: 100,
            action: "allow",
            cidr_block: "0.0.0.0/0",
            protocol: "-1",
            from_port: 0,
            to_port: 0,
          },
        ],
        egress: [
          {
            rule_no: 100,
            action: "allow",
            cidr_block: "0.0.0.0/0",
            protocol: "tcp",
            from_port: 32768,
            to_port: 45000,
          },
        ],
      },
    }),
  ]),
  "a load balancer": behindLoadBalancer(),
  PrivateLink: privateLink(),
  "the internet": toInternet(),
  "peered VPCs, and one beside them": peers,
  "a route to nobody knows where": edited(peers, [
    set("aws_route.one", "vpc_peering_connection_id", MYSTERY),
  ]),
};

describe.each(Object.entries(NETWORKS))("given %s", (_, resources) => {
  const { network, end } = analysed(resources);
  const hosts = Object.keys(resources)
    .filter((address) => address.startsWith("aws_instance."))
    .map((address) => `example:${address}`);
  const reached = [
    ...hosts,
    ...Object.keys(resources)
      .filter((address) => /^aws_(?:lb|vpc_endpoint)\./.test(address))
      .map((address) => `example:${address}`),
  ];
  const all = { protocols: ["tcp", "udp"] } as const;

  test("when it is asked who reaches an end, then it is what asking each host tells", () => {
    const told_ = reached.map((to) => whoReaches(network, interfacesOr(end(to)), all));
    const pairs = reached.flatMap((to, index) =>
      ["internet", ...hosts].flatMap((from) =>
        PORTS.map((port) => ({
          pair: `${from} ${to} ${port}`,
          told: told(told_[index] ?? [], "from", from, port),
          asked: asked(network, end(from), end(to), port),
        })),
      ),
    );
    expect(pairs.map(({ pair, told: verdict }) => `${pair} ${verdict}`)).toEqual(
      pairs.map(({ pair, asked: verdict }) => `${pair} ${verdict}`),
    );
  });

  test("when it is asked what a host reaches, then it is what asking for each end tells", () => {
    const pairs = hosts.flatMap((from) => {
      const groups = whatIsReached(network, startOf(end(from)), all);
      return ["internet", ...hosts].flatMap((to) =>
        PORTS.map((port) => ({
          pair: `${from} ${to} ${port}`,
          told: told(groups, "to", to, port),
          asked: asked(network, end(from), end(to), port),
        })),
      );
    });
    expect(pairs.map(({ pair, told: verdict }) => `${pair} ${verdict}`)).toEqual(
      pairs.map(({ pair, asked: verdict }) => `${pair} ${verdict}`),
    );
  });
});

function interfacesOr(end: End): Exclude<End, { readonly kind: "url" }> {
  if (end.kind === "url") throw new Error("no URL is asked for");
  return end;
}

function startOf(end: End): Extract<End, { readonly kind: "interfaces" | "internet" }> {
  if (end.kind === "interfaces" || end.kind === "internet") return end;
  throw new Error("packets start at a host");
}

describe("what is told of a way", () => {
  test("given a host behind PrivateLink, when it is asked who reaches it, then the way and a packet are told", () => {
    const { network, end } = analysed(privateLink());
    const groups = whoReaches(network, interfacesOr(end("example:aws_instance.server")), {
      protocols: ["tcp"],
    });
    expect(
      groups.map(({ verdict, from, by, witness }) => [
        verdict,
        from,
        by.through,
        witness && describeWitness(witness),
      ]),
    ).toEqual([
      [
        "reachable",
        ["example:aws_instance.client"],
        { kind: "endpoint", at: "example:aws_vpc_endpoint_service.web" },
        "10.0.0.10:32768 → 10.0.4.4:80 TCP",
      ],
    ]);
  });

  test("given answers that pass in part, when it is asked who reaches a host, then the packet is one that is answered", () => {
    const { network, end } = analysed(NETWORKS["a network ACL that passes some answers"] ?? {});
    const [group] = whoReaches(network, interfacesOr(end("example:aws_instance.server")), {
      protocols: ["tcp"],
    });
    expect(group?.verdict).toBe("partly");
    expect(group?.witness?.sourcePort).toBeGreaterThanOrEqual(32768);
    expect(group?.witness?.sourcePort).toBeLessThanOrEqual(45000);
  });
});
