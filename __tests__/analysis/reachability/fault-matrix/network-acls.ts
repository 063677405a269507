import { renderWindowsHost } from "../../../../modules/software";
import {
  add,
  type Edit,
  idOf,
  IN_PROVIDERS_ACCOUNT,
  MYSTERY,
  oneVpc,
  privateLink,
  set,
} from "../../../support/networks";
import { blocked, type Fact, given, partly, reachable, unknown } from "./fact";

const withinVpc = {
  network: oneVpc(),
  asked: { from: "aws_instance.client", to: "aws_instance.server" },
};

/** TCP ports of an entry; all traffic without. */
type Ports = readonly [first: number, last: number];

function entry(number: number, action: "allow" | "deny", ports?: Ports, block = "0.0.0.0/0"): object {
  const [first, last] = ports ?? [0, 0];
  const protocol = ports === undefined ? "-1" : "tcp";
  return { rule_no: number, action, protocol, from_port: first, to_port: last, cidr_block: block };
}

const everything = [entry(100, "allow")];
/** Linux's, of hosts that ask. */
const LINUX: Ports = [32768, 60999];
const WINDOWS: Ports = [49152, 65535];
const ON_WINDOWS = Buffer.from(renderWindowsHost({}), "utf8").toString("base64");
/** Those of load balancers and NAT gateways. */
const EPHEMERAL: Ports = [1024, 65535];
const WEB: Ports = [80, 80];

/** An ACL of a subnet of the one VPC. */
function aclOf(subnet: string, ingress: readonly object[], egress: readonly object[]): Edit {
  return add({
    [`aws_network_acl.${subnet}`]: {
      vpc_id: idOf("aws_vpc.network"),
      subnet_ids: [idOf(`aws_subnet.${subnet}`)],
      ingress,
      egress,
    },
  });
}

/** An ACL of a subnet of the provider. */
function aclOfProvider(subnet: string, ingress: readonly object[], egress: readonly object[]): Edit {
  return add({
    [`aws_network_acl.${subnet}`]: {
      provider: IN_PROVIDERS_ACCOUNT,
      vpc_id: idOf("aws_vpc.provider"),
      subnet_ids: [idOf(`aws_subnet.${subnet}`)],
      ingress,
      egress,
    },
  });
}

const ANSWER_PORTS = "TCP 32768-60999";
const allowing = (acl: string, direction: string, number: number, what: string): string =>
  `add the ${direction} rule ${number} to aws_network_acl.${acl} that allows ${what}`;

const inOneSubnet = [
  set("aws_instance.server", "subnet_id", idOf("aws_subnet.clients")),
  set("aws_instance.server", "private_ip", "10.0.0.11"),
];

