import type { Network } from "../../network";
import type { Name } from "../ends";
import { whereTo } from "../starts";
import { hostsIn } from "./parties";

/** Whether there is anybody to ask from. */
export function holdsHosts(network: Network): boolean {
  return hostsIn(network).length > 0;
}

/** Whether a name certainly leads nowhere, whoever asks: no zone has a record of it, and public DNS never does. */
export function leadsNowhere(network: Network, name: Name): boolean {
  return hostsIn(network).every(
    ({ interfaces, doubts }) =>
      doubts.length === 0 &&
      interfaces.every((own) => {
        const { destinations, elsewhere } = whereTo(network, own, name);
        return destinations.length + elsewhere.length === 0;
      }),
  );
}
