import type { EndpointService } from "../../network";
import { Unknown } from "../../terraform";
import { isNeverPublic } from "./public-names";

/** Why it is not known whether AWS has verified that a service's private name is its owner's. */
export function unverifiedName(
  name: string,
  { waitsForPrivateDnsName: waits, at }: EndpointService,
): Unknown | undefined {
  // The owner proves that a name is his by a record in public DNS.
  // https://docs.aws.amazon.com/vpc/latest/privatelink/manage-dns-names.html
  if (isNeverPublic(name))
    return new Unknown(name, "AWS verifies a private name by public DNS, which never holds this one", at);
  if (waits === true) return undefined;
  return waits === false
    ? new Unknown(
        name,
        "whether AWS has verified it is not told: no aws_vpc_endpoint_service_private_dns_verification of the service has wait_for_verification = true",
        at,
      )
    : waits;
}
