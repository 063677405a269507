import type { BoundedUse } from "./account-use";
import { allow, inRegions, isOf } from "./allowing";
import type { Statement } from "./document";

/** Auto Scaling groups by their names. */
export function scalingStatements(use: BoundedUse, calls: readonly string[]): Statement[] {
  const { partition, account, topologies } = use;
  const own = calls.filter(isOf("autoscaling"));
  const isRead = (call: string): boolean => call.includes(":Describe");
  return [
    ...allow(own.filter(isRead), ["*"], inRegions(use)),
    ...allow(
      own.filter((call) => !isRead(call)),
      topologies.map(
        (topology) =>
          `arn:${partition}:autoscaling:*:${account}:autoScalingGroup:*:autoScalingGroupName/${topology}.*`,
      ),
      inRegions(use),
    ),
  ];
}
