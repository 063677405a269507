import { type AccessTable, actions } from "../type-access";

const ec2 = (...names: readonly string[]): string[] => actions("ec2", ...names);
const SEE = ec2("DescribeVpcPeeringConnections");
/** Each of the two accounts has tags of its own. */
const TAGS = ec2("CreateTags", "DeleteTags");

/** Peering connections. @see https://docs.aws.amazon.com/vpc/latest/peering/security-iam.html */
export const peeringAccess: AccessTable = {
  aws_vpc_peering_connection: {
    read: SEE,
    // Within an account, whoever asks accepts as well.
    write: [
      ...ec2("AcceptVpcPeeringConnection", "CreateVpcPeeringConnection", "DeleteVpcPeeringConnection"),
      ...TAGS,
    ],
  },
  // Destroying it leaves the connection to the account that asked for it.
  aws_vpc_peering_connection_accepter: { read: SEE, write: [...ec2("AcceptVpcPeeringConnection"), ...TAGS] },
};
