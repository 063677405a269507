import { type Resource, Unknown } from "../../../terraform";
import type { Known, Listing } from "../../known";
import {
  type ElementKey,
  elementKey,
  type HealthCheck,
  type Listener,
  type TargetGroup,
  type TransportProtocol,
} from "../../model";
import { asBoolean, asNumber, asText, joinListings, mapListing } from "../attributes";
import { vpcOf } from "../identities";
import { asProtocol } from "../listeners";
import { doubtful, listed, NOTHING } from "../listings";
import type { OptionSettings } from "./option-settings";

const LISTENER = "aws:elbv2:listener:";
const PROCESS = "aws:elasticbeanstalk:environment:process:";
/** The name of the listener on port 80, and of the process that listeners forward to unless they say otherwise. */
const DEFAULT = "default";
const DEFAULT_PORT = 80;

/**
 * The listener on port 80, unless it is turned off, and those of further ports.
 * @see https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/command-options-general.html#command-options-general-elbv2-listener-default
 */
export function listenersOf(environment: Resource, settings: OptionSettings): Listing<Listener> {
  const { items, doubts } = settings.below(LISTENER);
  const listeners = [...new Set([DEFAULT, ...items])].map((name) => listenerOf(name, environment, settings));
  return joinListings([...listeners, doubtful(doubts)]);
}

function listenerOf(name: string, environment: Resource, settings: OptionSettings): Listing<Listener> {
  const namespace = `${LISTENER}${name}`;
  const enabled = asBoolean(settings.value(namespace, "ListenerEnabled"), true, environment);
  if (enabled === false) return { items: [], doubts: [] };
  const port = name === DEFAULT ? DEFAULT_PORT : asNumber(name, environment);
  const process = processOf(name, environment, settings);
  const listener: Listener = {
    key: elementKey(environment.key, `listener-${name === DEFAULT ? DEFAULT_PORT : name}`),
    at: environment.key,
    protocol: protocolOf(namespace, environment, settings),
    port: port ?? new Unknown(name, "this is not a port", environment.key),
    rules: NOTHING,
    targetGroups: listed(process instanceof Unknown ? process : groupKey(environment, process)),
    answersItself: false,
    authenticates: false,
  };
  return enabled instanceof Unknown ? doubtful([enabled]) : { items: [listener], doubts: [] };
}

function processOf(listener: string, environment: Resource, settings: OptionSettings): Known<string> {
  return asText(settings.value(`${LISTENER}${listener}`, "DefaultProcess"), environment) ?? DEFAULT;
}

function groupKey(environment: Resource, process: string): ElementKey {
  return elementKey(environment.key, `process-${process}`);
}

/** Those of Network Load Balancers have TCP unless they say otherwise. */
function protocolOf(
  namespace: string,
  environment: Resource,
  settings: OptionSettings,
): Known<TransportProtocol> {
  return asProtocol(asText(settings.value(namespace, "Protocol"), environment) ?? "TCP", environment);
}

/**
 * A target group for each process that a listener forwards to, with all instances of the environment.
 * @see https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/command-options-general.html#command-options-general-environmentprocess
 */
export function targetGroupsOf(environment: Resource, settings: OptionSettings): TargetGroup[] {
  const names = [DEFAULT, ...settings.below(LISTENER).items];
  const processes = mapListing({ items: names, doubts: [] }, (name) =>
    processOf(name, environment, settings),
  );
  return [...new Set(processes.items)].map((name) => {
    const key = groupKey(environment, name);
    const protocol = protocolOf(`${PROCESS}${name}`, environment, settings);
    return {
      key,
      at: environment.key,
      vpc: vpcOf(settings.value("aws:ec2:vpc", "VPCId"), environment),
      targetType: "instance",
      protocol,
      port: asNumber(settings.value(`${PROCESS}${name}`, "Port"), environment) ?? DEFAULT_PORT,
      // Left out, as no option states it, it is on for instances.
      // https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html#client-ip-preservation
      preservesClientAddress: true,
      proxyProtocol: false,
      crossZone: "load-balancer",
      healthCheck: healthCheckOf(`${PROCESS}${name}`, environment, settings),
      targets: {
        items: [
          {
            key: elementKey(environment.key, `target-of-process-${name}`),
            at: environment.key,
            target: { kind: "host", host: elementKey(environment.key) },
            port: undefined,
            zone: undefined,
          },
        ],
        doubts: [],
      },
    };
  });
}

/** @see https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/environments-cfg-nlb.html */
function healthCheckOf(namespace: string, environment: Resource, settings: OptionSettings): HealthCheck {
  return {
    enabled: true,
    protocol: new Unknown(namespace, "no guide says how Elastic Beanstalk lets it check", environment.key),
    path: asText(settings.value(namespace, "HealthCheckPath"), environment) ?? "/",
    matcher: asText(settings.value(namespace, "MatcherHTTPCode"), environment) ?? "200",
    port: "traffic-port",
  };
}
