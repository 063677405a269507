import { admits, host, letsOut, subnet, vpc } from "./parts";
import { attributeOf, idOf, type Resources, together } from "./resources";

const GATEWAY = "aws_ec2_transit_gateway.hub";

/** What a VPC's main table leads to a Transit Gateway. */
export function routeToTransit(vpcName: string, block: string, gateway = GATEWAY): Resources {
  return {
    [`aws_route.${vpcName}_transit`]: {
      route_table_id: attributeOf(`aws_vpc.${vpcName}`, "main_route_table_id"),
      destination_cidr_block: block,
      transit_gateway_id: idOf(gateway),
    },
  };
}

/** A VPC's attachment, named like the VPC. */
export function attached(vpcName: string, subnets: readonly string[], gateway = GATEWAY): Resources {
  return {
    [`aws_ec2_transit_gateway_vpc_attachment.${vpcName}`]: {
      transit_gateway_id: idOf(gateway),
      vpc_id: idOf(`aws_vpc.${vpcName}`),
      subnet_ids: subnets.map((each) => idOf(`aws_subnet.${each}`)),
    },
  };
}

/** A route table of the gateway, by which it sends on what comes from some attachments, and that learns of others. */
export function transitTable(
  name: string,
  { of: associated, to: propagated }: { readonly of: readonly string[]; readonly to: readonly string[] },
): Resources {
  const use = (kind: "association" | "propagation", each: string): Resources => ({
    [`aws_ec2_transit_gateway_route_table_${kind}.${name}_${each}`]: {
      transit_gateway_attachment_id: idOf(`aws_ec2_transit_gateway_vpc_attachment.${each}`),
      transit_gateway_route_table_id: idOf(`aws_ec2_transit_gateway_route_table.${name}`),
    },
  });
  return together(
    { [`aws_ec2_transit_gateway_route_table.${name}`]: { transit_gateway_id: idOf(GATEWAY) } },
    ...associated.map((each) => use("association", each)),
    ...propagated.map((each) => use("propagation", each)),
  );
}

/** A VPC with a host of the same name, and a subnet for the attachment in each zone where it has one. */
export function spoke(name: string, block: string, zone = "apne1-az4"): Resources {
  const [first = "", second = ""] = block.split(".");
  const prefix = `${first}.${second}`;
  return together(
    vpc(name, block),
    subnet(`${name}_hosts`, name, `${prefix}.0.0/24`, zone),
    subnet(`${name}_transit`, name, `${prefix}.9.0/28`, zone),
    host(name, { in: `${name}_hosts`, vpc: name, address: `${prefix}.0.10` }),
    attached(name, [`${name}_transit`]),
    routeToTransit(name, "10.0.0.0/8"),
  );
}

/** A client's VPC and a server's, joined by a Transit Gateway with its default route table. */
export function joinedByTransit(): Resources {
  return together(
    { [GATEWAY]: {} },
    spoke("client", "10.1.0.0/16"),
    letsOut("client", { block: "10.0.0.0/8" }),
    spoke("server", "10.2.0.0/16"),
    admits("server", { block: "10.1.0.0/16" }),
  );
}
