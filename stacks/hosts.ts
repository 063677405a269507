import type { Construct } from "constructs";
import { Host } from "../modules/hosts";
import type { AzId, Region } from "../modules/identity";
import type { IVpc } from "../modules/network";
import type { ProxyClient } from "../modules/software";
import { hostUserData } from "./host-user-data";
import type { MadeHostSpecification, VpcSpecification } from "./vpc-specification";

/** The VPC that hosts stand in. */
export interface HostSite {
  /** The id of its stack, which begins the names of its hosts. */
  readonly stack: string;
  readonly region: Region;
  readonly vpc: IVpc;
}

/** Makes a host in a VPC. */
export function addHost(
  scope: Construct,
  host: string,
  { stack, region, vpc }: HostSite,
  given: MadeHostSpecification,
  proxyClient: ProxyClient | undefined,
): Host {
  const { zone, web, nameServers, ...specification } = given;
  const subnet = vpc.privateSubnet(zone);
  const userData = hostUserData(host, { platform: given.platform, web, proxyClient, nameServers });
  return new Host(scope, host, {
    ...specification,
    name: `${stack}.hosts.${host}`,
    region,
    vpcId: vpc.id,
    subnetId: subnet.id,
    dependsOn: subnet.routes,
    ...(userData === undefined ? {} : { userData }),
  });
}

/** The ID of the stated subnet in a zone. */
export function existingSubnetId(vpc: VpcSpecification, zone: AzId, host: string): string {
  if (vpc.kind !== "existing")
    throw new Error(`the host ${host} is there already, and its VPC is only made; give its VPC by its ID`);
  const subnet = vpc.subnets.find((each) => each.zone === zone);
  if (subnet !== undefined) return subnet.id;
  throw new Error(
    `the VPC of the host ${host} has no stated subnet in ${zone}; it has them in ${vpc.subnets.map((each) => each.zone).join(", ")}`,
  );
}
