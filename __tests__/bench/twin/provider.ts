import { Lb } from "@cdktf/provider-aws/lib/lb";
import { LbListener } from "@cdktf/provider-aws/lib/lb-listener";
import { LbTargetGroup } from "@cdktf/provider-aws/lib/lb-target-group";
import { LbTargetGroupAttachment } from "@cdktf/provider-aws/lib/lb-target-group-attachment";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcEndpointService } from "@cdktf/provider-aws/lib/vpc-endpoint-service";
import { VpcEndpointServiceAllowedPrincipal } from "@cdktf/provider-aws/lib/vpc-endpoint-service-allowed-principal";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { type App, TerraformOutput, type TerraformStack } from "cdktf";
import type { Consumer } from "../consumers";
import { addHost, type Host } from "./host";
import { addNetwork, type Network } from "./network";
import { addAccountStack, addStack, readState } from "./stack";

const ID = "many.web";
const SERVICE = "many.web.web";
/** The names of load balancers and target groups have no dots. */
const LOAD_BALANCER = "many--web--web";

/** Adds the provider's stack. @returns the stack that publishes what consumers need of it */
export function addProvider(app: App, consumers: readonly Consumer[]): TerraformStack {
  const account = "999999999999";
  const stack = addAccountStack(app, ID, account);
  const network = addNetwork(stack, ID, account, "10.1");
  const host = addHost(stack, "web", ID, network, "apne1-az1");
  const service = new VpcEndpointService(stack, "endpoint-services_web", {
    networkLoadBalancerArns: [addLoadBalancer(stack, network, host)],
    acceptanceRequired: false,
    supportedIpAddressTypes: ["ipv4"],
    tags: { Name: SERVICE },
  });
  for (const consumer of consumers) {
    new VpcEndpointServiceAllowedPrincipal(stack, `endpoint-services_web_principal-${consumer.account}`, {
      vpcEndpointServiceId: service.id,
      principalArn: `arn:aws:iam::${consumer.account}:root`,
    });
  }
  new TerraformOutput(stack, "service-web", {
    staticId: true,
    description: `What ${ID} publishes as the service contract of web.`,
    value: {
      service_name: service.serviceName,
      service_id: service.id,
      ports: ["80"],
      zones: ["apne1-az1", "apne1-az4"],
      private_dns_name: "",
    },
  });
  return addContract(app, stack);
}

function addLoadBalancer(stack: TerraformStack, { vpcId, privateSubnets }: Network, host: Host): string {
  const prefix = "load-balancers_web";
  const group = new SecurityGroup(stack, `${prefix}_security-group`, {
    vpcId,
    name: SERVICE,
    description: `The load balancer ${SERVICE}`,
    tags: { Name: SERVICE },
  });
  const loadBalancer = new Lb(stack, prefix, {
    name: LOAD_BALANCER,
    internal: true,
    loadBalancerType: "network",
    subnets: Object.values(privateSubnets).map(({ id }) => id),
    securityGroups: [group.id],
    enforceSecurityGroupInboundRulesOnPrivateLinkTraffic: "off",
    enableCrossZoneLoadBalancing: true,
    tags: { Name: SERVICE },
  });
  const targetGroup = new LbTargetGroup(stack, `${prefix}_target-group`, {
    namePrefix: "nlb-",
    lifecycle: { createBeforeDestroy: true },
    vpcId,
    targetType: "instance",
    protocol: "TCP",
    port: 80,
    healthCheck: { protocol: "TCP", port: "traffic-port" },
    tags: { Name: SERVICE },
  });
  new LbListener(stack, `${prefix}_listener`, {
    loadBalancerArn: loadBalancer.arn,
    protocol: "TCP",
    port: 80,
    defaultAction: [{ type: "forward", targetGroupArn: targetGroup.arn }],
  });
  new LbTargetGroupAttachment(stack, `${prefix}_targets_web`, {
    targetGroupArn: targetGroup.arn,
    targetId: host.instanceId,
  });
  new VpcSecurityGroupEgressRule(stack, `${prefix}_security-group_to-web`, {
    securityGroupId: group.id,
    ipProtocol: "tcp",
    fromPort: 80,
    toPort: 80,
    referencedSecurityGroupId: host.securityGroupId,
    description: "TCP 80 to web",
  });
  new VpcSecurityGroupIngressRule(stack, "hosts_web_security-group_from-load-balancer-web", {
    securityGroupId: host.securityGroupId,
    ipProtocol: "tcp",
    fromPort: 80,
    toPort: 80,
    referencedSecurityGroupId: group.id,
    description: "TCP 80 from load-balancer-web",
  });
  return loadBalancer.arn;
}

function addContract(app: App, provider: TerraformStack): TerraformStack {
  const stack = addStack(app, `${ID}.contract-service-web`);
  stack.addDependency(provider);
  const offer = readState(stack, "offer", ID, [
    [
      "can(self.outputs.service-web)",
      `The state of ${ID} has no output service-web: synthesize and deploy ${ID} again.`,
    ],
  ]);
  const publish = (name: string, value: unknown, description: string): void => {
    new TerraformOutput(stack, name, { staticId: true, value, description });
  };
  publish("contract", "service", "The contract's kind.");
  publish("version", 3, "The contract's version.");
  for (const name of ["service_name", "service_id", "ports", "zones", "private_dns_name"]) {
    publish(name, offer.get(`service-web.${name}`), `As ${ID} says.`);
  }
  return stack;
}
