import { describe, expect, test } from "@jest/globals";
import type { Network } from "../../../../analysis/network";
import { fromInternet } from "../../../../analysis/reachability/internet/from-internet";
import { PUBLIC_ADDRESSES } from "../../../../analysis/reachability/internet/public-addresses";
import type { Onward } from "../../../../analysis/reachability/path/arrival";
import { get, type Resources, VARIABLE, VPC_ID } from "../../network/build/stacks";
import {
  acl,
  EPHEMERAL,
  fixesOn,
  GATEWAY,
  hostIn,
  HTTPS,
  inbound,
  instance,
  NAT,
  networkWith,
  OTHER_VPC,
  PRIVATE_TO_GATEWAY,
  PRIVATE_TO_NAT,
  PUBLIC_HOST,
  route,
  verdictOn,
} from "./places";

const into = (network: Network): Onward[] => fromInternet(network, hostIn(network), inbound());
const verdict = (...resources: readonly Resources[]): readonly string[] =>
  verdictOn(into(networkWith(...resources)));
const fixes = (...resources: readonly Resources[]): readonly unknown[] =>
  fixesOn(into(networkWith(...resources)));
const OPEN = [PRIVATE_TO_GATEWAY, PUBLIC_HOST];
const ingress = (blocks: readonly string[]): Resources => ({
  aws_security_group: {
    host: { vpc_id: VPC_ID, ingress: [{ protocol: "tcp", ...HTTPS, cidr_blocks: blocks }], egress: [] },
  },
});

describe("packets from the internet to a host", () => {
  test("given a public address and a route back, when they come, then all pass, though nothing lets requests out", () => {
    expect(verdict(...OPEN)).toEqual(["reachable"]);
    expect(verdict(...OPEN, ingress(["0.0.0.0/0"]))).toEqual(["reachable"]);
  });

  test("given no public address, or maybe one, when they come, then they are lost or unknown", () => {
    expect(verdict(PRIVATE_TO_GATEWAY)).toEqual([
      "blocked",
      "IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS at aws_instance.host",
    ]);
    const maybe = { aws_instance: { host: instance({ associate_public_ip_address: VARIABLE }) } };
    expect(verdict(PRIVATE_TO_GATEWAY, maybe)).toEqual(["unknown", "UNKNOWN_VALUE at aws_instance.host"]);
  });

  test("given a VPC without an internet gateway, or maybe with one, when they come, then they are lost or unknown", () => {
    const gateway = (attributes: object): readonly string[] =>
      verdict(PRIVATE_TO_GATEWAY, PUBLIC_HOST, { aws_internet_gateway: { igw: attributes } });
    expect(gateway({})).toEqual([
      "blocked",
      "BAD_STATE_ATTACHMENT at aws_vpc.vpc",
      "BAD_STATE_ATTACHMENT at aws_internet_gateway.igw",
    ]);
    expect(gateway({ vpc_id: VARIABLE })).toEqual(["unknown", "UNKNOWN_VALUE at aws_internet_gateway.igw"]);
  });

  test("given a default VPC, when they come, then it is unknown: it had a gateway before Terraform", () => {
    const id = "${aws_default_vpc.vpc.id}";
    const network = networkWith({
      aws_default_vpc: { vpc: {} },
      aws_subnet: { ofDefault: { vpc_id: id, cidr_block: "172.31.0.0/24" } },
      aws_instance: {
        host: { subnet_id: "${aws_subnet.ofDefault.id}", associate_public_ip_address: true },
      },
    });
    expect(verdictOn(into(network))[0]).toBe("unknown");
  });

  test("given groups that admit some sources or none, when they come, then they pass partly or not at all", () => {
    expect(verdict(...OPEN, ingress(["8.0.0.0/8"]))).toEqual([
      "partly",
      "ENI_SG_RULES_MISMATCH at aws_security_group.host",
    ]);
    expect(verdict(...OPEN, ingress(["10.0.0.0/8"]))).toEqual([
      "blocked",
      "ENI_SG_RULES_MISMATCH at aws_security_group.host",
    ]);
  });

  test("given a group that refers to a group, when they come, then no host of the internet is in it", () => {
    const own = { protocol: "-1", from_port: 0, to_port: 0, self: true };
    const group = { aws_security_group: { host: { vpc_id: VPC_ID, ingress: [own], egress: [] } } };
    expect(verdict(...OPEN, group)).toEqual(["blocked", "ENI_SG_RULES_MISMATCH at aws_security_group.host"]);
  });

  test("given an ACL, when it bars requests or answers, then it stops them", () => {
    const bars = ["blocked", "SUBNET_ACL_RESTRICTION at aws_network_acl.private"];
    expect(verdict(...OPEN, acl("private", { ingress: HTTPS, egress: EPHEMERAL }))).toEqual(["reachable"]);
    expect(verdict(...OPEN, acl("private", { ingress: EPHEMERAL, egress: EPHEMERAL }))).toEqual(bars);
    expect(verdict(...OPEN, acl("private", { ingress: HTTPS, egress: HTTPS }))).toEqual(bars);
  });

  test("given several things in the way, when they come, then all of them show", () => {
    expect(verdict(ingress(["10.0.0.0/8"]), acl("private", { egress: HTTPS }))).toEqual([
      "blocked",
      "IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS at aws_instance.host",
      "ENI_SG_RULES_MISMATCH at aws_security_group.host",
      "SUBNET_ACL_RESTRICTION at aws_network_acl.private",
      "NO_ROUTE_TO_DESTINATION at aws_route_table.private",
    ]);
  });

  test("given a host in an unknown subnet, when they come, then it is unknown", () => {
    const host = instance({ subnet_id: VARIABLE, associate_public_ip_address: true });
    expect(verdict(PRIVATE_TO_GATEWAY, { aws_instance: { host } })[0]).toBe("unknown");
  });
});

