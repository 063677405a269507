import type { Resource, Value } from "../../../terraform";
import type { Known } from "../../known";
import type { ElementKey } from "../../model";
import { identified } from "../attributes";

export function vpnGatewayOf(value: Value | undefined, resource: Resource): Known<ElementKey> {
  return identified(value, ["aws_vpn_gateway"], resource, ["id"]);
}

export function vpnConnectionOf(value: Value | undefined, resource: Resource): Known<ElementKey> {
  return identified(value, ["aws_vpn_connection"], resource, ["id"]);
}
