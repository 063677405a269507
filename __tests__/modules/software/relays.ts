import { parseAddress, parseBlock, valueOf } from "../../../modules/addressing";
import { parseRegion } from "../../../modules/identity";
import type { Relay, Translation } from "../../../modules/software";

const address = (text: string): Relay["address"] => valueOf(parseAddress(text));

/** @param at an address and a port @param to the same */
export function translation(at: string, to: string, ...sources: readonly string[]): Translation {
  return {
    sources: sources.map((source) => valueOf(parseBlock(source))),
    ...socket(at),
    to: socket(to),
  };
}

function socket(text: string): Translation["to"] {
  const [host = "", port] = text.split(":");
  return { address: address(host), port: Number(port) };
}

export const RELAY: Relay = {
  interfaceName: "address-class-relay-relay",
  region: valueOf(parseRegion("ap-northeast-1")),
  address: address("172.16.0.10"),
  translations: [
    translation("172.16.0.10:80", "172.16.0.20:80", "10.200.0.0/16"),
    translation("172.16.0.10:8080", "10.200.0.10:80", "172.16.0.30/32", "172.16.16.30/32"),
  ],
};
