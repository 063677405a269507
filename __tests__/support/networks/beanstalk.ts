import { set, type Edit } from "./edits";
import { consumer } from "./fixtures";
import { admits, securityGroup, subnet, vpc } from "./parts";
import { attributeOf, idOf, IN_PROVIDERS_ACCOUNT, type Resources, together } from "./resources";

export const ENVIRONMENT = "aws_elastic_beanstalk_environment.web";
/** A data source that finds the load balancer of the environment. */
export const ITS_LOAD_BALANCER = "data.aws_lb.web";

const PLACE = { provider: IN_PROVIDERS_ACCOUNT };

/** The environment's options, by namespace and name. */
const OPTIONS: readonly (readonly [namespace: string, name: string, value: string])[] = [
  ["aws:autoscaling:asg", "MinSize", "2"],
  ["aws:autoscaling:asg", "MaxSize", "4"],
  ["aws:autoscaling:launchconfiguration", "DisableDefaultEC2SecurityGroup", "true"],
  ["aws:autoscaling:launchconfiguration", "SecurityGroups", idOf("aws_security_group.server")],
  ["aws:ec2:vpc", "AssociatePublicIpAddress", "false"],
  ["aws:ec2:vpc", "ELBScheme", "internal"],
  ["aws:ec2:vpc", "ELBSubnets", listOf("nodes_az4", "nodes_az1")],
  ["aws:ec2:vpc", "Subnets", listOf("servers_az4", "servers_az1")],
  ["aws:ec2:vpc", "VPCId", idOf("aws_vpc.provider")],
  ["aws:elasticbeanstalk:environment", "EnvironmentType", "LoadBalanced"],
  ["aws:elasticbeanstalk:environment", "LoadBalancerType", "network"],
  ["aws:elasticbeanstalk:environment:process:default", "Port", "80"],
  ["aws:elbv2:listener:default", "ListenerEnabled", "true"],
];

function listOf(...subnets: readonly string[]): string {
  return subnets.map((each) => idOf(`aws_subnet.${each}`)).join(",");
}

/** States one of the environment's options. @throws when it has no such option */
export function setting(name: string, value: unknown): Edit {
  const index = OPTIONS.findIndex((option) => option[1] === name);
  if (index < 0) throw new Error(`the environment has no option ${name}`);
  return set(ENVIRONMENT, `setting.${index}.value`, value);
}

/**
 * A client and its endpoint in one account; in another one, an Elastic Beanstalk environment in a VPC with the same
 * addresses, behind the load balancer that Elastic Beanstalk makes, which crosses zones. The environment's instances
 * stand in two zones, as do the load balancer's nodes; the endpoint stands in one.
 */
export function behindBeanstalk(): Resources {
  return together(consumer(), network(), environment(), {
    "aws_vpc_endpoint_service.web": {
      ...PLACE,
      acceptance_required: false,
      network_load_balancer_arns: [attributeOf(ENVIRONMENT, "load_balancers[0]")],
      allowed_principals: ["arn:aws:iam::111111111111:root"],
    },
  });
}

function environment(): Resources {
  return {
    "aws_elastic_beanstalk_application.web": { ...PLACE, name: "web" },
    [ENVIRONMENT]: {
      ...PLACE,
      name: "web",
      application: attributeOf("aws_elastic_beanstalk_application.web", "name"),
      tier: "WebServer",
      setting: OPTIONS.map(([namespace, name, value]) => ({ namespace, name, value })),
    },
    [ITS_LOAD_BALANCER]: {
      ...PLACE,
      arn: attributeOf(ENVIRONMENT, "load_balancers[0]"),
      lifecycle: {
        postcondition: [
          condition("self.enable_cross_zone_load_balancing == true"),
          condition("self.internal == true"),
          condition('self.load_balancer_type == "network"'),
          condition("length(self.security_groups) == 0"),
        ],
      },
    },
  };
}

function condition(text: string): object {
  return { condition: `\${${text}}`, error_message: "the load balancer is another one" };
}

/** The instances' subnets have a way out through a NAT gateway. */
function network(): Resources {
  return together(
    vpc("provider", "10.0.0.0/16", PLACE),
    subnet("servers_az4", "provider", "10.0.0.0/24", "apne1-az4", PLACE),
    subnet("servers_az1", "provider", "10.0.1.0/24", "apne1-az1", PLACE),
    subnet("nodes_az4", "provider", "10.0.4.0/24", "apne1-az4", PLACE),
    subnet("nodes_az1", "provider", "10.0.5.0/24", "apne1-az1", PLACE),
    subnet("public", "provider", "10.0.8.0/24", "apne1-az4", PLACE),
    securityGroup("server", "provider", PLACE),
    admits("server_az4", { block: "10.0.4.0/24" }, { ...PLACE, of: "server" }),
    admits("server_az1", { block: "10.0.5.0/24" }, { ...PLACE, of: "server" }),
    { "aws_internet_gateway.provider": { ...PLACE, vpc_id: idOf("aws_vpc.provider") } },
    { "aws_eip.provider": { ...PLACE, domain: "vpc" } },
    {
      "aws_nat_gateway.provider": {
        ...PLACE,
        subnet_id: idOf("aws_subnet.public"),
        allocation_id: idOf("aws_eip.provider"),
      },
      "aws_vpc_security_group_egress_rule.server": {
        ...PLACE,
        security_group_id: idOf("aws_security_group.server"),
        ip_protocol: "tcp",
        from_port: 443,
        to_port: 443,
        cidr_ipv4: "0.0.0.0/0",
      },
    },
    routeTable("public", { gateway_id: idOf("aws_internet_gateway.provider") }, ["public"]),
    routeTable("servers", { nat_gateway_id: idOf("aws_nat_gateway.provider") }, [
      "servers_az4",
      "servers_az1",
    ]),
  );
}

function routeTable(
  name: string,
  target: Readonly<Record<string, string>>,
  subnets: readonly string[],
): Resources {
  const association = (each: string): Resources => ({
    [`aws_route_table_association.${each}`]: {
      ...PLACE,
      route_table_id: idOf(`aws_route_table.${name}`),
      subnet_id: idOf(`aws_subnet.${each}`),
    },
  });
  return together(
    {
      [`aws_route_table.${name}`]: { ...PLACE, vpc_id: idOf("aws_vpc.provider") },
      [`aws_route.${name}`]: {
        ...PLACE,
        route_table_id: idOf(`aws_route_table.${name}`),
        destination_cidr_block: "0.0.0.0/0",
        ...target,
      },
    },
    ...subnets.map(association),
  );
}
