import { type Parsed, refused } from "../../modules/addressing";
import type { NetworkInterface } from "../network";
import { placeOf, type ResourceKey, type Unknown } from "../terraform";

/** One end of a question. */
export type End = Interfaces | Name | Internet;

/** A host, an environment, an endpoint, a load balancer, or an address of a VPC. */
export interface Interfaces {
  readonly kind: "interfaces";
  readonly at: ResourceKey;
  readonly interfaces: readonly NetworkInterface[];
  readonly doubts: readonly Unknown[];
}

/** A name, as the VPC of the one who asks resolves it. */
export interface Name {
  readonly kind: "name";
  readonly name: string;
}

/** Every public address. */
export interface Internet {
  readonly kind: "internet";
}

/** Whether packets get from one end to the other, and the answers back. */
export type Question = (Inside | FromInternet) & {
  readonly protocol: "tcp" | "udp";
  /** 1 to 65535. */
  readonly port: number;
};

interface Inside {
  readonly from: Interfaces;
  readonly to: End;
}

interface FromInternet {
  readonly from: Internet;
  readonly to: Interfaces;
}

export function isFromInternet(question: Inside | FromInternet): question is FromInternet {
  return question.from.kind === "internet";
}

/** As the other end, it means any of its instances. */
function isEnvironment(at: ResourceKey): boolean {
  return placeOf(at).address.startsWith("aws_elastic_beanstalk_environment.");
}

/** Puts a question together; not every end can be where packets start, and outsiders see no private name. */
export function questionBetween(
  from: End,
  to: End,
  protocol: Question["protocol"],
  port: number,
): Parsed<Question> {
  if (from.kind === "name")
    return refused(
      "packets start at a host, and a name may stand for several",
      "ask from entry/host, vpc@address, a Terraform address or internet",
    );
  if (from.kind === "interfaces" && isEnvironment(from.at))
    return refused(
      "packets start at a host, and an Elastic Beanstalk environment stands for several",
      "ask from entry/host, vpc@address, a Terraform address or internet",
    );
  if (
    from.kind === "interfaces" &&
    to.kind === "interfaces" &&
    from.at === to.at &&
    from.interfaces.length < 2
  )
    return refused("packets to oneself never leave the host", "ask for another end");
  if (from.kind === "interfaces") return { ok: true, value: { from, to, protocol, port } };
  return to.kind === "interfaces"
    ? { ok: true, value: { from, to, protocol, port } }
    : refused(
        "from the internet only what is in a VPC can be asked for",
        "ask for entry/host, vpc@address or a Terraform address",
      );
}
