export { AccountRolesStack, type AccountRolesStackProps } from "./account-roles-stack";
export { StateBucketStack, type StateBucketStackProps } from "./state-bucket-stack";
