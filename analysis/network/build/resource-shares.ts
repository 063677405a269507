import type { AccountId } from "../../../modules/identity";
import { type Deployment, Reference, type Resource, Unknown, type Value } from "../../terraform";
import type { Known } from "../known";
import { type ElementKey, elementKey, type ResourceShare } from "../model";
import { Associations, associationsOf } from "./associations";
import { asText, identified, isOneOf } from "./attributes";
import type { Belonging } from "./belongings";
import { distinct } from "./listings";

export const RESOURCE_CONFIGURATION = "aws_vpclattice_resource_configuration";
const SHARE = "aws_ram_resource_share";

/** @see https://docs.aws.amazon.com/ram/latest/userguide/getting-started-sharing.html */
export function resourceSharesOf(deployment: Deployment): ResourceShare[] {
  const shares = deployment.ofType(SHARE);
  // Hardly any deployment has shares, and there are many resources.
  if (shares.length === 0) return [];
  const principals = associationsOf(deployment.ofType("aws_ram_principal_association"), shareIn, principalIn);
  const received = new Associations([...accepted(deployment), ...lookedUp(deployment)]);
  return shares.map((resource) => {
    const key = elementKey(resource.key);
    return {
      key,
      at: resource.key,
      account: resource.account,
      principals: distinct(principals.of(resource)),
      receivedBy: distinct(received.acrossAccounts(key)),
    };
  });
}

/** The shares of each resource configuration; other things may be shared, too. */
export function sharesOfConfigurations(deployment: Deployment): Associations<ElementKey> {
  return associationsOf(
    deployment.ofType("aws_ram_resource_association").filter(mayShareConfiguration),
    (resource) => identified(resource.attribute("resource_arn"), [RESOURCE_CONFIGURATION], resource, ["arn"]),
    shareIn,
  );
}

function mayShareConfiguration(association: Resource): boolean {
  const arn = association.attribute("resource_arn");
  return arn instanceof Unknown || (arn instanceof Reference && isOneOf(arn, [RESOURCE_CONFIGURATION]));
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
