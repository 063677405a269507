import { type AccountId, partitionOf, type Region, throughSecrets } from "../identity";
import { sharedKeysArnPattern, vpnDeviceParameterName } from "./device-names";

/** A VPN connection whose shared keys a device may read. */
export interface ReadableKeys {
  /** The `VpnConnection`'s. */
  readonly name: string;
  /** Where it is. */
  readonly account: AccountId;
}

interface Reader {
  /** The VPN device's. */
  readonly name: string;
  readonly account: AccountId;
  readonly region: Region;
  readonly connections: readonly ReadableKeys[];
}

/**
 * The policy of a VPN device's role: what it is told, and the keys of its own connections. Their accounts must allow it
 * as well, and do by `SharedKeys`.
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_examples_cross.html
 */
export function readKeysPolicy({ name, account, region, connections }: Reader): string {
  const ownParameter = `parameter${vpnDeviceParameterName(name)}`;
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: "ssm:GetParameter",
        Resource: `arn:${partitionOf(region)}:ssm:${region}:${account}:${ownParameter}`,
      },
      // IAM takes no statement about nothing.
      ...(connections.length === 0 ? [] : keysStatements(region, connections)),
    ],
  });
}

function keysStatements(region: Region, connections: readonly ReadableKeys[]): readonly object[] {
  const secrets = connections.map((each) => sharedKeysArnPattern(each.name, each.account, region)).sort();
  const accounts = [...new Set(connections.map((each) => each.account))].sort();
  return [
    { Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: secrets },
    {
      Effect: "Allow",
      Action: "kms:Decrypt",
      // The keys are made after this. Which of an account's keys it is, those keys' own policies say.
      Resource: accounts.map((each) => `arn:${partitionOf(region)}:kms:${region}:${each}:key/*`),
      Condition: throughSecrets([region], secrets),
    },
  ];
}
