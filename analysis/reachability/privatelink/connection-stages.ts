import {
  type ElementKey,
  type EndpointService,
  isKnown,
  type Network,
  type ResourceConfiguration,
  sameKnown,
  type VpcEndpoint,
} from "../../network";
import { Unknown } from "../../terraform";
import { ANYTHING, EVERYTHING, NOTHING, whether } from "../bounds";
import { derivedOnce } from "../derived-once";
import { addressOf } from "../format";
import { passing, type Stage } from "../path/stage";
import { refusalsAt } from "../refusals";
import { unmodelledAt } from "../unmodelled";
import { privateDnsStages } from "./private-dns-stages";
import { stateStages } from "./state-stage";

/**
 * What must be so for an endpoint to be connected to its service, whatever its packets are: the service allows the
 * account, somebody accepts the connection, and AWS does not refuse the private DNS that the endpoint is to have.
 */
export function connectionStages(network: Network, endpoint: VpcEndpoint, service: EndpointService): Stage[] {
  return [
    ...refusalsAt(network, endpoint.key, service.key),
    ...doubtStage(endpoint, unmodelledAt(network, endpoint.key, service.key)),
    regionStage(endpoint, service),
    principalStage(endpoint, service),
    stateStages(endpoint, isAccepted(endpoint, service)),
    acceptanceStage(endpoint, service),
    privateDnsStages(network, endpoint, service),
  ].flat();
}

export function doubtStage({ at }: VpcEndpoint, doubts: readonly Unknown[]): Stage[] {
  if (doubts.length === 0) return [];
  const detail = "something that is not analysed refers to the connection's ends";
  return [{ component: "VPC endpoint", at, detail, consulted: [], passes: ANYTHING, doubts }];
}

/** A service is offered in its own Region only, unless it says otherwise, which is not analysed; so is a resource. */
export function regionStage(
  endpoint: VpcEndpoint,
  { region, at: of }: Pick<EndpointService | ResourceConfiguration, "region" | "at">,
): Stage[] {
  if (sameKnown(endpoint.region, region) === true) return [];
  const different =
    isKnown(endpoint.region) && isKnown(region)
      ? [
          new Unknown(
            `${endpoint.region} to ${region}`,
            "PrivateLink across Regions is not analysed",
            endpoint.at,
          ),
        ]
      : [];
  const doubts = [endpoint.region, region].filter((value) => value instanceof Unknown);
  return [
    {
      component: "VPC endpoint",
      at: endpoint.at,
      detail: `in the Region of ${addressOf(of)}`,
      consulted: [of],
      passes: ANYTHING,
      doubts: [...doubts, ...different],
    },
  ];
}

/**
 * The service's own account needs no permission; every other must be an allowed principal, or the endpoint cannot be
 * made.
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/configure-endpoint-service.html#add-remove-permissions
 */
function principalStage(endpoint: VpcEndpoint, service: EndpointService): Stage {
  const { account } = endpoint;
  const stage = { component: "endpoint service, allowed principals", at: service.at };
  if (sameKnown(account, service.account) === true)
    return passing(stage.component, stage.at, "the endpoint is in its own account");
  if (!isKnown(account) || !isKnown(service.account)) {
    const doubts = [account, service.account].filter((value) => value instanceof Unknown);
    return { ...stage, detail: "the accounts are not known", consulted: [], passes: ANYTHING, doubts };
  }
  const { items, doubts } = service.allowedPrincipals;
  const { isEverybody, byAccount } = principalsAmong(items);
  const ofAccount = byAccount.get(account) ?? [];
  const isAllowed = isEverybody || ofAccount.some((principal) => ROOT.test(principal));
  // An endpoint made as one of these is allowed; as whom it will be made is not in the Terraform.
  const identities = ofAccount.filter((principal) => !ROOT.test(principal));
  const unsettled = [
    ...doubts,
    ...(endpoint.state === "available" ? [wasAllowed(endpoint)] : []),
    ...identities.map((arn) => new Unknown(arn, "who will make the endpoint is not known", service.at)),
  ];
  return {
    ...stage,
    detail: `the account ${account}`,
    consulted: [],
    passes: isAllowed ? EVERYTHING : unsettled.length > 0 ? ANYTHING : NOTHING,
    doubts: unsettled,
    blocker: {
      code: "SERVICE_PRINCIPAL_NOT_ALLOWED",
      sentence: `the service does not allow the account ${account} of ${addressOf(endpoint.at)}, which therefore cannot be made`,
      fix: { kind: "allow-principal", service: service.key, principal: `arn:aws:iam::${account}:root` },
    },
  };
}

