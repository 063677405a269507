import type { AccountId, Region } from "../../../../modules/identity";
import type { Body } from "../../blocks";
import type { Observation } from "../../deployment";
import { type ResourceKey, resourceKey, Unknown, type Value } from "../../value";
import type { ShownResource } from "../stack";
import { isWorthSomething } from "../worth";
import { asValue, bodyAt, memberOf, textAt } from "./json";
import { hasUnknown } from "./masks";
import type { Key, ModuleInstance, Planned, Scope } from "./modules";
import { constantIn } from "./references";

/** Who a provider acts as, and where. */
export interface ProviderPlace {
  readonly account: AccountId | Unknown;
  readonly region: Region | Unknown;
}

/** A resource or data source as a plan tells what it will be. */
export interface Outlook {
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly address: string;
  readonly key: Key | undefined;
  /** What is known. */
  readonly values: Body;
  /** What is not: as in `after_unknown`. */
  readonly unknown: Body;
  /** As in `after_sensitive`. */
  readonly secrets: unknown;
  /** Whether it is there already, so that what nobody states of it is what AWS has. */
  readonly isThere: boolean;
}

/** What resources of one stack work their values out with. */
export interface Workings {
  readonly stack: string;
  find(key: ResourceKey): PlannedResource | undefined;
  placeOf(provider: string): ProviderPlace;
  mentionsIn(resource: PlannedResource): readonly ResourceKey[];
  workOut(resource: PlannedResource, name: string): Value | undefined;
}

/** Of user data, the provider keeps no more than a hash in plans and states before its version 6. */
const HASH = /^[0-9a-f]{40}$/;

export class PlannedResource implements ShownResource, Planned {
  readonly resourceKey: ResourceKey;
  /** Of what is not known before Terraform runs; the others need no working out. */
  private readonly workedOut = new Map<string, Value | undefined>();

  constructor(
    private readonly outlook: Outlook,
    readonly module: ModuleInstance,
    /** As it is written, where the configuration has it. */
    readonly configured: Body | undefined,
    /** Like `aws.tokyo`. */
    private readonly provider: string,
    private readonly workings: Workings,
  ) {
    this.resourceKey = resourceKey(workings.stack, outlook.address);
  }

  get mode(): "managed" | "data" {
    return this.outlook.mode;
  }

  get type(): string {
    return this.outlook.type;
  }

  get address(): string {
    return this.outlook.address;
  }

  get key(): Key | undefined {
    return this.outlook.key;
  }

  get secrets(): unknown {
    return this.outlook.secrets;
  }

  get account(): AccountId | Unknown {
    return this.workings.placeOf(this.provider).account;
  }

  get region(): Region | Unknown {
    return this.workings.placeOf(this.provider).region;
  }

  get scope(): Scope {
    return {
      module: this.module,
      key: this.outlook.key,
      siblings: this.module.resources.get(textAt(this.configured, "address") ?? ""),
      forEach: memberOf(this.configured, "for_each_expression"),
    };
  }

  get expressions(): Body | undefined {
    return bodyAt(this.configured, "expressions");
  }

  get values(): Body {
    return this.outlook.values;
  }

  get unknown(): Body {
    return this.outlook.unknown;
  }

  /** Alike for all that are made of one block. */
  get block(): string {
    return this.address.replace(/\[(?:\d+|"(?:[^"\\]|\\.)*")\]/g, "");
  }

  get names(): readonly string[] {
    const { values, unknown } = this.outlook;
    const known = Object.keys(values).filter((name) => isWorthSomething(values[name]));
    const others = Object.keys(unknown).filter(
      (name) => hasUnknown(unknown[name]) && (unknown[name] !== true || this.isStated(name)),
    );
    return [...new Set([...known, ...others])];
  }

  get mentions(): readonly ResourceKey[] {
    return this.workings.mentionsIn(this);
  }

  /** Whether there is such an attribute, known or not. */
  has(name: string): boolean {
    return Object.hasOwn(this.outlook.values, name) || Object.hasOwn(this.outlook.unknown, name);
  }

  isUnknown(name: string): boolean {
    return memberOf(this.outlook.unknown, name) === true;
  }

  /** Whether the configuration states it; what it does not state is left to the provider. */
  isStated(name: string): boolean {
    return this.configured === undefined || memberOf(this.expressions, name) !== undefined;
  }

  observes(name: string): Observation | undefined {
    return this.outlook.isThere && !this.isStated(name) ? "refreshed" : undefined;
  }

  find(key: ResourceKey): PlannedResource | undefined {
    return this.workings.find(key);
  }

  attribute(name: string): Value | undefined {
    const { values, unknown } = this.outlook;
    if (!hasUnknown(memberOf(unknown, name))) {
      const value = asValue(memberOf(values, name));
      if (name === "user_data" && typeof value === "string" && HASH.test(value)) return this.userData(value);
      return value ?? undefined;
    }
    if (this.isUnknown(name) && !this.isStated(name)) return undefined;
    if (this.workedOut.has(name)) return this.workedOut.get(name);
    // Whoever asks for it meanwhile, asks in a circle.
    this.workedOut.set(name, new Unknown(name, "it refers to itself", this.resourceKey));
    const value = this.workings.workOut(this, name);
    this.workedOut.set(name, value);
    return value;
  }

  /** @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/guides/version-6-upgrade */
  private userData(hash: string): Value {
    const written = constantIn(memberOf(this.expressions, "user_data"));
    const reason = "a plan of this version of the provider holds only a hash of it";
    return typeof written === "string" ? written : new Unknown(hash, reason, this.resourceKey);
  }
}
