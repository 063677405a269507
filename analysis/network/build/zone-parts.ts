import { type Deployment, Reference, type Resource, Unknown } from "../../terraform";
import { isKnown, type Known } from "../known";
import type { ElementKey } from "../model";
import { identified } from "./attributes";
import { zoneNameOf } from "./dns-names";

export const HOSTED_ZONE = "aws_route53_zone";
export const RECORD = "aws_route53_record";

/** Which zone an association or a record says that it is of. */
export type ZoneOfPart =
  | { readonly kind: "made"; readonly zone: ElementKey }
  /** It may be any zone, or any of that name. */
  | { readonly kind: "unknown"; readonly name: Known<string>; readonly why: Unknown };

export function zoneOf(part: Resource, deployment: Deployment): ZoneOfPart {
  const zone = identified(part.attribute("zone_id"), [HOSTED_ZONE], part, ["id", "zone_id"]);
  if (!(zone instanceof Unknown)) return { kind: "made", zone };
  const found = zoneReferredBy(part, deployment);
  return { kind: "unknown", name: found === undefined ? zone : zoneNameOf(found), why: zone };
}

/** The zone of an association or a record, where a stack makes it or a data source finds it. */
export function zoneReferredBy(part: Resource, deployment: Deployment): Resource | undefined {
  const value = part.attribute("zone_id");
  const zone = value instanceof Reference ? deployment.find(value.resource) : undefined;
  return zone?.type === HOSTED_ZONE ? zone : undefined;
}

/** What is of a zone, and what may be. */
export interface PartsOfZone {
  readonly certain: readonly Resource[];
  readonly possible: readonly PossiblePart[];
}

interface PossiblePart {
  readonly part: Resource;
  /** Why it is not known of which zone it is. */
  readonly why: Unknown;
}

/** Records or associations, by their zones: of any account, because zones are shared and know no Region. */
export class ZoneParts {
  readonly #parts = new Map<ElementKey, Resource[]>();
  readonly #ofAnyZone: PossiblePart[] = [];
  /** Those of zones that data sources find, by the name that they look for. */
  readonly #ofZonesNamed = new Map<string, PossiblePart[]>();

  constructor(
    private readonly deployment: Deployment,
    type: string,
    isPart: (resource: Resource) => boolean = () => true,
  ) {
    for (const part of deployment.ofType(type).filter(isPart)) this.#add(part);
  }

  #add(part: Resource): void {
    const zone = zoneOf(part, this.deployment);
    if (zone.kind === "made") push(this.#parts, zone.zone, part);
    else if (isKnown(zone.name)) push(this.#ofZonesNamed, zone.name, { part, why: zone.why });
    else this.#ofAnyZone.push({ part, why: zone.why });
  }

  of(zone: ElementKey, name: Known<string>): PartsOfZone {
    const named = isKnown(name)
      ? (this.#ofZonesNamed.get(name) ?? [])
      : [...this.#ofZonesNamed.values()].flat();
    return { certain: this.#parts.get(zone) ?? [], possible: [...this.#ofAnyZone, ...named] };
  }
}

function push<K, T>(lists: Map<K, T[]>, key: K, item: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [item]);
  else list.push(item);
}
