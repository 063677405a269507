import { describe, expect, test } from "@jest/globals";
import { PrivateName } from "../../../modules/dns";
import { ResourceEndpoint, type ResourceEndpointProps } from "../../../modules/privatelink";
import { reference, type StackTerraform, synthesizeIn } from "../../support/terraform";
import { AZ1, AZ4, block } from "../../support/values";

const ARN = "arn:aws:vpc-lattice:ap-northeast-1:222222222222:resourceconfiguration/rcfg-1";

const PROPS: ResourceEndpointProps = {
  name: "test-proxy",
  vpcId: "vpc-1",
  subnetIds: new Map([
    [AZ1, "subnet-1"],
    [AZ4, "subnet-4"],
  ]),
  configurationArn: ARN,
  port: 3128,
  clients: [
    { kind: "host", name: "app", securityGroupId: "sg-app" },
    { kind: "block", block: block("10.0.0.0/16") },
  ],
};

function synthesizeEndpoint(props: Partial<ResourceEndpointProps> = {}): StackTerraform {
  return synthesizeIn((stack) => {
    const { aliasTarget } = new ResourceEndpoint(stack, "proxy", { ...PROPS, ...props });
    new PrivateName(stack, "name", { name: "proxy.example.internal", vpcId: "vpc-1", target: aliasTarget });
  });
}

describe("a resource endpoint", () => {
  const terraform = synthesizeEndpoint();

  test("given two zones, when it is synthesized, then it leads to the configuration from each, behind its own group, without private DNS", () => {
    expect(terraform.resource("aws_vpc_endpoint.proxy")).toEqual({
      vpc_id: "vpc-1",
      vpc_endpoint_type: "Resource",
      resource_configuration_arn: ARN,
      subnet_ids: ["subnet-1", "subnet-4"],
      security_group_ids: [reference("aws_security_group.proxy_security-group")],
      ip_address_type: "ipv4",
      private_dns_enabled: false,
      tags: { Name: "test-proxy" },
    });
  });

  test("given a custom domain name of the configuration's, when private DNS is wanted, then AWS is told", () => {
    expect(synthesizeEndpoint({ privateDns: true }).resource("aws_vpc_endpoint.proxy")).toMatchObject({
      private_dns_enabled: true,
    });
  });

  test("given a name that leads to it, when it is synthesized, then the name follows the endpoint's association, whose names the endpoint itself lacks", () => {
    const associations = "data.aws_vpc_endpoint_associations.proxy_associations";
    expect(terraform.resource("aws_route53_record.name_record")["alias"]).toEqual({
      name: reference(associations, "associations[0].dns_entry[0].dns_name"),
      zone_id: reference(associations, "associations[0].dns_entry[0].hosted_zone_id"),
      evaluate_target_health: false,
    });
    expect(terraform.data("aws_vpc_endpoint_associations")["proxy_associations"]).toEqual({
      vpc_endpoint_id: reference("aws_vpc_endpoint.proxy"),
      lifecycle: {
        postcondition: [
          {
            condition: "${length(flatten(self.associations[*].dns_entry)) > 0}",
            error_message: expect.stringMatching(
              /^The endpoint test-proxy is associated with no resource .+ deploy again\. .+ still shared .+\.$/,
            ),
          },
        ],
      },
    });
  });

  test("given clients, when it is synthesized, then its group admits them to the port, and hosts among them are let out to it", () => {
    const own = reference("aws_security_group.proxy_security-group");
    const tcp3128 = { ip_protocol: "tcp", from_port: 3128, to_port: 3128 };
    expect(terraform.ofType("aws_vpc_security_group_ingress_rule")).toMatchObject({
      "proxy_security-group_from-app": {
        ...tcp3128,
        security_group_id: own,
        referenced_security_group_id: "sg-app",
      },
      "proxy_security-group_from-10-0-0-0-16": {
        ...tcp3128,
        security_group_id: own,
        cidr_ipv4: "10.0.0.0/16",
      },
    });
    expect(terraform.ofType("aws_vpc_security_group_egress_rule")).toEqual({
      "proxy_client-app": {
        ...tcp3128,
        security_group_id: "sg-app",
        referenced_security_group_id: own,
        description: "TCP 3128 to test-proxy",
      },
    });
  });
});
