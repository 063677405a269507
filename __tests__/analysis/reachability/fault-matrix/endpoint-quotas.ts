import { add, type Edit, idOf, privateLink, set } from "../../../support/networks";
import { type Fact, given, reachable, unknown } from "./fact";

/** Further endpoints of the client's VPC. */
const further = (count: number, more: object = {}): Edit =>
  add(
    Object.fromEntries(
      Array.from({ length: count }, (_, index) => [
        `aws_vpc_endpoint.further_${index}`,
        {
          vpc_id: idOf("aws_vpc.consumer"),
          vpc_endpoint_type: "Interface",
          service_name: "com.amazonaws.ap-northeast-1.ssm",
          private_dns_enabled: false,
          ...more,
        },
      ]),
    ),
  );

export const endpointQuotas: readonly Fact[] = [
  {
    fact: "A VPC has 50 interface and Gateway Load Balancer endpoints, 200 resource endpoints and 50 service network endpoints, unless AWS has raised its quota, which no Terraform says",
    network: privateLink(),
    asked: { from: "aws_instance.client", to: "aws_vpc_endpoint.web" },
    cases: [
      given("it has 50 interface endpoints", [further(49)], reachable),
      given("it has 51 interface endpoints", [further(50)], unknown(["UNKNOWN_VALUE"])),
      given(
        "it has 51 interface endpoints, and the one that is asked is there already",
        [further(50), set("aws_vpc_endpoint.web", "state", "available")],
        reachable,
      ),
      given(
        "it has 51 endpoints, of which 50 are gateway endpoints",
        [further(50, { vpc_endpoint_type: "Gateway" })],
        reachable,
      ),
    ],
  },
];
