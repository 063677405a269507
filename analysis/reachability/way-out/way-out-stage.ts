import { IntervalSet } from "../../../modules/addressing";
import { isKnown, type Network, type NetworkInterface } from "../../network";
import { EVERY_ADDRESS, PacketSet, PROTOCOL } from "../../packets";
import { Unknown } from "../../terraform";
import { ANYTHING, NOTHING } from "../bounds";
import type { Code } from "../codes";
import { derivedOnce } from "../derived-once";
import { PUBLIC_ADDRESSES } from "../internet/public-addresses";
import { toInternet } from "../internet/to-internet";
import { LINUX_PORTS } from "../packets-asked";
import { type Leg, shareOf, shareOfPath, type Stage } from "../path/stage";
import { vpcOf } from "../subnet-lookup";

/** HTTPS, by which AWS's services are reached. */
const HTTPS = IntervalSet.of(443, 443);

/** Something that serves only once it has reached services of AWS: in words, and the code of its not doing so. */
export interface Needy {
  readonly component: string;
  readonly code: Code;
  /** What comes of it, as a clause without why. */
  readonly sentence: string;
}

/** Whether what has an interface gets out to AWS's services: through the internet, or through endpoints for them. */
export function wayOutStages(network: Network, own: NetworkInterface, needy: Needy): readonly Stage[] {
  const known = stagesOf(network).get(own);
  if (known !== undefined) return known;
  const stages = stagesFrom(network, own, needy);
  stagesOf(network).set(own, stages);
  return stages;
}

/** Thousands may ask for one interface, which is of one host. */
const stagesOf = derivedOnce<Network, Map<NetworkInterface, readonly Stage[]>>(() => new Map());

function stagesFrom(network: Network, own: NetworkInterface, { component, code, sentence }: Needy): Stage[] {
  const ways = toInternet(network, own, httpsFrom(network, own));
  const shares = ways.map(shareOfPath);
  if (shares.length > 0 && shares.every((share) => share === "all")) return [];
  const endpoints = endpointsToServices(network, own);
  const failing = ways.flatMap(({ legs }) => legs.flatMap(failingStages));
  const first = failing.find(({ blocker }) => blocker !== undefined);
  const doubts = [...endpoints, ...failing.flatMap((stage) => stage.doubts)];
  const isStuck = shares.every((share) => share === "none") && endpoints.length === 0;
  return [
    {
      component,
      at: own.at,
      detail: "has a way out to AWS's services",
      consulted: [],
      passes: isStuck ? NOTHING : ANYTHING,
      doubts: isStuck ? [] : doubts,
      blocker: {
        code,
        at: first?.blocker?.at ?? first?.at ?? own.at,
        sentence: `${sentence}${first?.blocker === undefined ? "" : `: ${first.blocker.sentence}`}`,
        ...(first?.blocker?.fix === undefined ? {} : { fix: first.blocker.fix }),
      },
    },
  ];
}

function failingStages({ asked, stages }: Leg): Stage[] {
  return stages.filter((stage) => shareOf(stage, asked) !== "all");
}

function httpsFrom(network: Network, own: NetworkInterface): PacketSet {
  const inside = IntervalSet.ofAll(vpcOf(network, own)?.blocks.items ?? []);
  return PacketSet.of({
    sources: isKnown(own.addresses) ? own.addresses : EVERY_ADDRESS,
    destinations: PUBLIC_ADDRESSES.subtract(inside),
    protocols: IntervalSet.of(PROTOCOL.tcp, PROTOCOL.tcp),
    sourcePorts: LINUX_PORTS,
    destinationPorts: HTTPS,
  });
}

/** Endpoints of AWS's own services in the instances' VPC: whether they are all that it takes is not analysed. */
function endpointsToServices(network: Network, own: NetworkInterface): Unknown[] {
  const vpc = vpcOf(network, own);
  const found = [...network.endpoints.values()].find(
    ({ vpc: place, service, type }) =>
      (!isKnown(place) || place === vpc?.key) &&
      type !== "Gateway" &&
      (!isKnown(service) || service.kind === "elsewhere"),
  );
  return found === undefined
    ? []
    : [
        new Unknown(
          "VPC endpoints",
          "whether those of the VPC lead to all services that it needs is not analysed",
          found.at,
        ),
      ];
}
