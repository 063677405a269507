/**
 * A name of VPC Lattice's holds 3 to 40 lower-case letters, digits and single hyphens.
 * @see https://docs.aws.amazon.com/vpc-lattice/latest/APIReference/API_CreateResourceGateway.html
 */
export const LONGEST_LATTICE_NAME = 40;
