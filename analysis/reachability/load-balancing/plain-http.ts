import type { Listener, LoadBalancer, TargetGroup } from "../../network";
import { Unknown } from "../../terraform";
import { ANYTHING, NOTHING } from "../bounds";
import { passing, type Stage } from "../path/stage";

/**
 * Packets pass a TLS listener; who speaks plain HTTP to it gets no answer.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/create-tls-listener.html
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/create-https-listener.html
 */
export function plainHttpAtListener(
  { type }: Pick<LoadBalancer, "type">,
  { at, protocol }: Listener,
): Stage[] {
  const isOfApplication = type === "application";
  if (protocol === "HTTP" && isOfApplication) {
    const why = "whether an Application Load Balancer passes on what proxies are asked for is not documented";
    const forPlainHttp = standing(new Unknown(protocol, why, at), why);
    return [{ ...passing("listener", at, "reads HTTP"), forPlainHttp }];
  }
  const isTls = protocol === "TLS" || (protocol === "HTTPS" && isOfApplication);
  if (!isTls && !(protocol instanceof Unknown)) return [];
  const sentence = "it takes TLS, and the proxy's clients speak plain HTTP to it";
  return [{ ...passing("listener", at, "ends TLS"), forPlainHttp: standing(protocol, sentence) }];
}

/**
 * A header of proxy protocol comes before the first request, and is none.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html#proxy-protocol
 */
export function plainHttpAtGroup({ at, protocol, proxyProtocol }: TargetGroup): Stage[] {
  const isTls = protocol === "TLS" || protocol === "HTTPS";
  if (!isTls && proxyProtocol === false) return [];
  const sentence = isTls
    ? "it sends TLS, which the proxy does not speak"
    : "proxy_protocol_v2 is on, and the proxy takes its header for a bad request";
  const detail = isTls ? "begins TLS" : "begins with a header of proxy protocol";
  return [
    {
      ...passing("target group", at, detail),
      forPlainHttp: standing(isTls ? undefined : proxyProtocol, sentence),
    },
  ];
}

/** @param value what it depends on */
function standing(value: unknown, sentence: string): NonNullable<Stage["forPlainHttp"]> {
  const blocker = { code: "PROXY_PROTOCOL_MISMATCH", sentence } as const;
  return value instanceof Unknown
    ? { passes: ANYTHING, doubts: [value] }
    : { passes: NOTHING, doubts: [], blocker };
}
