import { describe, expect, test } from "@jest/globals";
import { z } from "zod";
import { Environment, type EnvironmentProps } from "../../../modules/beanstalk";
import { decodeSourceBundle } from "../../../modules/software";
import {
  type Block,
  reference,
  type StackTerraform,
  synthesizeHcl,
  synthesizeIn,
} from "../../support/terraform";
import { postconditions } from "../../support/postconditions";
import { AccountStack } from "../../../modules/wiring";
import { block, PROVIDER, region, TOKYO } from "../../support/values";

const PROPS: EnvironmentProps = {
  name: "test.environments.shop",
  environmentName: "test-shop",
  account: PROVIDER,
  region: TOKYO,
  vpcId: "vpc-1",
  subnetIds: ["subnet-1", "subnet-2"],
  loadBalancerSubnets: [
    { id: "subnet-1", block: block("10.0.0.0/20") },
    { id: "subnet-3", block: block("10.0.32.0/20") },
  ],
  port: 80,
  instanceType: "t3.small",
  instances: { min: 2, max: 4 },
  application: { kind: "web", page: "Hello!" },
};

const made = (props: Partial<EnvironmentProps> = {}): StackTerraform =>
  synthesizeIn((stack) => {
    new Environment(stack, "shop", { ...PROPS, ...props });
  });

const PLAIN = made();
const ADDRESS = "aws_elastic_beanstalk_environment.shop";

const settings = z.array(z.object({ namespace: z.string(), name: z.string(), value: z.string() }));

/** The options of an environment by namespace and name. */
function options(terraform: StackTerraform): Readonly<Record<string, string>> {
  const written = settings.parse(terraform.resource(ADDRESS)["setting"]);
  return Object.fromEntries(written.map(({ namespace, name, value }) => [`${namespace} ${name}`, value]));
}

const only = (blocks: Readonly<Record<string, Block>>): Block => {
  const [first, ...others] = Object.values(blocks);
  expect(others).toEqual([]);
  return first ?? {};
};