describe("the routes for answers to the internet", () => {
  const LOST = ["blocked", "NO_ROUTE_TO_DESTINATION at aws_route_table.private"];

  test("given none, when packets come, then the fix is one to the internet gateway", () => {
    expect(verdict(PUBLIC_HOST)).toEqual(LOST);
    expect(fixes(PUBLIC_HOST)).toMatchObject([
      {
        kind: "add-route",
        table: "s:aws_route_table.private",
        target: { kind: "internet-gateway", gateway: "s:aws_internet_gateway.igw" },
      },
    ]);
  });

  test("given one to a NAT gateway, when packets come, then answers are lost, and adding a route is no fix", () => {
    expect(verdict(PRIVATE_TO_NAT, PUBLIC_HOST)).toEqual(LOST);
    expect(fixes(PRIVATE_TO_NAT, PUBLIC_HOST)).toEqual([undefined]);
  });

  test("given one to another VPC's internet gateway, when packets come, then answers are lost", () => {
    const foreign: Resources = {
      ...OTHER_VPC,
      aws_internet_gateway: { foreign: { vpc_id: "${aws_vpc.other.id}" } },
    };
    const astray = route("private", { gateway_id: "${aws_internet_gateway.foreign.id}" });
    expect(verdict(PUBLIC_HOST, foreign, astray)).toEqual([
      "blocked",
      "BAD_STATE_ATTACHMENT at aws_internet_gateway.foreign",
    ]);
  });

  test("given routes for some addresses only, when packets come, then some pass", () => {
    const half = route("private", GATEWAY, "0.0.0.0/1");
    expect(verdict(PUBLIC_HOST, half)).toEqual(["partly", ...LOST.slice(1)]);
    expect(verdict(PUBLIC_HOST, half, route("private", NAT, "128.0.0.0/1"))).toEqual([
      "partly",
      ...LOST.slice(1),
    ]);
    expect(verdict(PUBLIC_HOST, half, route("private", GATEWAY, "128.0.0.0/1"))).toEqual(["reachable"]);
  });

  test("given one that is not known, when packets come, then it is unknown", () => {
    expect(verdict(PUBLIC_HOST, route("private", GATEWAY, VARIABLE))[0]).toBe("unknown");
    expect(verdict(PUBLIC_HOST, route("private", { transit_gateway_id: "tgw-1" }))[0]).toBe("unknown");
  });
});

describe("packets from the internet to what sends them on", () => {
  const balancer = (internal: boolean): Network =>
    networkWith(PRIVATE_TO_GATEWAY, {
      aws_lb: {
        web: { load_balancer_type: "network", internal, subnets: ["${aws_subnet.private.id}"] },
      },
    });
  const node = (network: Network): Onward | undefined => {
    const [own] = get(network.loadBalancers, "aws_lb.web").interfaces.items;
    const found = own === undefined ? undefined : network.interfaces.get(own);
    return found && fromInternet(network, found, inbound())[0];
  };

  test("given an internet-facing load balancer, when they come, then it gets them from public addresses without groups", () => {
    const network = balancer(false);
    const path = node(network);
    expect(path === undefined ? undefined : verdictOn([path])).toEqual(["reachable"]);
    expect(path?.arrival).toMatchObject({
      via: "address",
      client: { speaksFor: "itself", groups: { items: [] } },
    });
    expect(path?.arrival?.client.addresses).toEqual(PUBLIC_ADDRESSES);
    // Not one of the network's own, which a target might be taken for.
    expect(network.interfaces.has(path?.arrival?.client.interface.key ?? hostIn(network).key)).toBe(false);
  });

  test("given an internal load balancer, when they come, then it has no public address", () => {
    const path = node(balancer(true));
    expect(path === undefined ? undefined : verdictOn([path])).toEqual([
      "blocked",
      "IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS at aws_lb.web",
    ]);
    expect(path?.arrival).toBeDefined();
  });

  test("given a host, when they come, then they are where they go", () => {
    expect(into(networkWith(...OPEN))[0]?.arrival?.interface.owner.kind).toBe("host");
  });
});
