import type { BoundedUse } from "./account-use";
import { allow, inRegions, isOf } from "./allowing";
import type { Statement } from "./document";

/** What a VPC offers to others without a load balancer, and whom it is shared with. */
export function resourceStatements(use: BoundedUse, calls: readonly string[]): Statement[] {
  const { partition, account } = use;
  const own = calls.filter(isOf("vpc-lattice", "rds"));
  const isOfPolicies = (call: string): boolean => call.endsWith("ResourcePolicy");
  return [
    ...allow(
      own.filter((call) => !isOfPolicies(call)),
      ["*"],
      inRegions(use),
    ),
    ...allow(
      own.filter(isOfPolicies),
      [`arn:${partition}:vpc-lattice:*:${account}:resourceconfiguration/*`],
      inRegions(use),
    ),
    ...shareStatements(use, calls.filter(isOf("ram"))),
  ];
}

/**
 * Shares by their names, which those have who are invited to them too, and resource configurations alone in them: an
 * account's other resources must not become anybody's.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsresourceaccessmanagerram.html
 */
function shareStatements(use: BoundedUse, calls: readonly string[]): Statement[] {
  const { partition, account, topologies } = use;
  const arn = (owner: string, kind: string): string => `arn:${partition}:ram:*:${owner}:${kind}/*`;
  const isRead = (call: string): boolean => /:(Get|List)/.test(call);
  // The keys of these know the tags, but not yet the name.
  const isNameless = (call: string): boolean =>
    /:(CreateResourceShare|TagResource|UntagResource)$/.test(call);
  const configurations = {
    StringEqualsIfExists: { "ram:RequestedResourceType": ["vpc-lattice:ResourceConfiguration"] },
  };
  return [
    ...allow(calls.filter(isRead), ["*"], inRegions(use)),
    ...allow(calls.filter(isNameless), [arn(account, "resource-share")], {
      ...inRegions(use),
      ...configurations,
    }),
    ...allow(
      calls.filter((call) => !isRead(call) && !isNameless(call)),
      [arn("*", "resource-share"), arn("*", "resource-share-invitation")],
      {
        ...inRegions(use),
        ...configurations,
        StringLike: { "ram:ResourceShareName": topologies.map((topology) => `${topology}.*`) },
      },
    ),
  ];
}
