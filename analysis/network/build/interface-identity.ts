import {
  type Deployment,
  formatReference,
  Reference,
  type Resource,
  Unknown,
  type Value,
} from "../../terraform";
import type { Known } from "../known";
import { type ElementKey, elementKey, type VpcEndpoint } from "../model";
import { asNumber, blocksOf, identified, isLookedUp, typeOf } from "./attributes";

/** An interface that an instance states as its own, instead of having AWS make one. */
interface StatedInterface {
  readonly interface: Known<ElementKey>;
  readonly primary: Known<boolean>;
}

/** Those of the blocks `primary_network_interface` and `network_interface`. */
export function statedInterfaces(instance: Resource): StatedInterface[] {
  const primary = blocksOf(instance.attribute("primary_network_interface"), instance);
  const others = blocksOf(instance.attribute("network_interface"), instance);
  const named = (value: Value | undefined): Known<ElementKey> =>
    identified(value, ["aws_network_interface"], instance, ["id"]);
  return [
    ...primary.items.map((block) => ({ interface: named(block["network_interface_id"]), primary: true })),
    ...others.items.map((block) => ({
      interface: named(block["network_interface_id"]),
      primary: isFirst(asNumber(block["device_index"], instance)),
    })),
    ...[...primary.doubts, ...others.doubts].map((why) => ({ interface: why, primary: why })),
  ];
}

function isFirst(deviceIndex: Known<number | undefined>): Known<boolean> {
  return deviceIndex instanceof Unknown ? deviceIndex : deviceIndex === 0;
}

/** The interface that AWS makes with an instance that states none. */
export function ownInterfaceOf(instance: Resource): ElementKey {
  return elementKey(instance.key, "primary-network-interface");
}

/**
 * An instance's interface with device index 0: one that it states, or the one that AWS makes with it.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-eni.html
 */
export function primaryInterfaceOf(instance: Resource): Known<ElementKey> {
  const stated = statedInterfaces(instance);
  const certain = stated.find(({ primary }) => primary === true);
  const unclear = stated.map(({ primary }) => primary).find((primary) => primary instanceof Unknown);
  return certain?.interface ?? unclear ?? ownInterfaceOf(instance);
}

/** Which interface a value is the ID of. */
export function identifiedInterface(
  value: Value | undefined,
  resource: Resource,
  deployment: Deployment,
): Known<ElementKey> {
  return (
    primaryThrough(value, "primary_network_interface_id", deployment) ??
    identified(value, ["aws_network_interface"], resource, ["id"])
  );
}

/** Which interface a route leads to: also that of an endpoint, which Terraform takes and no packet passes. */
export function routedInterface(
  value: Value,
  resource: Resource,
  deployment: Deployment,
  endpoints: ReadonlyMap<ElementKey, VpcEndpoint>,
): Known<ElementKey> {
  const endpoint = value instanceof Reference ? endpoints.get(elementKey(value.resource)) : undefined;
  return value instanceof Reference && endpoint !== undefined
    ? onlyInterfaceOf(endpoint, value, resource)
    : identifiedInterface(value, resource, deployment);
}

/** Which interface is the primary one of the instance that a value is the ID of. */
export function identifiedPrimaryInterface(
  value: Value | undefined,
  resource: Resource,
  deployment: Deployment,
): Known<ElementKey> {
  return primaryThrough(value, "id", deployment) ?? identified(value, ["aws_instance"], resource, ["id"]);
}

/** Which interface a value is the private address of, where its number exists only once the interface does. */
export function interfaceWithAddress(
  value: Reference,
  resource: Resource,
  deployment: Deployment,
  endpoints: ReadonlyMap<ElementKey, VpcEndpoint>,
): Known<ElementKey> {
  return (
    primaryThrough(value, "private_ip", deployment) ??
    lookedUp(value, deployment, endpoints) ??
    identified(value, ["aws_network_interface"], resource, ["private_ip", "private_ip_list[0]"])
  );
}

function primaryThrough(
  value: Value | undefined,
  attribute: string,
  deployment: Deployment,
): Known<ElementKey> | undefined {
  if (!(value instanceof Reference) || typeOf(value) !== "aws_instance" || value.attribute !== attribute)
    return undefined;
  const instance = isLookedUp(value) ? undefined : deployment.find(value.resource);
  return instance === undefined ? undefined : primaryInterfaceOf(instance);
}

/** `data.aws_network_interface`: the usual way to the addresses of an endpoint's interfaces. */
function lookedUp(
  value: Reference,
  deployment: Deployment,
  endpoints: ReadonlyMap<ElementKey, VpcEndpoint>,
): Known<ElementKey> | undefined {
  const data = deployment.find(value.resource);
  if (data?.mode !== "data" || data.type !== "aws_network_interface" || value.attribute !== "private_ip")
    return undefined;
  const id = data.attribute("id");
  if (!(id instanceof Reference)) return undefined;
  const endpoint = endpoints.get(elementKey(id.resource));
  return endpoint === undefined
    ? identifiedInterface(id, data, deployment)
    : onlyInterfaceOf(endpoint, id, data);
}

/** Terraform knows the interfaces of an endpoint as a set, whose order says nothing of their subnets. */
function onlyInterfaceOf(endpoint: VpcEndpoint, id: Reference, data: Resource): Known<ElementKey> {
  const { items, doubts } = endpoint.interfaces;
  if (doubts[0] !== undefined) return doubts[0];
  const [only, ...more] = items;
  if (only !== undefined && more.length === 0 && id.attribute.startsWith("network_interface_ids"))
    return only;
  return new Unknown(
    formatReference(id),
    "which of the endpoint's interfaces this is is known once they exist",
    data.key,
  );
}
