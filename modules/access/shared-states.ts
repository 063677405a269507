import type { AccountId, Partition } from "../identity";
import { CONTRACTS, folderFor, STATES } from "../wiring";
import type { Conditions, Statement } from "./document";

/** What a role is for. */
export type Purpose = "deploy" | "plan" | "readContract";

/** Names of IAM roles, of which every account has one each. */
export type RoleNames = Readonly<Record<Purpose, string>>;

/** A bucket with states, and who keeps and reads what in it. */
export interface SharedStates {
  readonly partition: Partition;
  readonly bucket: string;
  readonly roles: RoleNames;
  /** Accounts whose stacks keep their states there. */
  readonly accounts: readonly AccountId[];
  /** Accounts that contracts are addressed to. */
  readonly addressees: readonly AccountId[];
  /** Other accounts that read a contract, by its key; what is addressed to one account is not among these. */
  readonly readers: ReadonlyMap<string, readonly AccountId[]>;
}

/** In policies of resources: the number of the account that asks, whichever it is. */
const WHOEVER_ASKS = "${aws:PrincipalAccount}";

type ObjectAction = "s3:GetObject" | "s3:PutObject" | "s3:DeleteObject";

/** What a role of some accounts may do in the bucket. Keys may depend on the account that asks. */
interface Grant {
  readonly purpose: Purpose;
  readonly accounts: readonly AccountId[];
  readonly objects: readonly {
    readonly actions: readonly ObjectAction[];
    readonly keys: (account: string) => readonly string[];
  }[];
  /** Keys of which it may see whether they are there. */
  readonly visible: (account: string) => readonly string[];
}

const STATE = "*.tfstate";
const LOCK = "*.tfstate.tflock";

/**
 * Everything that roles may do in the bucket. Both the bucket's policy and the roles' own are made of this, because
 * AWS asks both where the bucket is another account's.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
 */
function grantsOf({ accounts, addressees, readers }: SharedStates): Grant[] {
  const own = (end: string) => (account: string) =>
    [STATES, CONTRACTS].map((folder) => `${folder}/${account}/${end}`);
  const addressed = (account: string): string[] => [`${CONTRACTS}/*/${folderFor(account)}/${STATE}`];
  const grants: Grant[] = [
    {
      purpose: "deploy",
      accounts,
      objects: [
        {
          actions: ["s3:GetObject", "s3:PutObject"],
          keys: (account) => [...own(STATE)(account), ...own(LOCK)(account)],
        },
        { actions: ["s3:DeleteObject"], keys: own(LOCK) },
      ],
      visible: own("*"),
    },
    {
      purpose: "plan",
      accounts,
      objects: [{ actions: ["s3:GetObject"], keys: own(STATE) }],
      visible: own("*"),
    },
    {
      purpose: "readContract",
      accounts: addressees,
      objects: [{ actions: ["s3:GetObject"], keys: addressed }],
      visible: addressed,
    },
    ...byReaders(readers).map(([keys, who]): Grant => ({
      purpose: "readContract",
      accounts: who,
      objects: [{ actions: ["s3:GetObject"], keys: () => keys }],
      visible: () => keys,
    })),
  ];
  return grants.filter((grant) => grant.accounts.length > 0);
}

/** Contracts that the same accounts read, together: one statement tells of them all. */
function byReaders(readers: SharedStates["readers"]): [keys: string[], readers: readonly AccountId[]][] {
  const groups = new Map<string, [keys: string[], readers: readonly AccountId[]]>();
  for (const [key, accounts] of [...readers].sort(([left], [right]) => (left < right ? -1 : 1))) {
    const sorted = [...accounts].sort();
    const group = groups.get(sorted.join()) ?? [[], sorted];
    group[0].push(key);
    groups.set(sorted.join(), group);
  }
  return [...groups.values()];
}

