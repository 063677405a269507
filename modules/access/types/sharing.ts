import { type AccessTable, actions } from "../type-access";

const ram = (...names: readonly string[]): string[] => actions("ram", ...names);
// RAM keeps a policy of what is shared, in the caller's name: AWS asks its own users of shared resource configurations to
// allow PutResourcePolicy beside AssociateResourceShare. That both other calls are asked for as well is a precaution.
// https://docs.aws.amazon.com/vpc-lattice/latest/APIReference/API_PutResourcePolicy.html
const KEEP_POLICY = actions("vpc-lattice", "DeleteResourcePolicy", "GetResourcePolicy", "PutResourcePolicy");
const SEE_ASSOCIATIONS = ram("GetResourceShareAssociations");

/**
 * Shares of Resource Access Manager, as their owner makes them and as others accept them.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsresourceaccessmanagerram.html
 */
export const sharingAccess: AccessTable = {
  aws_ram_resource_share: {
    read: ram("GetResourceShares", "ListResourceSharePermissions"),
    write: ram(
      "CreateResourceShare",
      "DeleteResourceShare",
      "TagResource",
      "UntagResource",
      "UpdateResourceShare",
    ),
  },
  aws_ram_resource_association: {
    read: SEE_ASSOCIATIONS,
    write: [...ram("AssociateResourceShare", "DisassociateResourceShare"), ...KEEP_POLICY],
  },
  aws_ram_principal_association: {
    read: SEE_ASSOCIATIONS,
    write: [...ram("AssociateResourceShare", "DisassociateResourceShare"), ...KEEP_POLICY],
  },
  aws_ram_resource_share_accepter: {
    read: ram("GetResourceShareInvitations", "GetResourceShares", "ListResources"),
    // It leaves the share when it is destroyed.
    write: ram("AcceptResourceShareInvitation", "DisassociateResourceShare"),
  },
  "data.aws_ram_resource_share": { read: ram("GetResourceShares", "ListResources") },
};
