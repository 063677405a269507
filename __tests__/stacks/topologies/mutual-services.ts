import { describe, expect, test } from "@jest/globals";
import { postconditions } from "../../support/postconditions";
import { reference } from "../../support/terraform";
import { mutualServices } from "./synthesized";

/** The stacks in an order in which each comes after all that it depends on. */
function deployOrder(dependencies: ReadonlyMap<string, readonly string[]>): string[] {
  const order: string[] = [];
  while (order.length < dependencies.size) {
    const next = [...dependencies].find(
      ([id, earlier]) => !order.includes(id) && earlier.every((each) => order.includes(each)),
    );
    if (next === undefined) throw new Error(`a circle among all but ${order.join(", ")}`);
    order.push(next[0]);
  }
  return order;
}

describe("two entries that use each other's services", () => {
  const { app } = mutualServices;
  const dependencies = new Map([...app.stacks].map(([id, stack]) => [id, [...stack.dependencies].sort()]));

  test("given them, when they are synthesized, then endpoints are stacks of their own, each after network and service", () => {
    const half = (own: string, other: string): [string, string[]][] => [
      [`mutual.${own}`, []],
      [`mutual.${own}.contract-service-web`, [`mutual.${own}`]],
      [`mutual.${own}.contract-network`, [`mutual.${own}`]],
      [
        `mutual.${own}.endpoint-${other}`,
        [`mutual.${own}.contract-network`, `mutual.${other}.contract-service-web`].sort(),
      ],
      [`mutual.${own}.contract-endpoint-${other}`, [`mutual.${own}.endpoint-${other}`]],
      [
        `mutual.${other}.accept-${own}`,
        [`mutual.${own}.contract-endpoint-${other}`, `mutual.${other}.contract-service-web`].sort(),
      ],
    ];
    expect(dependencies).toEqual(new Map([...half("left", "right"), ...half("right", "left")]));
  });

  test("given them, when they are deployed, then there is an order without a circle", () => {
    expect(deployOrder(dependencies)).toHaveLength(12);
  });

  test("given an endpoint apart from its VPC, when it is synthesized, then the network's contract places it", () => {
    const terraform = app.stack("mutual.right.endpoint-left");
    const network = (output: string): string =>
      reference("data.terraform_remote_state.network", `outputs.${output}`);
    expect(terraform.resource("aws_vpc_endpoint.endpoints_left_endpoint")).toMatchObject({
      vpc_id: network("vpc_id"),
      subnet_ids: ["apne1-az1", "apne1-az4"].map((zone) => network(`private_subnet_ids["${zone}"]`)),
      subnet_configuration: [{ subnet_id: network('private_subnet_ids["apne1-az4"]'), ipv4: "10.1.48.10" }],
    });
    expect(terraform.ofType("aws_vpc_security_group_egress_rule")).toMatchObject({
      "endpoints_left_endpoint_client-server": {
        security_group_id: network('host_security_group_ids["server"]'),
      },
    });
  });

  test("given an endpoint apart from its VPC, when Terraform plans, then a subnet or host that is not there is told in a sentence", () => {
    const expected = postconditions(app.stack("mutual.left.endpoint-right"), "network");
    expect(expected.slice(-2)).toEqual([
      {
        condition: '${try(contains(keys(self.outputs.private_subnet_ids), "apne1-az4"), true)}',
        error_message:
          'The VPC of mutual.left.contract-network has no private subnet in apne1-az4, where this endpoint is; it has them in ${join(", ", keys(self.outputs.private_subnet_ids))}. Deploy its stack again.',
      },
      {
        condition: '${try(contains(keys(self.outputs.host_security_group_ids), "server"), true)}',
        error_message:
          'The VPC of mutual.left.contract-network has no host server, which calls this endpoint; it has ${join(", ", keys(self.outputs.host_security_group_ids))}. Deploy its stack again.',
      },
    ]);
  });

  test("given a VPC whose endpoints are apart, when it is synthesized, then it offers its subnets and its hosts' groups", () => {
    expect(app.stack("mutual.left").outputs["network-vpc"]).toMatchObject({
      value: {
        vpc_id: reference("aws_vpc.vpc"),
        private_subnet_ids: {
          "apne1-az1": reference("aws_subnet.vpc_private_apne1-az1"),
          "apne1-az4": reference("aws_subnet.vpc_private_apne1-az4"),
        },
        host_security_group_ids: { server: reference("aws_security_group.hosts_server_security-group") },
      },
    });
  });
});