describe("an Elastic Beanstalk environment", () => {
  const terraform = PLAIN;

  test("given its subnets, when it is synthesized, then it is internal, and its instances have no public address", () => {
    expect(options(terraform)).toMatchObject({
      "aws:ec2:vpc AssociatePublicIpAddress": "false",
      "aws:ec2:vpc ELBScheme": "internal",
      "aws:ec2:vpc ELBSubnets": "subnet-1,subnet-3",
      "aws:ec2:vpc Subnets": "subnet-1,subnet-2",
      "aws:ec2:vpc VPCId": "vpc-1",
      "aws:elasticbeanstalk:environment LoadBalancerType": "network",
      "aws:autoscaling:asg MinSize": "2",
      "aws:autoscaling:asg MaxSize": "4",
      "aws:autoscaling:launchconfiguration DisableIMDSv1": "true",
    });
  });

  test("given the load balancer's subnets, when it is synthesized, then the instances admit those alone, in no group but theirs", () => {
    expect(options(terraform)).toMatchObject({
      "aws:autoscaling:launchconfiguration DisableDefaultEC2SecurityGroup": "true",
      "aws:autoscaling:launchconfiguration SecurityGroups": reference(
        "aws_security_group.shop_security-group",
      ),
    });
    const ingress = Object.values(terraform.ofType("aws_vpc_security_group_ingress_rule"));
    expect(ingress).toMatchObject([
      { cidr_ipv4: "10.0.0.0/20", from_port: 80, to_port: 80, ip_protocol: "tcp" },
      { cidr_ipv4: "10.0.32.0/20", from_port: 80, to_port: 80, ip_protocol: "tcp" },
    ]);
    expect(only(terraform.ofType("aws_vpc_security_group_egress_rule"))).toMatchObject({
      cidr_ipv4: "0.0.0.0/0",
      from_port: 443,
      to_port: 443,
    });
  });

  test("given its settings, when it is synthesized, then they are sorted by namespace and name", () => {
    const keys = Object.keys(options(terraform));
    expect(keys).toEqual([...keys].sort());
  });

  test("given port 80, when it is synthesized, then the default listener is the only one", () => {
    const listeners = Object.entries(options(terraform)).filter(([key]) => key.startsWith("aws:elbv2:"));
    expect(Object.fromEntries(listeners)).toEqual({
      "aws:elbv2:listener:default DefaultProcess": "default",
      "aws:elbv2:listener:default ListenerEnabled": "true",
      "aws:elbv2:listener:default Protocol": "TCP",
    });
  });

  test("given another port and a path, when it is synthesized, then the default listener is off, and that path is asked for health", () => {
    const other = options(made({ port: 8080, healthCheckPath: "/health" }));
    expect(other).toMatchObject({
      "aws:elbv2:listener:8080 DefaultProcess": "default",
      "aws:elbv2:listener:8080 ListenerEnabled": "true",
      "aws:elbv2:listener:default ListenerEnabled": "false",
      "aws:elasticbeanstalk:environment:process:default HealthCheckPath": "/health",
      "aws:elasticbeanstalk:environment:process:default Port": "80",
    });
    expect(options(terraform)["aws:elasticbeanstalk:environment:process:default HealthCheckPath"]).toBe("/");
  });

  test("given a Graviton instance type, when it is synthesized, then its architecture is told", () => {
    expect(options(made({ instanceType: "t4g.small" }))["aws:ec2:instances SupportedArchitectures"]).toBe(
      "arm64",
    );
    expect(options(terraform)["aws:ec2:instances SupportedArchitectures"]).toBe("x86_64");
  });

  test("given no platform version, when it is synthesized, then the newest is taken once, and Elastic Beanstalk keeps it new", () => {
    expect(terraform.resource(ADDRESS)).toMatchObject({
      solution_stack_name: reference("data.aws_elastic_beanstalk_solution_stack.shop_platform", "name"),
      lifecycle: { ignore_changes: ["solution_stack_name"] },
    });
    expect(options(terraform)).toMatchObject({
      "aws:elasticbeanstalk:managedactions ManagedActionsEnabled": "true",
      "aws:elasticbeanstalk:healthreporting:system SystemType": "enhanced",
    });
  });

  test("given a platform version, when it is synthesized, then it stays at that one", () => {
    const solutionStack = "64bit Amazon Linux 2023 v4.5.0 running Docker";
    const pinned = made({ solutionStack });
    expect(pinned.resource(ADDRESS)["solution_stack_name"]).toBe(solutionStack);
    expect(pinned.resource(ADDRESS)["lifecycle"]).toBe(undefined);
    expect(options(pinned)["aws:elasticbeanstalk:managedactions ManagedActionsEnabled"]).toBe("false");
    expect(pinned.data("aws_elastic_beanstalk_solution_stack")).toEqual({});
  });
});

