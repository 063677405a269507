import { z } from "zod";

/** What is known of a device's connections only once they are there, by their names. No key is among it. */
export const vpnDeviceParameter = z.strictObject({
  /** The public address that the device is known by: that of its customer gateways. */
  gatewayAddress: z.string(),
  connections: z.record(
    z.string(),
    z.strictObject({
      /** The outside addresses of tunnel 1 and tunnel 2. */
      tunnelAddresses: z.tuple([z.string(), z.string()]),
      /** The secret that holds a {@link VpnDeviceKeys}. */
      secretArn: z.string(),
      /**
       * Which of the secret's values is the current one, which the device reads without naming it: other keys make this
       * another text, and the device anew.
       */
      secretVersionId: z.string(),
    }),
  ),
});

/** What the JSON of a device's Systems Manager parameter says. Its values may be references that Terraform resolves. */
export type VpnDeviceParameter = z.output<typeof vpnDeviceParameter>;

/** The value of a connection's secret: the pre-shared keys of its tunnels. */
export interface VpnDeviceKeys {
  readonly tunnel1: string;
  readonly tunnel2: string;
}
