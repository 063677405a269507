import { isKnown, type Network, type NetworkInterface, type VpcEndpoint, type Vpc } from "../../network";
import { Unknown } from "../../terraform";
import { ANYTHING } from "../bounds";
import { derivedOnce } from "../derived-once";
import type { Stage } from "../path/stage";

/** Endpoints of a VPC that answer to their service's own private name. */
export interface NamedEndpoints {
  readonly interfaces: readonly NetworkInterface[];
  readonly stages: readonly Stage[];
}

/**
 * With private DNS, AWS keeps a private zone for the service's name in the endpoint's VPC.
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/manage-dns-names.html
 */
export function endpointsNamed(network: Network, vpc: Vpc, name: string): NamedEndpoints {
  const here = endpointsByVpc(network.endpoints).get(vpc.key) ?? [];
  const answers = here.map((endpoint) => ({ endpoint, answer: answersTo(network, endpoint, name) }));
  const doubts = answers.flatMap(({ answer }) => (answer instanceof Unknown ? [answer] : []));
  const stage: Stage = {
    component: "private DNS of endpoints",
    at: vpc.at,
    detail: `answers for ${name}`,
    consulted: [],
    passes: ANYTHING,
    doubts,
  };
  return {
    interfaces: answers
      .filter(({ answer }) => answer === true)
      .flatMap(({ endpoint }) =>
        endpoint.interfaces.items.flatMap((key) => network.interfaces.get(key) ?? []),
      ),
    stages: doubts.length === 0 ? [] : [stage],
  };
}

function answersTo(network: Network, { privateDns, service }: VpcEndpoint, name: string): boolean | Unknown {
  if (privateDns === false) return false;
  if (!isKnown(service)) return service;
  if (service.kind === "elsewhere") return false;
  const own = network.endpointServices.get(service.service)?.privateDnsName;
  if (own === undefined) return false;
  if (!isKnown(own)) return own;
  const matches = own.startsWith("*.") ? name.endsWith(own.slice(1)) : name === own.toLowerCase();
  return matches ? privateDns : false;
}

/** Interface endpoints that may have private DNS, by their VPC. */
const endpointsByVpc = derivedOnce((endpoints: Network["endpoints"]) => {
  const byVpc = new Map<string, VpcEndpoint[]>();
  for (const endpoint of endpoints.values()) {
    if (endpoint.privateDns === false || !isKnown(endpoint.vpc)) continue;
    byVpc.set(endpoint.vpc, [...(byVpc.get(endpoint.vpc) ?? []), endpoint]);
  }
  return byVpc;
});
