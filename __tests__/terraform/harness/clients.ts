import { EC2Client } from "@aws-sdk/client-ec2";
import { ElasticLoadBalancingV2Client } from "@aws-sdk/client-elastic-load-balancing-v2";
import { Route53Client } from "@aws-sdk/client-route-53";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { REGION } from "./environment";

/** One emulated account, seen through the AWS API. */
export interface Clients {
  readonly ec2: EC2Client;
  readonly loadBalancing: ElasticLoadBalancingV2Client;
  readonly route53: Route53Client;
  destroy(): void;
}

/**
 * Clients that act in an account, by a role of it.
 *
 * @param endpoint where the emulator answers
 * @param account twelve digits
 */
export async function clientsFor(endpoint: string, account: string): Promise<Clients> {
  const common = { endpoint, region: REGION, maxAttempts: 1 };
  const sts = new STSClient({ ...common, credentials: { accessKeyId: "test", secretAccessKey: "test" } });
  const { Credentials: credentials } = await sts.send(
    new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${account}:role/test`, RoleSessionName: "test" }),
  );
  sts.destroy();
  const {
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    SessionToken: sessionToken,
  } = credentials ?? {};
  if (accessKeyId === undefined || secretAccessKey === undefined || sessionToken === undefined) {
    throw new Error(`the emulator gave no credentials for account ${account}`);
  }
  const settings = { ...common, credentials: { accessKeyId, secretAccessKey, sessionToken } };
  const ec2 = new EC2Client(settings);
  const loadBalancing = new ElasticLoadBalancingV2Client(settings);
  const route53 = new Route53Client(settings);
  return {
    ec2,
    loadBalancing,
    route53,
    destroy: () => {
      [ec2, loadBalancing, route53].forEach((client) => {
        client.destroy();
      });
    },
  };
}
