import type { Ipv4Block } from "../../addressing";
import type { Region } from "../../identity";
import type { ForwardProxy } from "../forward-proxy";

/** The TCP port that every proxy listens on. */
export const PROXY_PORT = 3128;

/** What health checkers ask over HTTP on {@link PROXY_PORT}, and the status that a working proxy answers by itself. */
export const PROXY_HEALTH_CHECK = { path: "/squid-internal-static/icons/SN.png", matcher: "200" } as const;

/** A host on Amazon Linux 2023 that is a forward proxy with Squid. Its port is {@link PROXY_PORT}. */
export interface ProxyServer extends ForwardProxy {
  /** Blocks of those that may ask {@link PROXY_HEALTH_CHECK}: the subnets of the load balancer. */
  readonly healthCheckers: readonly Ipv4Block[];
  /** Where the log group is. */
  readonly region: Region;
  /** The name of the CloudWatch log group that gets the access log. */
  readonly logGroup: string;
}

export type ParsedProxyServer =
  | { readonly kind: "proxy-server"; readonly server: ProxyServer }
  | { readonly kind: "not-a-proxy-server" }
  /** Squid runs, but not as `renderProxyServer` sets it up, so what it lets through is not known. */
  | { readonly kind: "unrecognised"; readonly reason: string };
