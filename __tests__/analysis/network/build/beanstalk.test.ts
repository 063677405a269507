import { describe, expect, test } from "@jest/globals";
import { type Network, networkOf } from "../../../../analysis/network";
import { deploymentOf } from "../../../support/deployments";
import { GROUP_ONE, GROUP_TWO, just, networkWith, SUBNET_A, SUBNET_B, USABLE_OF_B } from "./placed";
import { get, key, OF_VARIABLE, reasonOf, reasonsOf, type Resources, VARIABLE, VPC_ID } from "./stacks";

const ENVIRONMENT = "aws_elastic_beanstalk_environment.web";
const LAUNCH = "aws:autoscaling:launchconfiguration";
const LISTENER = "aws:elbv2:listener:";
const PROCESS = "aws:elasticbeanstalk:environment:process:";
const BEANSTALK = "aws:elasticbeanstalk:environment";

type Options = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const OPTIONS: Options = {
  [BEANSTALK]: { LoadBalancerType: "network" },
  "aws:ec2:vpc": {
    VPCId: VPC_ID,
    Subnets: `${SUBNET_A}, ${SUBNET_B}`,
    ELBSubnets: SUBNET_B,
    ELBScheme: "internal",
  },
  [LAUNCH]: { DisableDefaultEC2SecurityGroup: "true", SecurityGroups: GROUP_ONE },
};

function settings(options: Options): object[] {
  return Object.entries(options).flatMap(([namespace, named]) =>
    Object.entries(named).map(([name, value]) => ({ namespace, name, value })),
  );
}

/** Options in the place of those above, namespace by namespace. */
function environment(options: Options = {}, attributes: object = {}): Resources {
  const all: Record<string, Readonly<Record<string, unknown>>> = { ...OPTIONS };
  for (const [namespace, named] of Object.entries(options))
    all[namespace] = { ...OPTIONS[namespace], ...named };
  const web = { name: "web", application: "web", setting: settings(all), ...attributes };
  return { aws_elastic_beanstalk_environment: { web } };
}

function made(options: Options = {}, attributes: object = {}, ...others: readonly Resources[]): Network {
  return networkWith(environment(options, attributes), ...others);
}

const loadBalancerOf = (network: Network): ReturnType<typeof get<Balancer>> =>
  get(network.loadBalancers, ENVIRONMENT, "load-balancer");
type Balancer = Network["loadBalancers"] extends ReadonlyMap<unknown, infer T> ? T : never;

