import { describe, expect, test } from "@jest/globals";
import { PUBLIC_ADDRESSES } from "../../../../analysis/reachability/internet/public-addresses";
import { IntervalSet } from "../../../../modules/addressing";
import { range } from "../../network/build/placed";
import { type Resources, VARIABLE, VPC_ID } from "../../network/build/stacks";
import {
  acl,
  CLOSED,
  fromHost,
  GATEWAY,
  HTTPS,
  instance,
  LINUX_PORTS,
  NAT,
  networkWith,
  OTHER_VPC,
  PRIVATE_TO_GATEWAY,
  PRIVATE_TO_NAT,
  PUBLIC_HOST,
  PUBLIC_TO_GATEWAY,
  route,
  THROUGH_NAT,
  SSH,
  verdictOn,
} from "./places";

const verdict = (...resources: readonly Resources[]): readonly string[] =>
  verdictOn(fromHost(networkWith(...resources)));

describe("a way through an internet gateway", () => {
  test("given a host with a public address, when it sends, then everything passes", () => {
    expect(verdict(PRIVATE_TO_GATEWAY, PUBLIC_HOST)).toEqual(["reachable"]);
  });

  test("given a host without a public address, when it sends, then the gateway drops it", () => {
    expect(verdict(PRIVATE_TO_GATEWAY)).toEqual([
      "blocked",
      "IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS at aws_instance.host",
    ]);
  });

  test("given a host that may have a public address, when it sends, then it is unknown", () => {
    const host = { aws_instance: { host: instance({ associate_public_ip_address: VARIABLE }) } };
    expect(verdict(PRIVATE_TO_GATEWAY, host)).toEqual(["unknown", "UNKNOWN_VALUE at aws_instance.host"]);
  });

  test("given a gateway of no VPC, of another, or of an unknown one, when the host sends, then it is lost or unknown", () => {
    const gateway = (attributes: object): readonly string[] =>
      verdict(PRIVATE_TO_GATEWAY, PUBLIC_HOST, OTHER_VPC, { aws_internet_gateway: { igw: attributes } });
    const lost = ["blocked", "BAD_STATE_ATTACHMENT at aws_internet_gateway.igw"];
    expect(gateway({})).toEqual(lost);
    expect(gateway({ vpc_id: "${aws_vpc.other.id}" })).toEqual(lost);
    expect(gateway({ vpc_id: VARIABLE })).toEqual(["unknown", "UNKNOWN_VALUE at aws_internet_gateway.igw"]);
  });

  test("given public access that the account blocks, when the host sends, then it stops the packets", () => {
    const blocking = (mode: string): Resources => ({
      aws_vpc_block_public_access_options: { all: { internet_gateway_block_mode: mode } },
    });
    expect(verdict(PRIVATE_TO_GATEWAY, PUBLIC_HOST, blocking("block-bidirectional"))).toEqual([
      "blocked",
      "VPC_BLOCK_PUBLIC_ACCESS_ENABLED at aws_vpc_block_public_access_options.all",
    ]);
    expect(verdict(PRIVATE_TO_GATEWAY, PUBLIC_HOST, blocking("off"))).toEqual(["reachable"]);
  });
});

describe("the filters on the way", () => {
  test("given groups that let nothing out, when the host sends, then they stop it, wherever the route leads", () => {
    expect(verdict(...THROUGH_NAT, CLOSED)).toEqual([
      "blocked",
      "SG_HAS_NO_RULES at aws_security_group.host",
    ]);
  });

  test("given an ACL of the host's subnet, when it bars requests or answers, then it stops the packets", () => {
    const bars = ["blocked", "SUBNET_ACL_RESTRICTION at aws_network_acl.private"];
    expect(verdict(...THROUGH_NAT, acl("private", { egress: HTTPS, ingress: LINUX_PORTS }))).toEqual([
      "reachable",
    ]);
    expect(verdict(...THROUGH_NAT, acl("private", { egress: SSH, ingress: LINUX_PORTS }))).toEqual(bars);
    expect(verdict(...THROUGH_NAT, acl("private", { egress: HTTPS, ingress: SSH }))).toEqual(bars);
  });

  test("given several things in the way, when the host sends, then all of them show", () => {
    expect(
      verdict(PRIVATE_TO_NAT, CLOSED, acl("private", { ingress: SSH }), acl("public", { ingress: SSH })),
    ).toEqual([
      "blocked",
      "SG_HAS_NO_RULES at aws_security_group.host",
      "SUBNET_ACL_RESTRICTION at aws_network_acl.public",
      "SUBNET_ACL_RESTRICTION at aws_network_acl.private",
      "NO_ROUTE_TO_DESTINATION at aws_route_table.public",
      // Answers to the gateway: not the same packets as those from the host.
      "SUBNET_ACL_RESTRICTION at aws_network_acl.public",
    ]);
  });
});

