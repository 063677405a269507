import { describe, expect, test } from "@jest/globals";
import { type App, TerraformOutput } from "cdktf";
import {
  VpnDeviceHost,
  type VpnDeviceHostProps,
  vpnDeviceRoleArn,
  VpnDeviceSite,
} from "../../../modules/vpn";
import { AccountStack } from "../../../modules/wiring";
import { JudgedPolicy } from "../../support/policies";
import { reference, type StackTerraform, synthesizeHcl, synthesizeIn } from "../../support/terraform";
import { account, block, CONSUMER, PROVIDER, TOKYO } from "../../support/values";

const OTHER = account("333333333333");

const parameter: VpnDeviceHostProps["parameter"] = {
  gatewayAddress: "203.0.113.10",
  connections: {
    shop: { tunnelAddresses: ["198.51.100.3", "198.51.100.4"], secretArn: "arn:shop", secretVersionId: "s" },
    relay: {
      tunnelAddresses: ["198.51.100.1", "198.51.100.2"],
      secretArn: "arn:relay",
      secretVersionId: "r",
    },
  },
};

function host(scope: AccountStack, given: VpnDeviceHostProps["parameter"] = parameter): void {
  new VpnDeviceHost(scope, "host", {
    name: "t.lab.gateway",
    interfaceId: "eni-1",
    securityGroupId: "sg-1",
    userData: "I2Nsb3VkLWNvbmZpZwo=",
    parameter: given,
  });
}

const stack = synthesizeIn((scope) => {
  const site = new VpnDeviceSite(scope, "site", {
    name: "t.lab.gateway",
    account: CONSUMER,
    region: TOKYO,
    vpcId: "vpc-1",
    subnet: { id: "subnet-1", routes: [] },
    blocks: [block("10.200.0.0/16")],
    connections: [
      { name: "t.shop.vpn-lab", account: OTHER },
      { name: "t.relay.vpn-lab", account: PROVIDER },
    ],
  });
  new TerraformOutput(scope, "public-address", { value: site.publicAddress });
  host(scope);
});

/** Rules as `UDP 500 to tunnel 1 of relay: 198.51.100.1/32`. */
function rules(terraform: StackTerraform, direction: "ingress" | "egress", prefix: string): string[] {
  return Object.entries(terraform.ofType(`aws_vpc_security_group_${direction}_rule`))
    .filter(([id]) => id.startsWith(prefix))
    .map(([, rule]) => `${String(rule["description"])}: ${String(rule["cidr_ipv4"])}`)
    .sort();
}

describe("the site of a VPN device", () => {
  test("given a public subnet, when it is made, then its interface passes on what is not its own, at a public address", () => {
    expect(stack.resource("aws_network_interface.site_interface")).toMatchObject({
      subnet_id: "subnet-1",
      source_dest_check: false,
      security_groups: [reference("aws_security_group.site_security-group")],
    });
    expect(stack.resource("aws_eip_association.site_address-association")).toMatchObject({
      allocation_id: reference("aws_eip.site_address"),
      network_interface_id: reference("aws_network_interface.site_interface"),
    });
    expect(stack.outputs["public-address"]).toEqual({
      value: reference("aws_eip.site_address", "public_ip"),
    });
  });

  test("given the network's block, when its group is read, then that passes, the web may be asked, and nothing else", () => {
    expect(rules(stack, "ingress", "site")).toEqual(["Everything from 10.200.0.0/16: 10.200.0.0/16"]);
    expect(rules(stack, "egress", "site")).toEqual([
      "Everything to 10.200.0.0/16: 10.200.0.0/16",
      "TCP 443 to 0.0.0.0/0: 0.0.0.0/0",
      "TCP 80 to 0.0.0.0/0: 0.0.0.0/0",
    ]);
  });
});

