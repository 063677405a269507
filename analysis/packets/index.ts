export { EVERY_ADDRESS, EVERY_PORT, EVERY_PROTOCOL, PROTOCOL } from "./limits";
export { type PacketBox, PacketSet } from "./packet-set";
