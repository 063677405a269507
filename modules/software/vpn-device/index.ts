export {
  type DeviceInstructions,
  deviceInstructions,
  type EstablishedConnection,
  type ExternalDevice,
  type KeySource,
} from "./instructions";
export { type VpnDeviceKeys, vpnDeviceParameter, type VpnDeviceParameter } from "./parameter";
export { parseVpnDevice } from "./parse";
export { renderVpnDevice } from "./render";
export { TUNNEL_OPTIONS } from "./tunnel-options";
export type { DeviceConnection, ParsedVpnDevice, VpnDevice } from "./vpn-device";
