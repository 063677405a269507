import { type Deployment, type Resource, Unknown } from "../../terraform";
import { isKnown, type Known } from "../known";
import { type Element, type ElementKey, elementKey } from "../model";
import { Belongings } from "./belongings";
import {
  defaultVpcBeside,
  isOfDefaultVpc,
  isThereBefore,
  type MadeWithVpc,
  managedBy,
  vpcOf,
  vpcResources,
} from "./identities";

/** Where a thing comes from that Terraform makes, or that AWS makes with a VPC. */
export interface Origin extends Element {
  readonly vpc: Known<ElementKey>;
  /** The resource that says what it holds; `undefined` where it holds what AWS put into it. */
  readonly statedBy: Resource | undefined;
  /** It, or the VPC that it was made with. */
  readonly owner: Resource;
  /** Why it may hold something else. */
  readonly doubts: readonly Unknown[];
}

/** Every thing of a kind: those that have resources of their own, and the one of each VPC. */
export function originsOf(deployment: Deployment, kind: MadeWithVpc): readonly Origin[] {
  const managers = new Belongings(
    deployment
      .ofType(kind.manager.type)
      .map((resource) => ({ owner: managedBy(kind, resource, deployment), resource, what: resource }))
      // That of a default VPC that no stack takes over is none of these.
      .filter(({ owner, resource }) => isKnown(owner) || !isOfDefaultVpc(kind, resource)),
  );
  return [
    ...deployment.ofType(kind.type).map((resource) => made(resource, deployment)),
    ...vpcResources(deployment).map((vpc) => madeWith(vpc, kind, managers)),
  ];
}

function made(resource: Resource, deployment: Deployment): Origin {
  const vpc = resource.attribute("vpc_id");
  return {
    key: elementKey(resource.key),
    at: resource.key,
    vpc: vpc === undefined || vpc === null ? defaultVpcBeside(resource, deployment) : vpcOf(vpc, resource),
    statedBy: resource,
    owner: resource,
    doubts: [],
  };
}

function madeWith(vpc: Resource, kind: MadeWithVpc, managers: Belongings<Resource>): Origin {
  const key = elementKey(vpc.key, kind.part);
  const [manager, ...others] = managers.of(key);
  return {
    key,
    at: manager?.key ?? vpc.key,
    vpc: elementKey(vpc.key),
    statedBy: manager,
    owner: vpc,
    doubts: [
      ...managers.doubtsAbout(vpc),
      ...others.map(
        (other) => new Unknown(kind.part, "several resources manage it, and undo each other", other.key),
      ),
      ...(manager === undefined && isThereBefore(vpc) ? [changedBefore(vpc, kind)] : []),
    ],
  };
}

/** Whatever was done to it before. */
function changedBefore(vpc: Resource, kind: MadeWithVpc): Unknown {
  return new Unknown(
    kind.part,
    "it was there before Terraform, and somebody may have changed it since",
    vpc.key,
  );
}
