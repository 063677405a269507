import { add, type Edit, privateLink, remove, set } from "../../../support/networks";
import { blocked, type Fact, given, reachable, unknown } from "./fact";

const ENDPOINT = "aws_vpc_endpoint.web";
const SERVICE = "aws_vpc_endpoint_service.web";
const NOBODY_ACCEPTS = remove("aws_vpc_endpoint_connection_accepter.web");
const network = privateLink();

/** No argument, which would be unknown before it is made: a state says it of what is there. */
const was = (state: string): Edit[] => [
  remove(ENDPOINT),
  add({ [ENDPOINT]: { ...network[ENDPOINT], state } }),
];
const dead = blocked(["BAD_STATE"]);

export const endpointStates: readonly Fact[] = [
  {
    fact: "Of the states that Terraform has read of an endpoint, available alone carries packets; what waited may have been accepted since, and what was refused or has run out stays so",
    network,
    asked: { from: "aws_instance.client", to: ENDPOINT },
    cases: [
      given("it was available, whoever accepted it", [NOBODY_ACCEPTS, ...was("available")], reachable),
      given("it waited, and is accepted", was("pendingAcceptance"), reachable),
      given(
        "it waited, and nobody accepts it",
        [NOBODY_ACCEPTS, ...was("pendingAcceptance")],
        blocked([
          "CONNECTION_NOT_ACCEPTED",
          `accept ${ENDPOINT} with an aws_vpc_endpoint_connection_accepter of ${SERVICE}`,
        ]),
      ),
      given(
        "it waited, and its service has stopped wanting acceptance since",
        [NOBODY_ACCEPTS, set(SERVICE, "acceptance_required", false), ...was("pendingAcceptance")],
        unknown(["UNKNOWN_VALUE"]),
      ),
      given("it was rejected", [NOBODY_ACCEPTS, ...was("rejected")], dead),
      given("it was rejected, and is accepted, before or since", was("rejected"), unknown(["UNKNOWN_VALUE"])),
      given("it has failed", was("failed"), dead),
      given("nobody accepted it in time", [NOBODY_ACCEPTS, ...was("expired")], dead),
      given("it was deleted", was("deleted"), dead),
      given("some of its interfaces were there", was("partial"), unknown(["UNKNOWN_VALUE"])),
      given(
        "it was available, and its account is no allowed principal any more",
        [remove("aws_vpc_endpoint_service_allowed_principal.consumer"), ...was("available")],
        unknown(["UNKNOWN_VALUE"]),
      ),
    ],
  },
];
