import {
  type Deployment,
  Reference,
  type Resource,
  type ResourceKey,
  Unknown,
  type Value,
} from "../../terraform";
import { isKnown, type Known, type Listing, sameKnown } from "../known";
import { type ElementKey, elementKey, type EndpointService } from "../model";
import { Associations, associationsOf } from "./associations";
import {
  asBoolean,
  asText,
  elementsOf,
  identified,
  joinListings,
  knownBoolean,
  mapListing,
} from "./attributes";
import { loadBalancerOf } from "./beanstalk/identities";
import type { Belonging } from "./belongings";
import { canonicalName } from "./dns-names";
import { distinct } from "./listings";
import { attributesOf } from "./readers";

const TYPE = "aws_vpc_endpoint_service";
const ACCEPTER = "aws_vpc_endpoint_connection_accepter";

/** @see https://docs.aws.amazon.com/vpc/latest/privatelink/configure-endpoint-service.html */
export function endpointServicesOf(deployment: Deployment): EndpointService[] {
  const principals = principalsIn(deployment);
  const accepted = acceptedIn(deployment);
  const accepters = acceptersIn(deployment);
  const verifications = verificationsIn(deployment);
  return deployment.ofType(TYPE).map((resource) => ({
    key: elementKey(resource.key),
    at: resource.key,
    account: resource.account,
    region: resource.region,
    acceptanceRequired: requiresAcceptance(resource),
    loadBalancers: loadBalancersOf(resource, deployment),
    allowedPrincipals: distinct(
      joinListings([
        mapListing(elementsOf(resource.attribute("allowed_principals"), resource), (each) =>
          textOf(each, resource),
        ),
        principals.of(resource),
      ]),
    ),
    accepted: distinct(accepted.of(resource)),
    accepters: new Map(accepters.of(resource).items),
    privateDnsName: privateDnsNameOf(resource),
    waitsForPrivateDnsName: waitsFor(verifications.of(resource)),
  }));
}

function privateDnsNameOf(resource: Resource): Known<string | undefined> {
  const name = asText(attributesOf(resource)("private_dns_name"), resource);
  return typeof name === "string" ? canonicalName(name) : name;
}

/**
 * A verification begins with its resource, and unless that waits for its end, nobody notices when it fails.
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/manage-dns-names.html
 * @see https://github.com/hashicorp/terraform-provider-aws/pull/37176
 */
function verificationsIn(deployment: Deployment): Associations<boolean> {
  return associationsOf(
    deployment.ofType("aws_vpc_endpoint_service_private_dns_verification"),
    (resource) => identified(resource.attribute("service_id"), [TYPE], resource, ["id"]),
    (resource) => knownBoolean(resource, "wait_for_verification", false),
  );
}

function waitsFor({ items, doubts }: Listing<boolean>): Known<boolean> {
  return items.includes(true) || (doubts[0] ?? false);
}

function requiresAcceptance(resource: Resource): Known<boolean> {
  const stated = attributesOf(resource)("acceptance_required");
  return stated === undefined
    ? new Unknown("acceptance_required", "this is not stated", resource.key)
    : asBoolean(stated, true, resource);
}

function loadBalancersOf(resource: Resource, deployment: Deployment): Listing<ElementKey> {
  return joinListings(
    ["network_load_balancer_arns", "gateway_load_balancer_arns"].map((name) =>
      mapListing(elementsOf(resource.attribute(name), resource), (each) =>
        loadBalancerOf(each, resource, deployment),
      ),
    ),
  );
}

function principalsIn(deployment: Deployment): Associations<string> {
  return associationsOf(
    deployment.ofType("aws_vpc_endpoint_service_allowed_principal"),
    serviceIn,
    (resource) => textOf(resource.attribute("principal_arn"), resource),
  );
}

function textOf(value: Value | undefined, resource: Resource): Known<string> {
  return asText(value, resource) ?? new Unknown("principal_arn", "this is not stated", resource.key);
}

function serviceIn(resource: Resource): Known<ElementKey> {
  return identified(resource.attribute("vpc_endpoint_service_id"), [TYPE], resource, ["id"]);
}

function acceptersIn(deployment: Deployment): Associations<readonly [ElementKey, ResourceKey]> {
  return associationsOf(deployment.ofType(ACCEPTER), serviceIn, (resource) => {
    const endpoint = endpointIn(resource);
    return endpoint instanceof Unknown ? endpoint : [endpoint, resource.key];
  });
}

/** Endpoints that the service's side accepts, and those that accept themselves. */
function acceptedIn(deployment: Deployment): Associations<ElementKey> {
  const byService = deployment
    .ofType(ACCEPTER)
    .map((resource) => ({ owner: serviceIn(resource), resource, what: endpointIn(resource) }));
  const byThemselves = deployment
    .ofType("aws_vpc_endpoint")
    .flatMap((resource) => acceptedByItself(resource, deployment));
  return new Associations([...byService, ...byThemselves]);
}

function endpointIn(resource: Resource): Known<ElementKey> {
  return identified(resource.attribute("vpc_endpoint_id"), ["aws_vpc_endpoint"], resource, ["id"]);
}

/**
 * An endpoint accepts itself only where it and the service are one account's.
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/configure-endpoint-service.html#accept-reject-connection-requests
 */
function acceptedByItself(resource: Resource, deployment: Deployment): Belonging<Known<ElementKey>>[] {
  const automatic = knownBoolean(resource, "auto_accept", false);
  const name = resource.attribute("service_name");
  const owner = identified(name, [TYPE], resource, ["service_name"]);
  if (automatic === false || owner instanceof Unknown || !(name instanceof Reference)) return [];
  const account = deployment.find(name.resource)?.account;
  if (automatic instanceof Unknown) return [{ owner, resource, what: automatic }];
  const isOwn = account !== undefined && sameKnown(resource.account, account);
  if (isOwn !== undefined) return isOwn ? [{ owner, resource, what: elementKey(resource.key) }] : [];
  const why = isKnown(resource.account) ? account : resource.account;
  return isKnown(why) ? [] : [{ owner, resource, what: why }];
}
