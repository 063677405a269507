import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret";
import { SecretsmanagerSecretPolicy } from "@cdktf/provider-aws/lib/secretsmanager-secret-policy";
import { SecretsmanagerSecretVersion } from "@cdktf/provider-aws/lib/secretsmanager-secret-version";
import { Fn } from "cdktf";
import { Construct } from "constructs";
import { type AccountId, partitionOf, type Region, throughSecrets, throughSecretsManager } from "../identity";
import type { VpnDeviceKeys } from "../software";
import { sharedKeysArnPattern, sharedKeysName } from "./device-names";

export interface SharedKeysProps {
  /** The VPN connection's. */
  readonly name: string;
  readonly account: AccountId;
  readonly region: Region;
  /** References to the connection's keys. */
  readonly keys: VpnDeviceKeys;
  /** The ARN, as text, of the role that may read them. AWS refuses a role that is not there. */
  readonly reader: string;
}

/** The administration of a key: everything but to use it, or to let others use it without its policy's consent. */
const ADMINISTRATION = [
  "kms:CancelKeyDeletion",
  "kms:DescribeKey",
  "kms:DisableKey",
  "kms:DisableKeyRotation",
  "kms:EnableKey",
  "kms:EnableKeyRotation",
  "kms:GetKeyPolicy",
  "kms:GetKeyRotationStatus",
  "kms:ListResourceTags",
  "kms:PutKeyPolicy",
  "kms:ScheduleKeyDeletion",
  "kms:TagResource",
  "kms:UntagResource",
  "kms:UpdateKeyDescription",
];

/** Days: the shortest that AWS takes. Nothing but the keys of a connection that is gone is lost with it. */
const DELETION_WINDOW_IN_DAYS = 7;

/**
 * A VPN connection's pre-shared keys in a secret that a role of another account reads. What AWS encrypts with its own
 * key no other account can read; so the secret has one of ours.
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_examples_cross.html
 */
export class SharedKeys extends Construct {
  readonly secretArn: string;
  /** Which value of the secret it is: another for other keys. */
  readonly secretVersionId: string;

  constructor(scope: Construct, id: string, props: SharedKeysProps) {
    super(scope, id);
    const { name, keys, reader } = props;
    const description = `The pre-shared keys of the VPN connection ${name}`;
    const tags = { Name: name };
    const encryptionKey = new KmsKey(this, "encryption-key", {
      description,
      enableKeyRotation: true,
      deletionWindowInDays: DELETION_WINDOW_IN_DAYS,
      policy: keyPolicy(props),
      tags,
    });
    const secret = new SecretsmanagerSecret(this, "resource", {
      name: sharedKeysName(name),
      description,
      kmsKeyId: encryptionKey.arn,
      // A secret that waits for its deletion keeps its name from the next of the same topology; without their
      // connection, the keys are worth nothing.
      recoveryWindowInDays: 0,
      tags,
    });
    new SecretsmanagerSecretPolicy(this, "policy", {
      secretArn: secret.arn,
      blockPublicPolicy: true,
      policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: { AWS: reader },
            Action: "secretsmanager:GetSecretValue",
            // In a secret's own policy: that secret.
            Resource: "*",
          },
        ],
      }),
    });
    const value: VpnDeviceKeys = { tunnel1: keys.tunnel1, tunnel2: keys.tunnel2 };
    this.secretVersionId = new SecretsmanagerSecretVersion(this, "value", {
      secretId: secret.id,
      secretString: Fn.jsonencode(value),
    }).versionId;
    this.secretArn = secret.arn;
  }
}

/** Whoever the account's own policies allow to may administer the key; it is used through Secrets Manager alone. */
function keyPolicy({ name, account, region, reader }: SharedKeysProps): string {
  const owner = { AWS: `arn:${partitionOf(region)}:iam::${account}:root` };
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Principal: owner, Action: ADMINISTRATION, Resource: "*" },
      {
        Effect: "Allow",
        Principal: owner,
        // For whoever writes the secret. Secrets Manager tries the key before there is a secret that it could name.
        Action: ["kms:Decrypt", "kms:GenerateDataKey"],
        Resource: "*",
        Condition: throughSecretsManager([region]),
      },
      {
        Effect: "Allow",
        Principal: { AWS: reader },
        Action: "kms:Decrypt",
        Resource: "*",
        Condition: throughSecrets([region], [sharedKeysArnPattern(name, account, region)]),
      },
    ],
  });
}
