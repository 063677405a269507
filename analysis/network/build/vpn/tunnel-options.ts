import type { Resource } from "../../../terraform";
import type { Known } from "../../known";
import type { PhaseOptions, TunnelOptions, VpnTunnel } from "../../model";
import { asNumber, asText, elementsOf, type KnownValue, mapListing } from "../attributes";
import { attributesOf } from "../readers";

const IKE_VERSIONS = ["ikev1", "ikev2"];
const ENCRYPTION_ALGORITHMS = ["AES128", "AES256", "AES128-GCM-16", "AES256-GCM-16"];
const INTEGRITY_ALGORITHMS = ["SHA1", "SHA2-256", "SHA2-384", "SHA2-512"];
const DH_GROUP_NUMBERS = [2, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24];
const DH_GROUP_NUMBERS_OF_PHASE_2 = [...DH_GROUP_NUMBERS, 5];

/**
 * What is left out is everything that AWS offers.
 * @see https://docs.aws.amazon.com/vpn/latest/s2svpn/VPNTunnels.html
 */
export function tunnelOptionsOf(resource: Resource, number: VpnTunnel["number"]): TunnelOptions {
  const tunnel = `tunnel${number}`;
  return {
    ikeVersions: texts(`${tunnel}_ike_versions`, IKE_VERSIONS, resource),
    phase1: phaseOptions(`${tunnel}_phase1`, DH_GROUP_NUMBERS, resource),
    phase2: phaseOptions(`${tunnel}_phase2`, DH_GROUP_NUMBERS_OF_PHASE_2, resource),
  };
}

function phaseOptions(phase: string, dhGroupNumbers: readonly number[], resource: Resource): PhaseOptions {
  return {
    encryptionAlgorithms: texts(`${phase}_encryption_algorithms`, ENCRYPTION_ALGORITHMS, resource),
    integrityAlgorithms: texts(`${phase}_integrity_algorithms`, INTEGRITY_ALGORITHMS, resource),
    dhGroupNumbers: setOf(`${phase}_dh_group_numbers`, dhGroupNumbers, resource, asNumber),
  };
}

function texts(name: string, everything: readonly string[], resource: Resource): Known<ReadonlySet<string>> {
  return setOf(name, everything, resource, asText);
}

function setOf<T>(
  name: string,
  everything: readonly T[],
  resource: Resource,
  read: (value: KnownValue, resource: Resource) => Known<T | undefined>,
): Known<ReadonlySet<T>> {
  const stated = elementsOf(attributesOf(resource)(name), resource);
  const { items, doubts } = mapListing(stated, (each) => read(each, resource));
  if (doubts[0] !== undefined) return doubts[0];
  const known = items.filter((each) => each !== undefined);
  return new Set(known.length === 0 ? everything : known);
}
