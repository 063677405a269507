import { describe, expect, test } from "@jest/globals";
import { networkWith, SUBNET_A } from "../placed";
import { type Resources, VPC_ID } from "../stacks";

const PINNED: readonly (readonly [what: string, resources: (address: string) => Resources, at: string])[] = [
  [
    "a load balancer's subnet_mapping",
    (address) => ({
      aws_lb: {
        it: {
          load_balancer_type: "network",
          internal: true,
          subnet_mapping: [{ subnet_id: SUBNET_A, private_ipv4_address: address }],
        },
      },
    }),
    "s:aws_lb.it",
  ],
  [
    "an endpoint's subnet_configuration",
    (address) => ({
      aws_vpc_endpoint: {
        it: {
          vpc_id: VPC_ID,
          vpc_endpoint_type: "Interface",
          service_name: "com.amazonaws.ap-northeast-1.logs",
          subnet_ids: [SUBNET_A],
          subnet_configuration: [{ subnet_id: SUBNET_A, ipv4: address }],
        },
      },
    }),
    "s:aws_vpc_endpoint.it",
  ],
  [
    "one of an interface's private_ips",
    (address) => ({
      aws_network_interface: { it: { subnet_id: SUBNET_A, private_ips: ["10.0.0.20", address] } },
    }),
    "s:aws_network_interface.it",
  ],
];

describe.each(PINNED)("the address of %s", (_, resources, at) => {
  test("given one outside the subnet, when it is judged, then nothing of what asks for it is made", () => {
    expect([...networkWith(resources("10.0.1.10")).refusals.keys()]).toEqual([at]);
  });

  const refused = (address: string): string[] =>
    [...networkWith(resources(address)).refusals.values()].flat().map((each) => each.at);

  test("given one outside the subnet, or among AWS's five, when it is judged, then it is refused", () => {
    for (const address of ["10.0.1.10", "10.0.0.0", "10.0.0.3", "10.0.0.255"])
      expect([address, refused(address)]).toEqual([address, [at]]);
  });

  test("given one that the subnet has, when it is judged, then it is taken", () => {
    for (const address of ["10.0.0.4", "10.0.0.254"])
      expect([address, refused(address)]).toEqual([address, []]);
  });
});
