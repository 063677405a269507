import {
  add,
  admits,
  attributeOf,
  type Edit,
  idOf,
  joinedByVpn,
  leaveOut,
  letsOut,
  loadBalancer,
  relay,
  relayIn,
  remove,
  set,
  together,
} from "../../../support/networks";
import { blocked, type Fact, given, reachable, unknown } from "./fact";

/** A relay in the cloud that passes on to the server what comes to its interface. */
const relayHost = (from = "10.200.0.0/16", port = 80, source = "172.16.1.10"): Edit =>
  add(relayIn(relay(from, "172.16.0.20", { address: "172.16.1.10", port, source })));
/** A load balancer in the cloud whose target is the host at the other side of the VPN. */
const balanced: Edit[] = [
  add(
    together(
      loadBalancer("front", { in: ["servers"], vpc: "cloud", targets: [] }),
      admits("front_load_balancer", { group: "server" }),
      letsOut("front_load_balancer", { block: "10.200.0.0/16" }),
      letsOut("server_front", { block: "172.16.0.0/16" }, { of: "server" }),
      {
        "aws_lb_target_group_attachment.desk": {
          target_group_arn: attributeOf("aws_lb_target_group.front", "arn"),
          target_id: "10.200.0.10",
          availability_zone: "all",
        },
      },
    ),
  ),
  set("aws_lb_target_group.front", "target_type", "ip"),
];
const network = joinedByVpn();

export const relays: readonly Fact[] = [
  {
    fact: "A relay host passes on what a mapping of its names, with its own address as the source, and drops everything else",
    network,
    asked: { from: "aws_instance.desk", to: "aws_instance.relay" },
    cases: [
      given("a mapping names the caller and the port", [relayHost()], reachable),
      given("a mapping names other callers", [relayHost("10.201.0.0/16")], blocked(["RELAY_HAS_NO_MAPPING"])),
      given(
        "a mapping names another port",
        [relayHost("10.200.0.0/16", 8080)],
        blocked(["RELAY_HAS_NO_MAPPING"]),
      ),
      given(
        "a mapping names another address of its interface",
        [relayHost()],
        blocked(["RELAY_HAS_NO_MAPPING"]),
        { from: "aws_instance.desk", to: "aws_vpc.cloud@172.16.1.11" },
      ),
      given(
        "what it leads to does not admit the relay",
        [relayHost(), remove("aws_vpc_security_group_ingress_rule.server_relay")],
        blocked([
          "ENI_SG_RULES_MISMATCH",
          "add an ingress rule to aws_security_group.server that admits TCP 80 from aws_security_group.relay",
        ]),
      ),
    ],
  },
  {
    fact: "A relay host sends with an address of its own, by its own interface where its programs call somebody",
    network,
    asked: { from: "aws_instance.desk", to: "aws_vpc.cloud@172.16.1.10" },
    cases: [
      given("its network interface has the address", [relayHost()], reachable),
      given(
        "no network interface of it has the address",
        [relayHost("10.200.0.0/16", 80, "172.16.1.12")],
        unknown(["UNKNOWN_VALUE"]),
      ),
      given(
        "no network interface of it has the address, and its own has another",
        [
          relayHost("10.200.0.0/16", 80, "172.16.1.12"),
          set("aws_instance.relay", "private_ip", "172.16.1.13"),
        ],
        blocked(["RELAY_ADDRESS_NOT_THERE"]),
      ),
      given(
        "its own interface's group lets a call out, and that of the other one nothing",
        [
          relayHost(),
          add({ "aws_security_group.silent": { vpc_id: idOf("aws_vpc.cloud") } }),
          set("aws_network_interface.relay", "security_groups", [idOf("aws_security_group.silent")]),
        ],
        reachable,
        { from: "aws_instance.relay", to: "aws_instance.server" },
      ),
    ],
  },
  {
    fact: "A relay host is set up at its start by what it gets from the internet and from AWS, which it asks in its role",
    network,
    asked: { from: "aws_instance.desk", to: "aws_instance.relay" },
    cases: [
      given("it gets out by HTTPS", [relayHost()], reachable),
      given(
        "no rule lets HTTPS out",
        [relayHost(), remove("aws_vpc_security_group_egress_rule.relay_https")],
        blocked([
          "HOST_WITHOUT_WAY_OUT",
          "add an egress rule to aws_security_group.relay that lets out TCP 443 to any public address",
        ]),
      ),
      given(
        "it has no role",
        [relayHost(), leaveOut("aws_instance.relay", "iam_instance_profile")],
        unknown(["UNKNOWN_VALUE"]),
      ),
    ],
  },
  {
    fact: "A load balancer reaches targets at the other side of a VPN by their addresses, in every zone, without preserving clients'",
    network,
    asked: { from: "aws_instance.server", to: "aws_lb.front" },
    cases: [
      given("its target is there", balanced, reachable),
      given(
        "clients' addresses are preserved",
        [...balanced, set("aws_lb_target_group.front", "preserve_client_ip", true)],
        unknown([
          "ELBV2_TARGET_OUTSIDE_VPC",
          'set preserve_client_ip = "false" on aws_lb_target_group.front',
        ]),
      ),
      given(
        "the target is stated in one zone",
        [...balanced, set("aws_lb_target_group_attachment.desk", "availability_zone", "ap-northeast-1a")],
        unknown(["UNKNOWN_VALUE"]),
      ),
      given(
        "no route leads its nodes to the VPN",
        [...balanced, remove("aws_vpn_gateway_route_propagation.servers")],
        blocked([
          "NO_ROUTE_TO_DESTINATION",
          "propagate the routes of aws_vpn_gateway.cloud to aws_route_table.servers with an aws_vpn_gateway_route_propagation",
        ]),
      ),
    ],
  },
];