describe("the load balancer of an environment", () => {
  test("given a network one, when it is built, then it has a node in each of its subnets, and what the source bundle may add is not known", () => {
    const network = made();
    const node = key(ENVIRONMENT, "load-balancer/s:aws_subnet.b");
    const balancer = loadBalancerOf(network);
    expect(balancer).toMatchObject({
      type: "network",
      internal: true,
      interfaces: just(node),
    });
    for (const groups of [balancer.hasSecurityGroups, balancer.enforcesOnPrivateLink])
      expect(reasonOf(groups)).toMatch(/^it has none unless \.ebextensions of the source bundle/);
    expect(reasonOf(balancer.crossZone)).toMatch(/^it is off unless \.ebextensions of the source bundle/);
    expect(network.interfaces.get(node)).toMatchObject({
      key: node,
      at: key(ENVIRONMENT),
      owner: { kind: "load-balancer", loadBalancer: key(ENVIRONMENT, "load-balancer") },
      subnet: "s:aws_subnet.b",
      securityGroups: { items: [] },
      addresses: USABLE_OF_B,
      hasPublicAddress: false,
      sourceDestinationCheck: true,
    });
  });

  test.each([
    ["nothing else", {}, just([80, "TCP", "process-default"])],
    ["a turned off default listener", { [`${LISTENER}default`]: { ListenerEnabled: "false" } }, just()],
    [
      "a further listener for another process",
      { [`${LISTENER}443`]: { DefaultProcess: "https", Protocol: "TLS" } },
      just([80, "TCP", "process-default"], [443, "TLS", "process-https"]),
    ],
  ])("given %s, when it is built, then these are its listeners", (_, options: Options, expected) => {
    const { items, doubts } = loadBalancerOf(made(options)).listeners;
    const listeners = items.map(({ port, protocol, targetGroups }) => [
      port,
      protocol,
      ...targetGroups.items.map((group) => group.replace(`s:${ENVIRONMENT}/`, "")),
    ]);
    expect({ items: listeners, doubts }).toEqual(expected);
  });

  test("given a listener of Terraform's, when it is built, then it is one of its listeners", () => {
    const network = made(
      { [`${LISTENER}default`]: { ListenerEnabled: "false" } },
      {},
      {
        aws_lb_listener: {
          more: { load_balancer_arn: `\${${ENVIRONMENT}.load_balancers[0]}`, port: 81, protocol: "TCP" },
        },
      },
    );
    expect(loadBalancerOf(network).listeners.items.map(({ port }) => port)).toEqual([81]);
  });

  test.each<[string, Options]>([
    ["a public one", { "aws:ec2:vpc": { ELBScheme: "public" } }],
    ["one of a word that Elastic Beanstalk ignores", { "aws:ec2:vpc": { ELBScheme: "private" } }],
    ["one of which nothing is said", { "aws:ec2:vpc": { ELBScheme: "" } }],
  ])("given %s, when it is built, then it faces the internet", (_, options) => {
    expect(loadBalancerOf(made(options)).internal).toBe(false);
  });

  test("given groups, which the guide says are for others, when it is built, then nobody can tell", () => {
    const { hasSecurityGroups } = loadBalancerOf(
      made({ "aws:elbv2:loadbalancer": { SecurityGroups: GROUP_TWO } }),
    );
    expect(reasonOf(hasSecurityGroups)).toMatch(
      /^AWS's guide says that it is not for Network Load Balancers/,
    );
  });

  test("given no subnets, when it is built, then they are not known", () => {
    const { interfaces } = loadBalancerOf(made({ "aws:ec2:vpc": { ELBSubnets: null } }));
    expect(interfaces.items).toEqual([]);
    expect(reasonsOf(interfaces.doubts)).toEqual(["left out, Elastic Beanstalk picks the subnets"]);
  });
});

describe("what Terraform checks of an environment's load balancer", () => {
  const PROVIDER = { aws: { region: "ap-northeast-1", allowed_account_ids: ["111111111111"] } };
  const finding = (arn: string, ...conditions: readonly string[]): object => ({
    arn,
    lifecycle: {
      postcondition: conditions.map((condition) => ({ condition: `\${${condition}}`, error_message: "no" })),
    },
  });
  const withData = (...found: readonly object[]): Network =>
    networkOf(
      deploymentOf({
        s: {
          provider: PROVIDER,
          resource: { ...environment(), aws_vpc: { vpc: { cidr_block: "10.0.0.0/16" } } },
          data: { aws_lb: Object.fromEntries(found.map((each, index) => [`found_${index}`, each])) },
        },
      }),
    );
  const ARN = `\${${ENVIRONMENT}.load_balancers[0]}`;

  test.each([true, false])("given that it demands %s, when it is built, then it is so", (value) => {
    const condition = `self.enable_cross_zone_load_balancing == ${value}`;
    expect(loadBalancerOf(withData(finding(ARN), finding(ARN, condition))).crossZone).toBe(value);
  });

  test("given a demand of another load balancer, when it is built, then nobody can tell", () => {
    const condition = "self.enable_cross_zone_load_balancing == true";
    const { crossZone } = loadBalancerOf(withData(finding("arn:aws:x", condition)));
    expect(reasonOf(crossZone)).toMatch(/^it is off unless/);
  });

  test("given that it demands no groups, when it is built, then it has none, whatever may name some", () => {
    const network = withData(finding(ARN, "length(self.security_groups) == 0"));
    expect(loadBalancerOf(network)).toMatchObject({ hasSecurityGroups: false, enforcesOnPrivateLink: false });
  });

  test("given that it demands some groups, when it is built, then nobody can tell what these enforce", () => {
    const demanded = 'toset(self.security_groups) == toset(["sg-1"])';
    expect(reasonOf(loadBalancerOf(withData(finding(ARN, demanded))).hasSecurityGroups)).toMatch(
      /^it has none unless/,
    );
  });
});

