import { type AccessTable, actions } from "../type-access";

const secretsManager = (...names: readonly string[]): string[] => actions("secretsmanager", ...names);
const kms = (...names: readonly string[]): string[] => actions("kms", ...names);
const ssm = (...names: readonly string[]): string[] => actions("ssm", ...names);

/**
 * Secrets, the keys that encrypt them, and parameters. Whoever asks for a secret's value needs its key as well, which
 * Secrets Manager uses in the caller's name.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awskeymanagementservice.html
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssystemsmanager.html
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html
 */
export const secretsAccess: AccessTable = {
  aws_secretsmanager_secret: {
    read: secretsManager("DescribeSecret", "GetResourcePolicy"),
    write: secretsManager("CreateSecret", "DeleteSecret", "TagResource", "UntagResource", "UpdateSecret"),
  },
  aws_secretsmanager_secret_policy: {
    read: secretsManager("GetResourcePolicy"),
    write: secretsManager("DeleteResourcePolicy", "PutResourcePolicy"),
  },
  // Seeing one means reading it: its value stands in the state as well.
  aws_secretsmanager_secret_version: {
    read: [...secretsManager("DescribeSecret", "GetSecretValue", "ListSecretVersionIds"), ...kms("Decrypt")],
    write: [...secretsManager("PutSecretValue", "UpdateSecretVersionStage"), ...kms("GenerateDataKey")],
  },
  aws_kms_key: {
    read: kms("DescribeKey", "GetKeyPolicy", "GetKeyRotationStatus", "ListResourceTags"),
    write: kms(
      "CreateKey",
      "DisableKeyRotation",
      "EnableKeyRotation",
      "PutKeyPolicy",
      "ScheduleKeyDeletion",
      "TagResource",
      "UntagResource",
      "UpdateKeyDescription",
    ),
  },
  aws_ssm_parameter: {
    read: ssm("DescribeParameters", "GetParameter", "ListTagsForResource"),
    write: ssm("AddTagsToResource", "DeleteParameter", "PutParameter", "RemoveTagsFromResource"),
  },
};
