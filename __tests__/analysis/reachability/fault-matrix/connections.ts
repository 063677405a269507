import { type Edit, IN_PROVIDERS_ACCOUNT, privateLink, remove, set } from "../../../support/networks";
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
        [remove(PRINCIPAL), set(SERVICE, "provider", IN_PROVIDERS_ACCOUNT)],
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
        "it does not, and nobody else accepts",
        [remove(ACCEPTER)],
        blocked(["CONNECTION_NOT_ACCEPTED", ACCEPT]),
      ),
    ],
  },
];