describe("the processes of an environment", () => {
  test("given nothing else, when they are built, then there is one on port 80 with every instance", () => {
    expect(get(made().targetGroups, ENVIRONMENT, "process-default")).toMatchObject({
      vpc: "s:aws_vpc.vpc",
      targetType: "instance",
      protocol: "TCP",
      port: 80,
      preservesClientAddress: true,
      crossZone: "load-balancer",
      healthCheck: { enabled: true, path: "/", matcher: "200", port: "traffic-port" },
      targets: { items: [{ target: { kind: "host", host: key(ENVIRONMENT) } }], doubts: [] },
    });
  });

  test("given a process that no listener forwards to, when they are built, then it is none of them", () => {
    const network = made({ [`${PROCESS}default`]: { Port: "8080" }, [`${PROCESS}other`]: { Port: "81" } });
    expect([...network.targetGroups.values()].map(({ port }) => port)).toEqual([8080]);
  });

  test("given a port that is not known, when they are built, then neither is theirs", () => {
    const network = made({ [`${PROCESS}default`]: { Port: VARIABLE } });
    expect(reasonOf(get(network.targetGroups, ENVIRONMENT, "process-default").port)).toBe(OF_VARIABLE);
  });
});

describe("the instances of an environment", () => {
  test("given subnets, when they are built, then each has an interface for them", () => {
    const network = made({ "aws:autoscaling:asg": { MinSize: "2" } });
    expect(get(network.hosts, ENVIRONMENT)).toMatchObject({
      kind: "auto-scaling-group",
      interfaces: just(`s:${ENVIRONMENT}/s:aws_subnet.a`, `s:${ENVIRONMENT}/s:aws_subnet.b`),
      minimumSize: 2,
      needsAwsServices: true,
    });
    expect(get(network.interfaces, ENVIRONMENT, "s:aws_subnet.b")).toMatchObject({
      owner: { kind: "host", host: key(ENVIRONMENT) },
      securityGroups: just("s:aws_security_group.one"),
      addresses: USABLE_OF_B,
      hasPublicAddress: false,
      sourceDestinationCheck: true,
    });
  });

  test.each([
    ["two subnets", `${SUBNET_A},${SUBNET_B}`, false],
    ["a function that joins them", `\${join(",", [aws_subnet.a.id, aws_subnet.b.id])}`, false],
    ["one subnet", SUBNET_A, true],
  ])(
    "given %s, when they are built, then it is told whether each is sure to have one",
    (_, subnets, sure) => {
      const host = get(made({ "aws:ec2:vpc": { Subnets: subnets } }).hosts, ENVIRONMENT);
      const everywhere = host.kind === "auto-scaling-group" ? host.everywhere : undefined;
      expect(host.interfaces.items).toHaveLength(sure ? 1 : 2);
      expect(everywhere === true).toBe(sure);
    },
  );

  test.each([
    ["half of an ID", `x${SUBNET_A}`, "what it lists is known once it exists"],
    ["a variable", VARIABLE, OF_VARIABLE],
    ["nothing", "", "left out, Elastic Beanstalk picks the subnets"],
    ["an ID that no stack makes", "subnet-1", "none of the given stacks makes it as aws_subnet"],
  ])("given %s as subnets, when they are built, then they are not known", (_, subnets, reason) => {
    const host = get(made({ "aws:ec2:vpc": { Subnets: subnets } }).hosts, ENVIRONMENT);
    expect(reasonsOf(host.interfaces.doubts)).toEqual([reason]);
  });

  test.each([
    ["its own group, too", { DisableDefaultEC2SecurityGroup: "false" }, /adds a security group of its own/],
    ["nothing said of it", { DisableDefaultEC2SecurityGroup: "" }, /adds a security group of its own/],
    ["no group at all", { SecurityGroups: "" }, /refuses this without SecurityGroups/],
  ])("given %s, when they are built, then their groups are not all known", (_, options, reason) => {
    const { securityGroups } = get(made({ [LAUNCH]: options }).interfaces, ENVIRONMENT, "s:aws_subnet.a");
    expect(reasonsOf(securityGroups.doubts)).toEqual([expect.stringMatching(reason)]);
  });

  test("given that they get public addresses, when they are built, then they have some", () => {
    const network = made({ "aws:ec2:vpc": { AssociatePublicIpAddress: "true" } });
    expect(get(network.interfaces, ENVIRONMENT, "s:aws_subnet.a").hasPublicAddress).toBe(true);
  });
});

