import type { Resource } from "../../terraform";
import type { EndpointState, VpcEndpoint } from "../model";

/**
 * A state, and a plan of what is there already, hold what Terraform read of an endpoint.
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/vpc_endpoint#state
 */
export function stateOf(resource: Resource): Pick<VpcEndpoint, "state"> {
  const read = resource.attribute("state");
  const state = typeof read === "string" ? read.toLowerCase() : "";
  return isState(state) ? { state } : {};
}

const STATES: Readonly<Record<EndpointState, true>> = {
  pendingacceptance: true,
  pending: true,
  available: true,
  partial: true,
  rejected: true,
  failed: true,
  expired: true,
  deleting: true,
  deleted: true,
};

function isState(text: string): text is EndpointState {
  return Object.hasOwn(STATES, text);
}
