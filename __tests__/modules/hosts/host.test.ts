import { describe, expect, test } from "@jest/globals";
import { Host, type HostProps } from "../../../modules/hosts";
import { reference, type StackTerraform, synthesizeIn } from "../../support/terraform";
import { address, region, TOKYO } from "../../support/values";

function synthesizeHost(props: Partial<HostProps> = {}): StackTerraform {
  return synthesizeIn((stack) => {
    new Host(stack, "host", { name: "test", region: TOKYO, vpcId: "vpc-1", subnetId: "subnet-1", ...props });
  });
}

describe("a host", () => {
  const terraform = synthesizeHost();
  const instance = terraform.resource("aws_instance.host");

  test("given nothing but a place, when it is synthesized, then it is a private t3.micro with a gp3 volume of 8 GiB", () => {
    expect(instance).toMatchObject({
      instance_type: "t3.micro",
      subnet_id: "subnet-1",
      associate_public_ip_address: false,
      root_block_device: { encrypted: true, volume_type: "gp3", volume_size: 8 },
      vpc_security_group_ids: [reference("aws_security_group.host_security-group")],
    });
    for (const absent of ["private_ip", "key_name", "user_data", "user_data_base64"]) {
      expect(instance).not.toHaveProperty(absent);
    }
  });

  test("given any host, when it is synthesized, then its metadata takes IMDSv2 only, from the host itself", () => {
    expect(instance["metadata_options"]).toEqual({
      http_endpoint: "enabled",
      http_tokens: "required",
      http_put_response_hop_limit: 1,
    });
  });

  test("given its one chance to fetch packages, when the host is made, then what leads out of the VPC is there first", () => {
    expect(instance["depends_on"]).toEqual([
      "aws_vpc_security_group_egress_rule.host_security-group_to-https",
    ]);
  });

  test("given a new image of AWS's, when the host is planned, then the host stays as it is", () => {
    expect(instance["lifecycle"]).toEqual({ ignore_changes: ["ami"] });
  });

  test("given any host, when its group is read, then nobody may call it, and it may call HTTPS only", () => {
    expect(terraform.ofType("aws_vpc_security_group_ingress_rule")).toEqual({});
    expect(terraform.ofType("aws_vpc_security_group_egress_rule")).toEqual({
      "host_security-group_to-https": {
        security_group_id: reference("aws_security_group.host_security-group"),
        cidr_ipv4: "0.0.0.0/0",
        ip_protocol: "tcp",
        from_port: 443,
        to_port: 443,
        description: "TCP 443 to 0.0.0.0/0",
      },
    });
  });

  test("given an address, a size and user data, when it is synthesized, then it has them, and new user data makes a new host", () => {
    const wanted = synthesizeHost({
      address: address("10.0.0.10"),
      rootVolumeSize: 20,
      userData: "I2Nsb3VkLWNvbmZpZwo=",
    }).resource("aws_instance.host");
    expect(wanted).toMatchObject({
      private_ip: "10.0.0.10",
      root_block_device: { encrypted: true, volume_size: 20 },
      user_data_base64: "I2Nsb3VkLWNvbmZpZwo=",
      user_data_replace_on_change: true,
    });
  });

  test.each([
    ["t3.micro", "x86_64"],
    ["t4g.micro", "arm64"],
  ])(
    "given a %s, when it is synthesized, then its image is AWS's newest for %s",
    (instanceType, architecture) => {
      const given = synthesizeHost({ instanceType });
      expect(given.data("aws_ssm_parameter")).toEqual({
        "host_machine-image": {
          name: `/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-${architecture}`,
        },
      });
      expect(given.resource("aws_instance.host")["ami"]).toBe(
        reference("data.aws_ssm_parameter.host_machine-image", "insecure_value"),
      );
    },
  );
});

describe("a Windows host", () => {
  const windows = (props: Partial<HostProps> = {}) => synthesizeHost({ platform: "windows", ...props });

  test("given nothing else, when it is synthesized, then it is a t3.medium with AWS's newest Windows Server 2022 and a volume that holds it", () => {
    const terraform = windows();
    expect(terraform.data("aws_ssm_parameter")).toEqual({
      "host_machine-image": { name: "/aws/service/ami-windows-latest/Windows_Server-2022-English-Full-Base" },
    });
    expect(terraform.resource("aws_instance.host")).toMatchObject({
      ami: reference("data.aws_ssm_parameter.host_machine-image", "insecure_value"),
      instance_type: "t3.medium",
      root_block_device: { encrypted: true, volume_type: "gp3", volume_size: 30 },
    });
  });

  test("given 30 GiB or more, when it is synthesized, then its volume is as large", () => {
    expect(windows({ rootVolumeSize: 50 }).resource("aws_instance.host")).toMatchObject({
      root_block_device: { volume_size: 50 },
    });
  });

  test.each([
    ["windows", 29, 30],
    ["linux", 7, 8],
  ] as const)(
    "given %s and %i GiB, when it is made, then a sentence says that its image needs %i",
    (platform, rootVolumeSize, needed) => {
      expect(() => synthesizeHost({ platform, rootVolumeSize })).toThrow(
        `the root volume of test has ${rootVolumeSize} GiB, and the image of its platform, ${platform}, needs ${needed}; give it at least these`,
      );
    },
  );

  test("given an Arm instance type, when it is made, then a sentence says that there is no Windows for it", () => {
    expect(() => windows({ instanceType: "t4g.medium" })).toThrow(
      "the instance type t4g.medium has an Arm processor, for which there is no Windows; take one like t3.medium",
    );
  });
});

describe("the role of a host", () => {
  test.each([
    ["ap-northeast-1", "aws", "ec2.amazonaws.com"],
    ["us-gov-west-1", "aws-us-gov", "ec2.amazonaws.com"],
    ["cn-north-1", "aws-cn", "ec2.amazonaws.com.cn"],
  ])(
    "given %s, when it is synthesized, then Systems Manager's policy of %s is all it has, and %s alone assumes it",
    (code, partition, service) => {
      const terraform = synthesizeHost({ region: region(code) });
      const role = reference("aws_iam_role.host_profile_role", "name");
      expect(terraform.ofType("aws_iam_role_policy_attachment")).toEqual({
        "host_profile_managed-instance": {
          role,
          policy_arn: `arn:${partition}:iam::aws:policy/AmazonSSMManagedInstanceCore`,
        },
      });
      expect(terraform.ofType("aws_iam_role_policy")).toEqual({});
      expect(terraform.resource("aws_iam_role.host_profile_role")).toEqual({
        name: "test",
        assume_role_policy: JSON.stringify({
          Version: "2012-10-17",
          Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }],
        }),
      });
      expect(terraform.resource("aws_iam_instance_profile.host_profile")).toMatchObject({ role });
      expect(terraform.resource("aws_instance.host")["iam_instance_profile"]).toBe(
        reference("aws_iam_instance_profile.host_profile", "name"),
      );
    },
  );
});
