import { isKnown, type Known, type Vpc } from "../../network";
import { Unknown } from "../../terraform";
import { type Bounds, whether } from "../bounds";
import type { Stage } from "../path/stage";

/** @see https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html#vpc-dns-support */
export function supportStage({ key, at, dnsSupport }: Vpc, off: Bounds): Stage {
  return {
    component: "Amazon resolver",
    at,
    detail: "answers the VPC's hosts",
    consulted: [],
    passes: passesOf(dnsSupport, off),
    doubts: doubtsOf(dnsSupport),
    blocker: {
      code: "VPC_DNS_SUPPORT_OFF",
      sentence: "its DNS support is off, so no name is resolved",
      fix: { kind: "enable-dns", vpc: key, what: "support" },
    },
  };
}

/**
 * @param off what passes where they are off
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html#hosted-zone-private-considerations-vpc-settings
 */
export function hostnamesStage({ key, at, dnsHostnames }: Vpc, off: Bounds): Stage {
  return {
    component: "VPC, DNS hostnames",
    at,
    detail: "lets private zones answer",
    consulted: [],
    passes: passesOf(dnsHostnames, off),
    doubts: doubtsOf(dnsHostnames),
    blocker: {
      code: "VPC_DNS_HOSTNAMES_OFF",
      sentence: "its DNS hostnames are off, so private zones do not answer in it",
      fix: { kind: "enable-dns", vpc: key, what: "hostnames" },
    },
  };
}

function passesOf(isOn: Known<boolean>, off: Bounds): Bounds {
  return isOn === false ? off : whether(isKnown(isOn) ? isOn : undefined);
}

export function doubtsOf(value: Known<unknown>): Unknown[] {
  return value instanceof Unknown ? [value] : [];
}
