import { servicesOf, serviceZones, zonesOf } from "../derivations";
import type { Environment, Service, ServiceTargets } from "../model";
import type { EntryInput, EnvironmentInput, ServiceInput, TopologyInput } from "../schema";
import { accountOf } from "./account";
import { present, sorted, sortedBy } from "./lists";

export function resolveEnvironment(name: string, written: EnvironmentInput, entry: EntryInput): Environment {
  const zones = sorted(written.zones ?? zonesOf(entry.vpc));
  const service = Object.values(servicesOf(entry)).find(({ environment }) => environment === name);
  const { min = zones.length, max = 2 * min } = written.instances;
  const { port, instanceType, cnamePrefix, solutionStack, web, sourceBundle } = written;
  return {
    name,
    zones,
    loadBalancerZones: service === undefined ? zones : sorted(serviceZones(entry, service)),
    port,
    instanceType,
    instances: { min, max },
    ...(cnamePrefix === undefined ? {} : { cnamePrefix }),
    ...(solutionStack === undefined ? {} : { solutionStack }),
    application:
      web === undefined
        ? { kind: "source-bundle", ...present(sourceBundle) }
        : { kind: "web", page: web.page },
  };
}

function resolveTargets({ targets, environment }: ServiceInput): ServiceTargets {
  return environment === undefined
    ? { kind: "hosts", hosts: sorted(present(targets)) }
    : { kind: "environment", environment };
}

export function resolveService(
  input: TopologyInput,
  name: string,
  written: ServiceInput,
): Omit<Service, "entry" | "account" | "zones"> {
  return {
    name,
    listeners: [
      {
        port: written.port,
        targetPort: written.targetPort ?? written.port,
        targets: resolveTargets(written),
        ...(written.healthCheck === undefined ? {} : { healthCheckPath: written.healthCheck.path }),
      },
    ],
    addresses: new Map(),
    crossZone: written.crossZone,
    enforceInboundRulesOnPrivateLinkTraffic: written.enforceInboundRulesOnPrivateLinkTraffic,
    inboundFrom: sortedBy(written.inboundFrom, String),
    acceptance: written.acceptance,
    // Two names may stand for one account; a principal is allowed once.
    allow: [...new Set(sorted(written.allow.map((account) => accountOf(input, account))))],
    ...(written.privateDns === undefined
      ? {}
      : {
          privateDns: {
            name: written.privateDns.name,
            ...(written.privateDns.zone === undefined ? {} : { zone: written.privateDns.zone }),
          },
        }),
  };
}
