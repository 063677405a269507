import { describe, expect, test } from "@jest/globals";
import {
  boundaryStatements,
  type BoundedUse,
  deployPermissions,
  knownTypes,
  type Permissions,
  planPermissions,
  policyText,
  type Statement,
} from "../../../modules/access";
import { JudgedPolicy, type PolicyRequest } from "../../support/policies";
import { account, TOKYO } from "../../support/values";

const SSM_CORE = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore";
const USE: BoundedUse = {
  account: account("222222222222"),
  partition: "aws",
  regions: [TOKYO],
  topologies: ["shop"],
  types: knownTypes,
  attachedPolicies: [SSM_CORE],
  buckets: ["shop-bundles"],
  applications: ["shop-web"],
  bundleBuckets: ["builds", "shop-bundles"],
  recordNames: ["Web.Example.internal.", "*.example.internal"],
  proofZones: ["Z1"],
  names: {
    deploy: "network-deploy",
    plan: "network-plan",
    readContract: "network-read-contract",
    boundary: "network-boundary",
  },
};
const iam = (name: string): string => `arn:aws:iam::222222222222:${name}`;
const ec2 = (name: string): string => `arn:aws:ec2:ap-northeast-1:222222222222:${name}`;
const HERE = { "aws:RequestedRegion": "ap-northeast-1" };
const BOUNDED = { "iam:PermissionsBoundary": iam("policy/network-boundary") };

/** All that a role's policies say. */
function all(use: BoundedUse, of: (use: BoundedUse) => Permissions): readonly Statement[] {
  return Object.values(of(use)).flat();
}

const deploying = JudgedPolicy.of(all(USE, deployPermissions));
const planning = JudgedPolicy.of(all(USE, planPermissions));

/** What the role to deploy may do. */
function deploys(action: string, resource: string, context: PolicyRequest["context"] = {}): string {
  return deploying.judge({ action, resource, context: { ...HERE, ...context } });
}

/** What the role to plan may do. */
function plans(action: string, resource: string): string {
  return planning.judge({ action, resource, context: HERE });
}

describe("IAM for a deployment", () => {
  const role = iam("role/shop.web.hosts.a");

  test.each([
    "CreateRole",
    "PutRolePolicy",
    "PutRolePermissionsBoundary",
    "DetachRolePolicy",
    "DeleteRolePolicy",
  ])(
    "given a role of the topology, when it is to get or lose permissions by %s, then only within the boundary",
    (call) => {
      expect(deploys(`iam:${call}`, role, BOUNDED)).toBe("allowed");
      expect(deploys(`iam:${call}`, role)).toBe("nothing");
      expect(deploys(`iam:${call}`, role, { "iam:PermissionsBoundary": iam("policy/other") })).toBe(
        "nothing",
      );
    },
  );

  test.each(["admin", "shop", "shopping.role", "network-plan-2"])(
    "given the role %s of somebody else, when it is to be changed, then nothing is allowed",
    (name) => {
      for (const call of ["CreateRole", "PutRolePolicy", "DeleteRole", "TagRole", "UpdateRole", "PassRole"]) {
        const context = { ...BOUNDED, "iam:PassedToService": "ec2.amazonaws.com" };
        expect(deploys(`iam:${call}`, iam(`role/${name}`), context)).toBe("nothing");
      }
    },
  );

  test("given managed policies, when one is to be attached, then only those that the stacks attach", () => {
    const attach = (policy: string, context: PolicyRequest["context"] = BOUNDED): string =>
      deploys("iam:AttachRolePolicy", role, { ...context, "iam:PolicyARN": policy });
    expect(attach(SSM_CORE)).toBe("allowed");
    expect(attach(SSM_CORE, {})).toBe("nothing");
    expect(attach("arn:aws:iam::aws:policy/AdministratorAccess")).toBe("nothing");
  });

  test("given a role of the topology, when it is handed over, then only to services that need it", () => {
    const pass = (service: string): string =>
      deploys("iam:PassRole", role, { "iam:PassedToService": service });
    expect(
      ["ec2.amazonaws.com", "elasticbeanstalk.amazonaws.com", "vpc-flow-logs.amazonaws.com"].map(pass),
    ).toEqual(["allowed", "allowed", "allowed"]);
    expect(pass("lambda.amazonaws.com")).toBe("nothing");
    expect(deploys("iam:PassRole", role)).toBe("nothing");
  });

  test("given services with roles of their own, when such a role is made, then only for those that need it", () => {
    const link = (service: string): string =>
      deploys("iam:CreateServiceLinkedRole", iam(`role/aws-service-role/${service}/x`), {
        "iam:AWSServiceName": service,
      });
    expect(link("elasticloadbalancing.amazonaws.com")).toBe("allowed");
    expect(link("maintenance.elasticbeanstalk.amazonaws.com")).toBe("allowed");
    expect(link("organizations.amazonaws.com")).toBe("nothing");
  });

  test.each([
    "role/network-deploy",
    "role/network-plan",
    "policy/network-boundary",
    "policy/network-deploy-states",
  ])("given %s, which the bootstrap made, when it is to be changed, then that is denied", (name) => {
    for (const call of ["CreatePolicyVersion", "PutRolePolicy", "UpdateAssumeRolePolicy", "DeleteRole"])
      expect(deploys(`iam:${call}`, iam(name), BOUNDED)).toBe("denied");
  });

  test("given any role, when its boundary is to be lifted, then that is denied", () => {
    expect(deploys("iam:DeleteRolePermissionsBoundary", role, BOUNDED)).toBe("denied");
  });

  test.each([
    "UpdateAssumeRolePolicy",
    "CreateUser",
    "CreateAccessKey",
    "CreatePolicy",
    "CreatePolicyVersion",
  ])("given what no stack needs, when iam:%s is called, then it is not allowed", (call) => {
    expect(deploys(`iam:${call}`, role, BOUNDED)).toBe("nothing");
  });

  test("given STS, when another role is to be assumed, then it is not allowed", () => {
    expect(deploys("sts:AssumeRole", iam("role/admin"))).toBe("nothing");
  });

  test("given China, when a role is handed over, then to services by their names there", () => {
    const text = policyText(
      { statements: deployPermissions({ ...USE, partition: "aws-cn" }).identities },
      "aws-cn",
    );
    expect(text).toContain('"ec2.amazonaws.com.cn"');
    expect(text).toContain('"arn:aws-cn:iam::222222222222:role/shop.*"');
  });
});

