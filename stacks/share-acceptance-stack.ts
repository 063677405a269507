import { DataAwsRamResourceShare } from "@cdktf/provider-aws/lib/data-aws-ram-resource-share";
import { RamResourceShareAccepter } from "@cdktf/provider-aws/lib/ram-resource-share-accepter";
import type { App } from "cdktf";
import {
  AccountStack,
  type AccountStackProps,
  ContractReader,
  type ContractStack,
  expectOf,
  type ResourceFields,
} from "../modules/wiring";

export interface ShareAcceptanceStackProps extends AccountStackProps {
  readonly resource: ContractStack<ResourceFields>;
  /** Of the organization whose accounts AWS RAM shares with by itself, the share's name. @default an invitation is accepted */
  readonly organizationShare?: string;
}

/**
 * Lets an account use a resource that another one shares with it: accepts the invitation or, where there is none,
 * makes sure that the share is there. One stack serves all of the account's VPCs.
 * @see https://docs.aws.amazon.com/ram/latest/userguide/working-with-shared-invitations.html
 */
export class ShareAcceptanceStack extends AccountStack {
  constructor(scope: App, id: string, props: ShareAcceptanceStackProps) {
    super(scope, id, props);
    const { resource, organizationShare } = props;
    this.addDependency(resource);
    const { publisher } = resource;
    const contract = new ContractReader(this, "contract", resource, [
      {
        condition: 'try(self.outputs.share_arn != "", true)',
        sentence: `The resource of ${publisher} is shared with no account. Deploy the stack that offers it again.`,
      },
    ]);
    const { shareArn } = contract.references;
    if (organizationShare === undefined) {
      new RamResourceShareAccepter(this, "share", { shareArn });
      return;
    }
    const share = new DataAwsRamResourceShare(this, "share", {
      name: organizationShare,
      resourceOwner: "OTHER-ACCOUNTS",
      // One that was deleted stays listed for hours, and a new one may have its name.
      // https://docs.aws.amazon.com/ram/latest/userguide/working-with-sharing-delete.html
      resourceShareStatus: "ACTIVE",
    });
    const expected = `data.terraform_remote_state.${contract.friendlyUniqueId}.outputs.share_arn`;
    expectOf(share, [
      {
        condition: `self.arn == ${expected} && self.status == "ACTIVE"`,
        sentence: `The share ${organizationShare} that this account sees is \${self.arn}, \${self.status}, and ${publisher} tells of \${${expected}}. Deploy the stack that offers it again, and turn on sharing within the organization in AWS RAM, or leave organizationSharing out.`,
      },
    ]);
  }
}
