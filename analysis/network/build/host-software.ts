import { type ReadUserData, readUserData } from "../../../modules/software";
import { type Resource, Unknown, type Value } from "../../terraform";
import type { Known } from "../known";
import type { HostSoftware } from "../model";
import type { Read } from "./readers";

/** User data as a resource states it. */
export interface UserData {
  readonly value: Value;
  /** The resource that states it. */
  readonly resource: Resource;
}

/**
 * The user data of an instance, a launch template or a launch configuration: in base64, or as a text that the provider
 * encodes unless it is encoded.
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/instance#user_data
 */
export function userDataOf(read: Read, resource: Resource): UserData | undefined {
  const [value, other] = [read("user_data_base64"), read("user_data")].filter((each) => each !== undefined);
  if (value === undefined) return undefined;
  return { value: other === undefined ? value : twice(resource), resource };
}

function twice({ key }: Resource): Unknown {
  return new Unknown("user_data", "it is stated twice, and the provider takes only one", key);
}

/** Reads user data when somebody asks for it, and each text once: many hosts may share a large one. */
export class UserDataReader {
  readonly #known = new Map<string, ReadUserData>();

  /** @returns a plain host where there is no user data */
  softwareOf(userData: UserData | undefined): Known<HostSoftware> {
    if (userData === undefined) return { kind: "host" };
    const { value, resource } = userData;
    if (value instanceof Unknown) return value;
    if (typeof value !== "string")
      return new Unknown("user_data", "it is known once another resource exists", resource.key);
    const read = this.#read(value);
    return read.kind === "unrecognised"
      ? new Unknown("user_data", `the user data is not understood: ${read.reason}`, resource.key)
      : read;
  }

  #read(text: string): ReadUserData {
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    const read = readUserData(isBase64(text) ? text : Buffer.from(text, "utf8").toString("base64"));
    this.#known.set(text, read);
    return read;
  }
}

function isBase64(text: string): boolean {
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(text);
}