describe("everything else for a deployment", () => {
  test("given a call of a Region, when it is made in another, then it is not allowed", () => {
    expect(deploys("ec2:CreateVpc", ec2("vpc/*"))).toBe("allowed");
    expect(deploys("ec2:CreateVpc", ec2("vpc/*"), { "aws:RequestedRegion": "us-east-1" })).toBe("nothing");
  });

  test("given Route 53, which has no Region, when it is called, then it is allowed", () => {
    const context = { "aws:RequestedRegion": "us-east-1" };
    expect(deploys("route53:CreateHostedZone", "*", context)).toBe("allowed");
  });

  describe("given records", () => {
    /** What becomes of a batch with these changes. */
    const change = (zone: string, names: readonly string[], types: readonly string[] = ["A"]): string =>
      deploys("route53:ChangeResourceRecordSets", `arn:aws:route53:::hostedzone/${zone}`, {
        "route53:ChangeResourceRecordSetsNormalizedRecordNames": names,
        "route53:ChangeResourceRecordSetsRecordTypes": types,
      });

    test("when one is changed, then only those of the stacks, by their names as Route 53 writes them", () => {
      expect(change("Z2", ["web.example.internal"])).toBe("allowed");
      expect(change("Z2", ["\\052.example.internal"])).toBe("allowed");
      expect(change("Z2", ["web.example.internal", "\\052.example.internal"])).toBe("allowed");
      expect(change("Z2", ["api.example.internal"])).toBe("nothing");
      expect(change("Z2", ["web.example.internal", "api.example.internal"])).toBe("nothing");
    });

    test("when one proves a name, then only a text in the given zone", () => {
      expect(change("Z1", ["_6e86v84tqgqubxbwii1m.example.com"], ["TXT"])).toBe("allowed");
      expect(change("Z2", ["_6e86v84tqgqubxbwii1m.example.com"], ["TXT"])).toBe("nothing");
      expect(change("Z1", ["www.example.com"])).toBe("nothing");
      expect(change("Z1", ["_6e86v84tqgqubxbwii1m.example.com", "www.example.com"], ["TXT", "A"])).toBe(
        "nothing",
      );
    });

    test("when the stacks have none, then none may be changed, whatever zones they have", () => {
      const without = JudgedPolicy.of(all({ ...USE, recordNames: [], proofZones: [] }, deployPermissions));
      const context = { "route53:ChangeResourceRecordSetsNormalizedRecordNames": [] };
      expect(
        without.judge({
          action: "route53:ChangeResourceRecordSets",
          resource: "arn:aws:route53:::hostedzone/Z1",
          context,
        }),
      ).toBe("nothing");
      expect(without.judge({ action: "route53:CreateHostedZone", resource: "*" })).toBe("allowed");
    });
  });

  test.each(["CreateLogGroup", "DeleteLogGroup", "PutRetentionPolicy", "TagResource", "ListTagsForResource"])(
    "given log groups, when logs:%s is called, then only on those of the stacks, in their Region",
    (call) => {
      const judged = (name: string, context: PolicyRequest["context"] = {}): string =>
        deploys(`logs:${call}`, `arn:aws:logs:ap-northeast-1:222222222222:log-group:${name}`, context);
      for (const end of ["", ":*", ":log-stream:"]) {
        expect(judged(`/vpc/shop.web/flow-logs${end}`)).toBe("allowed");
        expect(judged(`/aws/vendedlogs/vpn/shop.relay.vpn-lab${end}`)).toBe("allowed");
        expect(judged(`/vpc/shopping.web/flow-logs${end}`)).toBe("nothing");
        expect(judged(`/aws/lambda/shop.web${end}`)).toBe("nothing");
      }
      expect(judged("/vpc/shop.web/flow-logs", { "aws:RequestedRegion": "us-east-1" })).toBe("nothing");
    },
  );

  test("given log groups, when they are listed, then all of them are", () => {
    const everything = "arn:aws:logs:ap-northeast-1:222222222222:log-group::log-stream:";
    expect(deploys("logs:DescribeLogGroups", everything)).toBe("allowed");
    expect(plans("logs:DescribeLogGroups", everything)).toBe("allowed");
    expect(
      plans("logs:DeleteLogGroup", "arn:aws:logs:ap-northeast-1:222222222222:log-group:/vpc/shop.x"),
    ).toBe("nothing");
  });

  test("given instances, when one is to be changed, then only one that carries the tag of our stacks", () => {
    const tagged = (stack: string): PolicyRequest["context"] => ({ "aws:ResourceTag/stack": stack });
    for (const call of ["TerminateInstances", "StopInstances", "ModifyInstanceAttribute", "DeleteTags"]) {
      expect(deploys(`ec2:${call}`, ec2("instance/i-1"), tagged("shop.web"))).toBe("allowed");
      expect(deploys(`ec2:${call}`, ec2("instance/i-1"), tagged("shopping.web"))).toBe("nothing");
      expect(deploys(`ec2:${call}`, ec2("instance/i-1"))).toBe("nothing");
    }
  });

  test("given tags, when they are set, then on instances at their start only", () => {
    expect(deploys("ec2:CreateTags", ec2("vpc/vpc-1"))).toBe("allowed");
    expect(deploys("ec2:CreateTags", ec2("instance/i-1"))).toBe("nothing");
    expect(deploys("ec2:CreateTags", ec2("instance/i-1"), { "ec2:CreateAction": "RunInstances" })).toBe(
      "allowed",
    );
  });

  test("given launch templates, when one is to be changed, then only one that carries the tag of our stacks", () => {
    const template = ec2("launch-template/lt-1");
    // Elastic Beanstalk changes its own in the caller's name, by no tag and no name that is known before.
    const use = { ...USE, types: knownTypes.filter((type) => !type.includes("beanstalk")) };
    const judged = JudgedPolicy.of(all(use, deployPermissions));
    const deploys = (action: string, resource: string, context: PolicyRequest["context"] = {}): string =>
      judged.judge({ action, resource, context: { ...HERE, ...context } });
    for (const call of ["CreateLaunchTemplateVersion", "DeleteLaunchTemplate", "DeleteTags"]) {
      expect(deploys(`ec2:${call}`, template, { "aws:ResourceTag/stack": "shop.web" })).toBe("allowed");
      expect(deploys(`ec2:${call}`, template, { "aws:ResourceTag/stack": "shopping.web" })).toBe("nothing");
    }
    expect(deploys("ec2:CreateTags", template)).toBe("nothing");
    expect(deploys("ec2:CreateTags", template, { "ec2:CreateAction": "CreateLaunchTemplate" })).toBe(
      "allowed",
    );
  });

  test.each(["CreateAutoScalingGroup", "DeleteAutoScalingGroup", "PutScalingPolicy", "StartInstanceRefresh"])(
    "given Auto Scaling groups, when autoscaling:%s is called, then only on those of the stacks",
    (call) => {
      const judged = (name: string): string =>
        deploys(
          `autoscaling:${call}`,
          `arn:aws:autoscaling:ap-northeast-1:222222222222:autoScalingGroup:*:autoScalingGroupName/${name}`,
        );
      expect(judged("shop.hub.proxies")).toBe("allowed");
      expect(judged("shopping.hub.proxies")).toBe("nothing");
    },
  );

  describe("given resource shares", () => {
    const share = "arn:aws:ram:ap-northeast-1:222222222222:resource-share/1";
    const named = (name: string, type?: string): PolicyRequest["context"] => ({
      "ram:ResourceShareName": name,
      ...(type === undefined ? {} : { "ram:RequestedResourceType": type }),
    });

    test("when one gets principals or resources, then only one of the stacks, and resource configurations", () => {
      const judged = (context: PolicyRequest["context"]): string =>
        deploys("ram:AssociateResourceShare", share, context);
      expect(judged(named("shop.hub.proxies"))).toBe("allowed");
      expect(judged(named("shop.hub.proxies", "vpc-lattice:ResourceConfiguration"))).toBe("allowed");
      expect(judged(named("shop.hub.proxies", "ec2:Subnet"))).toBe("nothing");
      expect(judged(named("payroll"))).toBe("nothing");
      expect(judged({})).toBe("nothing");
    });

    test("when a configuration is shared, then its policy is written, which RAM does, and that of nothing else", () => {
      const lattice = "arn:aws:vpc-lattice:ap-northeast-1:222222222222";
      for (const call of ["PutResourcePolicy", "GetResourcePolicy", "DeleteResourcePolicy"]) {
        expect(deploys(`vpc-lattice:${call}`, `${lattice}:resourceconfiguration/rcfg-1`)).toBe("allowed");
        expect(deploys(`vpc-lattice:${call}`, `${lattice}:service/svc-1`)).toBe("nothing");
        expect(plans(`vpc-lattice:${call}`, `${lattice}:resourceconfiguration/rcfg-1`)).toBe("nothing");
      }
    });

    test("when one is made, then it holds resource configurations or nothing", () => {
      const judged = (context: PolicyRequest["context"]): string =>
        deploys("ram:CreateResourceShare", share, context);
      expect(judged({})).toBe("allowed");
      expect(judged({ "ram:RequestedResourceType": "vpc-lattice:ResourceConfiguration" })).toBe("allowed");
      expect(judged({ "ram:RequestedResourceType": "ec2:Subnet" })).toBe("nothing");
    });

    test("when another account's is accepted or left, then only one of the stacks' name", () => {
      const others = "arn:aws:ram:ap-northeast-1:111111111111";
      for (const [call, resource] of [
        ["AcceptResourceShareInvitation", `${others}:resource-share-invitation/1`],
        ["DisassociateResourceShare", `${others}:resource-share/1`],
      ] as const) {
        expect(deploys(`ram:${call}`, resource, named("shop.hub.proxies"))).toBe("allowed");
        expect(deploys(`ram:${call}`, resource, named("payroll"))).toBe("nothing");
        expect(plans(`ram:${call}`, resource)).toBe("nothing");
      }
    });
  });

  test("given parameters, when one is read, then only AWS's own", () => {
    const parameter = (owner: string, name: string): string =>
      `arn:aws:ssm:ap-northeast-1:${owner}:parameter/${name}`;
    expect(deploys("ssm:GetParameter", parameter("", "aws/service/ami-x"))).toBe("allowed");
    expect(deploys("ssm:GetParameter", parameter("222222222222", "database-password"))).toBe("nothing");
  });

  describe("given what VPN devices are told", () => {
    const HOST = "arn:aws:ssm:ap-northeast-1:222222222222:parameter/vpn/shop.lab";
    const SECRET =
      "arn:aws:secretsmanager:ap-northeast-1:222222222222:secret:/vpn/shop.relay.vpn-lab/keys-a1b2c3";
    const KEY = "arn:aws:kms:ap-northeast-1:222222222222:key/1";
    const THROUGH = { "kms:ViaService": "secretsmanager.ap-northeast-1.amazonaws.com" };
    const tagged = (stack: string): PolicyRequest["context"] => ({ "aws:ResourceTag/stack": stack });

    test("when parameters and secrets are made, then only those of the stacks, by their names", () => {
      for (const [call, own] of [
        ["ssm:PutParameter", HOST],
        ["ssm:GetParameter", HOST],
        ["secretsmanager:PutSecretValue", SECRET],
        ["secretsmanager:GetSecretValue", SECRET],
      ] as const) {
        expect(deploys(call, own)).toBe("allowed");
        expect(deploys(call, own.replace("shop.", "shopping."))).toBe("nothing");
        expect(deploys(call, own.replace("/vpn", ""))).toBe("nothing");
      }
    });

    test("when it is planned, then values of the stacks' secrets are read, and none that AWS keeps", () => {
      expect(plans("secretsmanager:GetSecretValue", SECRET)).toBe("allowed");
      expect(plans("secretsmanager:PutSecretValue", SECRET)).toBe("nothing");
      const kept = "arn:aws:secretsmanager:ap-northeast-1:222222222222:secret:s2svpn!vpn-1-a1b2c3";
      expect(plans("secretsmanager:GetSecretValue", kept)).toBe("nothing");
      expect(deploys("secretsmanager:GetSecretValue", kept)).toBe("nothing");
    });

    test.each([
      "DisableKeyRotation",
      "PutKeyPolicy",
      "ScheduleKeyDeletion",
      "UntagResource",
      "UpdateKeyDescription",
    ])("when a key is changed or ended by kms:%s, then only one with the tag of the stacks", (call) => {
      expect(deploys(`kms:${call}`, KEY, tagged("shop.relay"))).toBe("allowed");
      expect(deploys(`kms:${call}`, KEY, tagged("shopping.relay"))).toBe("nothing");
      expect(deploys(`kms:${call}`, KEY)).toBe("nothing");
    });

    test.each([
      "DescribeKey",
      "GetKeyPolicy",
      "GetKeyRotationStatus",
      "ListResourceTags",
      "EnableKeyRotation",
    ])(
      "when a key was just made, whose tags do not count yet, then kms:%s is allowed, in the stacks' Region",
      (call) => {
        expect(deploys(`kms:${call}`, KEY)).toBe("allowed");
        expect(deploys(`kms:${call}`, KEY, { "aws:RequestedRegion": "us-east-1" })).toBe("nothing");
        expect(plans(`kms:${call}`, KEY)).toBe(call === "EnableKeyRotation" ? "nothing" : "allowed");
      },
    );

    test("when a key is used, whatever its tags, then for secrets of the stacks, through Secrets Manager alone", () => {
      const secret = (name: string): PolicyRequest["context"] => ({
        "kms:EncryptionContext:SecretARN": name,
      });
      for (const call of ["kms:Decrypt", "kms:GenerateDataKey"]) {
        expect(deploys(call, KEY, { ...THROUGH, ...secret(SECRET) })).toBe("allowed");
        expect(deploys(call, KEY, { ...THROUGH, ...secret("RequestToValidateKeyAccess") })).toBe("allowed");
        expect(deploys(call, KEY, { ...THROUGH, ...secret(SECRET.replace("shop.", "payroll.")) })).toBe(
          "nothing",
        );
        expect(deploys(call, KEY, secret(SECRET))).toBe("nothing");
        expect(deploys(call, KEY, { ...THROUGH, ...tagged("shop.relay") })).toBe("nothing");
      }
      expect(plans("kms:GenerateDataKey", KEY)).toBe("nothing");
    });

    test("when a key gets its tags, then the stacks' own, and not one that has another's", () => {
      const asked = { "aws:RequestTag/stack": "shop.relay" };
      expect(deploys("kms:TagResource", KEY, asked)).toBe("allowed");
      expect(deploys("kms:TagResource", KEY, { ...asked, ...tagged("payroll.x") })).toBe("nothing");
      expect(deploys("kms:TagResource", KEY)).toBe("nothing");
    });
  });

  test.each(["PutMetricAlarm", "DeleteAlarms"])(
    "given alarms, when cloudwatch:%s is called, then only on those of the stacks",
    (call) => {
      const alarm = (name: string): string => `arn:aws:cloudwatch:ap-northeast-1:222222222222:alarm:${name}`;
      expect(deploys(`cloudwatch:${call}`, alarm("shop.relay.vpn-lab"))).toBe("allowed");
      expect(deploys(`cloudwatch:${call}`, alarm("payroll"))).toBe("nothing");
      expect(plans(`cloudwatch:${call}`, alarm("shop.relay.vpn-lab"))).toBe("nothing");
    },
  );

  test("given live checks, when AWS is asked, then only who deploys asks, and only for stacks that have them", () => {
    for (const call of [
      "ec2:StartNetworkInsightsAnalysis",
      "ec2:CreateNetworkInsightsPath",
      "tiros:CreateQuery",
    ]) {
      expect(deploys(call, "*")).toBe("allowed");
      expect(plans(call, "*")).toBe("nothing");
      const { checks } = deployPermissions({ ...USE, types: ["aws_vpc"] });
      expect(checks).toEqual([]);
    }
    expect(plans("ec2:DescribeNetworkInsightsAnalyses", "*")).toBe("allowed");
  });

  test("given all types at once, when a role gets its permissions, then AWS takes them beside those for states", () => {
    for (const permissions of [deployPermissions(USE), planPermissions(USE)]) {
      // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
      expect(Object.keys(permissions).length + 1).toBeLessThanOrEqual(10);
      for (const statements of Object.values(permissions))
        expect(policyText({ statements }, "aws").length).toBeLessThanOrEqual(6144);
    }
  });

  test("given buckets, when they are used, then only those of the stacks, and of source bundles to read", () => {
    expect(deploys("s3:PutObject", "arn:aws:s3:::shop-bundles/x.zip")).toBe("allowed");
    expect(deploys("s3:GetObject", "arn:aws:s3:::builds/x.zip")).toBe("allowed");
    expect(deploys("s3:PutObject", "arn:aws:s3:::builds/x.zip")).toBe("nothing");
    expect(deploys("s3:GetObject", "arn:aws:s3:::states/states/222222222222/x.tfstate")).toBe("nothing");
  });

  test("given Elastic Beanstalk, when something is changed, then only the applications of the stacks", () => {
    const environment = (application: string): string =>
      `arn:aws:elasticbeanstalk:ap-northeast-1:222222222222:environment/${application}/live`;
    expect(deploys("elasticbeanstalk:UpdateEnvironment", environment("shop-web"))).toBe("allowed");
    expect(deploys("elasticbeanstalk:UpdateEnvironment", environment("payroll"))).toBe("nothing");
  });

  test("given an account without some type, when it deploys, then it may not do what that type takes", () => {
    const use = { ...USE, types: knownTypes.filter((type) => !/instance|beanstalk|autoscaling/.test(type)) };
    const judged = JudgedPolicy.of(all(use, deployPermissions)).judge({
      action: "ec2:RunInstances",
      resource: "*",
      context: HERE,
    });
    expect(judged).toBe("nothing");
    expect(deploys("ec2:RunInstances", "*")).toBe("allowed");
  });

  test("given nothing but data sources, when the permissions are made, then nothing changes anything", () => {
    const use = { ...USE, types: knownTypes.filter((type) => type.startsWith("data.")) };
    const called = all(use, deployPermissions).flatMap(({ actions }) => actions);
    expect(called.length).toBeGreaterThan(5);
    expect(called.filter((call) => !/:(Describe|Get|List)/.test(call))).toEqual([]);
  });
});

