import { type AccountId, partitionOf, type Region } from "../identity";

/** Where the stacks of an account keep their states, and as whom Terraform gets at them. */
export type StateStore = LocalStore | S3Store;

/** The folder `state/` beside the output. */
export interface LocalStore {
  readonly backend: "local";
}

/** A bucket that every account shares. */
export interface S3Store {
  readonly backend: "s3";
  readonly bucket: string;
  /** The bucket's Region. */
  readonly region: Region;
  /** Name of the IAM role, of each account, that reads what other accounts publish. */
  readonly contractReader: string;
}

/** Where one state is kept. */
export type StatePlace =
  | { readonly backend: "local"; readonly path: string }
  | {
      readonly backend: "s3";
      readonly bucket: string;
      readonly region: Region;
      readonly key: string;
      /** The account whose stack it is the state of. */
      readonly owner: AccountId;
      readonly purpose: StatePurpose;
    };

/** What a state is for, which decides who may read it. */
export type StatePurpose =
  /** A stack's own: nobody else's business. */
  | { readonly kind: "stack" }
  /** A contract, for those whom the bucket's policy names, or for one account alone. */
  | { readonly kind: "contract"; readonly onlyFor?: AccountId };

/** Folders of the bucket: the bucket's policy tells by them who may do what. */
export const STATES = "states";
export const CONTRACTS = "contracts";

/** The folder of contracts that one account alone may read. */
export function folderFor(reader: string): string {
  return `to-${reader}`;
}

/**
 * Where a stack's state is kept. Terraform runs in `<output>/stacks/<stack>`; a local state lies outside the output,
 * so that cleaning the output never takes a state with it.
 */
export function statePlace(
  store: StateStore,
  owner: AccountId,
  stack: string,
  purpose: StatePurpose,
): StatePlace {
  if (store.backend === "local") return { backend: "local", path: `../../../state/${stack}.tfstate` };
  const { bucket, region } = store;
  return { backend: "s3", bucket, region, key: keyOf(owner, stack, purpose), owner, purpose };
}

function keyOf(owner: AccountId, stack: string, purpose: StatePurpose): string {
  if (purpose.kind === "stack") return `${STATES}/${owner}/${stack}.tfstate`;
  const { onlyFor } = purpose;
  const folder = onlyFor === undefined || onlyFor === owner ? "" : `${folderFor(onlyFor)}/`;
  return `${CONTRACTS}/${owner}/${folder}${stack}.tfstate`;
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
export function roleArn(region: Region, account: AccountId, role: string): string {
  return `arn:${partitionOf(region)}:iam::${account}:role/${role}`;
}
