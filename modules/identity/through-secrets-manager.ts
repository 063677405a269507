import { dnsSuffixOf, partitionOf, type Region } from "./region";

/** Condition keys of a policy with their values, by operator. */
type Condition = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/**
 * The condition of a policy that a KMS key is used by Secrets Manager, which does so for whoever calls it.
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service
 */
export function throughSecretsManager(regions: readonly Region[]): Condition {
  const services = regions.map((region) => `secretsmanager.${region}.${dnsSuffixOf(partitionOf(region))}`);
  return { StringEquals: { "kms:ViaService": services } };
}

/**
 * The same for certain secrets, which Secrets Manager names.
 * @param secrets patterns of their ARNs
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html#security-encryption-encryption-context
 */
export function throughSecrets(regions: readonly Region[], secrets: readonly string[]): Condition {
  return {
    ...throughSecretsManager(regions),
    StringLike: { "kms:EncryptionContext:SecretARN": secrets },
  };
}
