import { throughSecrets } from "../identity";
import type { BoundedUse } from "./account-use";
import { allow, inRegions, isOf } from "./allowing";
import type { Statement } from "./document";
import { actions } from "./type-access";

/** Secrets and parameters by their names, and the keys that encrypt secrets. */
export function secretStatements(use: BoundedUse, calls: readonly string[]): Statement[] {
  return [
    ...allow(calls.filter(isOf("secretsmanager")), secretArns(use, use.account), inRegions(use)),
    ...keyStatements(use, calls.filter(isOf("kms"))),
    ...(use.types.includes("aws_ssm_parameter") ? parameterStatements(use, calls.filter(isOf("ssm"))) : []),
  ];
}

/**
 * The topologies' secrets. Those that AWS keeps for VPN connections have names of its own and are not among them.
 * @param account the owner's, or `*`
 */
export function secretArns({ partition, topologies }: BoundedUse, account: string): string[] {
  return topologies.map((name) => `arn:${partition}:secretsmanager:*:${account}:secret:/vpn/${name}.*`);
}

/** The topologies' parameters. */
export function parameterArns({ partition, account, topologies }: BoundedUse): string[] {
  return topologies.map((name) => `arn:${partition}:ssm:*:${account}:parameter/vpn/${name}.*`);
}

/** About a key that is not there yet. */
const CREATION = actions("kms", "CreateKey");
/** What Secrets Manager does with a secret's key in the caller's name. */
const DATA = actions("kms", "Decrypt", "GenerateDataKey");
/** What Terraform asks as soon as it has made a key, and what harms nobody's. */
const FROM_THE_START = actions(
  "kms",
  "DescribeKey",
  "EnableKeyRotation",
  "GetKeyPolicy",
  "GetKeyRotationStatus",
  "ListResourceTags",
);
/**
 * What Secrets Manager may say in the place of a secret's ARN when it only tries a key, as a secret is given one: AWS
 * documents it of the version's id, and there is no ARN as yet. Nothing is ever encrypted for it.
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html#security-encryption-using-cmk
 */
const TRIAL = "RequestToValidateKeyAccess";

/**
 * A key has no name: those are ours that carry the tag of our stacks. A key that carries another's cannot be given ours;
 * one without could be, and no policy tells it from a key that is being made, which gets its tags then.
 *
 * It may take five minutes until AWS heeds a key's tags, and the provider takes the first no for an answer. So whatever
 * a key needs until it holds a secret goes without the tag: what reads, what renews it every year, and its use for the
 * secrets of our stacks, by which nobody reads or writes another's secret, whatever key that has. What changes, hides or
 * ends a key needs the tag; a key that is deleted within those minutes is deleted by the next try.
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/abac.html
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/tag-authorization.html
 */
function keyStatements(use: BoundedUse, calls: readonly string[]): Statement[] {
  const { partition, account, topologies } = use;
  const keys = [`arn:${partition}:kms:*:${account}:key/*`];
  const stacks = topologies.map((topology) => `${topology}.*`);
  const own = { StringLike: { "aws:ResourceTag/stack": stacks } };
  return [
    ...allow(
      calls.filter((call) => CREATION.includes(call)),
      ["*"],
      inRegions(use),
    ),
    ...allow(
      calls.filter((call) => call === "kms:TagResource"),
      keys,
      {
        ...inRegions(use),
        Null: { "aws:ResourceTag/stack": ["true"] },
        StringLike: { "aws:RequestTag/stack": stacks },
      },
    ),
    ...allow(
      calls.filter((call) => FROM_THE_START.includes(call)),
      keys,
      inRegions(use),
    ),
    ...allow(
      calls.filter((call) => ![...CREATION, ...DATA, ...FROM_THE_START].includes(call)),
      keys,
      { ...inRegions(use), ...own },
    ),
    ...allow(
      calls.filter((call) => DATA.includes(call)),
      keys,
      throughSecrets(use.regions, [...secretArns(use, account), TRIAL]),
    ),
  ];
}

function parameterStatements(use: BoundedUse, calls: readonly string[]): Statement[] {
  const isListing = (call: string): boolean => call === "ssm:DescribeParameters";
  return [
    ...allow(calls.filter(isListing), ["*"], inRegions(use)),
    ...allow(
      calls.filter((call) => !isListing(call) && call !== "ssm:GetParameters"),
      parameterArns(use),
      inRegions(use),
    ),
  ];
}
