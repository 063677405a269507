import {
  type Deployment,
  formatReference,
  Reference,
  type Resource,
  Unknown,
  type Value,
} from "../../terraform";
import type { Known } from "../known";
import { type DnsAnswer, type ElementKey, type VpcEndpoint } from "../model";
import { identified } from "./attributes";
import { attributesOf } from "./readers";

interface Context {
  readonly deployment: Deployment;
  readonly endpoints: ReadonlyMap<ElementKey, VpcEndpoint>;
}

/** The endpoint that a value is a name of, as records answer with it. */
export function endpointAnswer(value: Value, resource: Resource, context: Context): Known<DnsAnswer> {
  const endpoint = ofResource(value, context.deployment) ?? ofService(value, resource, context);
  return endpoint instanceof Unknown ? endpoint : { kind: "endpoint", endpoint };
}

/**
 * An endpoint's first name is the regional one, which has an address of every zone. The zonal ones follow in an order
 * that nobody promises.
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html#interface-endpoint-dns-hostnames
 */
function ofService(value: Value, resource: Resource, { endpoints }: Context): Known<ElementKey> {
  if (value instanceof Reference && /^dns_entry\[(?!0\])\d+\]\.dns_name$/.test(value.attribute))
    return new Unknown(
      formatReference(value),
      "the order of an endpoint's zonal names is not promised",
      resource.key,
    );
  const endpoint = identified(value, ["aws_vpc_endpoint"], resource, ["dns_entry[0].dns_name"]);
  if (endpoint instanceof Unknown || endpoints.get(endpoint)?.type !== "Resource") return endpoint;
  return new Unknown(
    "dns_entry",
    "an endpoint of type Resource has none: data.aws_vpc_endpoint_associations tells its name",
    resource.key,
  );
}

/**
 * An endpoint has a name of its own for each resource that it leads to, which is one where it leads to a single
 * resource configuration.
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/use-resource-endpoint.html#resource-endpoint-dns
 */
function ofResource(value: Value, deployment: Deployment): Known<ElementKey> | undefined {
  const data =
    value instanceof Reference && value.attribute === "associations[0].dns_entry[0].dns_name"
      ? deployment.find(value.resource)
      : undefined;
  if (data?.mode !== "data" || data.type !== "aws_vpc_endpoint_associations") return undefined;
  const id = data.attribute("vpc_endpoint_id");
  const endpoint = identified(id, ["aws_vpc_endpoint"], data, ["id"]);
  const made = id instanceof Reference ? deployment.find(id.resource) : undefined;
  return made === undefined || leadsToResource(made)
    ? endpoint
    : new Unknown(
        "associations[0]",
        "which of its names this is depends on what it is associated with",
        data.key,
      );
}

/** Whatever its type: AWS refuses a resource configuration to others. */
function leadsToResource(endpoint: Resource): boolean {
  const read = attributesOf(endpoint);
  return read("vpc_endpoint_type") === "Resource" || read("resource_configuration_arn") !== undefined;
}
