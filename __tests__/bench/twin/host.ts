import { DataAwsSsmParameter } from "@cdktf/provider-aws/lib/data-aws-ssm-parameter";
import { IamInstanceProfile } from "@cdktf/provider-aws/lib/iam-instance-profile";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Instance } from "@cdktf/provider-aws/lib/instance";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import type { TerraformStack } from "cdktf";
import type { Network } from "./network";

export interface Host {
  readonly instanceId: string;
  readonly securityGroupId: string;
}

/** @param vpcName begins the names of everything of the host */
export function addHost(
  stack: TerraformStack,
  id: string,
  vpcName: string,
  { vpcId, privateSubnets, s3 }: Network,
  zone: keyof Network["privateSubnets"],
): Host {
  const name = `${vpcName}.hosts.${id}`;
  const subnet = privateSubnets[zone];
  const prefix = `hosts_${id}`;
  const group = new SecurityGroup(stack, `${prefix}_security-group`, {
    vpcId,
    name,
    description: `The host ${name}`,
    tags: { Name: name },
  });
  const https = new VpcSecurityGroupEgressRule(stack, `${prefix}_security-group_to-https`, {
    securityGroupId: group.id,
    ipProtocol: "tcp",
    fromPort: 443,
    toPort: 443,
    cidrIpv4: "0.0.0.0/0",
    description: "TCP 443 to 0.0.0.0/0",
  });
  const profile = addInstanceProfile(stack, prefix, name);
  const image = new DataAwsSsmParameter(stack, `${prefix}_machine-image`, {
    name: "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64",
  });
  const instance = new Instance(stack, prefix, {
    ami: image.insecureValue,
    instanceType: "t3.micro",
    subnetId: subnet.id,
    associatePublicIpAddress: false,
    vpcSecurityGroupIds: [group.id],
    iamInstanceProfile: profile,
    metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
    rootBlockDevice: { encrypted: true, volumeType: "gp3", volumeSize: 8 },
    tags: { Name: name },
    lifecycle: { ignoreChanges: ["ami"] },
    dependsOn: [...subnet.wayOut, s3, https],
  });
  return { instanceId: instance.id, securityGroupId: group.id };
}

function addInstanceProfile(stack: TerraformStack, prefix: string, name: string): string {
  const role = new IamRole(stack, `${prefix}_profile_role`, {
    name,
    assumeRolePolicy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
    }),
  });
  new IamRolePolicyAttachment(stack, `${prefix}_profile_managed-instance`, {
    role: role.name,
    policyArn: "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",
  });
  return new IamInstanceProfile(stack, `${prefix}_profile`, { name: role.name, role: role.name }).name;
}
