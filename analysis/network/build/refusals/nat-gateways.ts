import { attributesOf } from "../readers";
import type { Built, Findings } from "./findings";

/**
 * A public NAT gateway has an Elastic IP address, which somebody allocates.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNatGateway.html (AllocationId)
 */
export function refuseNatGateways({ deployment, network }: Built, findings: Findings): void {
  for (const { key, at, connectivity, subnet } of network.natGateways.values()) {
    const resource = deployment.find(at);
    // One that is not in a subnet has its addresses elsewhere, and its subnet is not known.
    if (resource === undefined || typeof subnet !== "string") continue;
    if (connectivity !== "public" || attributesOf(resource)("allocation_id") !== undefined) continue;
    findings.refuse(
      key,
      at,
      "AWS refuses a public NAT gateway without an Elastic IP address; state its allocation_id",
    );
  }
}
