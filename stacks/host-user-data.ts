import {
  encodeUserData,
  encodeWindowsUserData,
  type NameServers,
  type ProxyClient,
  renderHost,
  renderWindowsHost,
  type WebServer,
  UserDataTooLongError,
} from "../modules/software";

/** What a host runs from its first boot on. */
export interface HostSoftware {
  readonly platform?: "linux" | "windows" | undefined;
  readonly web?: WebServer | undefined;
  readonly proxyClient?: ProxyClient | undefined;
  readonly nameServers?: NameServers | undefined;
}

/**
 * The base64 of a host's user data; nothing where it runs nothing of ours.
 * @throws when that is more than EC2 takes, or when it runs on another platform only
 */
export function hostUserData(host: string, software: HostSoftware): string | undefined {
  const { platform = "linux", web, proxyClient, nameServers } = software;
  if (web === undefined && proxyClient === undefined && nameServers === undefined) return undefined;
  if (platform === "windows" && web !== undefined)
    throw new Error(`the host ${host} runs on Windows, and web servers run on Linux here; give it no web`);
  if (platform === "windows" && nameServers !== undefined)
    throw new Error(
      `the host ${host} runs on Windows, and only Linux is told here to ask other name servers; give it none`,
    );
  const client = proxyClient === undefined ? {} : { proxyClient };
  const encoded =
    platform === "windows"
      ? encodeWindowsUserData(renderWindowsHost(client))
      : encodeUserData(
          renderHost({
            ...client,
            ...(web === undefined ? {} : { web }),
            ...(nameServers === undefined ? {} : { nameServers }),
          }),
        );
  if (encoded.ok) return encoded.base64;
  const remedy = web === undefined ? "let it ask fewer names directly" : "shorten its page";
  throw new UserDataTooLongError(host, encoded, remedy);
}
