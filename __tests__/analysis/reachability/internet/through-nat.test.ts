import { describe, expect, test } from "@jest/globals";
import { PUBLIC_ADDRESSES } from "../../../../analysis/reachability/internet/public-addresses";
import { answerOf } from "../../../../analysis/reachability/verdict";
import { IntervalSet } from "../../../../modules/addressing";
import { USABLE_OF_B } from "../../network/build/placed";
import { type Resources, VARIABLE, VPC_ID } from "../../network/build/stacks";
import {
  acl,
  EPHEMERAL,
  fixesOn,
  fromHost,
  HTTPS,
  LINUX_PORTS,
  networkWith,
  OTHER_VPC,
  PRIVATE_TO_NAT,
  route,
  THROUGH_NAT,
  verdictOn,
} from "./places";

const verdict = (...resources: readonly Resources[]): readonly string[] =>
  verdictOn(fromHost(networkWith(...resources)));
const fixes = (...resources: readonly Resources[]): readonly unknown[] =>
  fixesOn(fromHost(networkWith(...resources)));

describe("a way through a NAT gateway", () => {
  test("given a public one whose subnet leads to the internet gateway, when the host sends, then everything passes", () => {
    expect(verdict(...THROUGH_NAT)).toEqual(["reachable"]);
  });

  test("given any address that it may have, when it sends on, then it does so from it and from its own ports", () => {
    const [path] = fromHost(networkWith(...THROUGH_NAT));
    expect(path?.choices).toEqual(["aws_nat_gateway.nat", "aws_internet_gateway.igw"]);
    expect(path?.legs).toHaveLength(2);
    const [, second] = path?.legs ?? [];
    expect(second?.asked.valuesOf("sources")).toEqual(USABLE_OF_B);
    expect(second?.asked.valuesOf("sourcePorts")).toEqual(IntervalSet.of(1024, 65535));
    expect(second?.asked.valuesOf("destinations")).toEqual(PUBLIC_ADDRESSES);
  });

  test("given a subnet of it without a route, when the host sends, then that table lacks one to the internet gateway", () => {
    expect(verdict(PRIVATE_TO_NAT)).toEqual(["blocked", "NO_ROUTE_TO_DESTINATION at aws_route_table.public"]);
    expect(fixes(PRIVATE_TO_NAT)).toMatchObject([
      {
        kind: "add-route",
        table: "s:aws_route_table.public",
        target: { kind: "internet-gateway", gateway: "s:aws_internet_gateway.igw" },
      },
    ]);
  });

  test("given a private one, when it sends to the internet gateway, then that drops it", () => {
    const connectivity = (type: string): Resources => ({
      aws_nat_gateway: {
        nat: {
          subnet_id: "${aws_subnet.public.id}",
          connectivity_type: type,
          allocation_id: "eipalloc-1",
        },
      },
    });
    expect(verdict(...THROUGH_NAT, connectivity("private"))).toEqual([
      "blocked",
      "IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS at aws_nat_gateway.nat",
    ]);
    expect(verdict(...THROUGH_NAT, connectivity("public"))).toEqual(["reachable"]);
    expect(verdict(...THROUGH_NAT, connectivity(VARIABLE))).toEqual([
      "unknown",
      "UNKNOWN_VALUE at aws_nat_gateway.nat",
    ]);
  });

  test("given one in the host's own subnet, when the host sends, then the table leads in circles", () => {
    const inside = {
      aws_nat_gateway: { nat: { subnet_id: "${aws_subnet.private.id}", allocation_id: "eipalloc-1" } },
    };
    expect(verdict(PRIVATE_TO_NAT, inside)).toEqual([
      "blocked",
      "NO_ROUTE_TO_DESTINATION at aws_route_table.private",
    ]);
    expect(answerOf(fromHost(networkWith(PRIVATE_TO_NAT, inside))).blockers[0]?.sentence).toContain(
      "back to the gateway itself",
    );
  });

  test("given one that sends through another, when the host sends, then it is unknown", () => {
    const second: Resources = {
      aws_subnet: { outer: { vpc_id: VPC_ID, cidr_block: "10.0.2.0/24" } },
      aws_nat_gateway: { outer: { subnet_id: "${aws_subnet.outer.id}", allocation_id: "eipalloc-1" } },
    };
    const chained = route("public", { nat_gateway_id: "${aws_nat_gateway.outer.id}" });
    expect(verdict(PRIVATE_TO_NAT, chained, second)).toEqual([
      "unknown",
      "UNKNOWN_VALUE at aws_route_table.public",
    ]);
  });

  test("given one of another VPC, when the host sends, then it takes nothing", () => {
    const elsewhere: Resources = {
      ...OTHER_VPC,
      aws_subnet: { foreign: { vpc_id: "${aws_vpc.other.id}", cidr_block: "10.1.0.0/24" } },
      aws_nat_gateway: { foreign: { subnet_id: "${aws_subnet.foreign.id}", allocation_id: "eipalloc-1" } },
    };
    const [result, ...blockers] = verdict(
      elsewhere,
      route("private", { nat_gateway_id: "${aws_nat_gateway.foreign.id}" }),
    );
    expect(result).toBe("blocked");
    expect(blockers).toContain("NGW_REQUIRES_SOURCE_IN_VPC at aws_nat_gateway.foreign");
  });

  test("given one in an unknown subnet, or one that no stack makes, when the host sends, then it is unknown", () => {
    const unknown = { aws_nat_gateway: { nat: { subnet_id: VARIABLE } } };
    expect(verdict(PRIVATE_TO_NAT, unknown)).toEqual(["unknown", "UNKNOWN_VALUE at aws_nat_gateway.nat"]);
    const [missing] = verdict(route("private", { nat_gateway_id: "nat-0123456789abcdef0" }));
    expect(missing).toBe("unknown");
  });

  test("given an ACL of the NAT gateway's subnet, when it bars what comes or goes, then it stops the packets", () => {
    const ofNat = (ports: Parameters<typeof acl>[1]): string | undefined =>
      verdict(...THROUGH_NAT, acl("public", ports))[0];
    // Requests from the host (443) and answers to the gateway (1024 to 65535) come in; the rest goes out.
    expect(ofNat({ ingress: { from_port: 443, to_port: 65535 } })).toBe("reachable");
    expect(ofNat({ ingress: EPHEMERAL })).toBe("blocked");
    expect(ofNat({ ingress: HTTPS })).toBe("blocked");
    expect(ofNat({ ingress: { from_port: 443, to_port: 60999 } })).toBe("partly");
    expect(ofNat({ egress: { from_port: 443, to_port: 60999 } })).toBe("reachable");
    expect(ofNat({ egress: HTTPS })).toBe("blocked");
    expect(ofNat({ egress: LINUX_PORTS })).toBe("blocked");
  });

  test("given a route of the NAT gateway's subnet that takes answers elsewhere, when the host asks, then they are lost", () => {
    const astray = route("public", { gateway_id: "${aws_internet_gateway.igw.id}" }, "10.0.0.0/24");
    expect(verdict(...THROUGH_NAT, astray)).toEqual([
      "blocked",
      "ROUTE_INSIDE_VPC_REFUSED at aws_route_table.public",
    ]);
  });
});
