import { describe, expect, test } from "@jest/globals";
import { ServiceEndpoint, type ServiceEndpointProps } from "../../../modules/privatelink";
import { serviceContract } from "../../../modules/wiring";
import { postconditions } from "../../support/postconditions";
import { reference, type StackTerraform, synthesizeIn } from "../../support/terraform";
import { AZ4 } from "../../support/values";

function synthesizeEndpoint(props: Partial<ServiceEndpointProps> = {}): StackTerraform {
  return synthesizeIn((stack) => {
    new ServiceEndpoint(stack, "web", {
      name: "test-web",
      service: {
        contract: serviceContract,
        publisher: "t.web.contract-service-web",
        state: { backend: "local", path: "../../../state/t.web.contract-service-web.tfstate" },
      },
      vpcId: "vpc-1",
      subnetIds: new Map([[AZ4, "subnet-4"]]),
      listeners: [{ port: 80 }],
      clients: [],
      ...props,
    });
  });
}

describe("an endpoint to the service of a contract", () => {
  test("given a contract, when it is synthesized, then the service's name is read from the contract's state alone", () => {
    const terraform = synthesizeEndpoint();
    expect(terraform.resource("aws_vpc_endpoint.web_endpoint")["service_name"]).toBe(
      reference("data.terraform_remote_state.web_contract", "outputs.service_name"),
    );
    expect(terraform.data("terraform_remote_state")).toMatchObject({
      web_contract: { config: { path: "../../../state/t.web.contract-service-web.tfstate" } },
    });
  });

  test("given a zone and ports, when Terraform plans, then it refuses a service that has left one, and says what it is now", () => {
    const listeners = [{ port: 80 }, { name: "443", port: 443 }];
    const expected = postconditions(synthesizeEndpoint({ listeners }), "web_contract");
    expect(expected.slice(-3)).toEqual([
      {
        condition: '${try(contains(self.outputs.zones, "apne1-az4"), true)}',
        error_message:
          'The service of t.web.contract-service-web is not in apne1-az4, where this endpoint is; it is in ${join(", ", self.outputs.zones)}. Take apne1-az4 out of the endpoint\'s zones.',
      },
      ...[80, 443].map((port) => ({
        condition: `\${try(contains(self.outputs.ports, "${port}"), true)}`,
        error_message: `The service of t.web.contract-service-web listens on TCP \${join(", ", self.outputs.ports)}, and this endpoint admits TCP ${port}. Synthesize and deploy this stack again.`,
      })),
    ]);
  });

  test("given a name, when it is synthesized, then it is an alias of the endpoint's regional name in a zone of the endpoint's VPC", () => {
    const terraform = synthesizeEndpoint({ dnsName: "web.example.internal" });
    const endpoint = "aws_vpc_endpoint.web_endpoint";
    expect(terraform.resource("aws_route53_zone.web_name_zone")).toMatchObject({
      name: "web.example.internal",
      vpc: [{ vpc_id: "vpc-1" }],
    });
    expect(terraform.resource("aws_route53_record.web_name_record")).toMatchObject({
      alias: {
        name: reference(endpoint, "dns_entry[0].dns_name"),
        zone_id: reference(endpoint, "dns_entry[0].hosted_zone_id"),
      },
    });
  });

  test("given no name, when it is synthesized, then there is neither zone nor record", () => {
    const addresses = [...synthesizeEndpoint().resources.keys()];
    expect(addresses).toEqual([
      "aws_security_group.web_endpoint_security-group",
      "aws_vpc_endpoint.web_endpoint",
    ]);
  });
});
