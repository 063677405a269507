import {
  add,
  admits,
  type Edit,
  idOf,
  IN_PROVIDERS_ACCOUNT,
  MYSTERY,
  set,
  toInternet,
} from "../../../support/networks";
import { blocked, type Fact, given, reachable, unknown } from "./fact";

const network = toInternet();
const fromPublic = { network, asked: { from: "aws_instance.public", to: "internet" } };
const fromPrivate = { network, asked: { from: "aws_instance.private", to: "internet" } };
const intoPublic = { network, asked: { from: "internet", to: "aws_instance.public" } };
const stopped = blocked(["VPC_BLOCK_PUBLIC_ACCESS_ENABLED"]);

const OPTIONS = "aws_vpc_block_public_access_options.all";
const blocking = (mode: string): Edit => add({ [OPTIONS]: { internet_gateway_block_mode: mode } });
const bidirectional = blocking("block-bidirectional");
const ingress = blocking("block-ingress");
const except = (name: string, mode: string, what: object): Edit =>
  add({
    [`aws_vpc_block_public_access_exclusion.${name}`]: { internet_gateway_exclusion_mode: mode, ...what },
  });
const VPC = { vpc_id: idOf("aws_vpc.network") };
const PUBLIC = { subnet_id: idOf("aws_subnet.public") };
const PRIVATE = { subnet_id: idOf("aws_subnet.private") };

export const publicAccess: readonly Fact[] = [
  {
    fact: "VPC Block Public Access stops what internet gateways of its account and Region carry to hosts with public addresses, in both of its modes",
    ...intoPublic,
    cases: [
      given("it is off", [blocking("off")], reachable),
      given("it blocks both ways", [bidirectional], stopped),
      given("it blocks what comes in", [ingress], stopped),
      given("its mode is not known", [blocking(MYSTERY)], unknown(["UNKNOWN_VALUE"])),
      given(
        "it is another account's",
        [bidirectional, set(OPTIONS, "provider", IN_PROVIDERS_ACCOUNT)],
        reachable,
      ),
      given("the VPC is excepted", [bidirectional, except("vpc", "allow-bidirectional", VPC)], reachable),
      given("the subnet is excepted", [ingress, except("subnet", "allow-bidirectional", PUBLIC)], reachable),
      given(
        "another subnet is excepted",
        [ingress, except("subnet", "allow-bidirectional", PRIVATE)],
        stopped,
      ),
      given(
        "the VPC is excepted for what goes out",
        [bidirectional, except("vpc", "allow-egress", VPC)],
        stopped,
      ),
      given(
        "some subnet is excepted",
        [bidirectional, except("some", "allow-bidirectional", { subnet_id: MYSTERY })],
        unknown(["UNKNOWN_VALUE"]),
      ),
    ],
  },
  {
    fact: "VPC Block Public Access stops what hosts with public addresses send by an internet gateway, in both of its modes",
    ...fromPublic,
    cases: [
      given("it is off", [blocking("off")], reachable),
      given("it blocks both ways", [bidirectional], stopped),
      given("it blocks what comes in", [ingress], stopped),
      given("the VPC is excepted", [ingress, except("vpc", "allow-bidirectional", VPC)], reachable),
      given(
        "the VPC is excepted for what goes out, which AWS says of NAT gateways",
        [bidirectional, except("vpc", "allow-egress", VPC)],
        unknown(["UNKNOWN_VALUE"]),
      ),
      given(
        "the VPC is excepted for what goes out, which counts where both ways are blocked only",
        [ingress, except("vpc", "allow-egress", VPC)],
        stopped,
      ),
      given(
        "it asks a host of its own VPC",
        [bidirectional, add(admits("private", { block: "10.0.0.0/24" }))],
        reachable,
        { from: "aws_instance.public", to: "aws_instance.private" },
      ),
    ],
  },
  {
    fact: "VPC Block Public Access lets NAT gateways send unless it blocks both ways and excepts neither the host's subnet nor the gateway's",
    ...fromPrivate,
    cases: [
      given("it blocks what comes in", [ingress], reachable),
      given("it blocks both ways", [bidirectional], stopped),
      given(
        "the VPC is excepted for what goes out",
        [bidirectional, except("vpc", "allow-egress", VPC)],
        reachable,
      ),
      given(
        "the subnets of both are excepted",
        [
          bidirectional,
          except("public", "allow-egress", PUBLIC),
          except("private", "allow-bidirectional", PRIVATE),
        ],
        reachable,
      ),
      given(
        "the gateway's subnet alone is excepted",
        [bidirectional, except("public", "allow-egress", PUBLIC)],
        unknown(["UNKNOWN_VALUE"]),
      ),
      given(
        "two exclusions say different things of the VPC",
        [bidirectional, except("one", "allow-egress", VPC), except("two", "allow-bidirectional", VPC)],
        unknown(["UNKNOWN_VALUE"]),
      ),
    ],
  },
];
