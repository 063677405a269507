import { formatAddress, type Ipv4Address } from "../../addressing";

/** What is known of a tunnel only once its connection is there. */
export interface TunnelValues {
  /** Of a tunnel: its connection's name and its number. */
  readonly name: string;
  /** The public address that the device is known by. */
  readonly gatewayAddress: Ipv4Address;
  /** Amazon's outside address. */
  readonly outsideAddress: Ipv4Address;
  /** What stands in the place of the pre-shared key: the line of the file. */
  readonly secretLine: string;
}

/**
 * Pre-shared keys that AWS takes. None of these characters means anything to strongSwan, but a `0` in front, which AWS
 * does not take, would: of `0x` and `0s`.
 * @see https://docs.aws.amazon.com/vpn/latest/s2svpn/VPNTunnels.html
 */
const KEY = /^(?!0)[A-Za-z0-9._]{8,64}$/;

/** @throws RangeError when AWS takes no such key; the message does not say it */
export function secretLineOf(key: string): string {
  if (!KEY.test(key)) {
    throw new RangeError(
      "A pre-shared key has 8 to 64 letters, digits, dots and underscores, and no 0 in front.",
    );
  }
  return `secret = "${key}"`;
}

/** The part of swanctl.conf that `renderStrongSwan` leaves out. {@link TUNNEL_VALUES_PROGRAM} writes the same on a host. */
export function renderTunnelValues(tunnels: readonly TunnelValues[]): string {
  return tunnels.map(sections).join("");
}

function sections({ name, gatewayAddress, outsideAddress, secretLine }: TunnelValues): string {
  const [own, amazons] = [formatAddress(gatewayAddress), formatAddress(outsideAddress)];
  return `connections {
  ${name} {
    remote_addrs = ${amazons}
    local {
      id = ${own}
    }
    remote {
      id = ${amazons}
    }
  }
}
secrets {
  ike-${name} {
    id-local = ${own}
    id-remote = ${amazons}
    ${secretLine}
  }
}
`;
}

/**
 * Has jq write both tunnels of the connection `$connection` from a `VpnDeviceParameter` as `$parameter` and a
 * `VpnDeviceKeys` as the input that it asks for: without any, it fails. Whatever is no address and no key of AWS's it refuses, without saying it.
 */
export const TUNNEL_VALUES_PROGRAM = `def address:
  if type == "string" and test("^[0-9]{1,3}([.][0-9]{1,3}){3}$") then .
  else error("an address is missing or is none") end;
def key:
  if type == "string" and test("${KEY.source}") then .
  else error("a key is missing or is none that AWS takes") end;
def tunnel($name; $own; $amazons; $key):
  "connections {",
  "  \\($name) {",
  "    remote_addrs = \\($amazons)",
  "    local {",
  "      id = \\($own)",
  "    }",
  "    remote {",
  "      id = \\($amazons)",
  "    }",
  "  }",
  "}",
  "secrets {",
  "  ike-\\($name) {",
  "    id-local = \\($own)",
  "    id-remote = \\($amazons)",
  "    secret = \\"\\($key)\\"",
  "  }",
  "}";
input as $keys
| ($parameter.gatewayAddress | address) as $own
| $parameter.connections[$connection].tunnelAddresses as $addresses
| tunnel("\\($connection)-1"; $own; $addresses[0] | address; $keys.tunnel1 | key),
  tunnel("\\($connection)-2"; $own; $addresses[1] | address; $keys.tunnel2 | key)
`;