describe("a plan", () => {
  test("given every type, when its permissions are made, then all of them only look", () => {
    const called = all(USE, planPermissions).flatMap(({ actions }) => actions);
    expect(called.length).toBeGreaterThan(50);
    expect(called.filter((call) => !/:(Describe|Get|List|ValidateTemplate|Decrypt$)/.test(call))).toEqual([]);
  });

  test("given a VPC, when it is planned, then it can be seen and not changed", () => {
    expect(plans("ec2:DescribeVpcs", "*")).toBe("allowed");
    expect(plans("ec2:CreateVpc", "*")).toBe("nothing");
    expect(plans("iam:GetRole", iam("role/shop.web.hosts.a"))).toBe("allowed");
    expect(plans("iam:GetRole", iam("role/admin"))).toBe("nothing");
  });
});

describe("the boundary", () => {
  const bounds = (
    action: string,
    resource = "*",
    use = USE,
    context: PolicyRequest["context"] = {},
  ): string => JudgedPolicy.of(boundaryStatements(use, "states")).judge({ action, resource, context });

  test("given hosts, flow logs and environments, when they do their work, then it lets them", () => {
    expect(bounds("ssmmessages:OpenDataChannel")).toBe("allowed");
    expect(bounds("ssm:UpdateInstanceInformation")).toBe("allowed");
    const logs = "arn:aws:logs:ap-northeast-1:222222222222:log-group:/vpc/shop.web/flow-logs:log-stream:x";
    expect(bounds("logs:PutLogEvents", logs)).toBe("allowed");
    expect(bounds("elasticbeanstalk:PutInstanceStatistics")).toBe("allowed");
    expect(bounds("s3:GetObject", "arn:aws:s3:::builds/x.zip")).toBe("allowed");
  });

  test.each(["iam:CreateRole", "iam:PassRole", "sts:AssumeRole", "ec2:RunInstances", "ssm:SendCommand"])(
    "given any role of a topology, when it calls %s, then it does not",
    (call) => {
      expect(bounds(call)).toBe("nothing");
    },
  );

  test("given secrets and states, when a host asks for them, then it does not get them", () => {
    expect(bounds("ssm:GetParameter", "arn:aws:ssm:ap-northeast-1:222222222222:parameter/password")).toBe(
      "nothing",
    );
    expect(bounds("s3:GetObject", "arn:aws:s3:::states/states/222222222222/x.tfstate")).toBe("denied");
    expect(bounds("s3:GetObject", "arn:aws:s3:::payroll/x")).toBe("nothing");
  });

  test("given a relay's host, when it takes a network interface, then one of the stacks' names", () => {
    const named = (name: string): string =>
      bounds("ec2:AttachNetworkInterface", ec2("network-interface/eni-1"), USE, {
        "aws:ResourceTag/Name": name,
      });
    expect(named("shop.relay.relay")).toBe("allowed");
    expect(named("payroll")).toBe("nothing");
    expect(bounds("ec2:DescribeNetworkInterfaces")).toBe("allowed");
    expect(bounds("ec2:DescribeNetworkInterfaces", "*", { ...USE, types: ["aws_instance"] })).toBe("nothing");
  });

  describe("given a VPN device", () => {
    const secret =
      "arn:aws:secretsmanager:ap-northeast-1:111111111111:secret:/vpn/shop.relay.vpn-lab/keys-a1b2c3";
    const key = "arn:aws:kms:ap-northeast-1:111111111111:key/1";
    const through = { "kms:ViaService": "secretsmanager.ap-northeast-1.amazonaws.com" };

    test("when it starts, then it reads its parameter and another account's secret of the stacks", () => {
      expect(
        bounds("ssm:GetParameter", "arn:aws:ssm:ap-northeast-1:222222222222:parameter/vpn/shop.lab"),
      ).toBe("allowed");
      expect(bounds("secretsmanager:GetSecretValue", secret)).toBe("allowed");
      expect(bounds("secretsmanager:GetSecretValue", secret.replace("/vpn/shop.", "/vpn/payroll."))).toBe(
        "nothing",
      );
      expect(bounds("secretsmanager:PutSecretValue", secret)).toBe("nothing");
    });

    test("when it decrypts, then that secret alone, through Secrets Manager alone", () => {
      const decrypts = (context: PolicyRequest["context"]): string =>
        bounds("kms:Decrypt", key, USE, context);
      expect(decrypts({ ...through, "kms:EncryptionContext:SecretARN": secret })).toBe("allowed");
      expect(decrypts({ ...through, "kms:EncryptionContext:SecretARN": "arn:x" })).toBe("nothing");
      expect(decrypts({ "kms:EncryptionContext:SecretARN": secret })).toBe("nothing");
    });

    test("when the account has none, then there is nothing of secrets in the boundary", () => {
      expect(bounds("secretsmanager:GetSecretValue", secret, { ...USE, types: ["aws_instance"] })).toBe(
        "nothing",
      );
    });
  });

  test("given no environments, when the boundary is made, then nothing of Elastic Beanstalk is in it", () => {
    const use = { ...USE, types: ["aws_instance"] };
    expect(bounds("elasticbeanstalk:PutInstanceStatistics", "*", use)).toBe("nothing");
    expect(bounds("s3:GetObject", "arn:aws:s3:::elasticbeanstalk-x/y", use)).toBe("nothing");
  });
});
