import { formatAddress } from "../../../../modules/addressing";
import {
  type Deployment,
  formatReference,
  Reference,
  type Resource,
  Unknown,
  type Value,
} from "../../../terraform";
import type { Known } from "../../known";
import {
  type CustomerGateway,
  type CustomerGatewayDevice,
  type ElementKey,
  elementKey,
  type OnPremisesNetwork,
} from "../../model";
import { asNumber, identified } from "../attributes";
import { ElasticAddresses } from "../public-addresses";
import { attributesOf } from "../readers";

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateCustomerGateway.html (BgpAsn) */
const DEFAULT_ASN = 65000;

/** @see https://docs.aws.amazon.com/vpn/latest/s2svpn/cgw-options.html */
export function customerGatewaysOf(
  deployment: Deployment,
  networks: readonly OnPremisesNetwork[],
): readonly CustomerGateway[] {
  const addresses = new ElasticAddresses(deployment);
  return deployment.ofType("aws_customer_gateway").map((resource) => {
    const read = attributesOf(resource);
    const key = elementKey(resource.key);
    return {
      key,
      at: resource.key,
      asn: asNumber(read("bgp_asn") ?? read("bgp_asn_extended"), resource) ?? DEFAULT_ASN,
      device:
        declared(key, networks, resource) ?? deviceAt(read("ip_address"), resource, deployment, addresses),
      authentication: authenticationOf(read("certificate_arn")),
    };
  });
}

/** @see https://docs.aws.amazon.com/vpn/latest/s2svpn/vpn-tunnel-authentication-options.html */
function authenticationOf(certificate: Value | undefined): CustomerGateway["authentication"] {
  if (certificate === undefined) return "pre-shared-key";
  return certificate instanceof Unknown ? certificate : "certificate";
}

function declared(
  key: ElementKey,
  networks: readonly OnPremisesNetwork[],
  resource: Resource,
): Known<CustomerGatewayDevice> | undefined {
  const [network, ...others] = networks.filter(({ customerGateways }) =>
    customerGateways.items.includes(key),
  );
  if (network === undefined) return undefined;
  if (others.length > 0)
    return new Unknown(network.name, "several networks are declared behind it", resource.key);
  return contradiction(network, resource) ?? { kind: "on-premises", network: network.key };
}

/** With a certificate, a device may have any address. */
function contradiction({ gateway }: OnPremisesNetwork, resource: Resource): Unknown | undefined {
  const stated = attributesOf(resource)("ip_address");
  const declared = formatAddress(gateway);
  if (stated === undefined || stated === declared) return undefined;
  if (stated instanceof Unknown) return stated;
  const written = stated instanceof Reference ? formatReference(stated) : JSON.stringify(stated);
  return new Unknown(
    written,
    `the topology declares ${declared} as the address of this VPN device`,
    resource.key,
  );
}

function deviceAt(
  address: Value | undefined,
  resource: Resource,
  deployment: Deployment,
  addresses: ElasticAddresses,
): Known<CustomerGatewayDevice> {
  if (address instanceof Unknown) return address;
  if (!(address instanceof Reference)) {
    const written = typeof address === "string" ? address : "ip_address";
    return new Unknown(written, "no topology declares what lies behind this customer gateway", resource.key);
  }
  const holder = holderOf(address, resource, deployment, addresses);
  return holder instanceof Unknown ? holder : { kind: "interface", interface: holder };
}

/** The interface that has a public address. */
export function holderOf(
  address: Reference,
  resource: Resource,
  deployment: Deployment,
  addresses: ElasticAddresses,
): Known<ElementKey> {
  const key = identified(address, ["aws_eip"], resource, ["public_ip"]);
  if (key instanceof Unknown) return key;
  const elastic = deployment.find(address.resource);
  return elastic === undefined
    ? new Unknown(formatReference(address), "none of the given stacks makes it", resource.key)
    : addresses.holderOf(elastic);
}
