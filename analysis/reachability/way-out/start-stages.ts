import { type Host, isKnown, type Network, type NetworkInterface } from "../../network";
import { Unknown } from "../../terraform";
import { ANYTHING } from "../bounds";
import { addressOf } from "../format";
import type { Stage } from "../path/stage";
import { wayOutStages } from "./way-out-stage";

/**
 * Relays and VPN devices are set up at their first boot, from packages, and ask AWS for what they are to attach or for
 * their keys at each: that takes a way out, and a role that may ask.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/iam-roles-for-amazon-ec2.html
 * @param interfaces those that its instances start with
 */
export function startStages(
  network: Network,
  host: Host,
  interfaces: readonly NetworkInterface[],
): readonly Stage[] {
  const needy = {
    component: "instance",
    code: "HOST_WITHOUT_WAY_OUT",
    sentence: `instances of ${addressOf(host.at)} do not get out to the services of AWS and the packages that they are set up with`,
  } as const;
  return [...interfaces.flatMap((own) => wayOutStages(network, own, needy)), ...profileStages(host)];
}

function profileStages({ at, hasInstanceProfile }: Host): Stage[] {
  if (hasInstanceProfile === true) return [];
  const why = isKnown(hasInstanceProfile)
    ? new Unknown(
        "iam_instance_profile",
        "without a role its software asks no service of AWS for anything",
        at,
      )
    : hasInstanceProfile;
  return [
    { component: "instance", at, detail: "has a role", consulted: [], passes: ANYTHING, doubts: [why] },
  ];
}
