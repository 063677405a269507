import { type EndpointService, isKnown, type Network, sameKnown, type VpcEndpoint } from "../../network";
import { placeOf, Unknown } from "../../terraform";
import { ANYTHING, type Bounds, NOTHING } from "../bounds";
import { addressOf } from "../format";
import { doubtsOf, hostnamesStage, supportStage } from "../names/dns-attributes";
import { unverifiedName } from "../names/verification";
import { passing, type Stage } from "../path/stage";

const COMPONENT = "VPC endpoint, private DNS";

/**
 * What AWS wants before it lets an endpoint have private DNS. An endpoint that is to be made with it is not made at
 * all; one that is to get it later by a resource of its own is there, and Terraform stops: what is there then is not
 * known.
 */
export function privateDnsStages(network: Network, endpoint: VpcEndpoint, service: EndpointService): Stage[] {
  const { privateDns, privateDnsWhenMade } = endpoint;
  if (privateDnsWhenMade === false && (privateDns === false || isEnabledElsewhere(endpoint))) return [];
  const refused = privateDnsWhenMade === true ? NOTHING : ANYTHING;
  return [
    ...attributeStages(network, endpoint, refused),
    nameStage(endpoint, service, refused),
    ...(endpoint.state === "available"
      ? []
      : privateDnsWhenMade === false
        ? orderOfStacks(endpoint, service)
        : [orderStage(endpoint, service)]),
  ];
}

/** Where a stack of its own enables private DNS, the endpoint is as its own stack made it, whatever becomes of that. */
function isEnabledElsewhere({ at, privateDnsEnabledBy: by }: VpcEndpoint): boolean {
  return by !== undefined && placeOf(by).stack !== placeOf(at).stack;
}

/**
 * The VPC must have both DNS attributes.
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html
 */
function attributeStages(network: Network, { vpc: key }: VpcEndpoint, refused: Bounds): Stage[] {
  const vpc = isKnown(key) ? network.vpcs.get(key) : undefined;
  return vpc === undefined ? [] : [supportStage(vpc, refused), hostnamesStage(vpc, refused)];
}

/**
 * The service must have a private name, and AWS must have verified that it is the service's.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_PrivateDnsNameConfiguration.html
 * @see https://github.com/vespa-engine/vespa/pull/33303 (what AWS says where there is none)
 */
function nameStage(endpoint: VpcEndpoint, service: EndpointService, refused: Bounds): Stage {
  const { privateDnsName: name, at } = service;
  const stage = {
    component: COMPONENT,
    at: endpoint.at,
    detail: "by the name of its service",
    consulted: [at],
  };
  if (name === undefined)
    return {
      ...stage,
      passes: refused,
      doubts: doubtsOf(endpoint.privateDns),
      blocker: {
        code: "PRIVATE_DNS_WITHOUT_NAME",
        sentence: `it is to have private DNS, which AWS refuses, because ${addressOf(at)} has no private_dns_name`,
      },
    };
  const doubt = isKnown(name) ? unverifiedName(name, service) : name;
  return doubt === undefined
    ? passing(stage.component, stage.at, stage.detail)
    : { ...stage, passes: ANYTHING, doubts: [doubt] };
}

/**
 * AWS enables private DNS only once the connection is accepted; who accepts it beside the endpoint does so after it is
 * made. An endpoint that accepts itself is made with private DNS first, too, and nobody says what AWS does then.
 * @see https://github.com/hashicorp/terraform-provider-aws/pull/37628 (aws_vpc_endpoint_private_dns, made for this)
 * @see https://github.com/crossplane-contrib/provider-aws/issues/1363
 */
function orderStage(endpoint: VpcEndpoint, service: EndpointService): Stage {
  const { at, privateDnsWhenMade, autoAccept } = endpoint;
  const stage = { component: COMPONENT, at, detail: "from the moment when it is made" };
  if (service.acceptanceRequired === false) return passing(stage.component, at, stage.detail);
  const doubts = [
    ...doubtsOf(privateDnsWhenMade),
    ...doubtsOf(service.acceptanceRequired),
    ...(isOfAnotherAccount(endpoint, service) ? [] : doubtsOf(autoAccept)),
    ...(autoAccept === true && !isOfAnotherAccount(endpoint, service) ? [acceptedLater(endpoint)] : []),
  ];
  return {
    ...stage,
    consulted: [service.at],
    passes: doubts.length > 0 ? ANYTHING : NOTHING,
    doubts,
    blocker: {
      code: "PRIVATE_DNS_BEFORE_ACCEPTANCE",
      sentence: `it is to be made with private DNS, which AWS refuses until its connection is accepted; leave private_dns_enabled out, and enable it by an aws_vpc_endpoint_private_dns that depends on the accepter`,
    },
  };
}

/**
 * A resource of its own that stands in the endpoint's stack is applied with it, and so before an accepter of another
 * stack, which cannot be made before the endpoint is.
 */
function orderOfStacks(
  { key, at, privateDnsEnabledBy: by }: VpcEndpoint,
  { acceptanceRequired, accepters }: EndpointService,
): Stage[] {
  const accepter = accepters.get(key);
  if (by === undefined || accepter === undefined || acceptanceRequired === false) return [];
  const [own, first, second] = [at, by, accepter].map((each) => placeOf(each).stack);
  if (first !== own || second === own) return [];
  return [
    {
      component: COMPONENT,
      at: by,
      detail: "once the connection is accepted",
      consulted: [accepter],
      passes: ANYTHING,
      doubts: isKnown(acceptanceRequired) ? [] : [acceptanceRequired],
      blocker: {
        code: "PRIVATE_DNS_BEFORE_ACCEPTANCE",
        sentence: `it is made with ${addressOf(at)}, before the stack ${second ?? ""} accepts the connection, and AWS refuses private DNS until then; have it in a stack of its own that is deployed after that one`,
      },
    },
  ];
}

function acceptedLater({ at }: VpcEndpoint): Unknown {
  const why =
    "the endpoint is accepted once it is made, and AWS may refuse to make it with private DNS before";
  return new Unknown("auto_accept", why, at);
}

/** It cannot accept itself then. */
function isOfAnotherAccount({ account }: VpcEndpoint, service: EndpointService): boolean {
  return sameKnown(account, service.account) === false;
}
