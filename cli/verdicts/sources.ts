import { partsOf } from "../../analysis/network";
import type { Blocker } from "../../analysis/reachability";
import {
  type IndexedTopology,
  placeOf,
  type ResourceKey,
  type TopologyIndex,
} from "../../analysis/terraform";
import { readDocument, type SourceDocument, valueAt } from "../../modules/topology";
import { governingKeys } from "./governing-keys";

interface DeclaringTopology {
  readonly name: string;
  readonly indexed: IndexedTopology;
}

/** Where something was declared. */
interface Declaration {
  readonly topology: DeclaringTopology;
  readonly path: readonly string[];
}

/**
 * Where in topology files resources come from.
 *
 * Terraform may be analysed whose topology file is gone or says something else by now: lines are told only where the
 * file still has what is looked for. Files are read when the first line of them is wanted.
 */
export class Sources {
  private readonly topologies: ReadonlyMap<string, DeclaringTopology>;
  /** By the topology's name: no stack makes a network outside AWS, so that the topology stands in a stack's place. */
  private readonly declaringNetworks: ReadonlyMap<string, DeclaringTopology>;
  private readonly documents = new Map<string, SourceDocument | undefined>();

  constructor(index: TopologyIndex | undefined) {
    this.topologies = new Map(
      Object.entries(index?.topologies ?? {}).flatMap(([name, indexed]) =>
        Object.keys(indexed.declarations).map((stack) => [stack, { name, indexed }] as const),
      ),
    );
    this.declaringNetworks = new Map(
      Object.entries(index?.topologies ?? {}).map(([name, indexed]) => [name, { name, indexed }]),
    );
  }

  /**
   * Where a resource was declared: `file:line`; the file and the path in it where it is not there any more;
   * `stack:address` where no topology declared it.
   */
  ofResource(at: ResourceKey): string {
    return this.locate(at, this.declarationOf(at), () => []);
  }

  /** Where a blocker is decided about: the line of the key that does, where one is written. */
  ofBlocker(blocker: Blocker): string {
    return this.locate(blocker.at, this.declarationGoverning(blocker), (declaration) =>
      this.keysOf(blocker, declaration),
    );
  }

  /** The key of the topology that decides about a blocker, written or not; where there is one. */
  keyOfBlocker(blocker: Blocker): string | undefined {
    const path = this.declarationGoverning(blocker)?.path;
    if (path === undefined) return undefined;
    const [key] = this.keysOf(blocker, path);
    return key === undefined ? undefined : [...path, key].join(".");
  }

  /** Of a peering, the side that the resource is on comes first. */
  private keysOf(blocker: Blocker, path: readonly string[]): readonly string[] {
    const keys = governingKeys(blocker, path);
    const own = this.declarationOf(blocker.at);
    if (own === undefined || path[0] !== "peerings" || own.path[0] === "peerings") return keys;
    const content = this.documentOf(own.topology)?.content;
    const isOwn = (key: string): boolean => valueAt(content, [...path, key, "entry"]) === own.path[1];
    return [...keys.filter(isOwn), ...keys.filter((key) => !isOwn(key))];
  }

  private declarationGoverning(blocker: Blocker): Declaration | undefined {
    const declaration = this.declarationOf(this.governed(blocker));
    return (
      declaration &&
      (this.serviceOf(declaration, blocker) ?? this.entryOf(declaration, blocker) ?? declaration)
    );
  }

  /** Which proxies a host uses is said of its entry. */
  private entryOf({ topology, path }: Declaration, { code }: Blocker): Declaration | undefined {
    return code === "PROXY_NOT_CONFIGURED" && path[2] === "hosts"
      ? { topology, path: path.slice(0, 2) }
      : undefined;
  }

  /** Whether an environment's load balancer crosses zones is said of the service behind which it stands. */
  private serviceOf({ topology, path }: Declaration, { code }: Blocker): Declaration | undefined {
    const [section, entry, part, environment] = path;
    if (code !== "ELBV2_NO_TARGETS_IN_AZ" || part !== "environments") return undefined;
    const services = [section ?? "", entry ?? "", "services"];
    const content = this.documentOf(topology)?.content;
    const written: unknown = valueAt(content, services);
    const name = Object.keys(written instanceof Object ? written : {}).find(
      (each) => valueAt(content, [...services, each, "environment"]) === environment,
    );
    return name === undefined ? undefined : { topology, path: [...services, name] };
  }

  /**
   * What a host lets out to an endpoint follows from the endpoint's declaration, which names its clients; a route through
   * a peering connection, from the connection's.
   */
  private governed({ at, fix }: Blocker): ResourceKey {
    if (fix?.kind === "add-route" && fix.target.kind === "peering-connection")
      return partsOf(fix.target.connection).resource;
    if (fix?.kind !== "admit" || fix.direction !== "egress" || fix.peer.kind !== "security-group") return at;
    const { resource } = partsOf(fix.peer.group);
    const part = this.declarationOf(resource)?.path[2];
    return part === "endpoints" || part === "proxy" ? resource : at;
  }

  private locate(
    at: ResourceKey,
    declaration: Declaration | undefined,
    keysOf: (declaration: readonly string[]) => readonly string[],
  ): string {
    if (declaration === undefined) return at;
    const { topology, path } = declaration;
    const { file } = topology.indexed;
    const document = this.documentOf(topology);
    if (document === undefined || valueAt(document.content, path) === undefined)
      return `${file} ${path.join(".")}`;
    const key = keysOf(path).find((each) => valueAt(document.content, [...path, each]) !== undefined);
    const { line } = document.places.ofKey(key === undefined ? path : [...path, key]);
    return `${file}:${line}`;
  }

  private declarationOf(at: ResourceKey): Declaration | undefined {
    const { stack, address } = placeOf(at);
    const declaring = this.declaringNetworks.get(stack);
    if (declaring !== undefined && address.startsWith(ON_PREMISES))
      return { topology: declaring, path: address.split(".") };
    const topology = this.topologies.get(stack);
    const declaration = topology && ownText(topology.indexed.declarations[stack], address);
    // Names of a topology hold no dots.
    return topology === undefined || declaration === undefined
      ? undefined
      : { topology, path: declaration.split(".") };
  }

  private documentOf({ name, indexed: { file } }: DeclaringTopology): SourceDocument | undefined {
    if (!this.documents.has(name)) {
      const read = readDocument(file);
      const isSame = read.ok && valueAt(read.document.content, ["topology"]) === name;
      this.documents.set(name, isSame ? read.document : undefined);
    }
    return this.documents.get(name);
  }
}

/** Begins what stands in the place of a resource's address. */
const ON_PREMISES = "onPremises.";

/** An address such as `constructor` must not find what every object inherits. */
function ownText(record: Readonly<Record<string, string>> | undefined, key: string): string | undefined {
  return record !== undefined && Object.hasOwn(record, key) ? record[key] : undefined;
}