describe("the routes of the host's subnet", () => {
  test("given routes to both gateways, when the host sends, then each is a way of its own, and the rest is lost", () => {
    const split = [
      route("private", GATEWAY, "0.0.0.0/2"),
      route("private", GATEWAY, "64.0.0.0/2"),
      route("private", NAT, "128.0.0.0/2"),
      PUBLIC_TO_GATEWAY,
      PUBLIC_HOST,
    ];
    const paths = fromHost(networkWith(...split));
    expect(paths.map(({ choices }) => choices)).toEqual([
      ["aws_internet_gateway.igw"],
      ["aws_nat_gateway.nat", "aws_internet_gateway.igw"],
      ["no gateway"],
    ]);
    expect(verdictOn(paths)).toEqual(["partly", "NO_ROUTE_TO_DESTINATION at aws_route_table.private"]);
    const asked = paths.map(
      ({ legs: [first] }) => first?.asked.valuesOf("destinations") ?? IntervalSet.empty,
    );
    expect(asked.reduce((all, each) => all.union(each))).toEqual(PUBLIC_ADDRESSES);
  });

  test("given addresses of one route, when the host sends to them alone, then no other route counts", () => {
    const network = networkWith(route("private", GATEWAY, "52.0.0.0/8"), PUBLIC_HOST);
    expect(verdictOn(fromHost(network, range("52.1.2.3")))).toEqual(["reachable"]);
    expect(verdictOn(fromHost(network, range("8.8.8.8")))).toEqual([
      "blocked",
      "NO_ROUTE_TO_DESTINATION at aws_route_table.private",
    ]);
  });

  test("given a gateway endpoint, when the host sends to the internet, then what it serves is not meant", () => {
    const endpoint: Resources = {
      aws_vpc_endpoint: {
        s3: {
          vpc_id: VPC_ID,
          service_name: "com.amazonaws.ap-northeast-1.s3",
          route_table_ids: ["${aws_route_table.private.id}"],
        },
      },
    };
    expect(verdict(...THROUGH_NAT, endpoint)).toEqual(["reachable"]);
    expect(verdict(endpoint)[0]).toBe("blocked");
  });

  test("given a VPC with public addresses of its own, when the host sends to them, then nothing leaves the VPC", () => {
    const owning = {
      aws_vpc_ipv4_cidr_block_association: { more: { vpc_id: VPC_ID, cidr_block: "52.0.0.0/16" } },
    };
    const network = networkWith(PRIVATE_TO_GATEWAY, PUBLIC_HOST, owning);
    expect(verdictOn(fromHost(network, range("52.0.1.1")))).toEqual([
      "blocked",
      "NO_POSSIBLE_DESTINATION at aws_route_table.private",
    ]);
    expect(verdictOn(fromHost(network, range("52.1.1.1")))).toEqual(["reachable"]);
  });

  test("given a route to a network interface, when it checks addresses or does not, then packets are lost or unknown", () => {
    const appliance = (check: boolean): readonly string[] =>
      verdict(route("private", { network_interface_id: "${aws_network_interface.hop.id}" }), {
        aws_network_interface: { hop: { subnet_id: "${aws_subnet.public.id}", source_dest_check: check } },
      });
    expect(appliance(true)).toEqual([
      "blocked",
      "ENI_SOURCE_DEST_CHECK_RESTRICTION at aws_network_interface.hop",
    ]);
    expect(appliance(false)).toEqual(["unknown", "UNKNOWN_VALUE at aws_network_interface.hop"]);
  });

  test("given a target that is not analysed, or a route that is not known, when the host sends, then it is unknown", () => {
    expect(verdict(route("private", { transit_gateway_id: "tgw-1" }))[0]).toBe("unknown");
    // It may as well be the one that leads out.
    expect(verdict(route("private", GATEWAY, VARIABLE), PUBLIC_HOST)[0]).toBe("unknown");
  });

  test("given an unknown route and groups that let nothing out, when the host sends, then it is blocked all the same", () => {
    expect(verdict(route("private", GATEWAY, VARIABLE), PUBLIC_HOST, CLOSED)[0]).toBe("blocked");
  });

  test("given a host in an unknown subnet, when it sends, then it is unknown", () => {
    const host = { aws_instance: { host: instance({ subnet_id: VARIABLE }) } };
    expect(verdict(...THROUGH_NAT, host)).toEqual(["unknown", "UNKNOWN_VALUE at aws_instance.host"]);
  });
});
