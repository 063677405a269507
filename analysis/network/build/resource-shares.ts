import type { AccountId } from "../../../modules/identity";
import {
  type Deployment,
  formatReference,
  Reference,
  type Resource,
  Unknown,
  type Value,
} from "../../terraform";
import type { Known, Listing } from "../known";
import { type ElementKey, elementKey, type ResourceShare } from "../model";
import { Associations, associationsOf } from "./associations";
import { asText, elementsOf, identified, isOneOf, joinListings, knownBoolean } from "./attributes";
import type { Belonging } from "./belongings";
import { distinct, doubtful } from "./listings";

export const RESOURCE_CONFIGURATION = "aws_vpclattice_resource_configuration";
export const SERVICE_NETWORK = "aws_vpclattice_service_network";
const SHARE = "aws_ram_resource_share";

/** @see https://docs.aws.amazon.com/ram/latest/userguide/getting-started-sharing.html */
export function resourceSharesOf(deployment: Deployment): ResourceShare[] {
  const shares = deployment.ofType(SHARE);
  // Hardly any deployment has shares, and there are many resources.
  if (shares.length === 0) return [];
  const principals = associationsOf(deployment.ofType("aws_ram_principal_association"), shareIn, principalIn);
  const received: Received = {
    accepted: new Associations(accepted(deployment)),
    lookedUp: new Associations(lookedUp(deployment)),
  };
  return shares.map((resource) => {
    const key = elementKey(resource.key);
    return {
      key,
      at: resource.key,
      account: resource.account,
      principals: distinct(narrowed(resource) ?? principals.of(resource)),
      receivedBy: distinct(receivedBy(resource, received)),
    };
  });
}

/** The permissions that AWS RAM gives for what is analysed unless it is told others. */
const PERMISSION =
  /^arn:[a-z-]+:ram::aws:permission\/(?:AWSRAMPermissionVpcLatticeResourceConfiguration|AWSRAMDefaultPermissionTransitGateway)$/;

/**
 * Why it may be that nobody may use what it shares: other permissions may allow less.
 * @see https://docs.aws.amazon.com/ram/latest/userguide/security-ram-permissions.html
 */
function narrowed(share: Resource): Listing<never> | undefined {
  const { items, doubts } = elementsOf(share.attribute("permission_arns"), share);
  const others = items
    .filter((each) => typeof each !== "string" || !PERMISSION.test(each))
    .map(
      (each) =>
        new Unknown(
          each instanceof Reference ? formatReference(each) : JSON.stringify(each),
          "which uses of what is shared this permission allows is not analysed",
          share.key,
        ),
    );
  return doubts.length + others.length === 0 ? undefined : doubtful([...doubts, ...others]);
}

/** The accounts that show that they have a share. */
interface Received {
  readonly accepted: Associations<AccountId>;
  readonly lookedUp: Associations<AccountId>;
}

/**
 * A share that is not for external principals takes only those to whom its organization shares by itself, and sends no
 * invitation that somebody could accept.
 * @see https://docs.aws.amazon.com/ram/latest/userguide/getting-started.html
 * @see https://docs.aws.amazon.com/ram/latest/userguide/tshoot-sharing-outside-org.html
 */
function receivedBy(share: Resource, { accepted, lookedUp }: Received): Listing<AccountId> {
  const key = elementKey(share.key);
  const isForOthers = knownBoolean(share, "allow_external_principals", false);
  const doubt = isForOthers instanceof Unknown ? isForOthers : withinOrganization(share);
  return joinListings([
    lookedUp.acrossAccounts(key),
    isForOthers === true ? accepted.acrossAccounts(key) : doubtful([doubt]),
  ]);
}

function withinOrganization({ key }: Resource): Unknown {
  return new Unknown(
    "allow_external_principals = false",
    "which accounts the share's organization has, and whether it shares by itself, is not in the Terraform; an account tells that it has the share by a data.aws_ram_resource_share with resource_owner OTHER-ACCOUNTS and a postcondition for its arn, and with true it accepts it",
    key,
  );
}

/** The shares of each thing of a type; other things may be shared, too. */
export function sharesOf(
  deployment: Deployment,
  type: typeof RESOURCE_CONFIGURATION | typeof SERVICE_NETWORK,
): Associations<ElementKey> {
  return associationsOf(
    deployment.ofType("aws_ram_resource_association").filter((each) => mayShare(each, type)),
    (resource) => identified(resource.attribute("resource_arn"), [type], resource, ["arn"]),
    shareIn,
  );
}

function mayShare(association: Resource, type: string): boolean {
  const arn = association.attribute("resource_arn");
  return arn instanceof Unknown || (arn instanceof Reference && isOneOf(arn, [type]));
}

/** Which share an association is with. */
export function shareIn(resource: Resource): Known<ElementKey> {
  return shareOf(resource.attribute("resource_share_arn"), resource);
}

function shareOf(value: Value | undefined, resource: Resource): Known<ElementKey> {
  return identified(value, [SHARE], resource);
}

function principalIn(resource: Resource): Known<string> {
  return (
    asText(resource.attribute("principal"), resource) ??
    new Unknown("principal", "this is not stated", resource.key)
  );
}

/**
 * Outside an organization that shares by itself, an account has a share once it accepts the invitation.
 * @see https://docs.aws.amazon.com/ram/latest/userguide/working-with-shared-invitations.html
 */
function accepted(deployment: Deployment): Belonging<Known<AccountId>>[] {
  return deployment.ofType("aws_ram_resource_share_accepter").map((resource) => ({
    owner: shareOf(resource.attribute("share_arn"), resource),
    resource,
    what: resource.account,
  }));
}

/**
 * Whoever finds a share among those of others has it. Which one it is, a postcondition says: the data source seeks it
 * by its name.
 * @see https://docs.aws.amazon.com/ram/latest/APIReference/API_GetResourceShares.html (resourceOwner)
 */
function lookedUp({ resources }: Deployment): Belonging<Known<AccountId>>[] {
  return resources.flatMap((resource) => {
    if (resource.mode !== "data" || resource.type !== SHARE) return [];
    if (resource.attribute("resource_owner") !== "OTHER-ACCOUNTS") return [];
    const owner = shareOf(resource.attribute("arn"), resource);
    return [{ owner, resource, what: resource.account }];
  });
}
