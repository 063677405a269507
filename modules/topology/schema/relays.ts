import { z } from "zod";
import { closed } from "../shapes";
import { address, hostPort, instanceType, name, socket } from "../values";

/** Relays between networks whose addresses do not mix. */

const mapping = closed({
  from: name.meta({ description: "Who calls: a network of `onPremises`, or an entry of `providers`." }),
  call: socket.meta({
    description:
      "The address and port that it calls: of the relay's VPC where on-premises calls, of the caller's own VPC otherwise.",
  }),
  to: hostPort.meta({ description: "Who answers, and at which port, as entry/host:port." }),
  protocol: z.enum(["tcp", "udp"]).default("tcp").meta({ description: "What is carried; relays carry TCP." }),
});

/** What makes an entry a relay. */
export const relay = {
  mode: z.enum(["host", "managed"]).meta({
    description: "By a host of its own that rewrites addresses, or by load balancers alone.",
  }),
  address: address.optional().meta({
    description: "Of a relay by a host: that host's own address, from which it calls both sides.",
  }),
  instanceType: instanceType.optional().meta({
    description: "Of a relay by a host: the EC2 instance type; left out, t3.small.",
  }),
  mappings: z.array(mapping).min(1).meta({ description: "Who may call what, and who answers." }),
};
