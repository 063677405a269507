import { describe, expect, test } from "@jest/globals";
import { TerraformOutput } from "cdktf";
import { z } from "zod";
import { VpnConnection, type VpnConnectionProps, vpnDeviceRoleArn, VpnGateway } from "../../../modules/vpn";
import { JudgedPolicy } from "../../support/policies";
import { reference, synthesizeIn } from "../../support/terraform";
import { AZ1, AZ4, block, CONSUMER, PROVIDER, region, TOKYO } from "../../support/values";

const READER = vpnDeviceRoleArn("t.lab.gateway", CONSUMER, TOKYO);

const shared: VpnConnectionProps = {
  name: "t.relay.vpn-lab",
  account: PROVIDER,
  region: TOKYO,
  vpnGatewayId: "vgw-1",
  device: { address: "203.0.113.10", asn: 2_147_483_647 },
  routing: { kind: "static", prefixes: [block("10.200.0.0/16"), block("10.201.0.0/24")] },
  insideBlocks: [block("169.254.10.0/30"), block("169.254.11.0/30")],
  keys: { kind: "shared", reader: READER },
};

const stack = synthesizeIn((scope) => {
  new VpnGateway(scope, "gateway", {
    name: "t.relay",
    vpcId: "vpc-1",
    asn: 4_200_000_000,
    routeTableIds: new Map([
      [AZ1, "rtb-1"],
      [AZ4, "rtb-4"],
    ]),
  });
  const { sharedKeys } = new VpnConnection(scope, "shared", shared);
  new TerraformOutput(scope, "secret-version", { value: sharedKeys?.secretVersionId });
  new VpnConnection(scope, "managed", {
    ...shared,
    name: "t.relay.vpn-office",
    device: { address: "203.0.113.11", asn: 2_147_483_648 },
    routing: { kind: "bgp" },
    insideBlocks: [block("169.254.12.0/30"), block("169.254.13.0/30")],
    keys: { kind: "managed" },
  });
});

describe("a VPN gateway", () => {
  test("given a VPC and two route tables, when it is made, then it has Amazon's ASN, and both tables learn its routes", () => {
    expect(stack.resource("aws_vpn_gateway.gateway")).toEqual({
      vpc_id: "vpc-1",
      amazon_side_asn: "4200000000",
      tags: { Name: "t.relay" },
    });
    const vpn_gateway_id = reference("aws_vpn_gateway.gateway");
    expect(stack.ofType("aws_vpn_gateway_route_propagation")).toEqual({
      "gateway_propagation_apne1-az1": { vpn_gateway_id, route_table_id: "rtb-1" },
      "gateway_propagation_apne1-az4": { vpn_gateway_id, route_table_id: "rtb-4" },
    });
  });
});

describe("a customer gateway", () => {
  test("given ASNs on both sides of 2^31, when it is made, then each is told in the argument that takes it", () => {
    const [below, above] = ["shared", "managed"].map((name) =>
      stack.resource(`aws_customer_gateway.${name}_customer-gateway`),
    );
    expect(below).toMatchObject({ bgp_asn: "2147483647", ip_address: "203.0.113.10", type: "ipsec.1" });
    expect(below).not.toHaveProperty("bgp_asn_extended");
    expect(above).toMatchObject({ bgp_asn_extended: "2147483648" });
    expect(above).not.toHaveProperty("bgp_asn");
  });

  test("given another connection to the same device, when it is made, then its name tells AWS that it is another", () => {
    expect(stack.resource("aws_customer_gateway.shared_customer-gateway")).toMatchObject({
      device_name: "t.relay.vpn-lab",
      lifecycle: { create_before_destroy: true },
    });
  });
});

