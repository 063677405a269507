import type { AccountId, Region } from "../../identity";
import type { Destination, HostReference } from "../values";
import type { Entry } from "./entry";
import type { OnPremises } from "./on-premises";
import type { Peering } from "./peering";

/**
 * A topology whose every reference holds and whose every default is filled in. All lists are sorted by name, zone
 * or number, so that the order of the file changes nothing that is made of it.
 */
export interface Topology {
  readonly name: string;
  /** The path of the file it was read from, as given. */
  readonly file: string;
  readonly region: Region;
  readonly state: State;
  readonly roles: Roles;
  readonly tags: Readonly<Record<string, string>>;
  readonly entries: readonly Entry[];
  readonly onPremises: readonly OnPremises[];
  readonly peerings: readonly Peering[];
  readonly flows: readonly Flow[];
  /** Whether hosts of different VPCs may reach each other, or the internet a host, without a flow that declares it. */
  readonly undeclared: "allow" | "forbid";
  /** Whether AWS is asked, too, once all is deployed, as far as its Reachability Analyzer can answer. */
  readonly liveChecks: boolean;
}

/** Where Terraform keeps the states. */
export type State =
  | { readonly backend: "local" }
  | {
      readonly backend: "s3";
      readonly bucket: string;
      readonly region: Region;
      /** The bucket's owner. */
      readonly account: AccountId;
      /** What the bootstrap makes in every account. */
      readonly roles: BootstrappedRoles;
    };

/** Names of IAM roles and of a policy, of which every account has one each. */
export interface Roles {
  /** Assumed to deploy; without it the credentials at hand are used. */
  readonly deploy?: string;
  /** Assumed to plan; may change nothing. */
  readonly plan?: string;
  /** Assumed to read other accounts' contracts. */
  readonly readContract?: string;
  /** The policy that bounds every role that the stacks make. */
  readonly boundary?: string;
  /** Assumed by the bootstrap alone; without it the credentials at hand are used. */
  readonly bootstrap?: string;
}

/** What the bootstrap makes in every account. */
export type BootstrappedRoles = Required<Omit<Roles, "bootstrap">>;

/** What must be true of the network, once deployed. */
export interface Flow {
  readonly from: HostReference;
  readonly to: Destination;
  /** Asked through the proxy that the host is set up to use. */
  readonly via?: "proxy";
  readonly protocol: "tcp" | "udp";
  readonly port: number;
  readonly expect: "reachable" | "blocked";
  readonly answer?: string;
}
