export { EVERY_ADDRESS, EVERY_PORT, EVERY_PROTOCOL, PROTOCOL } from "./limits";
export type { PacketBox } from "./packet-box";
export { PacketSet } from "./packet-set";
