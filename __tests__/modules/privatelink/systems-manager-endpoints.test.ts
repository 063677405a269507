import { describe, expect, test } from "@jest/globals";
import { SystemsManagerEndpoints } from "../../../modules/privatelink";
import { reference, synthesizeIn } from "../../support/terraform";
import { AZ1, TOKYO } from "../../support/values";

describe("endpoints for Systems Manager", () => {
  const terraform = synthesizeIn((stack) => {
    new SystemsManagerEndpoints(stack, "ssm", {
      name: "test-ssm",
      region: TOKYO,
      vpcId: "vpc-1",
      subnetIds: new Map([[AZ1, "subnet-1"]]),
      clients: [{ kind: "host", name: "app", securityGroupId: "sg-app" }],
    });
  });
  const group = reference("aws_security_group.ssm_security-group");

  test("given a VPC, when they are synthesized, then what Session Manager needs answers there by its own name, and no more", () => {
    const endpoint = (service: string) => ({
      vpc_id: "vpc-1",
      vpc_endpoint_type: "Interface",
      service_name: `com.amazonaws.ap-northeast-1.${service}`,
      subnet_ids: ["subnet-1"],
      security_group_ids: [group],
      ip_address_type: "ipv4",
      private_dns_enabled: true,
      tags: { Name: `test-ssm.${service}` },
    });
    expect(terraform.ofType("aws_vpc_endpoint")).toEqual({
      ssm_ssm: endpoint("ssm"),
      ssm_ssmmessages: endpoint("ssmmessages"),
    });
  });

  test("given a host, when they are synthesized, then one group admits it to HTTPS, and it is let out there", () => {
    const https = { ip_protocol: "tcp", from_port: 443, to_port: 443 };
    expect(terraform.ofType("aws_vpc_security_group_ingress_rule")).toMatchObject({
      "ssm_security-group_from-app": {
        ...https,
        security_group_id: group,
        referenced_security_group_id: "sg-app",
      },
    });
    expect(terraform.ofType("aws_vpc_security_group_egress_rule")).toMatchObject({
      "ssm_client-app": { ...https, security_group_id: "sg-app", referenced_security_group_id: group },
    });
  });
});
