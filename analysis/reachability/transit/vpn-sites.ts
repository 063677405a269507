import { type ElementKey, isKnown, type Network } from "../../network";
import { behindConnection, type Far } from "../vpn/tunnels";
import { attaches } from "./attachments";

/** What is behind the customer gateway of a VPN connection's attachment, where that is known. */
export function siteBehind(network: Network, key: ElementKey): Far | undefined {
  const attachment = network.transitGatewayAttachments.get(key);
  if (attachment === undefined || !attaches(attachment, "vpn")) return undefined;
  const connection = network.vpnConnections.get(attachment.attached.connection);
  const behind = connection && behindConnection(network, connection);
  return behind !== undefined && isKnown(behind) ? behind.far : undefined;
}
