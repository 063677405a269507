import { EC2Client } from "@aws-sdk/client-ec2";
import { ElasticLoadBalancingV2Client } from "@aws-sdk/client-elastic-load-balancing-v2";
import { IAMClient } from "@aws-sdk/client-iam";
import { Route53Client } from "@aws-sdk/client-route-53";
import { S3Client } from "@aws-sdk/client-s3";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { REGION } from "./environment";

/** What signs requests. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** What every role of every account can be reached from. */
export const BASE_CREDENTIALS: Credentials = { accessKeyId: "test", secretAccessKey: "test" };
/** A role that no account has: its sessions are administrators of the account. */
export const ADMINISTRATOR = "test";

/** Somebody who acts in an emulated account through the AWS API. */
export interface Clients {
  readonly credentials: Credentials;
  readonly ec2: EC2Client;
  readonly iam: IAMClient;
  readonly loadBalancing: ElasticLoadBalancingV2Client;
  readonly route53: Route53Client;
  readonly s3: S3Client;
  readonly sts: STSClient;
  destroy(): void;
}

/** @param endpoint where the emulator answers */
export function clientsWith(endpoint: string, credentials: Credentials): Clients {
  const settings = { endpoint, region: REGION, maxAttempts: 1, credentials };
  const clients = {
    ec2: new EC2Client(settings),
    iam: new IAMClient(settings),
    loadBalancing: new ElasticLoadBalancingV2Client(settings),
    route53: new Route53Client(settings),
    s3: new S3Client({ ...settings, forcePathStyle: true }),
    sts: new STSClient(settings),
  };
  return {
    credentials,
    ...clients,
    destroy: () => {
      Object.values(clients).forEach((client) => {
        client.destroy();
      });
    },
  };
}

/**
 * A session of a role.
 *
 * @param sts as whom it is assumed
 * @param account twelve digits
 */
export async function sessionOf(sts: STSClient, account: string, role: string): Promise<Credentials> {
  const { Credentials: credentials } = await sts.send(
    new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${account}:role/${role}`, RoleSessionName: "test" }),
  );
  const {
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    SessionToken: sessionToken,
  } = credentials ?? {};
  if (accessKeyId === undefined || secretAccessKey === undefined || sessionToken === undefined) {
    throw new Error(`the emulator gave no credentials for ${role} in account ${account}`);
  }
  return { accessKeyId, secretAccessKey, sessionToken };
}
