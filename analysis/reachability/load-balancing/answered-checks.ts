import { IntervalSet, type Interval } from "../../../modules/addressing";
import { PROXY_HEALTH_CHECK, type ProxyServer } from "../../../modules/software";
import { type HealthCheck, isKnown, type LoadBalancer } from "../../network";
import { Unknown } from "../../terraform";

/** Whether a program answers health checks so that they pass. */
export type Answered =
  | { readonly kind: "passes" }
  | { readonly kind: "fails"; readonly sentence: string }
  | { readonly kind: "unknown"; readonly doubts: readonly Unknown[] };

const PASSES: Answered = { kind: "passes" };

/** What a proxy says to a request that it refuses or does not understand: some of these. */
const REFUSED = IntervalSet.of(400, 499);

/**
 * Whether a proxy answers the health checks that reach it. It speaks plain HTTP on its own port, answers one request
 * by itself, and that of the health checkers on its list alone.
 * @param checkers the addresses that health checks may come from
 */
export function answeredByProxy(
  { port: own, healthCheckers }: ProxyServer,
  { protocol, path, matcher }: HealthCheck,
  port: number,
  checkers: IntervalSet,
): Answered {
  if (protocol === "TCP") return PASSES;
  if (protocol === "HTTPS") return { kind: "fails", sentence: "it is asked over HTTPS, and speaks no TLS" };
  const doubts = [protocol, path, matcher].filter((value) => value instanceof Unknown);
  if (protocol instanceof Unknown || path instanceof Unknown || matcher instanceof Unknown)
    return { kind: "unknown", doubts };
  if (port !== own) return { kind: "fails", sentence: `it answers no HTTP on TCP ${port}` };
  const admitted = IntervalSet.ofAll(healthCheckers);
  const good = statusesOf(matcher);
  const isAnswer = path === PROXY_HEALTH_CHECK.path;
  const isAdmitted = checkers.isSubsetOf(admitted);
  if (isAnswer && isAdmitted && good.contains(Number(PROXY_HEALTH_CHECK.matcher))) return PASSES;
  if (isAnswer && isAdmitted)
    return { kind: "fails", sentence: `it answers ${path} with 200, and the matcher is ${matcher}` };
  const mayPass = isAnswer && !checkers.intersect(admitted).isEmpty;
  if (!mayPass && REFUSED.intersect(good).isEmpty)
    return {
      kind: "fails",
      sentence: isAnswer
        ? "it answers health checks of other addresses than these"
        : `it answers health checks for ${PROXY_HEALTH_CHECK.path} only, and is asked for ${path}`,
    };
  const why = "which status a proxy answers those whom it refuses is not known";
  return { kind: "unknown", doubts: [new Unknown(matcher, why)] };
}

/**
 * Whether an Application Load Balancer takes the health checks of the Network Load Balancer before it: on a listener
 * with their port and protocol. What it then answers is its targets' matter, as with any other target.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/application-load-balancer-target.html
 */
export function answeredByLoadBalancer(
  { listeners: { items, doubts } }: LoadBalancer,
  { protocol }: HealthCheck,
  port: number,
): Answered {
  if (protocol instanceof Unknown) return { kind: "unknown", doubts: [protocol] };
  const maybe = items.filter(
    (listener) =>
      (!isKnown(listener.port) || listener.port === port) &&
      (!isKnown(listener.protocol) || listener.protocol === protocol),
  );
  if (maybe.some((listener) => isKnown(listener.port) && isKnown(listener.protocol))) return PASSES;
  const unclear = [
    ...doubts,
    ...maybe.flatMap((listener) =>
      [listener.port, listener.protocol].filter((value) => value instanceof Unknown),
    ),
  ];
  return unclear.length > 0
    ? { kind: "unknown", doubts: unclear }
    : { kind: "fails", sentence: `it has no ${protocol} listener on port ${port}` };
}

/** The status codes that pass: `200,301-302`. */
function statusesOf(matcher: string): IntervalSet {
  return IntervalSet.ofAll(
    matcher.split(",").flatMap((part): Interval[] => {
      const [first, last = first] = part.split("-").map(Number);
      return first === undefined || last === undefined || !(first <= last) ? [] : [{ first, last }];
    }),
  );
}
