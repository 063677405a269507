import { vpnDeviceParameter } from "../../../../modules/software";
import { type Deployment, JoinedText, Reference, type Resource, Unknown } from "../../../terraform";
import { isKnown, type Known } from "../../known";
import {
  type ElementKey,
  elementKey,
  type VpnDeviceParameter,
  type VpnDeviceParameterContent,
  type VpnTunnel,
} from "../../model";
import { asText, identified, malformed } from "../attributes";
import { ElasticAddresses } from "../public-addresses";
import { attributesOf } from "../readers";
import { holderOf } from "./customer-gateways";

/** @see https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-parameter-store.html */
export function deviceParametersOf(deployment: Deployment): readonly VpnDeviceParameter[] {
  const addresses = new ElasticAddresses(deployment);
  return deployment.ofType("aws_ssm_parameter").map((resource) => ({
    key: elementKey(resource.key),
    at: resource.key,
    account: resource.account,
    region: resource.region,
    name: asText(resource.attribute("name"), resource) ?? malformed(null, "a name", resource),
    content: contentOf(resource, deployment, addresses),
  }));
}

function contentOf(
  resource: Resource,
  deployment: Deployment,
  addresses: ElasticAddresses,
): VpnDeviceParameter["content"] {
  const read = attributesOf(resource);
  const text = read("insecure_value") ?? read("value");
  const pieces = text instanceof JoinedText ? text.pieces : typeof text === "string" ? [text] : undefined;
  if (pieces === undefined)
    return text instanceof Unknown
      ? text
      : new Unknown("insecure_value", "its text is known once other resources exist", resource.key);
  const told = readMarked(pieces);
  if (told === undefined) return undefined;
  return {
    gateway: gatewayOf(told.of(told.parameter.gatewayAddress), resource, deployment, addresses),
    connections: new Map(
      Object.entries(told.parameter.connections).map(([name, { tunnelAddresses }]) => [
        name,
        [
          tunnelAt(told.of(tunnelAddresses[0]), resource, deployment),
          tunnelAt(told.of(tunnelAddresses[1]), resource, deployment),
        ] as const,
      ]),
    ),
  };
}

interface Marked {
  readonly parameter: ReturnType<typeof vpnDeviceParameter.parse>;
  /** The reference that a text of it stands for. */
  readonly of: (text: string) => string | Reference;
}

/** Characters that nobody assigns, so that no text has them. */
const [OPENS, CLOSES] = ["\u{E000}", "\u{E001}"];

/** Reads JSON with marks in the places of references. */
function readMarked(pieces: readonly (string | Reference)[]): Marked | undefined {
  const references = new Map<string, Reference>();
  const texts = pieces.map((piece, index) => {
    if (typeof piece === "string") return piece;
    const mark = `${OPENS}${index}${CLOSES}`;
    references.set(mark, piece);
    return mark;
  });
  const read = vpnDeviceParameter.safeParse(parseJson(texts.join("")));
  return read.success ? { parameter: read.data, of: (text) => references.get(text) ?? text } : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function gatewayOf(
  address: string | Reference,
  resource: Resource,
  deployment: Deployment,
  addresses: ElasticAddresses,
): VpnDeviceParameterContent["gateway"] {
  if (address instanceof Reference) return holderOf(address, resource, deployment, addresses);
  const elastic = deployment.ofType("aws_eip").find((each) => each.attribute("public_ip") === address);
  return elastic === undefined
    ? new Unknown(address, "whose public address this is is not in the Terraform", resource.key)
    : addresses.holderOf(elastic);
}

const TUNNEL_ADDRESSES = { 1: "tunnel1_address", 2: "tunnel2_address" } as const;
const NUMBERS = [1, 2] as const;

function tunnelAt(address: string | Reference, resource: Resource, deployment: Deployment): Known<VpnTunnel> {
  if (typeof address === "string") return tunnelWith(address, resource, deployment);
  const [first, second] = [connectionWith(1), connectionWith(2)];
  if (isKnown(first)) return { connection: first, number: 1 };
  return isKnown(second) ? { connection: second, number: 2 } : second;

  function connectionWith(number: VpnTunnel["number"]): Known<ElementKey> {
    return identified(address, ["aws_vpn_connection"], resource, [TUNNEL_ADDRESSES[number]]);
  }
}

/** The tunnel that AWS gave an address to. */
function tunnelWith(address: string, resource: Resource, deployment: Deployment): Known<VpnTunnel> {
  for (const connection of deployment.ofType("aws_vpn_connection")) {
    const number = NUMBERS.find((each) => connection.attribute(TUNNEL_ADDRESSES[each]) === address);
    if (number !== undefined) return { connection: elementKey(connection.key), number };
  }
  return new Unknown(address, "whose tunnel has this address is not in the Terraform", resource.key);
}
