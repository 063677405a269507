import type { DeviceInstructions } from "../../modules/software";
import { printable } from "../../modules/topology";
import { linesOf } from "../table";
import type { Around } from "./around";

/** The instructions for people: what strongSwan on Linux is told, then what any other device is, then the rest. */
export function formatInstructions(
  network: string,
  instructions: DeviceInstructions,
  { dns, relays }: Around,
): string {
  const { swanctl, interfaces, bgp, tunnels } = instructions;
  return [
    heading(`The VPN device of ${network}, with strongSwan on Linux`),
    ...section("/etc/swanctl/swanctl.conf", swanctl),
    ...section("Interfaces and static routes of its tunnels, before strongSwan starts", interfaces),
    ...(bgp === undefined ? [] : section("/etc/frr/frr.conf", bgp)),
    heading(`The VPN device of ${network}, whatever it is`),
    ...tunnels.flatMap(({ name, values }) => [
      "",
      printable(`Tunnel ${name}`),
      ...linesOf(Object.entries(values).map(([key, value]) => ({ cells: [`  ${key}`, value], details: [] }))),
    ]),
    ...sentences(`The rest of ${network}`, [
      ...dns.map(({ domain, servers }) => `DNS: forward ${domain} to ${servers.join(", ")}`),
      ...relays.map(
        ({ name, addresses }) => `Filters: let ${addresses.join(", ")} in, where ${name} calls from`,
      ),
    ]),
  ].join("\n");
}

function heading(text: string): string {
  return printable(`== ${text} ==`);
}

function sentences(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ["", heading(title), "", ...lines.map(printable)];
}

function section(title: string, text: string): string[] {
  return ["", printable(`# ${title}`), ...text.trimEnd().split("\n").map(printable), ""];
}
