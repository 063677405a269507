import { formatAddress } from "../../addressing";
import {
  type NamedEntry,
  onPremisesBlocks,
  own,
  privateSubnets,
  RELAY,
  subnetWith,
  zonesOf,
} from "../derivations";
import type { Path } from "../problem";
import type { RelayDraft } from "../schema";
import { type Check, type Draft, listed, type Report } from "./check";
import { checkMappings } from "./relay-mappings";

/** Relays as a whole; then each of their mappings. */
export const checkRelays: Check = (draft, report) => {
  for (const [name, relay] of Object.entries(draft.topology.relays)) {
    const named = { section: "relays", name, entry: relay } as const;
    const path = ["relays", name];
    if (relay.mode === "host") {
      checkRelayHost(named, relay, path, report);
      checkTranslations(draft, named, relay, path, report);
    }
    if (relay.mode === "managed") checkManaged(relay, path, report);
    checkMappings(draft, named, relay, path, report);
  }
};

function checkRelayHost(named: NamedEntry, relay: RelayDraft, path: Path, report: Report): void {
  const { address, hosts, mappings = [] } = relay;
  if (own(hosts, RELAY) !== undefined)
    report([...path, "hosts", RELAY], "the relay's own host has this name; give this one another", "key");
  if (address === undefined) {
    report(
      path,
      "a relay by a host needs that host's own `address`; write one of a private subnet of this VPC",
      "key",
    );
    return;
  }
  const subnets = privateSubnets(named);
  const subnet = subnetWith(named, address);
  if (subnet === undefined) {
    if (subnets.length > 0)
      report(
        [...path, "address"],
        `this is in no private subnet of this VPC; write an address of ${listed(subnets.map(({ block }) => block.toString()))}`,
      );
    return;
  }
  // A network interface is in one subnet, and so are all its addresses.
  // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-eni.html
  mappings.forEach(({ call }, index) => {
    const other = subnetWith(named, call.address);
    if (other !== undefined && other.zone !== subnet.zone)
      report(
        [...path, "mappings", index, "call"],
        `${formatAddress(call.address)} is in the subnet of ${other.zone}, and the relay's network interface in that of ${subnet.zone}, where all its addresses are; call an address of ${subnet.block.toString()}`,
      );
  });
}

/** What EC2's 16 KB of user data certainly hold, with all else that the host is told. */
const MOST_TRANSLATIONS = 100;

/** The host is told of each mapping once for each block, or address of a load balancer, that it comes from. */
function checkTranslations(
  draft: Draft,
  named: NamedEntry,
  { mappings = [], vpc }: RelayDraft,
  path: Path,
  report: Report,
): void {
  const zones = vpc === undefined ? 0 : zonesOf(vpc).length;
  const translations = mappings.reduce((sum, { from }) => {
    const network = own(draft.topology.onPremises, from);
    return sum + (network === undefined ? zones : onPremisesBlocks(from, network).length);
  }, 0);
  if (translations > MOST_TRANSLATIONS)
    report(
      [...path, "mappings"],
      `the host of ${named.name} would be told of ${translations} sources and ports, and its user data holds ${MOST_TRANSLATIONS}; write fewer mappings, larger blocks of the networks that call, or \`mode: managed\``,
      "key",
    );
}

function checkManaged({ address, instanceType }: RelayDraft, path: Path, report: Report): void {
  if (address !== undefined)
    report(
      [...path, "address"],
      "a managed relay has no host: each address that is called is a load balancer's own; leave this out, or write `mode: host`",
      "key",
    );
  if (instanceType !== undefined)
    report(
      [...path, "instanceType"],
      "a managed relay has no host; leave this out, or write `mode: host`",
      "key",
    );
}
