import { decodeBase64, type DecodedText, encodeBase64 } from "./base64";
import {
  type CloudConfig,
  parseCloudConfig,
  type ParsedCloudConfig,
  renderCloudConfig,
} from "./cloud-config";

/**
 * What EC2 takes as user data: 16 KB in raw form, before base64.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-add-user-data.html
 */
export const USER_DATA_LIMIT = 16 * 1024;

export type EncodedUserData =
  | { readonly ok: true; readonly base64: string }
  /** `bytes` and `limit` count before base64. */
  | { readonly ok: false; readonly bytes: number; readonly limit: number };

/** What a host is told is more than EC2 takes: that is a matter of the values that it is made of. */
export class UserDataTooLongError extends Error {
  /** @param remedy what would be right, as a clause */
  constructor(
    host: string,
    { bytes, limit }: Extract<EncodedUserData, { readonly ok: false }>,
    remedy: string,
  ) {
    super(`the user data of ${host} has ${bytes} bytes, and EC2 takes ${limit}; ${remedy}`);
    this.name = "UserDataTooLongError";
  }
}

/**
 * Makes the value of `user_data_base64`. A base64 text has neither `${` nor `%{`, so Terraform finds nothing
 * in it to interpolate, and no quote or line break that its own writers could change.
 * @throws RangeError as {@link renderCloudConfig} does
 */
export function encodeUserData(config: CloudConfig): EncodedUserData {
  return encode(renderCloudConfig(config));
}

/** The same of the user data of a Windows host. @param script as `renderWindowsHost` writes it */
export function encodeWindowsUserData(script: string): EncodedUserData {
  return encode(script);
}

function encode(text: string): EncodedUserData {
  const bytes = Buffer.byteLength(text);
  if (bytes > USER_DATA_LIMIT) return { ok: false, bytes, limit: USER_DATA_LIMIT };
  return { ok: true, base64: encodeBase64(text) };
}

/** Reads a value of `user_data_base64` back; what {@link encodeUserData} cannot have written is `unrecognised`. */
export function decodeUserData(base64: string): ParsedCloudConfig {
  const decoded = decodeUserDataText(base64);
  return decoded.kind === "unrecognised" ? decoded : parseCloudConfig(decoded.text);
}

/** The text of a value of `user_data_base64`, for whatever system it is. */
export function decodeUserDataText(base64: string): DecodedText {
  const decoded = decodeBase64(base64);
  if (decoded.kind === "unrecognised") return decoded;
  const bytes = Buffer.byteLength(decoded.text);
  return bytes > USER_DATA_LIMIT
    ? { kind: "unrecognised", reason: `it has ${bytes} bytes, and EC2 takes ${USER_DATA_LIMIT}` }
    : decoded;
}
