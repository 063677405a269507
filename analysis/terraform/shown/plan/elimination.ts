import type { Wanted } from "./arguments";
import { type Candidate, candidatesIn, nameOf } from "./candidates";
import type { Instances, ModuleInstance, Planned } from "./modules";
import type { Naming } from "./naming";
import { type Origin } from "./origins";

/** What a value may be that no expression tells. */
interface Eliminated {
  readonly argument: string;
  readonly wanted: Wanted;
  readonly isList: boolean;
  readonly resource: Planned;
  /** In which it stands what it is: what a local value is, or a dynamic block. */
  readonly module: ModuleInstance;
  /** Whether nothing is known of its expression; else it is one of local values, which mostly are the module's own. */
  readonly isBlind: boolean;
}

/** By which a resource is known itself. */
const IDENTITIES: ReadonlySet<string | undefined> = new Set(["id", "arn", "service_name", "name", "zone_id"]);

/** Beginnings of the types of other providers that give no identities of AWS's. */
const OF_NO_AWS_THING = ["archive_", "local_", "null_", "random_", "template_", "time_", "tls_"];

/** Types of AWS's provider that may give the identity of anything. */
const OF_ANY_THING: ReadonlySet<string> = new Set([
  "aws_cloudcontrolapi_resource",
  "aws_cloudformation_stack",
  "aws_cloudformation_stack_instances",
  "aws_cloudformation_stack_set_instance",
  "aws_lambda_invocation",
  "aws_servicecatalog_provisioned_product",
  "aws_ssm_parameter",
  "aws_ssm_parameters_by_path",
]);

/** What of these holds identities. */
const GIVEN_IN = ["id", "output", "outputs", "result", "value", "values"];

type Group = readonly Candidate[];

interface Left {
  /** All instances of one block, or one attribute. */
  readonly group: Group;
  /** Whether nothing else that is given to the module could be meant. */
  readonly isOnly: boolean;
}

/**
 * Finds what is left where only one thing can be meant. An expression names no more than what its module makes, what is
 * given to the module, and what the modules give that it calls for.
 */
export class Elimination {
  private readonly blocks = new Map<ModuleInstance, Map<string, Instances<Planned>[]>>();
  private readonly opaque = new Map<ModuleInstance, boolean>();
  private readonly beside = new Map<ModuleInstance, Map<string, readonly Group[]>>();

  constructor(private readonly naming: Naming) {}

  /** @returns `undefined` where it is not one block or attribute that is left */
  left(asked: Eliminated): Left | undefined {
    if (this.mayBeAnything(asked.module)) return undefined;
    const own = this.own(asked);
    const [first] = own;
    if (own.length > 1) return undefined;
    if (first !== undefined && !asked.isBlind) return { group: first, isOnly: false };
    const groups = [...own, ...this.besideOf(asked)];
    const distinct = new Map(groups.map((group) => [group.map(nameOf).join(), group]));
    const [only, ...others] = distinct.values();
    return only !== undefined && others.length === 0 ? { group: only, isOnly: true } : undefined;
  }

  /** Whether the module has something that is not known yet and may give any identity, such as a stack of CloudFormation. */
  private mayBeAnything(module: ModuleInstance): boolean {
    const known = this.opaque.get(module);
    if (known !== undefined) return known;
    const found = [...this.blocksIn(module)].some(
      ([type, blocks]) =>
        givesAnything(type) &&
        blocks.some(({ all }) => all.some((each) => GIVEN_IN.some((name) => each.isUnknown(name)))),
    );
    this.opaque.set(module, found);
    return found;
  }

  private own({ wanted, resource, module }: Eliminated): readonly Group[] {
    const blocks = this.blocksIn(module);
    return [...wanted].flatMap(([type, [attribute]]) => {
      if (attribute === undefined || !IDENTITIES.has(attribute)) return [];
      return (blocks.get(type) ?? []).flatMap((instances): Group[] => {
        if (instances.get(resource.key) === resource) return [];
        const left = instances.all.filter((each) => each.isUnknown(attribute));
        return left.length === 0 ? [] : [left.map((each) => ({ resource: each, attribute }))];
      });
    });
  }

  private blocksIn(module: ModuleInstance): ReadonlyMap<string, readonly Instances<Planned>[]> {
    const known = this.blocks.get(module);
    if (known !== undefined) return known;
    const byType = new Map<string, Instances<Planned>[]>();
    for (const instances of module.resources.values()) {
      const type = instances.all[0]?.type ?? "";
      const ofType = byType.get(type);
      if (ofType === undefined) byType.set(type, [instances]);
      else ofType.push(instances);
    }
    this.blocks.set(module, byType);
    return byType;
  }

  /** What variables and outputs may be. */
  private besideOf({ argument, wanted, isList, module }: Eliminated): readonly Group[] {
    const ofModule = this.beside.get(module) ?? new Map<string, readonly Group[]>();
    this.beside.set(module, ofModule);
    const name = `${argument} ${isList ? "list" : ""}`;
    const known = ofModule.get(name);
    if (known !== undefined) return known;
    ofModule.set(name, []);
    const groups = this.givenTo(module)
      .map((origin) => candidatesIn([origin], { argument, wanted, isList }))
      .filter((group) => group.length > 0);
    ofModule.set(name, groups);
    return groups;
  }

  private givenTo(module: ModuleInstance): readonly Origin[] {
    const variables = module.configured.variables.flatMap((name) => this.naming.variable(module, name));
    const children = [...module.children.values()].flatMap(({ all }) => all);
    return [
      ...variables,
      ...children.flatMap((child) =>
        child.configured.outputs.flatMap((name) => this.naming.output(child, name)),
      ),
    ];
  }
}

function givesAnything(type: string): boolean {
  return type.startsWith("aws_")
    ? OF_ANY_THING.has(type)
    : !OF_NO_AWS_THING.some((beginning) => type.startsWith(beginning));
}