/** AWS let it be made: by a permission that is gone, or that no given stack gives. */
function wasAllowed({ at }: VpcEndpoint): Unknown {
  const why =
    "the endpoint is there, and whether one that is not allowed any more stays connected is not known";
  return new Unknown("available", why, at);
}

/** An account as a whole. */
const ROOT = /^arn:aws[a-z-]*:iam::\d+:root$/;

/** A service may allow thousands of accounts. */
const principalsAmong = derivedOnce((principals: readonly string[]) => {
  const byAccount = new Map<string, string[]>();
  for (const principal of principals) {
    const [, account] = /::(\d+):/.exec(principal) ?? [];
    if (account === undefined) continue;
    const others = byAccount.get(account);
    if (others === undefined) byAccount.set(account, [principal]);
    else others.push(principal);
  }
  return { isEverybody: principals.includes("*"), byAccount };
});

const asSet = derivedOnce((endpoints: readonly ElementKey[]) => new Set(endpoints));

function isAccepted({ key }: VpcEndpoint, { accepted }: EndpointService): boolean {
  return asSet(accepted.items).has(key);
}

/**
 * Only an endpoint that is `available` carries packets; one whose service wants acceptance is `pendingAcceptance` until
 * somebody accepts it, also where the service has stopped wanting that since. One that was read as available has been
 * accepted, by whomever.
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/configure-endpoint-service.html#accept-reject-connection-requests
 */
function acceptanceStage(endpoint: VpcEndpoint, service: EndpointService): Stage {
  const { acceptanceRequired, accepted } = service;
  const stage = { component: "endpoint service, acceptance", at: service.at };
  if (
    acceptanceRequired === false &&
    (endpoint.state !== "pendingacceptance" || isAccepted(endpoint, service))
  )
    return passing(stage.component, stage.at, "connections are accepted by themselves");
  // Where the stacks say who accepts it, they say more.
  const isThrough = endpoint.state !== undefined && endpoint.state !== "pendingacceptance";
  if (isThrough && !isAccepted(endpoint, service))
    return passing(stage.component, stage.at, `the connection was ${endpoint.state} when Terraform read it`);
  if (acceptanceRequired === false) {
    const why = "the endpoint waited when Terraform read it, and the service wants no acceptance any more";
    const doubts = [new Unknown(endpoint.state ?? "", why, endpoint.at)];
    return { ...stage, detail: "may still wait", consulted: [endpoint.at], passes: ANYTHING, doubts };
  }
  const mayBeAccepted = !isKnown(acceptanceRequired) || accepted.doubts.length > 0;
  return {
    ...stage,
    detail: `the connection of ${addressOf(endpoint.at)}`,
    consulted: [],
    passes: whether(isAccepted(endpoint, service) ? true : mayBeAccepted ? undefined : false),
    doubts: [...(isKnown(acceptanceRequired) ? [] : [acceptanceRequired]), ...accepted.doubts],
    blocker: {
      code: "CONNECTION_NOT_ACCEPTED",
      sentence: `nobody accepts the connection of ${addressOf(endpoint.at)}, so it stays in the state pendingAcceptance`,
      fix: { kind: "accept-connection", service: service.key, endpoint: endpoint.key },
    },
  };
}
