import { parseBlock, valueOf } from "../../../../modules/addressing";
import { parseRegion } from "../../../../modules/identity";
import type {
  DeviceConnection,
  VpnDevice,
  VpnDeviceKeys,
  VpnDeviceParameter,
} from "../../../../modules/software";

export const block = (text: string): VpnDevice["localBlocks"][number] => valueOf(parseBlock(text));

export const STATIC: DeviceConnection = {
  name: "relay",
  remoteBlocks: [block("172.16.0.0/16")],
  routing: "static",
  amazonAsn: 64512,
  insideBlocks: [block("169.254.10.0/30"), block("169.254.10.4/30")],
};

export const BGP: DeviceConnection = {
  name: "consumer-entry",
  remoteBlocks: [block("10.0.0.0/16"), block("10.1.0.0/16")],
  routing: "bgp",
  amazonAsn: 64513,
  insideBlocks: [block("169.254.11.0/30"), block("169.254.11.4/30")],
};

export const DEVICE: VpnDevice = {
  region: valueOf(parseRegion("ap-northeast-1")),
  parameter: "/address-class-relay/lab/vpn",
  localBlocks: [block("10.200.0.0/16")],
  asn: 65010,
  connections: [BGP, STATIC],
};

export const PARAMETER: VpnDeviceParameter = {
  gatewayAddress: "198.51.100.7",
  connections: {
    relay: {
      tunnelAddresses: ["203.0.113.1", "203.0.113.2"],
      secretArn: "arn:aws:secretsmanager:ap-northeast-1:111122223333:secret:relay",
      secretVersionId: "00000000-0000-4000-8000-000000000001",
    },
  },
};

export const KEYS: VpnDeviceKeys = { tunnel1: "first.Key_1", tunnel2: "second.Key_2" };
