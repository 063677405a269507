import { type BoundedUse, boundaryArn } from "./account-use";
import type { Statement } from "./document";
import { actions, type ServicePrincipal } from "./type-access";
import { accessOf } from "./type-table";

/** Calls that give a role permissions: only within the boundary. */
const BOUNDED: ReadonlySet<string> = new Set(
  actions(
    "iam",
    "CreateRole",
    "DeleteRolePolicy",
    "DetachRolePolicy",
    "PutRolePermissionsBoundary",
    "PutRolePolicy",
  ),
);
const ATTACH = "iam:AttachRolePolicy";

/**
 * What IAM lets a deployment do: make roles of its topologies' names, none without the boundary, hand them to the
 * services that need them, and nothing that could lift the boundary or change what the bootstrap made. So no role that
 * it makes can do more than the boundary, and it cannot come by any other.
 * @param calls actions of IAM
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-delegate
 */
export function identityStatements(use: BoundedUse, calls: readonly string[]): Statement[] {
  if (calls.length === 0) return [];
  const roles = ownArns(use, "role");
  const bounded = { StringEquals: { "iam:PermissionsBoundary": [boundaryArn(use)] } };
  const allow = (
    allowed: readonly string[],
    resources: readonly string[],
    conditions?: Statement["conditions"],
  ): Statement[] =>
    allowed.length === 0
      ? []
      : [
          {
            effect: "Allow",
            actions: allowed,
            resources,
            ...(conditions === undefined ? {} : { conditions }),
          },
        ];
  const others = calls.filter((call) => !BOUNDED.has(call) && call !== ATTACH);
  return [
    ...allow(
      calls.filter((call) => BOUNDED.has(call)),
      roles,
      bounded,
    ),
    ...allow(use.attachedPolicies.length === 0 ? [] : calls.filter((call) => call === ATTACH), roles, {
      ...bounded,
      ArnEquals: { "iam:PolicyARN": use.attachedPolicies },
    }),
    ...allow(others, [...roles, ...ownArns(use, "instance-profile")]),
    ...passing(use, roles),
    ...linkedRoles(use),
    ...untouchable(use),
  ];
}

/** What it takes to see the roles and instance profiles. */
export function identityReads(use: BoundedUse, calls: readonly string[]): Statement[] {
  const resources = [...ownArns(use, "role"), ...ownArns(use, "instance-profile")];
  return calls.length === 0 ? [] : [{ effect: "Allow", actions: calls, resources }];
}

function ownArns(
  { partition, account, topologies }: BoundedUse,
  kind: "role" | "instance-profile",
): string[] {
  return topologies.map((topology) => `arn:${partition}:iam::${account}:${kind}/${topology}.*`);
}

function servicesOf({ types }: BoundedUse, which: "passesRolesTo" | "linkedRoles"): ServicePrincipal[] {
  return types.flatMap((type) => accessOf(type)[which] ?? []);
}

function passing(use: BoundedUse, roles: readonly string[]): Statement[] {
  const services: string[] = servicesOf(use, "passesRolesTo");
  if (services.length === 0) return [];
  // In China some services have a name of their own there.
  const named = use.partition === "aws-cn" ? services.flatMap((name) => [name, `${name}.cn`]) : services;
  return [
    {
      effect: "Allow",
      actions: ["iam:PassRole"],
      resources: roles,
      conditions: { StringEquals: { "iam:PassedToService": named } },
    },
  ];
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create-service-linked-role.html */
function linkedRoles(use: BoundedUse): Statement[] {
  const services = servicesOf(use, "linkedRoles");
  if (services.length === 0) return [];
  return [
    {
      effect: "Allow",
      actions: ["iam:CreateServiceLinkedRole"],
      resources: [`arn:${use.partition}:iam::${use.account}:role/aws-service-role/*`],
      conditions: { StringEquals: { "iam:AWSServiceName": services } },
    },
  ];
}

/** Nothing above allows any of this; denied besides, it stays so whatever else is ever allowed. */
function untouchable({ partition, account, names }: BoundedUse): Statement[] {
  const { boundary, ...roles } = names;
  const made = Object.values(roles).flatMap((role) => [`role/${role}`, `policy/${role}-*`]);
  return [
    { effect: "Deny", actions: ["iam:DeleteRolePermissionsBoundary"], resources: ["*"] },
    {
      effect: "Deny",
      actions: ["iam:*"],
      resources: [...made, `policy/${boundary}`].map((name) => `arn:${partition}:iam::${account}:${name}`),
    },
  ];
}
