import { z } from "zod";
import {
  instanceId,
  routeTableId,
  routeTargetId,
  securityGroupId,
  securityGroupRuleId,
  subnetId,
  vpcId,
} from "../aws-names";
import { byZone, closed, EXISTING } from "../shapes";
import { address, availabilityZone, BLOCK, block, port } from "../values";

/** Networks that are there already: what is stated of them is checked when Terraform plans, and never changed. */

export const existingHost = closed({
  [EXISTING]: instanceId.meta({ description: "The ID of an instance that is there already." }),
  zone: availabilityZone.meta({ description: "The zone of its subnet." }),
  address: address.meta({ description: "Its private address." }),
  securityGroups: z
    .array(securityGroupId)
    .min(1)
    .optional()
    .meta({ description: "All its security groups; left out, what they admit is not known." }),
});

export const statedRule = closed({
  protocol: z.enum(["tcp", "udp", "all"]).meta({ description: "What the rule admits." }),
  port: port.optional().meta({ description: "The only port of a tcp or udp rule; left out, every port." }),
  peer: block.meta({ description: "Who stands at the other end." }),
});
const statedRules = z.record(securityGroupRuleId, statedRule).default({});

const existingSubnet = closed({
  [EXISTING]: subnetId.meta({ description: "The ID of a subnet that is there already." }),
  cidr: block.meta({ description: "Its IPv4 block." }),
  routeTable: closed({
    id: routeTableId.meta({ description: "The ID of the route table that the subnet uses." }),
    routes: z.record(z.string().meta({ pattern: BLOCK }), routeTargetId).meta({
      description: "All its IPv4 routes but the local ones: what each block's packets are sent to.",
    }),
  })
    .optional()
    .meta({ description: "Left out, where the subnet's packets are sent is not known." }),
  networkAcl: z.literal("open").optional().meta({
    description: "Says that the subnet's network ACL lets everything through; left out, that is not known.",
  }),
});

export const existingVpc = closed({
  [EXISTING]: vpcId.meta({
    description: "The ID of a VPC that is there already, of which nothing is changed.",
  }),
  cidr: block.meta({ description: "Its IPv4 block." }),
  subnets: byZone(existingSubnet).meta({
    description: "The private subnets that hosts, load balancers and endpoints may stand in; by AZ ID.",
  }),
  securityGroups: z
    .record(
      securityGroupId,
      closed({
        ingress: statedRules.meta({ description: "All rules for what comes in, by ID." }),
        egress: statedRules.meta({ description: "All rules for what goes out, by ID." }),
      }),
    )
    .default({})
    .meta({ description: "Groups of existing hosts with all their rules." }),
});
