import { type Deployment, type Resource, Unknown } from "../../../terraform";
import { isKnown, type Known, type Listing, sameKnown } from "../../known";
import { type ElementKey, elementKey } from "../../model";
import { type Associations, associationsOf } from "../associations";
import { asBoolean } from "../attributes";
import type { Pairing } from "./associations";
import type { StatedAttachment } from "./attachments";
import type { StatedGateway } from "./gateways";
import { managedBy, PEERING_ACCEPTER, PEERING_ATTACHMENT, VPC_ACCEPTER, VPC_ATTACHMENT } from "./identities";

/** What those who accept attachments say of them. */
export class Acceptance {
  readonly #ofVpcs: Associations<Resource>;
  readonly #ofPeerings: Associations<Resource>;
  /** Those that have a table, or that a table learns of, already. */
  readonly #inUse: ReadonlySet<Known<ElementKey>>;

  constructor(
    deployment: Deployment,
    private readonly gateways: ReadonlyMap<ElementKey, StatedGateway>,
    pairings: readonly Pairing[],
  ) {
    this.#ofVpcs = accepters(deployment, VPC_ACCEPTER, VPC_ATTACHMENT);
    this.#inUse = new Set(pairings.filter((each) => isThere(each.resource)).map((each) => each.attachment));
    this.#ofPeerings = accepters(deployment, PEERING_ACCEPTER, PEERING_ATTACHMENT);
  }

  /**
   * Another account's attachment waits until somebody accepts it, and so does every peering.
   * @see https://docs.aws.amazon.com/vpc/latest/tgw/acccept-tgw-attach.html
   */
  isAccepted(attachment: StatedAttachment): Known<boolean> {
    const { attached, resource } = attachment;
    if (!isKnown(attached) || attached.kind === "vpn") return true;
    const accepters = this.#acceptersOf(attachment);
    // Both are refused for an attachment that waits:
    // https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html#vpc-attachment-lifecycle
    if (accepters.items.length > 0 || this.#inUse.has(attachment.key)) return true;
    if (resource.mode === "data")
      return new Unknown(
        "state",
        "it was there before Terraform, and may wait for its acceptance",
        resource.key,
      );
    const byItself = attached.kind === "peering" ? false : this.#isAcceptedByItself(attachment);
    if (byItself !== false) return byItself;
    return accepters.doubts[0] ?? (isThere(resource) ? acceptedBefore(resource) : false);
  }

  /**
   * Whether it gets a default table of its gateway. The account of a VPC may not ask another account's gateway for it:
   * that one says so where it accepts.
   */
  wants(attachment: StatedAttachment, use: "association" | "propagation"): Known<boolean> {
    const own = attachment.wants[use];
    const { attached, resource } = attachment;
    if (!isKnown(attached) || attached.kind !== "vpc") return own;
    if (resource.mode === "data")
      return new Unknown(use, "it was there before Terraform, and its tables may be any", resource.key);
    const { items, doubts } = this.#acceptersOf(attachment);
    const [accepter] = items;
    if (accepter !== undefined)
      return asBoolean(accepter.attribute(`transit_gateway_default_route_table_${use}`), true, accepter);
    if (own === true) return doubts[0] ?? true;
    const isOwn = this.#isOwn(attachment);
    return isOwn === true ? own : isOwn === false ? (doubts[0] ?? true) : isOwn;
  }

  #acceptersOf({ attached, resource }: StatedAttachment): Listing<Resource> {
    const all = isKnown(attached) && attached.kind === "peering" ? this.#ofPeerings : this.#ofVpcs;
    return all.acrossAccounts(elementKey(resource.key));
  }

  #isAcceptedByItself(attachment: StatedAttachment): Known<boolean> {
    const { gateway } = attachment;
    const isOwn = this.#isOwn(attachment);
    if (isOwn === true || !isKnown(gateway)) return isOwn;
    const accepts = this.gateways.get(gateway)?.acceptsByItself ?? isOwn;
    return isOwn === false || accepts === true ? accepts : isOwn;
  }

  /** Whether the gateway is of the same account. */
  #isOwn({ gateway, resource }: StatedAttachment): Known<boolean> {
    if (!isKnown(gateway)) return gateway;
    const account = this.gateways.get(gateway)?.made.account;
    if (account === undefined)
      return new Unknown(gateway, "none of the given stacks makes this Transit Gateway", resource.key);
    return (
      sameKnown(account, resource.account) ??
      [account, resource.account].find((each) => each instanceof Unknown) ??
      true
    );
  }
}

function accepters(deployment: Deployment, type: string, accepted: string): Associations<Resource> {
  return associationsOf(
    deployment.ofType(type),
    (each) => {
      const named = managedBy(each, accepted);
      return isKnown(named) ? elementKey(named) : named;
    },
    (each) => each,
  );
}

/** Whether Terraform has made it already; what a plan is to make has no identity yet. */
function isThere(resource: Resource): boolean {
  return resource.observes("id") !== undefined;
}

/** Of a peering the provider keeps the state; of a VPC's attachment, nothing. */
function acceptedBefore(resource: Resource): Known<boolean> {
  const state = resource.attribute("state");
  if (typeof state === "string" && state !== "pendingAcceptance") return state === "available";
  return new Unknown(
    "state",
    "it is there, and whether somebody has accepted it by hand is not in what was given",
    resource.key,
  );
}
