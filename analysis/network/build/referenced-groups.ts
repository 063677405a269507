import type { AccountId } from "../../../modules/identity";
import {
  type Deployment,
  formatReference,
  JoinedText,
  Reference,
  type Resource,
  Unknown,
  type Value,
} from "../../terraform";
import { isKnown, type Known } from "../known";
import type { ElementKey } from "../model";
import { securityGroupOf } from "./identities";

/**
 * Which group a rule refers to. One of another account, at the other end of a peering connection, is written with that
 * account before it: `222222222222/sg-0a1b`.
 * @see https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-security-groups.html
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/security_group_rule
 */
export function referencedGroupOf(
  value: Value,
  resource: Resource,
  deployment: Deployment,
): Known<ElementKey> {
  if (!(value instanceof JoinedText)) return securityGroupOf(value, resource, deployment);
  const parts = partsOf(value, deployment);
  if (parts === undefined) return value;
  const { group, stated, owner } = parts;
  if (owner === undefined || !isKnown(owner)) return owner ?? value;
  if (stated === owner) return securityGroupOf(group, resource, deployment);
  return new Unknown(
    value.expression,
    `${formatReference(group)} is not a security group of the account ${stated}, but of ${owner}`,
    resource.key,
  );
}

interface Parts {
  readonly group: Reference;
  readonly stated: string;
  /** Missing where no given stack has it. */
  readonly owner: Known<AccountId> | undefined;
}

function partsOf({ pieces }: JoinedText, deployment: Deployment): Parts | undefined {
  const group = pieces.at(-1);
  const stated = accountIn(pieces.slice(0, -1), deployment);
  return group instanceof Reference && stated !== undefined
    ? { group, stated, owner: deployment.find(group.resource)?.account }
    : undefined;
}

/** A group that is certainly of another account than the one that is written before it. */
export function groupOfAnotherAccount(
  value: Value | undefined,
  deployment: Deployment,
): { readonly group: Reference; readonly stated: string; readonly owner: AccountId } | undefined {
  const parts = value instanceof JoinedText ? partsOf(value, deployment) : undefined;
  if (parts?.owner === undefined || !isKnown(parts.owner) || parts.owner === parts.stated) return undefined;
  const { group, stated, owner } = parts;
  return { group, stated, owner };
}

/** The account of `account/`, stated or as who runs Terraform, or who owns the group, tells it. */
function accountIn(pieces: readonly (string | Reference)[], deployment: Deployment): string | undefined {
  const accounts = pieces.map((piece) => (typeof piece === "string" ? piece : ownerTold(piece, deployment)));
  return accounts.includes(undefined) ? undefined : /^(\d{12})\/$/.exec(accounts.join(""))?.[1];
}

function ownerTold({ resource, attribute }: Reference, deployment: Deployment): string | undefined {
  const account = ["account_id", "owner_id"].includes(attribute)
    ? deployment.find(resource)?.account
    : undefined;
  return typeof account === "string" ? account : undefined;
}