describe("the load balancer of an Elastic Beanstalk environment", () => {
  const LOAD_BALANCER = "shop_load-balancer";
  const conditions = (terraform: StackTerraform): readonly string[] =>
    postconditions(terraform, LOAD_BALANCER, "aws_lb").map(({ condition }) => condition);

  test("given nothing said, when it is read back, then it must cross zones, be internal, be a Network Load Balancer, and have no security group", () => {
    const terraform = PLAIN;
    expect(terraform.data("aws_lb")[LOAD_BALANCER]).toMatchObject({
      arn: reference(ADDRESS, "load_balancers[0]"),
      depends_on: [ADDRESS],
    });
    expect(conditions(terraform)).toEqual([
      "${self.enable_cross_zone_load_balancing == true}",
      "${self.internal == true}",
      '${self.load_balancer_type == "network"}',
      "${length(self.security_groups) == 0}",
    ]);
  });

  test("given zones that shall not be crossed, when it is read back, then it must not cross them", () => {
    expect(conditions(made({ crossZone: false }))[0]).toBe(
      "${self.enable_cross_zone_load_balancing == false}",
    );
  });

  test("given HCL, when it is synthesized, then each condition is a block of its own", () => {
    const text = synthesizeHcl((app) => {
      const stack = new AccountStack(app, "test", { region: TOKYO, account: PROVIDER });
      new Environment(stack, "shop", PROPS);
    }).get("test");
    expect(text).toMatch(
      /lifecycle \{\s+postcondition\s*\{\s+condition = "\$\{self\.enable_cross_zone_load_balancing == true\}"/,
    );
  });
});

describe("the application of an Elastic Beanstalk environment", () => {
  const mayRead = (objects: string): string =>
    JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: `arn:aws:s3:::${objects}` }],
    });
  const VERSION = "aws_elastic_beanstalk_application_version.shop_application_version";

  test("given a page, when it is synthesized, then its bundle is in a private bucket that only TLS reaches", () => {
    const terraform = PLAIN;
    const object = only(terraform.ofType("aws_s3_object"));
    expect(decodeSourceBundle(String(object["content_base64"]))).toEqual({
      kind: "source-bundle",
      bundle: { page: "Hello!", crossZone: true },
    });
    expect(only(terraform.ofType("aws_s3_bucket_public_access_block"))).toMatchObject({
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
    expect(JSON.parse(String(only(terraform.ofType("aws_s3_bucket_policy"))["policy"]))).toMatchObject({
      Statement: [{ Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } }],
    });
    expect(only(terraform.ofType("aws_s3_bucket_versioning"))).toMatchObject({
      versioning_configuration: { status: "Enabled" },
    });
    expect(terraform.resource(VERSION)).toMatchObject({ bucket: object["bucket"], key: object["key"] });
  });

  test("given another page or another crossing of zones, when it is synthesized, then it is another version", () => {
    const labels = [
      PLAIN,
      made({ application: { kind: "web", page: "Hello?" } }),
      made({ crossZone: false }),
    ].map((terraform) => terraform.resource(VERSION)["name"]);
    expect(new Set(labels).size).toBe(3);
  });

  test("given a bundle of one's own, when it is synthesized, then nothing is made for it", () => {
    const terraform = made({ application: { kind: "source-bundle", bucket: "builds", key: "shop/42.zip" } });
    expect(terraform.resource(VERSION)).toMatchObject({ bucket: "builds", key: "shop/42.zip" });
    expect([...terraform.resources.keys()].filter((address) => address.startsWith("aws_s3_"))).toEqual([]);
  });

  test.each([
    ["a/b/c.zip", "builds/a/b/*"],
    ["c.zip", "builds/*"],
  ])(
    "given a bundle %s, when it is synthesized, then the instances may read %s, where the version before it is",
    (bundleKey, readable) => {
      const terraform = made({ application: { kind: "source-bundle", bucket: "builds", key: bundleKey } });
      expect(only(terraform.ofType("aws_iam_role_policy"))["policy"]).toBe(mayRead(readable));
    },
  );

  test("given a page, when it is synthesized, then the instances may read all bundles made for the environment, and no others", () => {
    const { bucket } = only(PLAIN.ofType("aws_s3_bucket"));
    expect(only(PLAIN.ofType("aws_iam_role_policy"))["policy"]).toBe(mayRead(`${String(bucket)}/*`));
  });

  test("given a Region of China, when it is synthesized, then its partition and services are China's", () => {
    const roles = made({ region: region("cn-north-1") }).ofType("aws_iam_role");
    expect(Object.values(roles).map((role) => String(role["assume_role_policy"]))).toEqual([
      expect.stringContaining('"ec2.amazonaws.com.cn"'),
      expect.stringContaining('"elasticbeanstalk.amazonaws.com.cn"'),
    ]);
  });
});
