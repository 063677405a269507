export type { AccountUse, BootstrappedNames, BoundedUse } from "./account-use";
export { boundaryStatements } from "./boundary";
export { deployPermissions, type Permissions, planPermissions } from "./deployment";
export { policyText, type Statement } from "./document";
export { limitedPolicyText, type PolicyLimit, PolicySizeError } from "./quota";
export {
  bucketPolicyStatements,
  type Purpose,
  roleStateStatements,
  type SharedStates,
} from "./shared-states";
export { trustStatements } from "./trust";
export { accessOf, knownTypes } from "./type-table";