describe("a VPN connection", () => {
  test("given any, when it is made, then both tunnels take IKEv2 and current algorithms only", () => {
    const connection = stack.resource("aws_vpn_connection.managed");
    const algorithms = [1, 2].flatMap((phase): [string, unknown][] => [
      [`tunnel1_phase${phase}_encryption_algorithms`, ["AES256", "AES256-GCM-16"]],
      [`tunnel1_phase${phase}_integrity_algorithms`, ["SHA2-256", "SHA2-384"]],
      [`tunnel1_phase${phase}_dh_group_numbers`, [19, 20]],
    ]);
    expect(connection).toMatchObject({
      tunnel1_ike_versions: ["ikev2"],
      tunnel1_startup_action: "start",
      tunnel1_dpd_timeout_action: "restart",
      ...Object.fromEntries(algorithms),
    });
    const options = (tunnel: string): object =>
      Object.fromEntries(
        Object.entries(connection).flatMap(([key, value]) =>
          key.startsWith(tunnel) && !key.endsWith("inside_cidr") ? [[key.slice(tunnel.length), value]] : [],
        ),
      );
    expect(options("tunnel1")).toEqual(options("tunnel2"));
  });

  test("given inside blocks, when it is made, then each tunnel has its own", () => {
    expect(stack.resource("aws_vpn_connection.shared")).toMatchObject({
      tunnel1_inside_cidr: "169.254.10.0/30",
      tunnel2_inside_cidr: "169.254.11.0/30",
      vpn_gateway_id: "vgw-1",
      customer_gateway_id: reference("aws_customer_gateway.shared_customer-gateway"),
      type: "ipsec.1",
      tags: { Name: "t.relay.vpn-lab" },
    });
  });

  test("given static routing, when it is made, then it has a route for each prefix; given BGP, then it has none", () => {
    const vpn_connection_id = reference("aws_vpn_connection.shared");
    expect(stack.ofType("aws_vpn_connection_route")).toEqual({
      "shared_routes_to-10-200-0-0-16": { vpn_connection_id, destination_cidr_block: "10.200.0.0/16" },
      "shared_routes_to-10-201-0-0-24": { vpn_connection_id, destination_cidr_block: "10.201.0.0/24" },
    });
    expect(stack.resource("aws_vpn_connection.shared")["static_routes_only"]).toBe(true);
    expect(stack.resource("aws_vpn_connection.managed")["static_routes_only"]).toBe(false);
  });

  test("given any, when it is made, then both tunnels log for 90 days where one policy entry lets AWS write", () => {
    expect(stack.resource("aws_cloudwatch_log_group.shared_logs")).toEqual({
      name: "/aws/vendedlogs/vpn/t.relay.vpn-lab",
      retention_in_days: 90,
    });
    const log_options = {
      cloudwatch_log_options: {
        log_enabled: true,
        log_group_arn: reference("aws_cloudwatch_log_group.shared_logs", "arn"),
        log_output_format: "json",
      },
    };
    expect(stack.resource("aws_vpn_connection.shared")).toMatchObject({
      tunnel1_log_options: log_options,
      tunnel2_log_options: log_options,
    });
  });

  test("given any, when it is made, then one alarm tells that a tunnel is down, and one that both are", () => {
    const common = {
      namespace: "AWS/VPN",
      metric_name: "TunnelState",
      dimensions: { VpnId: reference("aws_vpn_connection.shared") },
      comparison_operator: "LessThanThreshold",
      threshold: 1,
      period: 300,
      evaluation_periods: 1,
      treat_missing_data: "breaching",
    };
    const one = stack.resource("aws_cloudwatch_metric_alarm.shared_alarms_one-down");
    const both = stack.resource("aws_cloudwatch_metric_alarm.shared_alarms_both-down");
    expect(one).toMatchObject({ ...common, alarm_name: "t.relay.vpn-lab.tunnel-down", statistic: "Minimum" });
    expect(both).toMatchObject({
      ...common,
      alarm_name: "t.relay.vpn-lab.both-tunnels-down",
      statistic: "Maximum",
    });
    for (const alarm of [one, both]) expect(alarm).not.toHaveProperty("alarm_actions");
  });
});

