import type { AccountId } from "../../modules/identity";
import { type Entry, type Flow, formatDestination, formatHost, type Service } from "../../modules/topology";
import { TopologyStack } from "../../modules/wiring";
import { type CheckedEnd, type CheckedFlow, type CheckedLeg, LiveChecksStack } from "../live-checks-stack";
import type { Connections, PlacedEndpoint } from "./connections";
import { declareAt } from "./declared-at";
import type { Site } from "./site";

/**
 * Makes one stack for each account in which AWS can be asked for flows, after everything else. Without an organization
 * and its administrator's account, Reachability Analyzer sees one account: a way through two is asked for in two parts.
 * @see https://docs.aws.amazon.com/vpc/latest/reachability/multi-account.html
 */
export function addLiveChecks(site: Site, placed: readonly PlacedEndpoint[], connections: Connections): void {
  const { app, topology } = site;
  const byAccount = new Map<AccountId, CheckedFlow[]>();
  const ways = new Ways(site, placed, connections);
  for (const flow of topology.flows)
    for (const [account, legs] of ways.legsOf(flow)) {
      const others = byAccount.get(account);
      if (others === undefined) byAccount.set(account, [checkedFlow(flow, legs)]);
      else others.push(checkedFlow(flow, legs));
    }
  const after = app.node.children.filter(
    (each): each is TopologyStack =>
      each instanceof TopologyStack && each.node.id.startsWith(`${topology.name}.`),
  );
  for (const [account, flows] of [...byAccount].sort(([one], [other]) => (one < other ? -1 : 1))) {
    const stack = new LiveChecksStack(app, site.stackId(`live-checks-${account}`), {
      ...site.accountStackProps({ account }),
      flows,
      after,
    });
    declareAt(stack, "liveChecks");
  }
}

type Legs = ReadonlyMap<string, CheckedLeg>;

function checkedFlow({ from, to, protocol, port, expect }: Flow, legs: Legs): CheckedFlow {
  const destination = formatDestination(to);
  return {
    // A name may be spelt like an entry and its host.
    path: [from.entry, from.host, `to-${to.kind}`, ...destination.split(/[/.]/), `${protocol}-${port}`],
    flow: `${formatHost(from)} to ${destination}, ${protocol} ${port}`,
    expect,
    protocol,
    port,
    legs,
  };
}

/** An endpoint that a name leads a flow to, and the listener of its service that answers. */
interface Called {
  readonly placed: PlacedEndpoint;
  readonly listener: Service["listeners"][number];
}

/** How flows go, as far as Reachability Analyzer can follow them. */
class Ways {
  constructor(
    private readonly site: Site,
    private readonly placed: readonly PlacedEndpoint[],
    private readonly connections: Connections,
  ) {}

  /** The parts of a flow's way by account; none where it cannot be followed. */
  legsOf(flow: Flow): ReadonlyMap<AccountId, Legs> {
    const { from, to, via } = flow;
    const asking = this.entryWithHost(from);
    if (via !== undefined || asking === undefined) return new Map();
    const source = this.instance(from.entry, from.host);
    if (to.kind === "host") {
      const answering = this.entryWithHost(to);
      if (answering?.account !== asking.account) return new Map();
      const destinations = new Map([[to.host, this.instance(to.entry, to.host)]]);
      return new Map([[asking.account, new Map([["way", { from: source, to: destinations }]])]]);
    }
    const called = to.kind === "name" ? this.calledBy(asking, to.name, flow.port) : undefined;
    return called === undefined ? new Map() : this.legsThrough(called, source, flow);
  }

  private legsThrough(
    { placed, listener: { targets } }: Called,
    source: CheckedEnd,
    { expect }: Flow,
  ): ReadonlyMap<AccountId, Legs> {
    const { consumer, endpoint } = placed;
    const { service } = endpoint;
    const answering =
      targets.kind === "hosts"
        ? new Map(targets.hosts.map((host) => [host, this.instance(service.entry, host)]))
        : undefined;
    if (answering !== undefined && service.account === consumer.account)
      return new Map([[consumer.account, new Map([["way", { from: source, to: answering }]])]]);
    // Each part may be open while the whole is not.
    if (expect === "blocked") return new Map();
    const end: CheckedEnd = { kind: "endpoint", endpoint: this.connections.endpointContract(placed) };
    const toEndpoint = { from: source, to: new Map([[endpoint.name, end]]) };
    const legs = new Map<AccountId, Legs>([[consumer.account, new Map([["to-endpoint", toEndpoint]])]]);
    if (answering === undefined) return legs;
    const fromService: CheckedLeg = {
      from: { kind: "service", service: this.site.serviceContract(service) },
      to: answering,
    };
    return legs.set(service.account, new Map([["from-service", fromService]]));
  }

  /** What a name of its own VPC leads a host to. */
  private calledBy(asking: Entry, name: string, port: number): Called | undefined {
    const placed = this.placed.find(
      ({ consumer, endpoint: { dnsName, privateDns, service } }) =>
        consumer.name === asking.name &&
        (dnsName === name || (privateDns && service.privateDns?.name === name)),
    );
    const listener = placed?.endpoint.service.listeners.find((each) => each.port === port);
    return placed === undefined || listener === undefined ? undefined : { placed, listener };
  }

  private instance(entry: string, host: string): CheckedEnd {
    return { kind: "host", host, instances: this.site.instancesContract(entry) };
  }

  private entryWithHost({ entry, host }: Flow["from"]): Entry | undefined {
    return this.site.topology.entries.find(
      ({ name, hosts }) => name === entry && hosts.some((each) => each.name === host),
    );
  }
}
