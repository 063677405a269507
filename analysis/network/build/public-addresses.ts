import { type Deployment, type Resource, Unknown } from "../../terraform";
import type { Known } from "../known";
import { type ElementKey, elementKey } from "../model";
import { type Associations, associationsOf } from "./associations";
import { identified } from "./attributes";
import { identifiedInterface, identifiedPrimaryInterface } from "./interface-identity";
import { attributesOf } from "./readers";

/** Which interfaces get an Elastic IP address. */
export class PublicAddresses {
  readonly #elastic: Associations<true>;

  constructor(deployment: Deployment) {
    this.#elastic = associationsOf(
      associatingIn(deployment),
      (each) => holderIn(each, deployment),
      () => true,
    );
  }

  /**
   * Whether an interface certainly has a public address.
   * @param given whether it gets one without an Elastic IP address
   */
  of(key: ElementKey, owner: Resource, given: Known<boolean>): Known<boolean> {
    if (given === true) return true;
    const { items, doubts } = this.#elastic.of(owner, key);
    if (items.length > 0) return true;
    return given instanceof Unknown ? given : (doubts[0] ?? false);
  }
}

/** Which interface has which Elastic IP address. */
export class ElasticAddresses {
  readonly #holders: Associations<ElementKey>;

  constructor(deployment: Deployment) {
    this.#holders = associationsOf(associatingIn(deployment), addressIn, (each) =>
      holderIn(each, deployment),
    );
  }

  holderOf(address: Resource): Known<ElementKey> {
    const { items, doubts } = this.#holders.of(address);
    const [holder, ...others] = new Set(items);
    if (others.length > 0)
      return new Unknown("public_ip", "several interfaces are to have this address", address.key);
    return doubts[0] ?? holder ?? new Unknown("public_ip", "no interface has this address", address.key);
  }
}

/** What associates Elastic IP addresses: they themselves, or resources of their own. */
function associatingIn(deployment: Deployment): Resource[] {
  return [
    ...deployment.ofType("aws_eip").filter((each) => isAssociated(each, "instance", "network_interface")),
    ...deployment.ofType("aws_eip_association"),
  ];
}

function addressIn(resource: Resource): Known<ElementKey> {
  if (resource.type === "aws_eip") return elementKey(resource.key);
  const read = attributesOf(resource);
  return identified(read("allocation_id") ?? read("public_ip"), ["aws_eip"], resource, [
    "id",
    "allocation_id",
    "public_ip",
  ]);
}

function holderIn(resource: Resource, deployment: Deployment): Known<ElementKey> {
  return resource.type === "aws_eip"
    ? holderOf(resource, "instance", "network_interface", deployment)
    : holderOf(resource, "instance_id", "network_interface_id", deployment);
}

function isAssociated(address: Resource, ...attributes: readonly string[]): boolean {
  const read = attributesOf(address);
  return attributes.some((attribute) => read(attribute) !== undefined);
}

/** An address that is associated with an instance belongs to its primary interface. */
function holderOf(
  resource: Resource,
  instance: string,
  networkInterface: string,
  deployment: Deployment,
): Known<ElementKey> {
  const read = attributesOf(resource);
  const direct = read(networkInterface);
  return direct === undefined
    ? identifiedPrimaryInterface(read(instance), resource, deployment)
    : identifiedInterface(direct, resource, deployment);
}
