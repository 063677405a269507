import { describe, expect, test } from "@jest/globals";
import { type EndpointService, networkOf } from "../../../../analysis/network";
import { deploymentOf, stateOf } from "../../../support/deployments";
import { just } from "./placed";
import { deployed, get, OF_VARIABLE, reasonOf, reasonsOf, type Resources, stackOf, VARIABLE } from "./stacks";

const SERVICE_ID = "${aws_vpc_endpoint_service.it.id}";
const BALANCER: Resources = { aws_lb: { it: { load_balancer_type: "network" } } };

function service(attributes: object, ...others: readonly Resources[]): EndpointService {
  const it = { acceptance_required: true, network_load_balancer_arns: ["${aws_lb.it.arn}"], ...attributes };
  const deployment = deployed(BALANCER, { aws_vpc_endpoint_service: { it } }, ...others);
  return get(networkOf(deployment).endpointServices, "aws_vpc_endpoint_service.it");
}

function principal(attributes: object): Resources {
  const it = {
    vpc_endpoint_service_id: SERVICE_ID,
    principal_arn: "arn:aws:iam::333333333333:root",
    ...attributes,
  };
  return { aws_vpc_endpoint_service_allowed_principal: { it } };
}

function endpoint(attributes: object = {}): Resources {
  const it = {
    vpc_endpoint_type: "Interface",
    service_name: "${aws_vpc_endpoint_service.it.service_name}",
    ...attributes,
  };
  return { aws_vpc_endpoint: { it } };
}

function accepter(attributes: object = {}): Resources {
  const it = {
    vpc_endpoint_service_id: SERVICE_ID,
    vpc_endpoint_id: "${aws_vpc_endpoint.it.id}",
    ...attributes,
  };
  return { aws_vpc_endpoint_connection_accepter: { it } };
}

describe("an endpoint service", () => {
  test("given a load balancer, when it is built, then nobody is allowed or accepted yet", () => {
    expect(service({})).toEqual({
      key: "s:aws_vpc_endpoint_service.it",
      at: "s:aws_vpc_endpoint_service.it",
      account: "111111111111",
      region: "ap-northeast-1",
      acceptanceRequired: true,
      loadBalancers: just("s:aws_lb.it"),
      allowedPrincipals: just(),
      accepted: just(),
      accepters: new Map(),
      privateDnsName: undefined,
      waitsForPrivateDnsName: false,
    });
  });

  test("given a private name and no acceptance, when it is built, then it has them", () => {
    expect(service({ acceptance_required: false, private_dns_name: "Web.Example.com." })).toMatchObject({
      acceptanceRequired: false,
      privateDnsName: "web.example.com",
    });
  });

  test("given values that are unknown, when it is built, then they are", () => {
    const { acceptanceRequired, privateDnsName, loadBalancers, allowedPrincipals } = service({
      acceptance_required: VARIABLE,
      private_dns_name: VARIABLE,
      network_load_balancer_arns: [VARIABLE],
      allowed_principals: [VARIABLE],
    });
    expect([acceptanceRequired, privateDnsName].map(reasonOf)).toEqual([OF_VARIABLE, OF_VARIABLE]);
    expect([loadBalancers, allowedPrincipals].map(({ doubts }) => reasonsOf(doubts))).toEqual([
      [OF_VARIABLE],
      [OF_VARIABLE],
    ]);
  });
});

describe("the verification of a service's private name", () => {
  const verification = (attributes: object): Resources => ({
    aws_vpc_endpoint_service_private_dns_verification: { it: { service_id: SERVICE_ID, ...attributes } },
  });

  test("given one that is waited for, when the service is built, then it waits, and otherwise it does not", () => {
    expect(service({}, verification({ wait_for_verification: true })).waitsForPrivateDnsName).toBe(true);
    expect(service({}, verification({})).waitsForPrivateDnsName).toBe(false);
  });

  test("given values that are unknown, when the service is built, then so is whether it waits", () => {
    for (const unclear of [
      { wait_for_verification: VARIABLE },
      { service_id: VARIABLE, wait_for_verification: true },
    ])
      expect(reasonOf(service({}, verification(unclear)).waitsForPrivateDnsName)).toBe(OF_VARIABLE);
  });
});

describe("the principals that a service allows", () => {
  test("given some in it and one beside it, when it is built, then it allows all", () => {
    expect(service({ allowed_principals: ["*"] }, principal({})).allowedPrincipals).toEqual(
      just("*", "arn:aws:iam::333333333333:root"),
    );
  });

  test("given a principal or a service that is unknown, when it is built, then there is a doubt", () => {
    for (const unclear of [{ principal_arn: VARIABLE }, { vpc_endpoint_service_id: VARIABLE }])
      expect(reasonsOf(service({}, principal(unclear)).allowedPrincipals.doubts)).toEqual([OF_VARIABLE]);
  });
});

describe("the endpoints that a service accepts", () => {
  test("given an accepter, when it is built, then its endpoint is accepted", () => {
    expect(service({}, endpoint(), accepter()).accepted).toEqual(just("s:aws_vpc_endpoint.it"));
    expect(service({}, endpoint()).accepted).toEqual(just());
  });

  test("given an accepter of something unknown, when it is built, then there is a doubt", () => {
    for (const unclear of [{ vpc_endpoint_id: VARIABLE }, { vpc_endpoint_service_id: VARIABLE }])
      expect(reasonsOf(service({}, endpoint(), accepter(unclear)).accepted.doubts)).toEqual([OF_VARIABLE]);
  });

  test("given an endpoint that accepts itself, when it is built, then it is accepted in its own account", () => {
    expect(service({}, endpoint({ auto_accept: true })).accepted).toEqual(just("s:aws_vpc_endpoint.it"));
    expect(service({}, endpoint({ auto_accept: false })).accepted).toEqual(just());
    expect(reasonsOf(service({}, endpoint({ auto_accept: VARIABLE })).accepted.doubts)).toEqual([
      OF_VARIABLE,
    ]);
  });

  test("given an endpoint of another account that accepts itself, when it is built, then it is not accepted", () => {
    const provider = {
      ...stackOf({ aws_vpc_endpoint_service: { it: { acceptance_required: true } } }),
      output: { name: { value: "${aws_vpc_endpoint_service.it.service_name}" } },
    };
    const name = "${data.terraform_remote_state.s.outputs.name}";
    const consumer = {
      ...stackOf(endpoint({ auto_accept: true, service_name: name }), { account: "222222222222" }),
      data: { terraform_remote_state: { s: stateOf("s") } },
    };
    const { endpointServices, endpoints } = networkOf(deploymentOf({ s: provider, c: consumer }));
    expect(get(endpointServices, "aws_vpc_endpoint_service.it").accepted).toEqual(just());
    expect([...endpoints.values()].map((each) => each.service)).toEqual([
      { kind: "endpoint-service", service: "s:aws_vpc_endpoint_service.it" },
    ]);
  });
});
