import type { DeviceConnection, VpnDevice } from "../../../../modules/software";
import { isKnown, type Network, type NetworkInterface, type VpnConnection } from "../../../network";
import { Unknown } from "../../../terraform";
import { ANYTHING, EVERYTHING, NOTHING } from "../../bounds";
import { addressOf } from "../../format";
import type { Stage } from "../../path/stage";
import type { Tunnel } from "../tunnels";
import { ikeStages } from "./ike";
import { negotiated } from "./options";
import { toldOfTunnel } from "./parameter";
import { allOf, anyOf, down, type State, unclear, UP } from "./state";

/** Whether a tunnel comes up between a VPN device and AWS's side; one of the two is enough. */
export function tunnelUpStages(
  network: Network,
  tunnel: Tunnel,
  own: NetworkInterface,
  device: VpnDevice,
  end: DeviceConnection,
): Stage[] {
  const { connection } = tunnel;
  const tunnels = ([1, 2] as const).map((number) =>
    allOf([
      toldOfTunnel(network, own, device, end, connection, number),
      negotiated(connection.tunnelOptions[number - 1] ?? connection.tunnelOptions[0]),
      bgpInside(connection, end, number),
    ]),
  );
  const state = allOf([authenticated(tunnel), anyOf(tunnels)]);
  return [
    ...ikeStages(network, own),
    {
      component: "VPN tunnels",
      at: connection.at,
      detail: `one comes up with ${addressOf(own.at)}`,
      consulted: [],
      passes: state.kind === "up" ? EVERYTHING : state.kind === "down" ? NOTHING : ANYTHING,
      doubts: state.kind === "unclear" ? state.doubts : [],
      ...(state.kind === "down"
        ? {
            blocker: {
              code: "VPN_TUNNEL_DOWN",
              sentence: `neither tunnel comes up: ${state.sentence}`,
            } as const,
          }
        : {}),
    },
  ];
}

/** Both ends speak BGP from the addresses inside the tunnel. */
function bgpInside({ routing, insideBlocks }: VpnConnection, end: DeviceConnection, number: 1 | 2): State {
  const stated = insideBlocks[number - 1];
  const own = String(end.insideBlocks[number - 1]);
  if (routing !== "bgp" || stated === undefined) return UP;
  if (!isKnown(stated)) return unclear(stated);
  return stated.toString() === own
    ? UP
    : down(`the VPN device has ${own} inside tunnel ${number}, and AWS's side ${stated.toString()}`);
}

/** Our devices prove who they are by the key that Terraform is told, and know no other way. */
function authenticated({ customerGateway, connection }: Tunnel): State {
  const { authentication, at } = customerGateway;
  const { presharedKeyStorage } = connection;
  const doubts = [
    ...(isKnown(authentication) ? [] : [authentication]),
    ...(authentication === "certificate"
      ? [new Unknown("certificate_arn", "how the VPN device gets a certificate is not analysed", at)]
      : []),
    ...(isKnown(presharedKeyStorage) ? [] : [presharedKeyStorage]),
    ...(presharedKeyStorage === "SecretsManager"
      ? [
          new Unknown(
            "preshared_key_storage",
            "AWS keeps the keys in a secret of its own, and how the VPN device reads it is not analysed",
            connection.at,
          ),
        ]
      : []),
  ];
  return doubts.length === 0 ? UP : unclear(...doubts);
}
