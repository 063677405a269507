import {
  add,
  admits,
  attributeOf,
  behindLoadBalancer,
  type Edit,
  host,
  idOf,
  IN_PROVIDERS_ACCOUNT,
  leaveOut,
  letsOut,
  privateLink,
  set,
} from "../../../support/networks";
import { blocked, type Fact, given, partly, reachable } from "./fact";

const PLACE = { provider: IN_PROVIDERS_ACCOUNT };
const ENFORCEMENT = "enforce_security_group_inbound_rules_on_private_link_traffic";
const STOP_ENFORCING = `set ${ENFORCEMENT} = "off" on aws_lb.web`;
const enforced = set("aws_lb.web", ENFORCEMENT, "on");
const balancerAdmits = (block: string): Edit => add(admits("web_load_balancer", { block }, PLACE));

/** The target's rule names a block in the place of the load balancer's group. */
const serverAdmits = (block: string): Edit[] => [
  leaveOut("aws_vpc_security_group_ingress_rule.server", "referenced_security_group_id"),
  set("aws_vpc_security_group_ingress_rule.server", "cidr_ipv4", block),
];

const throughPrivateLink = {
  network: privateLink(),
  asked: { from: "aws_instance.client", to: "web.example.internal" },
};
const direct = {
  network: behindLoadBalancer(),
  asked: { from: "aws_instance.client", to: "aws_lb.web" },
};

const ADMIT_LOAD_BALANCER =
  "add an ingress rule to aws_security_group.server that admits TCP 80 from aws_security_group.web_load_balancer";
const preserving = set("aws_lb_target_group.web", "preserve_client_ip", true);
const notPreserving = set("aws_lb_target_group.web", "preserve_client_ip", false);
const NOT_PRESERVING = 'set preserve_client_ip = "false" on aws_lb_target_group.web';

/** The target is registered by its address. */
const byAddress: Edit[] = [
  set("aws_lb_target_group.web", "target_type", "ip"),
  set("aws_lb_target_group_attachment.server", "target_id", "10.0.1.10"),
];
/** Everything speaks UDP; health checks go on speaking TCP. */
const overUdp: Edit[] = [
  set("aws_vpc_security_group_egress_rule.client", "ip_protocol", "udp"),
  set("aws_vpc_security_group_ingress_rule.web_load_balancer", "ip_protocol", "udp"),
  set("aws_lb_listener.web", "protocol", "UDP"),
  set("aws_lb_target_group.web", "protocol", "UDP"),
  set("aws_vpc_security_group_ingress_rule.server", "ip_protocol", "-1"),
  set("aws_vpc_security_group_egress_rule.web_load_balancer", "ip_protocol", "-1"),
];
const askedOverUdp = { ...direct.asked, protocol: "udp" } as const;

/** A target that asks the load balancer that leads to it. */
const ASKING_ITSELF = { from: "aws_instance.server", to: "aws_lb.web" };
const serverMayAsk: Edit[] = [
  add(letsOut("server", { block: "0.0.0.0/0" })),
  add(admits("server_as_client", { group: "server" }, { of: "web_load_balancer" })),
];

