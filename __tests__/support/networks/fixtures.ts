import { admits, host, letsOut, loadBalancer, securityGroup, subnet, vpc } from "./parts";
import { attributeOf, idOf, IN_PROVIDERS_ACCOUNT, type Resources, together } from "./resources";

const ANYWHERE = { block: "0.0.0.0/0" };

/**
 * A client and its endpoint in one account; the service, its load balancer and one server in another. The endpoint is in
 * the zone of the server, the load balancer in two zones; the endpoint's private name leads to it.
 * @param secondOctet of the provider's addresses, `10.<it>.0.0/16` @default 1; 0 is the consumer's own
 * @param place where the service is @default another account than the endpoint's
 */
export function privateLink({
  secondOctet = 1,
  place = { provider: IN_PROVIDERS_ACCOUNT },
}: { readonly secondOctet?: number; readonly place?: { readonly provider?: string } } = {}): Resources {
  return together(consumer(), provider(`10.${secondOctet}`, place), {
    "aws_vpc_endpoint_service_allowed_principal.consumer": {
      ...place,
      vpc_endpoint_service_id: idOf("aws_vpc_endpoint_service.web"),
      principal_arn: "arn:aws:iam::111111111111:root",
    },
    "aws_vpc_endpoint_connection_accepter.web": {
      ...place,
      vpc_endpoint_service_id: idOf("aws_vpc_endpoint_service.web"),
      vpc_endpoint_id: idOf("aws_vpc_endpoint.web"),
    },
  });
}

/** The consumer's half of it: a client, its endpoint, and the private name that leads there. */
export function consumer(): Resources {
  return together(
    vpc("consumer", "10.0.0.0/16"),
    subnet("clients", "consumer", "10.0.0.0/24", "apne1-az4"),
    subnet("endpoint_az4", "consumer", "10.0.4.0/24", "apne1-az4"),
    subnet("endpoint_az1", "consumer", "10.0.1.0/24", "apne1-az1"),
    host("client", { in: "clients", vpc: "consumer", address: "10.0.0.10" }),
    letsOut("client", ANYWHERE),
    securityGroup("endpoint", "consumer"),
    admits("endpoint", { group: "client" }),
    {
      "aws_vpc_endpoint.web": {
        vpc_id: idOf("aws_vpc.consumer"),
        vpc_endpoint_type: "Interface",
        service_name: attributeOf("aws_vpc_endpoint_service.web", "service_name"),
        subnet_ids: [idOf("aws_subnet.endpoint_az4")],
        security_group_ids: [idOf("aws_security_group.endpoint")],
        private_dns_enabled: false,
      },
      "aws_route53_zone.names": {
        name: "example.internal",
        vpc: [{ vpc_id: idOf("aws_vpc.consumer") }],
      },
      "aws_route53_record.web": {
        zone_id: attributeOf("aws_route53_zone.names", "zone_id"),
        name: "web.example.internal",
        type: "A",
        alias: [{ name: attributeOf("aws_vpc_endpoint.web", "dns_entry[0].dns_name") }],
      },
    },
  );
}

function provider(addresses: string, place: { readonly provider?: string }): Resources {
  return together(
    vpc("provider", `${addresses}.0.0/16`, place),
    subnet("servers", "provider", `${addresses}.0.0/24`, "apne1-az4", place),
    subnet("nodes_az4", "provider", `${addresses}.4.0/24`, "apne1-az4", place),
    subnet("nodes_az1", "provider", `${addresses}.1.0/24`, "apne1-az1", place),
    host("server", { in: "servers", vpc: "provider", address: `${addresses}.0.10` }, place),
    loadBalancer("web", { in: ["nodes_az4", "nodes_az1"], vpc: "provider", targets: ["server"] }, place),
    letsOut("web_load_balancer", { group: "server" }, place),
    admits("server", { group: "web_load_balancer" }, place),
    {
      "aws_vpc_endpoint_service.web": {
        ...place,
        acceptance_required: true,
        network_load_balancer_arns: [attributeOf("aws_lb.web", "arn")],
      },
    },
  );
}

/** Two hosts in two subnets of one VPC; the client may ask the server. */
export function oneVpc(): Resources {
  return together(
    vpc("network", "10.0.0.0/16"),
    subnet("clients", "network", "10.0.0.0/24", "apne1-az4"),
    subnet("servers", "network", "10.0.1.0/24", "apne1-az1"),
    host("client", { in: "clients", vpc: "network", address: "10.0.0.10" }),
    host("server", { in: "servers", vpc: "network", address: "10.0.1.10" }),
    letsOut("client", ANYWHERE),
    admits("server", { group: "client" }),
  );
}

/** A client, a load balancer in the client's zone and its target in one VPC. */
export function behindLoadBalancer(): Resources {
  return together(
    vpc("network", "10.0.0.0/16"),
    subnet("clients", "network", "10.0.0.0/24", "apne1-az4"),
    subnet("nodes", "network", "10.0.4.0/24", "apne1-az4"),
    subnet("servers", "network", "10.0.1.0/24", "apne1-az4"),
    host("client", { in: "clients", vpc: "network", address: "10.0.0.10" }),
    host("server", { in: "servers", vpc: "network", address: "10.0.1.10" }),
    loadBalancer("web", { in: ["nodes"], vpc: "network", targets: ["server"] }),
    letsOut("client", ANYWHERE),
    admits("web_load_balancer", { group: "client" }),
    letsOut("web_load_balancer", { group: "server" }),
    admits("server", { group: "web_load_balancer" }),
  );
}

/** A host with a public address, and one that reaches the internet through a NAT gateway. */
export function toInternet(): Resources {
  return together(
    vpc("network", "10.0.0.0/16"),
    subnet("public", "network", "10.0.0.0/24", "apne1-az4"),
    subnet("private", "network", "10.0.1.0/24", "apne1-az4"),
    host("public", { in: "public", vpc: "network", address: "10.0.0.10" }),
    host("private", { in: "private", vpc: "network", address: "10.0.1.10" }),
    letsOut("public", ANYWHERE),
    admits("public", ANYWHERE),
    letsOut("private", ANYWHERE),
    {
      "aws_internet_gateway.gateway": { vpc_id: idOf("aws_vpc.network") },
      "aws_eip.public": { instance: idOf("aws_instance.public"), domain: "vpc" },
      "aws_eip.nat": { domain: "vpc" },
      "aws_nat_gateway.nat": {
        subnet_id: idOf("aws_subnet.public"),
        allocation_id: idOf("aws_eip.nat"),
        private_ip: "10.0.0.20",
      },
    },
    routeTable("public", { gateway_id: idOf("aws_internet_gateway.gateway") }),
    routeTable("private", { nat_gateway_id: idOf("aws_nat_gateway.nat") }),
  );
}

/** The table of the subnet of the same name, with a default route. */
function routeTable(name: string, target: Readonly<Record<string, string>>): Resources {
  return {
    [`aws_route_table.${name}`]: { vpc_id: idOf("aws_vpc.network") },
    [`aws_route.${name}`]: {
      route_table_id: idOf(`aws_route_table.${name}`),
      destination_cidr_block: "0.0.0.0/0",
      ...target,
    },
    [`aws_route_table_association.${name}`]: {
      route_table_id: idOf(`aws_route_table.${name}`),
      subnet_id: idOf(`aws_subnet.${name}`),
    },
  };
}
