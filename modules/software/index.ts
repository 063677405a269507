export {
  type CloudConfig,
  type CloudConfigFile,
  parseCloudConfig,
  type ParsedCloudConfig,
  renderCloudConfig,
} from "./cloud-config";
export type { ForwardProxy, ProxyClient } from "./forward-proxy";
export { type HostSetup, renderHost } from "./host";
export type { NameServers } from "./name-servers";
export { renderWindowsHost, type WindowsHostSetup } from "./proxy-client";
export {
  type ParsedProxyServer,
  parseProxyServer,
  PROXY_HEALTH_CHECK,
  PROXY_PORT,
  type ProxyServer,
  renderProxyServer,
} from "./proxy-server";
export { type Platform, type ReadUserData, readUserData } from "./read-user-data";
export { type ParsedRelay, parseRelay, type Relay, renderRelay, type Translation } from "./relay";
export {
  decodeSourceBundle,
  type EncodedSourceBundle,
  encodeSourceBundle,
  type ParsedSourceBundle,
  type SourceBundle,
} from "./source-bundle";
export {
  decodeUserData,
  type EncodedUserData,
  encodeUserData,
  encodeWindowsUserData,
  USER_DATA_LIMIT,
  UserDataTooLongError,
} from "./user-data";
export {
  type DeviceConnection,
  type DeviceInstructions,
  deviceInstructions,
  type EstablishedConnection,
  type ExternalDevice,
  type KeySource,
  type ParsedVpnDevice,
  parseVpnDevice,
  renderVpnDevice,
  TUNNEL_OPTIONS,
  type VpnDevice,
  type VpnDeviceKeys,
  type VpnDeviceParameter,
  vpnDeviceParameter,
} from "./vpn-device";
export { type ParsedWebServer, parseWebServer, renderWebServer, type WebServer } from "./web-server";
