export { networkOf } from "./build";
export { certainAddresses } from "./certain-addresses";
export { deviceConnectionOf } from "./device-connection";
export { isKnown, type Known, type Listing, sameKnown } from "./known";
export * from "./model";
export { vpnDeviceOn } from "./vpn-device";
