import { describe, expect, test } from "@jest/globals";
import { z } from "zod";
import { type Ipv4Address, Ipv4Block } from "../../../modules/addressing";
import { readUserData } from "../../../modules/software";
import { assemble } from "../../../stacks/assembly";
import { postconditions } from "../../support/postconditions";
import { type Block, reference, type StackTerraform, synthesizeApp } from "../../support/terraform";
import { topologyOf, topologyOfFile } from "../../support/topologies";
import { address, block, PROVIDER, TOKYO } from "../../support/values";

const roles = { deploy: "d", plan: "p", readContract: "r", boundary: "b" };
const state = { backend: "s3", bucket: "states", region: TOKYO, account: PROVIDER, roles } as const;
const app = synthesizeApp((scope) => {
  assemble(scope, { ...topologyOfFile("scenarios/address-class-relay.yaml"), state });
});
const stackOf = (part: string): StackTerraform => app.stack(`address-class-relay.${part}`);

/** How a stack reads an output of a contract of its own. */
const output = (reader: string, name: string): string =>
  reference(`data.terraform_remote_state.${reader}`, `outputs.${name}`);

function userDataOf(terraform: Block): ReturnType<typeof readUserData> {
  return readUserData(String(terraform["user_data_base64"] ?? terraform["user_data"]));
}

/** The addresses that are pinned in zones' subnets. */
function pinned(terraform: Block, argument: string, attribute: string): Ipv4Address[] {
  const places = z.array(z.record(z.string(), z.string())).parse(terraform[argument]);
  return places.map((place) => address(String(place[attribute])));
}

