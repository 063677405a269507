import { type Deployment, type Resource, Unknown } from "../../terraform";
import type { Known, Listing } from "../known";
import { type ElementKey, elementKey } from "../model";
import { Associations } from "./associations";
import { blocksOf, identified } from "./attributes";
import type { Belonging } from "./belongings";
import { statedInterfaces } from "./interface-identity";
import { distinct } from "./listings";

type Attachment = Belonging<Known<ElementKey>>;

/** Which interfaces with resources of their own are whose. */
export class Attachments {
  readonly #ofInstances: Associations<ElementKey>;
  readonly #hosts = new Map<ElementKey, ElementKey>();

  constructor(deployment: Deployment) {
    const attachments = [
      ...deployment.ofType("aws_instance").flatMap(stated),
      ...deployment.ofType("aws_network_interface").flatMap(withInstances),
      ...deployment.ofType("aws_network_interface_attachment").map(ofItsOwn),
    ];
    for (const { owner, what } of attachments)
      if (!(owner instanceof Unknown) && !(what instanceof Unknown)) this.#hosts.set(what, owner);
    this.#ofInstances = new Associations(attachments);
  }

  of(instance: Resource): Listing<ElementKey> {
    return distinct(this.#ofInstances.of(instance));
  }

  hostOf(networkInterface: ElementKey): ElementKey | undefined {
    return this.#hosts.get(networkInterface);
  }
}

function stated(instance: Resource): Attachment[] {
  return statedInterfaces(instance).map((each) => ({
    owner: elementKey(instance.key),
    resource: instance,
    what: each.interface,
  }));
}

function withInstances(resource: Resource): Attachment[] {
  const { items, doubts } = blocksOf(resource.attribute("attachment"), resource);
  const instances = items.map((block) => identified(block["instance"], ["aws_instance"], resource, ["id"]));
  return [...instances, ...doubts].map((owner) => ({ owner, resource, what: elementKey(resource.key) }));
}

function ofItsOwn(resource: Resource): Attachment {
  return {
    owner: identified(resource.attribute("instance_id"), ["aws_instance"], resource, ["id"]),
    resource,
    what: identified(resource.attribute("network_interface_id"), ["aws_network_interface"], resource, ["id"]),
  };
}
