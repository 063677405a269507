import {
  add,
  type Edit,
  idOf,
  IN_PROVIDERS_ACCOUNT,
  MYSTERY,
  privateLink,
  remove,
  type Resources,
  set,
} from "../../../support/networks";
import { blocked, type Fact, given, reachable, unknown } from "./fact";

const asked = { from: "aws_instance.client", to: "web.example.internal" };
const throughPrivateLink = { network: privateLink(), asked };
const inOneAccount = { network: privateLink({ place: {} }), asked };

const SERVICE = "aws_vpc_endpoint_service.web";
const ACCEPTER = "aws_vpc_endpoint_connection_accepter.web";
const PRINCIPAL = "aws_vpc_endpoint_service_allowed_principal.consumer";
const ALLOW = `allow the principal arn:aws:iam::111111111111:root on ${SERVICE}`;
const ACCEPT = `accept aws_vpc_endpoint.web with an aws_vpc_endpoint_connection_accepter of ${SERVICE}`;
const allowing = (principal: string): Edit => set(PRINCIPAL, "principal_arn", principal);

/** Another network in the place of the one in one account. */
const instead = (network: Resources): Edit[] => [
  ...Object.keys(inOneAccount.network).map((address) => remove(address)),
  add(network),
];

const ENDPOINT = "aws_vpc_endpoint.web";
const PRIVATE_NAME = set(SERVICE, "private_dns_name", "web.example.com");
const MADE_WITH_PRIVATE_DNS = set(ENDPOINT, "private_dns_enabled", true);
const LATER_PRIVATE_DNS = add({
  "aws_vpc_endpoint_private_dns.web": { vpc_endpoint_id: idOf(ENDPOINT), private_dns_enabled: true },
});
const VERIFICATION = "aws_vpc_endpoint_service_private_dns_verification.web";
const verified = (place: { readonly provider?: string }): Edit =>
  add({ [VERIFICATION]: { ...place, service_id: idOf(SERVICE), wait_for_verification: true } });
const VERIFIED = verified({ provider: IN_PROVIDERS_ACCOUNT });
const NO_ACCEPTANCE = [remove(ACCEPTER), set(SERVICE, "acceptance_required", false)];
const byAddress = { from: "aws_instance.client", to: ENDPOINT };

