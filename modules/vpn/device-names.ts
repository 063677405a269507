import { type AccountId, partitionOf, type Region } from "../identity";
import { limitedName } from "../network";

/** The name of the parameter that tells a VPN device what is known only once its connections are there. */
export function vpnDeviceParameterName(name: string): string {
  // Not the device's name first: no parameter's may begin with `aws` or `ssm`.
  // https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-su-create.html
  return `/vpn/${name}`;
}

/** The name of a VPN device's instance profile, and of the role in it. */
export function vpnDeviceProfileName(name: string): string {
  return limitedName(name, 64);
}

/**
 * A VPN device's role, as policies of other accounts name it: as text, because a reference inside of JSON breaks its
 * quotes in HCL output.
 * @param name the device's
 */
export function vpnDeviceRoleArn(name: string, account: AccountId, region: Region): string {
  return `arn:${partitionOf(region)}:iam::${account}:role/${vpnDeviceProfileName(name)}`;
}

/** The name of the secret that shares a connection's pre-shared keys with the device at its other end. */
export function sharedKeysName(connection: string): string {
  // Something after the connection's name: AWS advises against a hyphen and six characters at the end, which look like
  // the suffix that it adds itself.
  // https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html
  return `/vpn/${connection}/keys`;
}

/** What policies call that secret; its ARN ends with six characters that AWS picks. */
export function sharedKeysArnPattern(connection: string, account: AccountId, region: Region): string {
  return `arn:${partitionOf(region)}:secretsmanager:${region}:${account}:secret:${sharedKeysName(connection)}-??????`;
}
