import { RamPrincipalAssociation } from "@cdktf/provider-aws/lib/ram-principal-association";
import { RamResourceAssociation } from "@cdktf/provider-aws/lib/ram-resource-association";
import { RamResourceShare } from "@cdktf/provider-aws/lib/ram-resource-share";
import { Construct } from "constructs";
import type { AccountId } from "../identity";

export interface ResourceShareProps {
  readonly name: string;
  readonly resourceArn: string;
  /** Other accounts, each once. */
  readonly accounts: readonly AccountId[];
  /**
   * Whether AWS RAM shares within the organization without invitations. Accounts of others are then refused.
   * @see https://docs.aws.amazon.com/ram/latest/userguide/getting-started-sharing.html#getting-started-sharing-orgs
   */
  readonly organizationSharing: boolean;
}

/**
 * Lets other accounts use a resource.
 * @see https://docs.aws.amazon.com/vpc-lattice/latest/ug/sharing.html
 */
export class ResourceShare extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: ResourceShareProps) {
    super(scope, id);
    const { name, resourceArn, accounts, organizationSharing } = props;
    const share = new RamResourceShare(this, "resource", {
      name,
      allowExternalPrincipals: !organizationSharing,
      tags: { Name: name },
    });
    this.arn = share.arn;
    new RamResourceAssociation(this, "association", { resourceShareArn: share.arn, resourceArn });
    for (const account of accounts)
      new RamPrincipalAssociation(this, `principal-${account}`, {
        resourceShareArn: share.arn,
        principal: account,
      });
  }
}
