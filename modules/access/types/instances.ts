import { type AccessTable, actions } from "../type-access";

const SEE = actions(
  "ec2",
  // The root volume is told from others by its image.
  "DescribeImages",
  "DescribeInstanceAttribute",
  "DescribeInstanceCreditSpecifications",
  "DescribeInstances",
  "DescribeInstanceTypes",
  "DescribeNetworkInterfaces",
  "DescribeTags",
  "DescribeVolumes",
  "DescribeVpcs",
);

/**
 * What changes an instance that runs, or what it may do: on ours alone, because whoever may stop an instance and
 * give it other user data, is whatever that instance may be.
 */
export const INSTANCE_CHANGES = actions(
  "ec2",
  "AssociateIamInstanceProfile",
  "DisassociateIamInstanceProfile",
  "ModifyInstanceAttribute",
  "ModifyInstanceMetadataOptions",
  "ReplaceIamInstanceProfileAssociation",
  "StartInstances",
  "StopInstances",
  "TerminateInstances",
);

/** EC2 instances. @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html */
export const instanceAccess: AccessTable = {
  aws_instance: {
    read: [...SEE, ...actions("ec2", "DescribeIamInstanceProfileAssociations")],
    write: [
      ...INSTANCE_CHANGES,
      ...actions("ec2", "CreateTags", "DeleteTags", "ModifyVolume", "RunInstances"),
    ],
    passesRolesTo: ["ec2.amazonaws.com"],
  },
  "data.aws_instance": { read: SEE },
};
