import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Route53Zone } from "@cdktf/provider-aws/lib/route53-zone";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import type { App, TerraformStack } from "cdktf";
import type { Consumer } from "../consumers";
import { addHost } from "./host";
import { addNetwork, type Network } from "./network";
import { addAccountStack, readState } from "./stack";

/** Adds a consumer's stack. @param contract the stack that publishes the service */
export function addConsumer(app: App, { name, account }: Consumer, contract: TerraformStack): void {
  const id = `many.${name}`;
  const stack = addAccountStack(app, id, account);
  stack.addDependency(contract);
  const network = addNetwork(stack, id, account, "10.0");
  const host = addHost(stack, "client", id, network, "apne1-az4");
  const serviceName = readContract(stack, contract.node.id);
  const endpoint = addEndpoint(stack, `${id}.endpoints.web`, network, serviceName, host.securityGroupId);
  addName(stack, network.vpcId, endpoint);
}

function readContract(stack: TerraformStack, publisher: string): string {
  const again = `synthesize and deploy ${publisher} again.`;
  const found =
    'join(" version ", [try(self.outputs.contract, "no contract"), try(self.outputs.version, "unknown")])';
  return readState(stack, "endpoints_web_contract", publisher, [
    [
      'try(self.outputs.contract == "service" && self.outputs.version == 3, false)',
      `The state of ${publisher} holds \${${found}}, and this stack reads service version 3: synthesize and deploy both from one version of this project.`,
    ],
    ...["service_name", "service_id", "ports", "zones", "private_dns_name"].map(
      (output) =>
        [
          `can(self.outputs.${output})`,
          `The contract of ${publisher} has no output ${output}: ${again}`,
        ] as const,
    ),
    ...["apne1-az1", "apne1-az4"].map(
      (zone) =>
        [
          `try(contains(self.outputs.zones, "${zone}"), true)`,
          `The service of ${publisher} is not in ${zone}, where this endpoint is; it is in \${join(", ", self.outputs.zones)}. Take ${zone} out of the endpoint's zones.`,
        ] as const,
    ),
    [
      'try(contains(self.outputs.ports, "80"), true)',
      `The service of ${publisher} listens on TCP \${join(", ", self.outputs.ports)}, and this endpoint admits TCP 80. Synthesize and deploy this stack again.`,
    ],
  ]).getString("service_name");
}

function addEndpoint(
  stack: TerraformStack,
  name: string,
  { vpcId, privateSubnets }: Network,
  serviceName: string,
  clientGroupId: string,
): VpcEndpoint {
  const prefix = "endpoints_web_endpoint";
  const group = new SecurityGroup(stack, `${prefix}_security-group`, {
    vpcId,
    name,
    description: `The endpoint ${name}`,
    tags: { Name: name },
  });
  new VpcSecurityGroupIngressRule(stack, `${prefix}_security-group_from-client`, {
    securityGroupId: group.id,
    ipProtocol: "tcp",
    fromPort: 80,
    toPort: 80,
    referencedSecurityGroupId: clientGroupId,
    description: "TCP 80 from client",
  });
  new VpcSecurityGroupEgressRule(stack, `${prefix}_client-client`, {
    securityGroupId: clientGroupId,
    ipProtocol: "tcp",
    fromPort: 80,
    toPort: 80,
    referencedSecurityGroupId: group.id,
    description: `TCP 80 to ${name}`,
  });
  return new VpcEndpoint(stack, prefix, {
    vpcId,
    vpcEndpointType: "Interface",
    serviceName,
    subnetIds: Object.values(privateSubnets).map(({ id }) => id),
    securityGroupIds: [group.id],
    ipAddressType: "ipv4",
    privateDnsEnabled: false,
    tags: { Name: name },
  });
}

function addName(stack: TerraformStack, vpcId: string, endpoint: VpcEndpoint): void {
  const name = "web.example.internal";
  const zone = new Route53Zone(stack, "endpoints_web_name_zone", {
    name,
    vpc: [{ vpcId }],
    comment: `The private name ${name}`,
  });
  const regional = endpoint.dnsEntry.get(0);
  new Route53Record(stack, "endpoints_web_name_record", {
    zoneId: zone.zoneId,
    name,
    type: "A",
    alias: { name: regional.dnsName, zoneId: regional.hostedZoneId, evaluateTargetHealth: false },
  });
}