describe("options of an environment", () => {
  const template = (name: string, options: Options): Resources => ({
    aws_elastic_beanstalk_configuration_template: {
      quiet: { name, application: "web", setting: settings(options) },
    },
  });
  const minimumOf = (network: Network): unknown => {
    const host = get(network.hosts, ENVIRONMENT);
    return host.kind === "auto-scaling-group" ? host.minimumSize : undefined;
  };
  const QUIET = template("quiet", { "aws:autoscaling:asg": { MinSize: "3" } });

  test.each([
    ["quiet", {}, 3],
    ["${aws_elastic_beanstalk_configuration_template.quiet.name}", {}, 3],
    ["quiet", { "aws:autoscaling:asg": { MinSize: "5" } }, 5],
  ])(
    "given the template %s and %j, when they are read, then its own go before it",
    (name, options, minimum) => {
      expect(minimumOf(made(options, { template_name: name }, QUIET))).toBe(minimum);
    },
  );

  test("given a template that is none of the given ones, when they are read, then what is left out is not known", () => {
    const network = made({}, { template_name: "loud" }, QUIET);
    const host = get(network.hosts, ENVIRONMENT);
    expect(reasonsOf(host.interfaces.doubts)).toEqual([
      "none of the given stacks makes it as aws_elastic_beanstalk_configuration_template",
    ]);
  });

  test("given two settings that contradict each other, when they are read, then the option is not known", () => {
    const setting = [
      ...settings(OPTIONS),
      ...settings({ "aws:autoscaling:asg": { MinSize: "2" } }),
      ...settings({ "aws:autoscaling:asg": { MinSize: "3" } }),
    ];
    const network = made({}, { setting });
    expect(get(network.hosts, ENVIRONMENT)).toMatchObject({
      minimumSize: { reason: "several settings contradict each other" },
    });
  });

  test.each([
    ["a worker", {}, { tier: "Worker" }],
    ["a single instance", { [BEANSTALK]: { EnvironmentType: "SingleInstance" } }, {}],
    ["a classic load balancer", { [BEANSTALK]: { LoadBalancerType: "" } }, {}],
    ["an application load balancer", { [BEANSTALK]: { LoadBalancerType: "application" } }, {}],
  ])(
    "given %s, when it is built, then it is said once that it is not analysed",
    (_, options: Options, attributes) => {
      const network = made(options, attributes);
      const { interfaces } = get(network.hosts, ENVIRONMENT);
      expect(interfaces.items).toEqual([]);
      expect(reasonsOf(interfaces.doubts)).toEqual([
        "only web server environments with a Network Load Balancer are analysed",
      ]);
      expect(network.loadBalancers.size).toBe(0);
    },
  );

  test("given applications and their versions, when the network is built, then nothing of it is doubted", () => {
    const network = made(
      {},
      {},
      {
        aws_elastic_beanstalk_application: { web: { name: GROUP_ONE } },
        aws_elastic_beanstalk_application_version: { one: { name: GROUP_ONE, bucket: SUBNET_A } },
        aws_s3_object: { bundle: { key: GROUP_TWO } },
      },
    );
    expect(network.unmodelled.size).toBe(0);
  });
});