describe("pre-shared keys", () => {
  const mentions = [...stack.resources].flatMap(([address, body]) =>
    /tunnel\d_preshared_key/.test(JSON.stringify(body)) ? [address] : [],
  );

  test("given a device of its own, when the connection is made, then AWS keeps them, and Terraform has no secret of it", () => {
    expect(stack.resource("aws_vpn_connection.managed")["preshared_key_storage"]).toBe("SecretsManager");
    for (const type of ["aws_secretsmanager_secret", "aws_kms_key"])
      expect(Object.keys(stack.ofType(type)).filter((name) => name.startsWith("managed"))).toEqual([]);
  });

  test("given a shared connection, when it is made, then nothing but the value of its secret refers to them", () => {
    expect(mentions).toEqual(["aws_secretsmanager_secret_version.shared_keys_value"]);
    expect(stack.resource("aws_secretsmanager_secret_version.shared_keys_value")).toEqual({
      secret_id: reference("aws_secretsmanager_secret.shared_keys"),
      secret_string:
        '${jsonencode({"tunnel1" = aws_vpn_connection.shared.tunnel1_preshared_key, "tunnel2" = aws_vpn_connection.shared.tunnel2_preshared_key})}',
    });
    expect(stack.resource("aws_vpn_connection.shared")["preshared_key_storage"]).toBe("Standard");
  });

  test("given other keys, when the device is told, then by the name of the secret's new value", () => {
    const value = reference("aws_secretsmanager_secret_version.shared_keys_value", "version_id");
    expect(stack.outputs["secret-version"]).toEqual({ value });
  });

  test("given a topology that was destroyed, when its namesake is deployed, then the secret's name is free", () => {
    expect(stack.resource("aws_secretsmanager_secret.shared_keys")).toMatchObject({
      name: "/vpn/t.relay.vpn-lab/keys",
      recovery_window_in_days: 0,
      kms_key_id: reference("aws_kms_key.shared_keys_encryption-key", "arn"),
    });
  });

  test("given its policy, when the secret is asked, then the device's role alone gets the value, and no more", () => {
    const { policy, ...rest } = stack.resource("aws_secretsmanager_secret_policy.shared_keys_policy");
    expect(rest).toEqual({
      secret_arn: reference("aws_secretsmanager_secret.shared_keys", "arn"),
      block_public_policy: true,
    });
    expect(JSON.parse(String(policy))).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { AWS: "arn:aws:iam::111111111111:role/t.lab.gateway" },
          Action: "secretsmanager:GetSecretValue",
          Resource: "*",
        },
      ],
    });
  });
});

describe("the key that encrypts shared keys", () => {
  const { policy, ...key } = stack.resource("aws_kms_key.shared_keys_encryption-key");
  const judged = new JudgedPolicy(String(policy));
  const secret = "arn:aws:secretsmanager:ap-northeast-1:222222222222:secret:/vpn/t.relay.vpn-lab/keys-AbCdEf";
  const throughSecretsManager = { "kms:ViaService": ["secretsmanager.ap-northeast-1.amazonaws.com"] };
  const asked = (account: string, action: string, context = {}): string =>
    judged.judge({ action, resource: "any", account, context });

  test("given any, when it is made, then AWS renews it every year, and it is gone a week after its secret", () => {
    expect(key).toMatchObject({ enable_key_rotation: true, deletion_window_in_days: 7 });
  });

  test.each([
    ["kms:PutKeyPolicy", {}, "allowed"],
    ["kms:ScheduleKeyDeletion", {}, "allowed"],
    ["kms:GenerateDataKey", throughSecretsManager, "allowed"],
    ["kms:GenerateDataKey", {}, "nothing"],
    ["kms:Decrypt", throughSecretsManager, "allowed"],
    ["kms:Decrypt", {}, "nothing"],
    ["kms:Encrypt", throughSecretsManager, "nothing"],
    ["kms:CreateGrant", throughSecretsManager, "nothing"],
  ])("given its own account, when it asks for %s with %j, then it is %s", (action, context, judgement) => {
    expect(asked(PROVIDER, action, context)).toBe(judgement);
  });

  test("given the reader's account, when others of it ask, then they are not heard", () => {
    const context = { ...throughSecretsManager, "kms:EncryptionContext:SecretARN": secret };
    expect(asked(CONSUMER, "kms:Decrypt", context)).toBe("nothing");
  });

  test("given the reader, when its statement is read, then it decrypts this secret through Secrets Manager", () => {
    const statements = z
      .object({ Statement: z.array(z.looseObject({ Principal: z.object({ AWS: z.string() }) })) })
      .parse(JSON.parse(String(policy))).Statement;
    expect(statements.filter(({ Principal }) => Principal.AWS === READER)).toEqual([
      {
        Effect: "Allow",
        Principal: { AWS: READER },
        Action: "kms:Decrypt",
        Resource: "*",
        Condition: {
          StringEquals: throughSecretsManager,
          StringLike: { "kms:EncryptionContext:SecretARN": [secret.replace("AbCdEf", "??????")] },
        },
      },
    ]);
  });
});

describe("the role of a VPN device, as other accounts name it", () => {
  test.each([
    ["ap-northeast-1", "aws"],
    ["cn-north-1", "aws-cn"],
  ])("given %s, when it is named, then as one of %s", (code, partition) => {
    expect(vpnDeviceRoleArn("t.lab.gateway", CONSUMER, region(code))).toBe(
      `arn:${partition}:iam::111111111111:role/t.lab.gateway`,
    );
  });
});