describe("the role of a VPN device", () => {
  const { policy } = stack.resource("aws_iam_role_policy.site_profile_policy-read-vpn-keys");
  const judged = new JudgedPolicy(String(policy));
  const secretOf = (owner: string, connection: string): string =>
    `arn:aws:secretsmanager:ap-northeast-1:${owner}:secret:/vpn/${connection}/keys-AbCdEf`;
  const key = `arn:aws:kms:ap-northeast-1:${PROVIDER}:key/1234`;
  const reads = (resource: string): string =>
    judged.judge({ action: "secretsmanager:GetSecretValue", resource });

  test("given its connections, when it reads secrets, then theirs and no others", () => {
    expect(reads(secretOf(PROVIDER, "t.relay.vpn-lab"))).toBe("allowed");
    expect(reads(secretOf(OTHER, "t.shop.vpn-lab"))).toBe("allowed");
    expect(reads(secretOf(OTHER, "t.relay.vpn-lab"))).toBe("nothing");
    expect(reads(secretOf(PROVIDER, "t.relay.vpn-lab") + "-more")).toBe("nothing");
  });

  test.each([
    ["its own", "parameter/vpn/t.lab.gateway", "allowed"],
    ["another's", "parameter/vpn/t.other.gateway", "nothing"],
  ])("given %s parameter, when it reads it, then %s is %s", (_, name, judgement) => {
    const resource = `arn:aws:ssm:ap-northeast-1:${CONSUMER}:${name}`;
    expect(judged.judge({ action: "ssm:GetParameter", resource })).toBe(judgement);
  });

  test("given a key, when it decrypts, then for its secrets through Secrets Manager alone", () => {
    const decrypts = (service: string, secret: string): string =>
      judged.judge({
        action: "kms:Decrypt",
        resource: key,
        context: {
          "kms:ViaService": `${service}.ap-northeast-1.amazonaws.com`,
          "kms:EncryptionContext:SecretARN": secret,
        },
      });
    expect(decrypts("secretsmanager", secretOf(PROVIDER, "t.relay.vpn-lab"))).toBe("allowed");
    expect(decrypts("s3", secretOf(PROVIDER, "t.relay.vpn-lab"))).toBe("nothing");
    expect(decrypts("secretsmanager", secretOf(PROVIDER, "t.other.vpn-lab"))).toBe("nothing");
  });

  test("given its name, when other accounts name it, then as it is", () => {
    const name = String(stack.resource("aws_iam_role.site_profile_role")["name"]);
    expect(vpnDeviceRoleArn("t.lab.gateway", CONSUMER, TOKYO)).toBe(`arn:aws:iam::${CONSUMER}:role/${name}`);
    expect(stack.resource("aws_instance.host")["iam_instance_profile"]).toBe(name);
  });
});

describe("the host of a VPN device", () => {
  const instance = stack.resource("aws_instance.host");

  test("given a site, when it is made, then it is a Debian 12 on the site's interface, with an encrypted volume and IMDSv2", () => {
    expect(stack.data("aws_ssm_parameter")).toEqual({
      "host_machine-image": { name: "/aws/service/debian/release/12/latest/amd64" },
    });
    expect(instance).toMatchObject({
      ami: reference("data.aws_ssm_parameter.host_machine-image", "insecure_value"),
      network_interface: [{ device_index: 0, network_interface_id: "eni-1" }],
      root_block_device: { encrypted: true, volume_type: "gp3", volume_size: 8 },
      metadata_options: { http_endpoint: "enabled", http_tokens: "required", http_put_response_hop_limit: 1 },
      user_data_base64: "I2Nsb3VkLWNvbmZpZwo=",
      user_data_replace_on_change: true,
    });
    for (const ofTheInterface of ["subnet_id", "vpc_security_group_ids", "associate_public_ip_address"])
      expect(instance).not.toHaveProperty(ofTheInterface);
  });

  test("given connections, when it is made, then it is told of them in their names' order, and made anew for others", () => {
    expect(stack.resource("aws_ssm_parameter.host_parameter")).toMatchObject({
      name: "/vpn/t.lab.gateway",
      type: "String",
      insecure_value:
        '${jsonencode({"gatewayAddress" = "203.0.113.10", "connections" = {"relay" = {"tunnelAddresses" = ["198.51.100.1", "198.51.100.2"], "secretArn" = "arn:relay", "secretVersionId" = "r"}, "shop" = {"tunnelAddresses" = ["198.51.100.3", "198.51.100.4"], "secretArn" = "arn:shop", "secretVersionId" = "s"}}})}',
    });
    expect(instance["lifecycle"]).toEqual({
      ignore_changes: ["ami"],
      // Not all of it: new tags are no other connections.
      replace_triggered_by: ["aws_ssm_parameter.host_parameter.insecure_value"],
    });
  });

  test("given more than it is to be told, when it is made, then that is refused", () => {
    const keys = { tunnel1: "first.Key_1" };
    expect(() =>
      synthesizeIn((scope) => {
        host(scope, { ...parameter, ...keys });
      }),
    ).toThrow(/tunnel1/);
  });

  test("given HCL, when it is synthesized, then what it is told and what makes it anew are expressions there too", () => {
    const hcl = synthesizeHcl((app: App) => {
      host(new AccountStack(app, "test", { region: TOKYO, account: CONSUMER }), {
        ...parameter,
        connections: {},
      });
    }).get("test");
    expect(hcl).toContain('"${jsonencode({"gatewayAddress" = "203.0.113.10", "connections" = {}})}"');
    // Terraform refuses a text here, and not before it plans.
    expect(hcl).toContain("replace_triggered_by = [aws_ssm_parameter.host_parameter.insecure_value]");
  });

  test("given tunnels, when its group is read, then it speaks IPsec with each of Amazon's ends, and with nobody else", () => {
    const ends = [
      ["1 of relay", "198.51.100.1/32"],
      ["2 of relay", "198.51.100.2/32"],
      ["1 of shop", "198.51.100.3/32"],
      ["2 of shop", "198.51.100.4/32"],
    ];
    const expected = (direction: string): string[] =>
      [500, 4500]
        .flatMap((port) => ends.map(([end, peer]) => `UDP ${port} ${direction} tunnel ${end}: ${peer}`))
        .sort();
    expect(rules(stack, "ingress", "host")).toEqual(expected("from"));
    expect(rules(stack, "egress", "host")).toEqual(expected("to"));
  });
});
