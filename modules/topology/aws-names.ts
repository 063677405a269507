import type { z } from "zod";
import { matching } from "./values";

/** Names and IDs that AWS gives or restricts. */

/**
 * The name of an S3 bucket, as AWS admits it. Dots are refused although S3 takes them: its certificate does not cover
 * a host name with more of them, and the state is reached by TLS only.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 */
export const bucketName = matching(
  /^(?!(?:xn--|sthree-|amzn-s3-demo-))(?!.*(?:-s3alias|--ol-s3|--x-s3|--table-s3)$)[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/,
  "AWS takes no bucket of this name, or cannot serve it by TLS; write 3 to 63 lower-case letters, digits and hyphens, like example-network-state, and none of the beginnings and ends that S3 keeps for itself (xn--, sthree-, amzn-s3-demo-, -s3alias, --ol-s3, --x-s3, --table-s3)",
);

/** The key of an S3 object. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html */
export const objectKey = matching(
  /^(?!\/)[A-Za-z0-9!_.*'()/-]{1,1024}$/,
  "this is not the key of an S3 object; write it like builds/shop-42.zip",
);

/** What AWS calls a thing that is there already: a prefix of its kind, and 8 or 17 hexadecimal digits. */
function resourceId(prefix: string, kind: string): z.ZodString {
  return matching(
    new RegExp(`^${prefix}-([0-9a-f]{8}|[0-9a-f]{17})$`),
    `this is not the ID of ${kind}; write it like ${prefix}-0123456789abcdef0`,
  );
}

export const vpcId = resourceId("vpc", "a VPC");
export const subnetId = resourceId("subnet", "a subnet");
export const routeTableId = resourceId("rtb", "a route table");
export const securityGroupId = resourceId("sg", "a security group");
export const securityGroupRuleId = resourceId("sgr", "a security group's rule");
export const instanceId = resourceId("i", "an EC2 instance");
/** What an IPv4 route may lead to. @see https://docs.aws.amazon.com/vpc/latest/userguide/RouteTables.html */
export const routeTargetId = matching(
  /^(igw|nat|vgw|pcx|tgw|eni|vpce|lgw|cagw)-([0-9a-f]{8}|[0-9a-f]{17})$/,
  "this is not the ID of what a route leads to; write it like nat-0123456789abcdef0",
);
/** @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_HostedZone.html */
export const hostedZoneId = matching(
  /^Z[A-Z0-9]{1,31}$/,
  "this is not the ID of a hosted zone; write it without /hostedzone/, like Z0123456789ABCDEFGHIJ",
);

/**
 * The first label of an Elastic Beanstalk environment's address, unique in the Region.
 * @see https://docs.aws.amazon.com/elasticbeanstalk/latest/api/API_CreateEnvironment.html
 */
export const cnamePrefix = matching(
  /^[a-z0-9][a-z0-9-]{2,61}[a-z0-9]$/,
  "this is not a CNAME prefix; write 4 to 63 lower-case letters, digits and hyphens, none of them at an end",
);

/** @see https://docs.aws.amazon.com/elasticbeanstalk/latest/platforms/platforms-supported.html */
export const dockerSolutionStack = matching(
  /^64bit Amazon Linux 20\d\d v\d+\.\d+\.\d+ running Docker$/,
  "this is not the name of a Docker solution stack; write it like 64bit Amazon Linux 2023 v4.5.0 running Docker",
);