export const connections: readonly Fact[] = [
  {
    fact: "Another account must be an allowed principal of the service; the service's own account need not",
    ...throughPrivateLink,
    cases: [
      given("the endpoint's account is allowed", [], reachable),
      given("everybody is allowed", [allowing("*")], reachable),
      given(
        "another account is allowed",
        [allowing("arn:aws:iam::333333333333:root")],
        blocked(["SERVICE_PRINCIPAL_NOT_ALLOWED", ALLOW]),
      ),
      given("nobody is allowed", [remove(PRINCIPAL)], blocked(["SERVICE_PRINCIPAL_NOT_ALLOWED", ALLOW])),
      given(
        "the service itself lists the endpoint's account",
        [remove(PRINCIPAL), set(SERVICE, "allowed_principals", ["arn:aws:iam::111111111111:root"])],
        reachable,
      ),
      given(
        "one role of the endpoint's account is allowed",
        [allowing("arn:aws:iam::111111111111:role/network")],
        unknown(["UNKNOWN_VALUE"]),
      ),
    ],
  },
  {
    fact: "The service's own account needs no permission",
    ...inOneAccount,
    cases: [
      given("nobody is allowed, and service and endpoint are in one account", [remove(PRINCIPAL)], reachable),
      given(
        "nobody is allowed, and the service is in another account",
        [...instead(privateLink()), remove(PRINCIPAL)],
        blocked(["SERVICE_PRINCIPAL_NOT_ALLOWED", ALLOW]),
      ),
    ],
  },
  {
    fact: "Only an accepted endpoint carries packets, where the service wants acceptance",
    ...throughPrivateLink,
    cases: [
      given("acceptance is required, and the endpoint is accepted", [], reachable),
      given(
        "acceptance is required, and nobody accepts",
        [remove(ACCEPTER)],
        blocked(["CONNECTION_NOT_ACCEPTED", ACCEPT]),
      ),
      given(
        "acceptance is not required",
        [remove(ACCEPTER), set(SERVICE, "acceptance_required", false)],
        reachable,
      ),
      given(
        "the endpoint of another account accepts itself",
        [remove(ACCEPTER), set("aws_vpc_endpoint.web", "auto_accept", true)],
        blocked(["CONNECTION_NOT_ACCEPTED", ACCEPT]),
      ),
      given(
        "nobody is allowed, and nobody accepts",
        [remove(ACCEPTER), remove(PRINCIPAL)],
        blocked(["SERVICE_PRINCIPAL_NOT_ALLOWED", ALLOW], ["CONNECTION_NOT_ACCEPTED", ACCEPT]),
      ),
    ],
  },
  {
    fact: "An endpoint accepts itself where the service is in its own account",
    ...inOneAccount,
    cases: [
      given(
        "it accepts itself",
        [remove(ACCEPTER), set("aws_vpc_endpoint.web", "auto_accept", true)],
        reachable,
      ),
      given(
        "it accepts itself once it is made, with private DNS, which AWS may refuse before",
        [
          PRIVATE_NAME,
          verified({}),
          MADE_WITH_PRIVATE_DNS,
          remove(ACCEPTER),
          set(ENDPOINT, "auto_accept", true),
        ],
        unknown(["UNKNOWN_VALUE"]),
      ),
      given(
        "it does not, and nobody else accepts",
        [remove(ACCEPTER)],
        blocked(["CONNECTION_NOT_ACCEPTED", ACCEPT]),
      ),
    ],
  },
  {
    fact: "AWS refuses private DNS for a service without a private name, or with one that it has not verified",
    ...throughPrivateLink,
    asked: byAddress,
    cases: [
      given(
        "the endpoint is made with private DNS, and the service has a verified name",
        [PRIVATE_NAME, VERIFIED, MADE_WITH_PRIVATE_DNS, ...NO_ACCEPTANCE],
        reachable,
      ),
      given(
        "the endpoint is made with private DNS, and the service has no name",
        [MADE_WITH_PRIVATE_DNS, ...NO_ACCEPTANCE],
        blocked(["PRIVATE_DNS_WITHOUT_NAME"]),
      ),
      given(
        "the endpoint gets private DNS once it is there, and the service has no name",
        [LATER_PRIVATE_DNS],
        unknown(["PRIVATE_DNS_WITHOUT_NAME"]),
      ),
      given(
        "whether the endpoint is made with private DNS is not known, and the service has no name",
        [set(ENDPOINT, "private_dns_enabled", MYSTERY), ...NO_ACCEPTANCE],
        unknown(["UNKNOWN_VALUE"]),
      ),
      given("the endpoint has no private DNS, and the service no name", [], reachable),
      given(
        "nobody verifies the name",
        [PRIVATE_NAME, MADE_WITH_PRIVATE_DNS, ...NO_ACCEPTANCE],
        unknown(["UNKNOWN_VALUE"]),
      ),
      given(
        "the name is verified, and nobody waits for it",
        [
          PRIVATE_NAME,
          VERIFIED,
          MADE_WITH_PRIVATE_DNS,
          ...NO_ACCEPTANCE,
          set(VERIFICATION, "wait_for_verification", false),
        ],
        unknown(["UNKNOWN_VALUE"]),
      ),
      given(
        "the name is one that public DNS never holds",
        [
          set(SERVICE, "private_dns_name", "web.example.internal"),
          VERIFIED,
          MADE_WITH_PRIVATE_DNS,
          ...NO_ACCEPTANCE,
        ],
        unknown(["UNKNOWN_VALUE"]),
      ),
      given(
        "the service is somebody else's, of which nothing is known",
        [
          MADE_WITH_PRIVATE_DNS,
          set(ENDPOINT, "service_name", "com.amazonaws.vpce.ap-northeast-1.vpce-svc-0123"),
        ],
        unknown(["UNKNOWN_VALUE"]),
      ),
      given(
        "the endpoint is made with private DNS, and DNS hostnames are off in its VPC",
        [
          PRIVATE_NAME,
          VERIFIED,
          MADE_WITH_PRIVATE_DNS,
          ...NO_ACCEPTANCE,
          set("aws_vpc.consumer", "enable_dns_hostnames", false),
        ],
        blocked(["VPC_DNS_HOSTNAMES_OFF", "set enable_dns_hostnames = true on aws_vpc.consumer"]),
      ),
    ],
  },
  {
    fact: "AWS refuses private DNS until the connection is accepted",
    ...throughPrivateLink,
    asked: { from: "aws_instance.client", to: "web.example.com" },
    cases: [
      given(
        "the endpoint gets private DNS by a resource of its own",
        [PRIVATE_NAME, VERIFIED, LATER_PRIVATE_DNS],
        reachable,
      ),
      given(
        "the endpoint is made with private DNS, and accepted by a resource of its own",
        [PRIVATE_NAME, VERIFIED, MADE_WITH_PRIVATE_DNS],
        blocked(["PRIVATE_DNS_BEFORE_ACCEPTANCE"]),
      ),
      given(
        "the endpoint is made with private DNS, and gets it by a resource of its own, too",
        [PRIVATE_NAME, VERIFIED, MADE_WITH_PRIVATE_DNS, LATER_PRIVATE_DNS],
        blocked(["PRIVATE_DNS_BEFORE_ACCEPTANCE"]),
      ),
      given(
        "the endpoint is made with private DNS, and acceptance is not required",
        [PRIVATE_NAME, VERIFIED, MADE_WITH_PRIVATE_DNS, ...NO_ACCEPTANCE],
        reachable,
      ),
      given(
        "the endpoint is made with private DNS, and has neither acceptance nor a name",
        [MADE_WITH_PRIVATE_DNS, remove(ACCEPTER)],
        blocked(["CONNECTION_NOT_ACCEPTED"], ["PRIVATE_DNS_WITHOUT_NAME"], ["PRIVATE_DNS_BEFORE_ACCEPTANCE"]),
        byAddress,
      ),
    ],
  },
];