export const enforcementAndPreservation: readonly Fact[] = [
  {
    fact: "Unless that is turned off, the load balancer's group judges PrivateLink traffic, by the client's own address; a load balancer made without groups judges nothing",
    ...throughPrivateLink,
    cases: [
      given("enforcement is off, and the group admits nobody", [], reachable),
      given(
        "enforcement is on, and the group admits nobody",
        [enforced],
        blocked(["ENI_SG_RULES_MISMATCH", STOP_ENFORCING]),
      ),
      given(
        "enforcement is not stated, and the group admits nobody",
        [leaveOut("aws_lb.web", ENFORCEMENT)],
        blocked(["ENI_SG_RULES_MISMATCH", STOP_ENFORCING]),
      ),
      given(
        "enforcement is on, and the group admits the client's address",
        [enforced, balancerAdmits("10.0.0.10/32")],
        reachable,
      ),
      given(
        "enforcement is on, and the group admits the endpoint's addresses",
        [enforced, balancerAdmits("10.0.4.0/24")],
        blocked(["ENI_SG_RULES_MISMATCH", STOP_ENFORCING]),
      ),
      given(
        "the load balancer has no groups, and the target admits its addresses",
        [
          leaveOut("aws_lb.web", "security_groups"),
          leaveOut("aws_lb.web", ENFORCEMENT),
          ...serverAdmits("10.1.4.0/24"),
        ],
        reachable,
      ),
    ],
  },
  {
    fact: "Through PrivateLink a target sees the load balancer's private address, whatever it preserves",
    ...throughPrivateLink,
    cases: [
      given("the target admits the load balancer's group", [], reachable),
      given("the target admits the load balancer's subnet", serverAdmits("10.1.4.0/24"), reachable),
      given(
        "the target admits the client's address only",
        serverAdmits("10.0.0.10/32"),
        blocked(["ENI_SG_RULES_MISMATCH", ADMIT_LOAD_BALANCER]),
      ),
      given(
        "the target admits the endpoint's subnet only",
        serverAdmits("10.0.4.0/24"),
        blocked(["ENI_SG_RULES_MISMATCH", ADMIT_LOAD_BALANCER]),
      ),
      given(
        "the target group preserves clients' addresses, and the target admits the load balancer's subnet",
        [preserving, ...serverAdmits("10.1.4.0/24")],
        reachable,
      ),
    ],
  },
  {
    fact: "A load balancer has one address in each zone: the stated one, or any of its subnet's",
    ...throughPrivateLink,
    cases: [
      given(
        "its address is stated, and the target admits it",
        [
          leaveOut("aws_lb.web", "subnets"),
          set("aws_lb.web", "subnet_mapping", [
            { subnet_id: idOf("aws_subnet.nodes_az4"), private_ipv4_address: "10.1.4.10" },
          ]),
          ...serverAdmits("10.1.4.10/32"),
        ],
        reachable,
      ),
      given(
        "AWS picks its address, and the target admits one of them",
        serverAdmits("10.1.4.10/32"),
        partly(
          ["from 10.1.4.10"],
          ["from 10.1.4.4-10.1.4.9, 10.1.4.11-10.1.4.254"],
          ["ENI_SG_RULES_MISMATCH", ADMIT_LOAD_BALANCER],
        ),
      ),
    ],
  },
  {
    fact: "Otherwise instance targets see the client's address, unless that is turned off",
    ...direct,
    cases: [
      given(
        "nothing is stated, and the target admits the client's address and the load balancer's",
        [add(admits("checks", { block: "10.0.4.0/24" }, { of: "server" })), ...serverAdmits("10.0.0.10/32")],
        reachable,
      ),
      given(
        "nothing is stated, and the target admits the load balancer's addresses only",
        serverAdmits("10.0.4.0/24"),
        blocked(["ENI_SG_RULES_MISMATCH", ADMIT_LOAD_BALANCER]),
      ),
      given("nothing is stated, and the target admits the load balancer's group", [], reachable),
      given(
        "it is off, and the target admits the load balancer's addresses only",
        [notPreserving, ...serverAdmits("10.0.4.0/24")],
        reachable,
      ),
      given(
        "it is off, and the target admits the client's address only",
        [notPreserving, ...serverAdmits("10.0.0.10/32")],
        blocked(["ENI_SG_RULES_MISMATCH", ADMIT_LOAD_BALANCER]),
      ),
    ],
  },
  {
    fact: "Targets registered by address see the load balancer's address, unless preservation is turned on",
    ...direct,
    cases: [
      given(
        "nothing is stated, and the target admits the load balancer's addresses only",
        [...byAddress, ...serverAdmits("10.0.4.0/24")],
        reachable,
      ),
      given(
        "nothing is stated, and the target admits the client's address only",
        [...byAddress, ...serverAdmits("10.0.0.10/32")],
        blocked(["ENI_SG_RULES_MISMATCH", ADMIT_LOAD_BALANCER]),
      ),
      given(
        "it is on, and the target admits the load balancer's addresses only",
        [...byAddress, preserving, ...serverAdmits("10.0.4.0/24")],
        blocked(["ENI_SG_RULES_MISMATCH", ADMIT_LOAD_BALANCER]),
      ),
    ],
  },
  {
    fact: "UDP always keeps the client's address",
    network: direct.network,
    asked: askedOverUdp,
    cases: [
      given(
        "preservation is stated off, and the target admits the load balancer's addresses only",
        [...overUdp, notPreserving, ...serverAdmits("10.0.4.0/24")],
        blocked(["ENI_SG_RULES_MISMATCH", ADMIT_LOAD_BALANCER.replace("TCP", "UDP")]),
      ),
      given(
        "preservation is stated off, and the target admits clients and load balancer",
        [...overUdp, notPreserving, ...serverAdmits("10.0.0.0/16")],
        reachable,
      ),
    ],
  },
  {
    fact: "A host does not reach itself through a load balancer that preserves its address",
    network: direct.network,
    asked: ASKING_ITSELF,
    cases: [
      given("it is the only target", serverMayAsk, blocked(["ELBV2_LOOPBACK", NOT_PRESERVING])),
      given("addresses are not preserved", [...serverMayAsk, notPreserving], reachable),
      given(
        "it is one of two targets",
        [
          ...serverMayAsk,
          add(host("other", { in: "servers", vpc: "network", address: "10.0.1.11" })),
          set("aws_instance.other", "vpc_security_group_ids", [idOf("aws_security_group.server")]),
          add({
            "aws_lb_target_group_attachment.other": {
              target_group_arn: attributeOf("aws_lb_target_group.web", "arn"),
              target_id: idOf("aws_instance.other"),
            },
          }),
        ],
        partly(
          ["through aws_instance.other"],
          ["through aws_instance.server"],
          ["ELBV2_LOOPBACK", NOT_PRESERVING],
        ),
      ),
    ],
  },
];
