export { vpnDeviceParameterName, vpnDeviceRoleArn } from "./device-names";
export { VpnConnection, type VpnConnectionProps, type VpnKeys, type VpnRouting } from "./vpn-connection";
export { VpnDeviceHost, type VpnDeviceHostProps } from "./vpn-device-host";
export { VpnDeviceSite, type VpnDeviceSiteProps } from "./vpn-device-site";
export { VpnGateway, type VpnGatewayProps } from "./vpn-gateway";
