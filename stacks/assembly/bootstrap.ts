import { App } from "cdktf";
import type { SharedStates } from "../../modules/access";
import { type AccountId, partitionOf } from "../../modules/identity";
import type { Topology } from "../../modules/topology";
import { type AccountStackProps, StateReader, TopologyStack } from "../../modules/wiring";
import { AccountRolesStack, StateBucketStack } from "../bootstrap";
import { accountUse } from "./account-use";
import { assemble } from "./assemble";

type S3State = Extract<Topology["state"], { readonly backend: "s3" }>;

/** The topologies that keep their states in one bucket; what they say of it is the same. */
interface Sharing {
  readonly state: S3State;
  /** The role that the bootstrap assumes. */
  readonly role?: string;
  readonly topologies: readonly Topology[];
}

/**
 * Makes what must be there before anything else: for each bucket with states the bucket's stack, and for each account
 * that keeps its states there the stack with its roles. Their own states are local files.
 * @param topologies all that are deployed: each policy is made for all of them together
 * @param protection whether Terraform refuses to destroy the buckets
 * @returns the buckets, sorted
 */
export function assembleBootstrap(
  app: App,
  topologies: readonly Topology[],
  protection: "on" | "off",
): readonly string[] {
  const shared = sharedBuckets(topologies);
  for (const sharing of shared) addBucket(app, sharing, protection);
  return shared.map(({ state }) => state.bucket);
}

function sharedBuckets(topologies: readonly Topology[]): Sharing[] {
  const buckets = new Map<string, Sharing>();
  for (const topology of topologies.toSorted((left, right) => (left.name < right.name ? -1 : 1))) {
    const { state, roles } = topology;
    if (state.backend === "local") continue;
    const known = buckets.get(state.bucket);
    buckets.set(state.bucket, {
      state,
      ...(roles.bootstrap === undefined ? {} : { role: roles.bootstrap }),
      topologies: [...(known?.topologies ?? []), topology],
    });
  }
  return [...buckets.values()].sort((left, right) => (left.state.bucket < right.state.bucket ? -1 : 1));
}

function addBucket(app: App, { state, role, topologies }: Sharing, protection: "on" | "off"): void {
  const { boundary, ...names } = state.roles;
  const stacks = stacksOf(app, topologies);
  const states: SharedStates = {
    partition: partitionOf(state.region),
    bucket: state.bucket,
    roles: names,
    accounts: sorted(stacks.map(({ account }) => account)),
    ...contractReaders(stacks),
  };
  const props = (account: AccountId): AccountStackProps => ({
    region: state.region,
    account,
    ...(role === undefined ? {} : { role }),
  });
  const id = `bootstrap.${state.bucket}`;
  new StateBucketStack(app, id, { ...props(state.account), states, protection });
  for (const account of states.accounts) {
    new AccountRolesStack(app, `${id}.${account}`, {
      ...props(account),
      states,
      stateAccount: state.account,
      boundary,
      use: accountUse(
        account,
        stacks,
        topologies.map(({ name }) => name),
      ),
    });
  }
}

/** The topologies' stacks, looked at and never written. */
function stacksOf(app: App, topologies: readonly Topology[]): TopologyStack[] {
  const aside = new App({ outdir: app.outdir, stackTraces: false });
  for (const topology of topologies) assemble(aside, topology);
  return aside.node.children.filter((child) => child instanceof TopologyStack);
}

/** Who reads what of other accounts: every state that a stack reads is seen by its reader. */
function contractReaders(stacks: readonly TopologyStack[]): Pick<SharedStates, "addressees" | "readers"> {
  const addressees = new Set<AccountId>();
  const readers = new Map<string, Set<AccountId>>();
  for (const stack of stacks) {
    for (const { place } of stack.node.findAll().filter((each) => each instanceof StateReader)) {
      if (place.backend === "local" || place.owner === stack.account) continue;
      const { purpose } = place;
      if (purpose.kind === "stack")
        throw new Error(`${stack.node.id} reads ${place.key}, which is another account's and no contract`);
      if (purpose.onlyFor === stack.account) addressees.add(stack.account);
      else readers.set(place.key, (readers.get(place.key) ?? new Set()).add(stack.account));
    }
  }
  return {
    addressees: sorted([...addressees]),
    readers: new Map([...readers].map(([key, accounts]) => [key, sorted([...accounts])])),
  };
}

function sorted(accounts: readonly AccountId[]): AccountId[] {
  return [...new Set(accounts)].sort();
}
