import { type Deployment, type Resource, Unknown } from "../../terraform";
import type { Known } from "../known";
import type { ElementKey } from "../model";
import { type Associations, associationsOf } from "./associations";
import { identifiedInterface, identifiedPrimaryInterface } from "./interface-identity";
import { attributesOf } from "./readers";

/** Which interfaces get an Elastic IP address. */
export class PublicAddresses {
  readonly #elastic: Associations<true>;

  constructor(deployment: Deployment) {
    const associated = [
      ...deployment.ofType("aws_eip").filter((each) => isAssociated(each, "instance", "network_interface")),
      ...deployment.ofType("aws_eip_association"),
    ];
    this.#elastic = associationsOf(
      associated,
      (each) =>
        each.type === "aws_eip"
          ? holderOf(each, "instance", "network_interface", deployment)
          : holderOf(each, "instance_id", "network_interface_id", deployment),
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
