import { parseAddress } from "../../addressing";
import type { ProxyClient } from "../forward-proxy";

/** Where a host asks for its own credentials: a proxy would give it those of its own host, or none. */
const INSTANCE_METADATA = "169.254.169.254";

const NAME = /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * Checks what is written into scripts and settings, each with quotes of its own: names and addresses have none.
 *
 * @throws RangeError when a value is no DNS name (in lower case), address or port, or when instance metadata would be
 *   asked through the proxy
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/configure-proxy-ssm-agent.html
 */
export function mustBeProxyClient({ host, port, bypass }: ProxyClient): void {
  if (!NAME.test(host)) throw new RangeError(`${JSON.stringify(host)} is not the DNS name of a proxy.`);
  if (!Number.isInteger(port) || port < 1 || port > 65535)
    throw new RangeError(`A proxy cannot be asked on port ${port}: a TCP port is 1 to 65535.`);
  for (const item of bypass) {
    if (!NAME.test(item.replace(/^\./, "")) && !parseAddress(item).ok) {
      throw new RangeError(
        `${JSON.stringify(item)} cannot be asked without the proxy: that are names, such as localhost or .example.com, and addresses.`,
      );
    }
  }
  if (!bypass.includes(INSTANCE_METADATA))
    throw new RangeError(`Instance metadata, ${INSTANCE_METADATA}, must be asked without the proxy.`);
}

/** Whether {@link mustBeProxyClient} has nothing against it. */
function isProxyClient(client: ProxyClient): boolean {
  try {
    mustBeProxyClient(client);
    return true;
  } catch {
    return false;
  }
}

export function proxyUrl({ host, port }: ProxyClient): string {
  return `http://${host}:${port}`;
}

/** As programs of Unix origin read it. */
export function noProxy({ bypass }: ProxyClient): string {
  return bypass.join(",");
}

/** The client that {@link proxyUrl} and {@link noProxy} were made of; nothing where they were made of none. */
export function readProxyClient(url: string, bypass: string): ProxyClient | undefined {
  const found = /^http:\/\/([^:/]+):([1-9]\d{0,4})$/.exec(url);
  const [host, port] = [found?.[1], Number(found?.[2])];
  if (host === undefined) return undefined;
  const client = { host, port, bypass: bypass.split(",") };
  return isProxyClient(client) ? client : undefined;
}