describe("the scenario address-class-relay", () => {
  test("given a simulated network, when it is synthesized, then its place comes first, then the connection, and its device last", () => {
    const dependencies = Object.fromEntries(
      [...app.stacks].map(([id, stack]) => [
        id.slice("address-class-relay.".length),
        stack.dependencies.map((each) => each.slice("address-class-relay.".length)).sort(),
      ]),
    );
    expect(dependencies).toEqual({
      office: [],
      "office.contract-customer-gateway": ["office"],
      "office.contract-device": ["office"],
      existing: [],
      "existing.contract-network": ["existing"],
      "existing.contract-service-relay-172-16-0-10": ["existing"],
      relay: [],
      "relay.contract-network": ["relay"],
      "relay.contract-service-existing-192-168-0-203": ["relay"],
      "relay.endpoint-existing-172-16-0-10": [
        "existing.contract-service-relay-172-16-0-10",
        "relay.contract-network",
      ],
      "existing.endpoint-relay-192-168-0-203": [
        "existing.contract-network",
        "relay.contract-service-existing-192-168-0-203",
      ],
      "relay.vpn-office": ["office.contract-customer-gateway", "relay.contract-network"],
      "relay.contract-vpn-office": ["relay.vpn-office"],
      "office.gateway": ["office.contract-device", "relay.contract-vpn-office"],
    });
  });

  test("given the relay's host, when its user data is read, then it passes on what the mappings say, and lies between endpoint and load balancer", () => {
    const relay = stackOf("relay");
    const endpoint = stackOf("relay.endpoint-existing-172-16-0-10").resource(
      "aws_vpc_endpoint.endpoints_existing-172-16-0-10_endpoint",
    );
    const [endpointAddress] = pinned(endpoint, "subnet_configuration", "ipv4");
    const loadBalancer = relay.resource("aws_lb.load-balancers_existing-192-168-0-203");
    const callers = pinned(loadBalancer, "subnet_mapping", "private_ipv4_address");
    expect(callers).toHaveLength(2);
    const own = { address: address("172.16.0.10"), port: 80 };
    expect(userDataOf(relay.resource("aws_launch_template.relay_launch-template"))).toEqual({
      kind: "relay",
      relay: {
        interfaceName: "address-class-relay.relay.relay",
        region: TOKYO,
        address: address("172.16.0.10"),
        translations: expect.arrayContaining([
          {
            ...own,
            sources: [block("10.200.0.0/16")],
            to: { address: endpointAddress, port: 80 },
          },
          {
            ...own,
            sources: expect.arrayContaining(callers.map((caller) => Ipv4Block.ofOne(caller))),
            to: { address: address("10.200.0.10"), port: 80 },
          },
        ]),
      },
    });
    expect(relay.outputs["sources_seen_outside"]).toMatchObject({ value: ["172.16.0.10"] });
  });

  test("given a VPN connection, when Terraform plans, then a VPC without a VPN gateway is told in a sentence", () => {
    expect(postconditions(stackOf("relay.vpn-office"), "network").at(-1)).toEqual({
      condition: '${try(self.outputs.vpn_gateway_id != "", true)}',
      error_message:
        "The VPC of address-class-relay.relay.contract-network has no VPN gateway, where this connection ends. Deploy its stack again.",
    });
    expect(stackOf("relay").outputs["network-vpc"]).toMatchObject({
      value: { vpn_gateway_id: reference("aws_vpn_gateway.vpn-gateway") },
    });
  });

  test("given the device, when it is synthesized, then what is known only now is in its parameter, and its keys are in none of the stacks that it reads", () => {
    const gateway = stackOf("office.gateway");
    const { insecure_value } = gateway.resource("aws_ssm_parameter.device_parameter");
    for (const part of [
      "site.outputs.public_address",
      "connections_relay.outputs.tunnel_addresses[0]",
      "connections_relay.outputs.tunnel_addresses[1]",
      "connections_relay.outputs.secret_arn",
    ])
      expect(insecure_value).toContain(`data.terraform_remote_state.${part}`);
    expect(gateway.resource("aws_instance.device")).toMatchObject({
      network_interface: [{ network_interface_id: output("site", "interface_id") }],
    });
    expect(postconditions(gateway, "connections_relay").at(-1)?.condition).toBe(
      "${try(length(self.outputs.tunnel_addresses) == 2, true)}",
    );
    const withKeys = [...app.stacks.values()].filter(({ text }) => /tunnel\d_preshared_key/.test(text));
    expect(withKeys.map(({ id }) => id)).toEqual(["address-class-relay.relay.vpn-office"]);
  });

  test("given the device's user data, when it is read, then it knows the network's blocks and the VPC behind the connection", () => {
    expect(userDataOf(stackOf("office.gateway").resource("aws_instance.device"))).toMatchObject({
      kind: "vpn-device",
      device: {
        region: TOKYO,
        parameter: "/vpn/address-class-relay.office.gateway",
        localBlocks: [block("10.200.0.0/16")],
        asn: 65000,
        connections: [
          { name: "relay", remoteBlocks: [block("172.16.0.0/16")], routing: "static", amazonAsn: 64512 },
        ],
      },
    });
  });

  test("given a network outside AWS, when it is synthesized, then its hosts reach the VPC by the device alone, and nothing of theirs is filtered there", () => {
    const office = stackOf("office");
    expect(office.resource("aws_route.routes_apne1-az4-172-16-0-0-16")).toMatchObject({
      destination_cidr_block: "172.16.0.0/16",
      network_interface_id: reference("aws_network_interface.device_interface"),
    });
    for (const rule of [
      "ingress_rule.hosts_test01_security-group_from",
      "egress_rule.hosts_test01_security-group_to",
    ])
      expect(office.resource(`aws_vpc_security_group_${rule}-172-16-0-0-16`)).toMatchObject({
        ip_protocol: "-1",
        cidr_ipv4: "172.16.0.0/16",
      });
  });

  test("given where the keys are, when it is published, then the network at the other end alone may read it", () => {
    expect(stackOf("relay.contract-vpn-office").terraform["backend"]).toMatchObject({
      s3: {
        key: "contracts/333333333333/to-111111111111/address-class-relay.relay.contract-vpn-office.tfstate",
      },
    });
  });
});

test("given a simulated network that nothing is connected to, when it is synthesized, then it has no device", () => {
  const lonely = synthesizeApp((scope) => {
    assemble(
      scope,
      topologyOf({
        topology: "x",
        region: TOKYO,
        accounts: { lab: PROVIDER },
        onPremises: { lab: { account: "lab", vpc: { zones: ["apne1-az4"] } } },
      }),
    );
  });
  expect([...lonely.stacks.keys()]).toEqual(["x.lab"]);
});
