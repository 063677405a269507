import {
  type Attached,
  type ElementKey,
  isKnown,
  type Listing,
  type Network,
  type TransitGatewayAttachment,
} from "../../network";
import { Unknown } from "../../terraform";
import { derivedOnce } from "../derived-once";

/** An attachment of which it is known what it attaches. */
type AttachmentOf<Kind extends Attached["kind"]> = TransitGatewayAttachment & {
  readonly attached: Extract<Attached, { readonly kind: Kind }>;
};
export type VpcAttachment = AttachmentOf<"vpc">;
export type VpnAttachment = AttachmentOf<"vpn">;

export function attaches<Kind extends Attached["kind"]>(
  attachment: TransitGatewayAttachment,
  kind: Kind,
): attachment is AttachmentOf<Kind> {
  return isKnown(attachment.attached) && attachment.attached.kind === kind;
}

/** The attachments that are certainly a Transit Gateway's. */
export function attachmentsAt(
  { transitGatewayAttachments }: Network,
  gateway: ElementKey,
): readonly TransitGatewayAttachment[] {
  return indexOf(transitGatewayAttachments).byGateway.get(gateway) ?? [];
}

/** The attachment of a VPC at a Transit Gateway, which has one at most; and why it may have another one. */
export function attachmentOfVpc(
  { transitGatewayAttachments }: Network,
  gateway: ElementKey,
  vpc: ElementKey,
): Listing<VpcAttachment> {
  const { byGateway, unclear } = indexOf(transitGatewayAttachments);
  const here = byGateway.get(gateway) ?? [];
  return {
    items: here.filter((each) => attaches(each, "vpc")).filter(({ attached }) => attached.vpc === vpc),
    doubts: [
      ...here.flatMap(({ attached }) => (isKnown(attached) ? [] : [attached])),
      ...unclear
        .filter(({ attached }) => !isKnown(attached) || (attached.kind === "vpc" && attached.vpc === vpc))
        .flatMap((each) => (each.gateway instanceof Unknown ? [each.gateway] : [])),
    ],
  };
}

/** Hundreds of VPCs may be attached to one gateway. */
const indexOf = derivedOnce((attachments: Network["transitGatewayAttachments"]) => {
  const byGateway = new Map<ElementKey, TransitGatewayAttachment[]>();
  const unclear: TransitGatewayAttachment[] = [];
  for (const attachment of attachments.values()) {
    const { gateway } = attachment;
    if (!isKnown(gateway)) {
      unclear.push(attachment);
      continue;
    }
    const others = byGateway.get(gateway);
    if (others === undefined) byGateway.set(gateway, [attachment]);
    else others.push(attachment);
  }
  return { byGateway, unclear };
});