export const networkAcls: readonly Fact[] = [
  {
    fact: "Network ACLs are stateless: of both subnets, both ways must be open, for the answer to the port that the client happens to have (Linux: 32768-60999, Windows: 49152-65535)",
    ...withinVpc,
    cases: [
      given("the VPC's default ACL allows everything", [], reachable),
      given(
        "the server's subnet lets web requests in, and answers out to Linux's ports",
        [aclOf("servers", [entry(100, "allow", WEB)], [entry(100, "allow", LINUX)])],
        reachable,
      ),
      given(
        "it lets answers out to Windows' ports, and the client's user data is for Windows",
        [
          aclOf("servers", [entry(100, "allow", WEB)], [entry(100, "allow", WINDOWS)]),
          set("aws_instance.client", "user_data_base64", ON_WINDOWS),
        ],
        reachable,
      ),
      given(
        "it lets answers out to Linux's ports, and the client's user data is not known",
        [
          aclOf("servers", [entry(100, "allow", WEB)], [entry(100, "allow", LINUX)]),
          set("aws_instance.client", "user_data_base64", MYSTERY),
        ],
        unknown(
          ["SUBNET_ACL_RESTRICTION", allowing("servers", "egress", 99, "TCP 61000-65535 to 10.0.0.10")],
          ["UNKNOWN_VALUE"],
        ),
      ),
      given(
        "it lets answers out to both systems' ports, and the client's user data is not known",
        [
          aclOf("servers", [entry(100, "allow", WEB)], [entry(100, "allow", [32768, 65535])]),
          set("aws_instance.client", "user_data_base64", MYSTERY),
        ],
        reachable,
      ),
      given(
        "the server's subnet lets web requests in, and nothing out",
        [aclOf("servers", [entry(100, "allow", WEB)], [])],
        blocked([
          "SUBNET_ACL_RESTRICTION",
          allowing("servers", "egress", 100, `${ANSWER_PORTS} to 10.0.0.10`),
        ]),
      ),
      given(
        "the server's subnet lets answers out to half of the ports",
        [aclOf("servers", [entry(100, "allow", WEB)], [entry(100, "allow", [32768, 49151])])],
        partly(
          ["from ports 32768-49151"],
          ["from ports 49152-60999"],
          ["SUBNET_ACL_RESTRICTION", allowing("servers", "egress", 99, "TCP 49152-60999 to 10.0.0.10")],
        ),
      ),
      given(
        "the server's subnet lets nothing in",
        [aclOf("servers", [], everything)],
        blocked(["SUBNET_ACL_RESTRICTION", allowing("servers", "ingress", 100, "TCP 80 from 10.0.0.10")]),
      ),
      given(
        "the client's subnet lets requests out, and no answers in",
        [aclOf("clients", [entry(100, "allow", WEB)], everything)],
        blocked([
          "SUBNET_ACL_RESTRICTION",
          allowing("clients", "ingress", 99, `${ANSWER_PORTS} from 10.0.1.10`),
        ]),
      ),
      given(
        "the client's subnet lets no requests out",
        [aclOf("clients", everything, [entry(100, "allow", EPHEMERAL)])],
        blocked(["SUBNET_ACL_RESTRICTION", allowing("clients", "egress", 99, "TCP 80 to 10.0.1.10")]),
      ),
    ],
  },
  {
    fact: "Entries are tried by their number, the first that matches decides, and what none matches is denied",
    ...withinVpc,
    cases: [
      given(
        "90 denies, and 100 allows",
        [aclOf("servers", [entry(100, "allow"), entry(90, "deny", WEB)], everything)],
        blocked(["SUBNET_ACL_RESTRICTION", allowing("servers", "ingress", 89, "TCP 80 from 10.0.0.10")]),
      ),
      given(
        "100 allows, and 110 denies",
        [aclOf("servers", [entry(110, "deny", WEB), entry(100, "allow")], everything)],
        reachable,
      ),
      given(
        "90 denies others than the client",
        [aclOf("servers", [entry(90, "deny", WEB, "10.0.0.128/25"), entry(100, "allow")], everything)],
        reachable,
      ),
      given(
        "the ACL has no entries",
        [aclOf("servers", [], [])],
        blocked(
          ["SUBNET_ACL_RESTRICTION", allowing("servers", "ingress", 100, "TCP 80 from 10.0.0.10")],
          ["SUBNET_ACL_RESTRICTION", allowing("servers", "egress", 100, `${ANSWER_PORTS} to 10.0.0.10`)],
        ),
      ),
      given(
        "entries are resources of their own",
        [
          aclOf("servers", [], []),
          set("aws_network_acl.servers", "ingress", undefined),
          set("aws_network_acl.servers", "egress", undefined),
          ...[false, true].map((egress) =>
            add({
              [`aws_network_acl_rule.${egress ? "out" : "in"}`]: {
                network_acl_id: idOf("aws_network_acl.servers"),
                egress,
                rule_number: 100,
                rule_action: "allow",
                protocol: "-1",
                cidr_block: "0.0.0.0/0",
              },
            }),
          ),
        ],
        reachable,
      ),
    ],
  },
  {
    fact: "Within one subnet no ACL judges",
    ...withinVpc,
    cases: [
      given(
        "both hosts are in one subnet, whose ACL has no entries",
        [...inOneSubnet, aclOf("clients", [], [])],
        reachable,
      ),
      given(
        "they are in two, and the ACL of one has no entries",
        [aclOf("clients", [], [])],
        blocked(
          ["SUBNET_ACL_RESTRICTION", allowing("clients", "egress", 100, "TCP 80 to 10.0.1.10")],
          ["SUBNET_ACL_RESTRICTION", allowing("clients", "ingress", 100, `${ANSWER_PORTS} from 10.0.1.10`)],
        ),
      ),
    ],
  },
  {
    fact: "A load balancer's own connections have ports from 1024 to 65535, which its targets' answers go to",
    network: privateLink(),
    asked: { from: "aws_instance.client", to: "web.example.internal" },
    cases: [
      given(
        "the target's subnet lets answers out to these",
        [aclOfProvider("servers", [entry(100, "allow", WEB)], [entry(100, "allow", EPHEMERAL)])],
        reachable,
      ),
      given(
        "the target's subnet lets answers out to Linux's ports only",
        [aclOfProvider("servers", [entry(100, "allow", WEB)], [entry(100, "allow", LINUX)])],
        partly(
          ["from ports 32768-60999"],
          ["from ports 1024-32767, 61000-65535"],
          [
            "SUBNET_ACL_RESTRICTION",
            allowing("servers", "egress", 99, "TCP 1024-32767, 61000-65535 to 10.1.4.4-10.1.4.254"),
          ],
        ),
      ),
      given(
        "the load balancer's subnet lets no answers in",
        [aclOfProvider("nodes_az4", [entry(100, "allow", WEB)], everything)],
        blocked([
          "SUBNET_ACL_RESTRICTION",
          allowing("nodes_az4", "ingress", 99, "TCP 1024-65535 from 10.1.0.10"),
        ]),
      ),
    ],
  },
];