/**
 * Terraform asks for a state before there is one, and S3 answers "there is none" only to those who may list that key:
 * it takes the key for the prefix. Others are told that access is denied, on which Terraform gives up.
 * Terraform lists env:/ too, for workspaces, and is content with being refused since 1.7.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html
 * @see https://developer.hashicorp.com/terraform/language/backend/s3#s3-bucket-permissions
 * @see https://github.com/hashicorp/terraform/pull/34511
 */
const SEE = "s3:ListBucket";

/** What a role's own policy says of the bucket; nothing when it has no business there. */
export function roleStateStatements(states: SharedStates, account: AccountId, purpose: Purpose): Statement[] {
  const arn = bucketArn(states);
  return grantsOf(states)
    .filter((grant) => grant.purpose === purpose && grant.accounts.includes(account))
    .flatMap(({ objects, visible }): Statement[] => [
      ...objects.map(({ actions, keys }): Statement => ({
        effect: "Allow",
        actions,
        resources: keys(account).map((key) => `${arn}/${key}`),
      })),
      {
        effect: "Allow",
        actions: [SEE],
        resources: [arn],
        conditions: { StringLike: { "s3:prefix": visible(account) } },
      },
    ]);
}

/**
 * The bucket's policy. Its principals are whole accounts, of which a condition picks roles by name: S3 refuses a role
 * that does not exist yet, and rewrites one that is made anew.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-roles
 */
export function bucketPolicyStatements(states: SharedStates): Statement[] {
  return [
    ...transportStatements(states),
    ...limitStatements(states),
    ...grantsOf(states).map((grant) => grantStatement(states, grant)),
  ];
}

/**
 * One statement for each grant, since it is the list of accounts that makes a policy long. It lets a little more through
 * than is meant, which {@link limitStatements} deny again.
 */
function grantStatement(states: SharedStates, { purpose, accounts, objects, visible }: Grant): Statement {
  const arn = bucketArn(states);
  const keys = objects.flatMap((each) => each.keys(WHOEVER_ASKS));
  return {
    effect: "Allow",
    principals: { kind: "accounts", accounts },
    actions: [...objects.flatMap((each) => each.actions), SEE],
    resources: [arn, ...keys.map((key) => `${arn}/${key}`)],
    conditions: {
      ...byRoles(states, purpose),
      StringLikeIfExists: { "s3:prefix": visible(WHOEVER_ASKS) },
    },
  };
}

/** Nobody lists the bucket without a prefix, and nobody deletes a state: only its lock. */
function limitStatements(states: SharedStates): Statement[] {
  const arn = bucketArn(states);
  return [
    {
      effect: "Deny",
      principals: { kind: "everyone" },
      actions: [SEE],
      resources: [arn],
      conditions: {
        ...byRoles(states, "deploy", "plan", "readContract"),
        Null: { "s3:prefix": ["true"] },
      },
    },
    {
      effect: "Deny",
      principals: { kind: "everyone" },
      actions: ["s3:DeleteObject"],
      resources: [`${arn}/${STATE}`],
      conditions: byRoles(states, "deploy"),
    },
  ];
}

function byRoles({ partition, roles }: SharedStates, ...purposes: readonly Purpose[]): Conditions {
  const arns = purposes.map((purpose) => `arn:${partition}:iam::*:role/${roles[purpose]}`);
  return { ArnLike: { "aws:PrincipalArn": arns } };
}

function bucketArn({ partition, bucket }: SharedStates): string {
  return `arn:${partition}:s3:::${bucket}`;
}

/**
 * TLS 1.2 or newer.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html#example-object-tls-version
 */
function transportStatements(states: SharedStates): Statement[] {
  const arn = bucketArn(states);
  const deny = (conditions: Conditions): Statement => ({
    effect: "Deny",
    principals: { kind: "everyone" },
    actions: ["s3:*"],
    resources: [arn, `${arn}/*`],
    conditions,
  });
  return [
    deny({ Bool: { "aws:SecureTransport": ["false"] } }),
    deny({ NumericLessThan: { "s3:TlsVersion": ["1.2"] } }),
  ];
}
