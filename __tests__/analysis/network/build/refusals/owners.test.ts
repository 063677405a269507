import { describe, expect, test } from "@jest/globals";
import { networkOf } from "../../../../../analysis/network";
import { deploymentOf, stateOf } from "../../../../support/deployments";
import { type Resources, stackOf } from "../stacks";

/** What AWS refuses of resources that use what another stack, `s`, makes. */
function refusedTo(
  place: { readonly account?: string; readonly region?: string },
  resource: Resources,
): string[] {
  const made = {
    aws_vpc: { vpc: { cidr_block: "10.0.0.0/16" }, other: { cidr_block: "10.1.0.0/16" } },
    aws_vpn_gateway: { it: { vpc_id: "${aws_vpc.other.id}" } },
    aws_vpclattice_resource_gateway: { it: { vpc_id: "${aws_vpc.vpc.id}" } },
  };
  const output = {
    vpcId: { value: "${aws_vpc.vpc.id}" },
    peerId: { value: "${aws_vpc.other.id}" },
    vpnGatewayId: { value: "${aws_vpn_gateway.it.id}" },
    gatewayId: { value: "${aws_vpclattice_resource_gateway.it.id}" },
  };
  const { refusals } = networkOf(
    deploymentOf({
      s: { ...stackOf(made), output },
      u: { ...stackOf(resource, place), data: { terraform_remote_state: { s: stateOf("s") } } },
    }),
  );
  return [...refusals.keys()];
}

const published = (name: string): string => `\${data.terraform_remote_state.s.outputs.${name}}`;

describe("what only the owner of a thing adds to it", () => {
  test.each<[string, Resources]>([
    ["a resource gateway", { aws_vpclattice_resource_gateway: { it: { vpc_id: published("vpcId") } } }],
    [
      "a resource configuration",
      {
        aws_vpclattice_resource_configuration: {
          it: { resource_gateway_identifier: published("gatewayId") },
        },
      },
    ],
    ["a VPN gateway", { aws_vpn_gateway: { it: { vpc_id: published("vpcId") } } }],
    [
      "a VPN connection",
      {
        aws_vpn_connection: {
          it: { type: "ipsec.1", vpn_gateway_id: published("vpnGatewayId"), static_routes_only: true },
        },
      },
    ],
    [
      "a peering connection",
      {
        aws_vpc_peering_connection: {
          it: {
            vpc_id: published("vpcId"),
            peer_vpc_id: published("peerId"),
            peer_owner_id: "111111111111",
            peer_region: "ap-northeast-1",
          },
        },
      },
    ],
  ])("given %s of another account or Region, when it is judged, then it is refused", (_, resource) => {
    const keys = Object.keys(resource).map((type) => `u:${type}.it`);
    expect(refusedTo({ account: "222222222222" }, resource)).toEqual(keys);
    expect(refusedTo({ region: "us-east-1" }, resource)).toEqual(keys);
    expect(refusedTo({}, resource)).toEqual([]);
  });
});
