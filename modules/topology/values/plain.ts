import { z } from "zod";
import { parseAddress, parseBlock } from "../../addressing";
import { parseAccountId, parseAzId, parseRegion } from "../../identity";
import { NAME, NAME_SENTENCE, ZONE } from "../shapes";
import { ADDRESS, BLOCK, leaf, matching } from "./leaf";

export const accountNumber = leaf(parseAccountId, String.raw`^\d{12}$`);
export const address = leaf(parseAddress, `^${ADDRESS}$`);
export const availabilityZone = leaf(parseAzId, ZONE);
export const block = leaf(parseBlock, `^${BLOCK}$`);
export const region = leaf(parseRegion, String.raw`^[a-z]{2}(-[a-z]+)+-\d$`);
export const name = matching(NAME, NAME_SENTENCE);
/**
 * Begins the names of load balancers, which must not begin with `internal-`, and of security groups: not with `sg-`.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html
 */
export const topologyName = name
  .regex(
    /^(?!internal(-|$)|sg-)/,
    "AWS keeps names that begin with internal- or sg- for itself, and this begins the names of all resources; write another one",
  )
  .regex(/^(?!bootstrap$)/, "the stacks of the bootstrap have this name; write another one");

export const port = z.int().min(1).max(65535);

/**
 * In UTF-8, and in base64 in a host's user data, of which EC2 takes 16 KB in all. Where a proxy's settings stand there
 * too, a check asks whether both fit.
 */
const LONGEST_PAGE_IN_BYTES = 8192;
export const page = z
  .string()
  .refine((text) => Buffer.byteLength(text) <= LONGEST_PAGE_IN_BYTES, {
    error: `this is too long; the most is ${LONGEST_PAGE_IN_BYTES} bytes`,
  })
  .refine((text) => !/\p{Cs}/u.test(text), {
    error: "this holds half of a character, which UTF-8 cannot write; write the character itself",
  });

/** @see https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html */
export const instanceType = matching(
  /^[a-z][a-z0-9-]*\.[a-z0-9-]+$/,
  "this is not an EC2 instance type; write it like t3.micro",
);

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
export const roleName = matching(
  /^[\w+=,.@-]{1,64}$/,
  "this is not the name of an IAM role; write it without the ARN: 1 to 64 letters, digits and _ + = , . @ -",
);

export const urlPath = matching(
  /^\/[A-Za-z0-9/?&=._~%+-]{0,1023}$/,
  "this is not the path of a URL; write it like /index.html",
);
