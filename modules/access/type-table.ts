import type { AccessTable, TypeAccess } from "./type-access";
import { autoScalingAccess } from "./types/auto-scaling";
import { ec2Access } from "./types/ec2";
import { elasticBeanstalkAccess } from "./types/elastic-beanstalk";
import { iamAccess } from "./types/iam";
import { instanceAccess } from "./types/instances";
import { latticeAccess } from "./types/lattice";
import { loadBalancingAccess } from "./types/load-balancing";
import { namesAndLogsAccess } from "./types/names-and-logs";
import { networkInsightsAccess } from "./types/network-insights";
import { peeringAccess } from "./types/peering";
import { privateLinkAccess } from "./types/privatelink";
import { s3Access } from "./types/s3";
import { secretsAccess } from "./types/secrets";
import { sharingAccess } from "./types/sharing";
import { vpnAccess } from "./types/vpn";

const TABLE: AccessTable = {
  ...autoScalingAccess,
  ...ec2Access,
  ...elasticBeanstalkAccess,
  ...iamAccess,
  ...instanceAccess,
  ...latticeAccess,
  ...loadBalancingAccess,
  ...namesAndLogsAccess,
  ...networkInsightsAccess,
  ...peeringAccess,
  ...privateLinkAccess,
  ...s3Access,
  ...secretsAccess,
  ...sharingAccess,
  ...vpnAccess,
};

/** The types that roles can be made for. */
export const knownTypes: readonly string[] = Object.keys(TABLE).sort();

/**
 * What Terraform calls for a type.
 * @param type Terraform's name; that of a data source begins with `data.`
 * @throws when the type has no row: its stacks could not be deployed, and nobody would know why
 */
export function accessOf(type: string): TypeAccess {
  const access = Object.hasOwn(TABLE, type) ? TABLE[type] : undefined;
  if (access !== undefined) return access;
  throw new Error(
    `modules/access does not say which calls Terraform makes for ${type}; add a row to a table of types/`,
  );
}
