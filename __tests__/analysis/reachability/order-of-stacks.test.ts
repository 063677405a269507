import { describe, expect, test } from "@jest/globals";
import { networkOf } from "../../../analysis/network";
import type { Answer } from "../../../analysis/reachability";
import { deploymentOf, stateOf } from "../../support/deployments";
import { add, answerOf, edited, idOf, privateLink, remove, set } from "../../support/networks";
import { stackOf } from "../../support/networks/resources";

const ENDPOINT = "aws_vpc_endpoint.web";
const SERVICE = "aws_vpc_endpoint_service.web";
const ACCEPTER = "aws_vpc_endpoint_connection_accepter.web";
const PRIVATE_DNS = "aws_vpc_endpoint_private_dns.web";

/** The service and the endpoint in one stack, which publishes both, and the accepter in another. */
function acceptedElsewhere(
  privateDnsIn: "the endpoint's stack" | "a stack of its own",
  acceptanceRequired: boolean,
  { isVerified = true, to = "web.example.internal" } = {},
): Answer {
  const privateDns = { [PRIVATE_DNS]: { vpc_endpoint_id: idOf(ENDPOINT), private_dns_enabled: true } };
  const own = edited(privateLink(), [
    remove(ACCEPTER),
    set(SERVICE, "acceptance_required", acceptanceRequired),
    set(SERVICE, "private_dns_name", "web.example.com"),
    add({
      "aws_vpc_endpoint_service_private_dns_verification.web": {
        service_id: idOf(SERVICE),
        wait_for_verification: isVerified,
      },
      ...(privateDnsIn === "the endpoint's stack" ? privateDns : {}),
    }),
  ]);
  const published = (name: string): string => `\${data.terraform_remote_state.example.outputs.${name}}`;
  const reading = (resources: Parameters<typeof stackOf>[0]): object =>
    stackOf({ ...resources, "data.terraform_remote_state.example": { ...stateOf("example") } });
  const deployment = deploymentOf({
    example: {
      ...stackOf(own),
      output: { service: { value: idOf(SERVICE) }, endpoint: { value: idOf(ENDPOINT) } },
    },
    acceptance: reading({
      [ACCEPTER]: {
        provider: "aws.provider",
        vpc_endpoint_service_id: published("service"),
        vpc_endpoint_id: published("endpoint"),
      },
    }),
    ...(privateDnsIn === "the endpoint's stack"
      ? {}
      : {
          "private-dns": reading({
            [PRIVATE_DNS]: { vpc_endpoint_id: published("endpoint"), private_dns_enabled: true },
          }),
        }),
  });
  return answerOf({ deployment, network: networkOf(deployment) }, { from: "aws_instance.client", to });
}

describe("an endpoint that another stack accepts", () => {
  test("given private DNS in its own stack, when it is asked, then that comes before the acceptance", () => {
    const { verdict, blockers } = acceptedElsewhere("the endpoint's stack", true);
    expect(verdict).toBe("unknown");
    expect(blockers).toEqual([
      {
        code: "PRIVATE_DNS_BEFORE_ACCEPTANCE",
        at: `example:${PRIVATE_DNS}`,
        sentence:
          "it is made with aws_vpc_endpoint.web, before the stack acceptance accepts the connection, and AWS refuses private DNS until then; have it in a stack of its own that is deployed after that one",
      },
    ]);
  });

  test.each([
    ["the endpoint's other name", "web.example.internal", "reachable"],
    ["the name itself", "web.example.com", "unknown"],
  ])(
    "given private DNS in a stack of its own, of a name that nobody says is verified, when %s is asked (%s), then it is %s",
    (_, to, verdict) => {
      const answer = acceptedElsewhere("a stack of its own", true, { isVerified: false, to });
      expect(answer.verdict).toBe(verdict);
    },
  );

  test.each([
    ["private DNS in a stack of its own", "a stack of its own", true],
    [
      "private DNS in its own stack, and a service that requires no acceptance",
      "the endpoint's stack",
      false,
    ],
  ] as const)("given %s, when it is asked, then it is reachable", (_, privateDnsIn, acceptanceRequired) => {
    expect(acceptedElsewhere(privateDnsIn, acceptanceRequired).verdict).toBe("reachable");
  });
});
