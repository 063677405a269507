import {
  add,
  attributeOf,
  type Edit,
  idOf,
  IN_PROVIDERS_ACCOUNT,
  leaveOut,
  privateLink,
  remove,
  set,
} from "../../../support/networks";
import { blocked, type Fact, given, reachable, unknown } from "./fact";
import { resource } from "./resource-endpoints";

const ENDPOINT = "aws_vpc_endpoint.web";
const MESH = "aws_vpclattice_service_network.mesh";
const CONFIGURATION = "aws_vpclattice_resource_configuration.web";
const PLACE = { provider: IN_PROVIDERS_ACCOUNT };

const network = privateLink();
const toName = { from: "aws_instance.client", to: "web.example.internal" };
const OF_MESH = { service_network_identifier: idOf(MESH) };
const joinsClients = (more: object = {}): Edit =>
  add({
    [MESH]: { name: "mesh" },
    "aws_vpclattice_service_network_vpc_association.clients": {
      ...OF_MESH,
      vpc_identifier: idOf("aws_vpc.consumer"),
      ...more,
    },
  });
const serviceIn: Edit = add({
  "aws_vpclattice_service.api": { name: "api" },
  "aws_vpclattice_service_network_service_association.api": {
    ...OF_MESH,
    service_identifier: idOf("aws_vpclattice_service.api"),
  },
});

/** The resource endpoint is one of a service network of the resource's account instead, which it shares. */
const throughMesh: Edit[] = [
  add({
    [MESH]: { ...PLACE, name: "mesh" },
    "aws_vpclattice_service_network_resource_association.web": {
      ...PLACE,
      ...OF_MESH,
      resource_configuration_identifier: idOf(CONFIGURATION),
    },
    "aws_ram_resource_association.mesh": {
      ...PLACE,
      resource_share_arn: attributeOf("aws_ram_resource_share.web", "arn"),
      resource_arn: attributeOf(MESH, "arn"),
    },
  }),
  leaveOut(ENDPOINT, "resource_configuration_arn"),
  set(ENDPOINT, "vpc_endpoint_type", "ServiceNetwork"),
  set(ENDPOINT, "service_network_arn", attributeOf(MESH, "arn")),
];
const another = (port: string): Edit =>
  add({
    "aws_vpclattice_resource_configuration.more": {
      ...PLACE,
      resource_gateway_identifier: idOf("aws_vpclattice_resource_gateway.web"),
      type: "SINGLE",
      protocol: "TCP",
      port_ranges: [port],
      resource_configuration_definition: [{ ip_resource: [{ ip_address: "10.0.0.20" }] }],
    },
    "aws_vpclattice_service_network_resource_association.more": {
      ...PLACE,
      ...OF_MESH,
      resource_configuration_identifier: idOf("aws_vpclattice_resource_configuration.more"),
    },
  });

export const serviceNetworks: readonly Fact[] = [
  {
    fact: "A VPC's association with a service network of VPC Lattice changes its names where it has private DNS, which is not analysed",
    network,
    asked: toName,
    cases: [
      given("it has private DNS", [joinsClients({ private_dns_enabled: true })], unknown(["UNKNOWN_VALUE"])),
      given("it has none", [joinsClients()], reachable),
      given(
        "its group is the client's own",
        [
          joinsClients({
            private_dns_enabled: false,
            security_group_ids: [idOf("aws_security_group.client")],
          }),
        ],
        reachable,
      ),
    ],
  },
  {
    fact: "An endpoint of a service network leads to the resource that is associated with that",
    ...resource,
    cases: [
      given("one is", throughMesh, reachable),
      given(
        "none is",
        [...throughMesh, remove("aws_vpclattice_service_network_resource_association.web")],
        blocked(["NO_POSSIBLE_DESTINATION"]),
      ),
      given(
        "the endpoint's group does not admit the client",
        [...throughMesh, remove("aws_vpc_security_group_ingress_rule.endpoint")],
        blocked([
          "SG_HAS_NO_RULES",
          "add an ingress rule to aws_security_group.endpoint that admits TCP 80 from aws_security_group.client",
        ]),
      ),
      given(
        "its resource takes another port",
        [...throughMesh, set(CONFIGURATION, "port_ranges", ["443"])],
        blocked(["RESOURCE_PORT_RESTRICTION", `add 80 to the port_ranges of ${CONFIGURATION}`]),
      ),
      given(
        "the resource gateway's packets are not admitted",
        [...throughMesh, remove("aws_vpc_security_group_ingress_rule.server")],
        blocked([
          "SG_HAS_NO_RULES",
          "add an ingress rule to aws_security_group.server that admits TCP 80 from aws_security_group.gateway",
        ]),
      ),
      given("two are, which both lead there", [...throughMesh, another("80")], reachable),
      given(
        "two are, of which one does",
        [...throughMesh, another("443")],
        unknown(
          [
            "RESOURCE_PORT_RESTRICTION",
            "add 80 to the port_ranges of aws_vpclattice_resource_configuration.more",
          ],
          ["UNKNOWN_VALUE"],
        ),
      ),
      given(
        "a service is as well",
        [...throughMesh, serviceIn],
        unknown(["UNKNOWN_VALUE"], ["UNKNOWN_VALUE"]),
      ),
    ],
  },
  {
    fact: "A service network of another account must be shared",
    ...resource,
    cases: [
      given("it is", throughMesh, reachable),
      given(
        "it is not",
        [...throughMesh, remove("aws_ram_resource_association.mesh")],
        blocked(["RESOURCE_NOT_SHARED"]),
      ),
      given(
        "nobody accepts the share",
        [...throughMesh, remove("aws_ram_resource_share_accepter.web")],
        blocked([
          "RESOURCE_SHARE_NOT_ACCEPTED",
          "accept aws_ram_resource_share.web in the account 111111111111 with an aws_ram_resource_share_accepter",
        ]),
      ),
    ],
  },
];
