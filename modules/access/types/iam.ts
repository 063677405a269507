import { type AccessTable, actions } from "../type-access";

const iam = (...names: readonly string[]): string[] => actions("iam", ...names);

/**
 * Roles of hosts, environments and flow logs. There is no `UpdateAssumeRolePolicy`: who may assume a role is said
 * once, when it is created.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
 */
export const iamAccess: AccessTable = {
  aws_iam_role: {
    read: iam("GetRole", "GetRolePolicy", "ListAttachedRolePolicies", "ListRolePolicies"),
    write: iam(
      "CreateRole",
      "DeleteRole",
      "ListInstanceProfilesForRole",
      "PutRolePermissionsBoundary",
      "TagRole",
      "UntagRole",
      "UpdateRole",
      "UpdateRoleDescription",
    ),
  },
  aws_iam_role_policy: { read: iam("GetRolePolicy"), write: iam("DeleteRolePolicy", "PutRolePolicy") },
  aws_iam_role_policy_attachment: {
    read: iam("ListAttachedRolePolicies"),
    write: iam("AttachRolePolicy", "DetachRolePolicy"),
  },
  aws_iam_instance_profile: {
    read: iam("GetInstanceProfile", "GetRole"),
    write: iam(
      "AddRoleToInstanceProfile",
      "CreateInstanceProfile",
      "DeleteInstanceProfile",
      "RemoveRoleFromInstanceProfile",
      "TagInstanceProfile",
      "UntagInstanceProfile",
    ),
    passesRolesTo: ["ec2.amazonaws.com"],
  },
};
