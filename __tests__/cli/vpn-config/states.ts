interface Resource {
  readonly type: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** The stack of the connection, as the topology in `topology.ts` beside this has it. */
export const STACK = "vpn.web.vpn-office";

export const CONNECTION: Resource = {
  type: "aws_vpn_connection",
  values: {
    tags: { Name: STACK },
    static_routes_only: true,
    preshared_key_storage: "Standard",
    preshared_key_arn: "",
    tunnel1_address: "203.0.113.1",
    tunnel2_address: "203.0.113.2",
    tunnel1_vgw_inside_address: "169.254.10.1",
    tunnel2_vgw_inside_address: "169.254.10.5",
    tunnel1_bgp_asn: "",
    tunnel1_preshared_key: "first.Key_1",
    tunnel2_preshared_key: "second.Key_2",
  },
};

export const MANAGED: Resource = {
  ...CONNECTION,
  values: {
    ...CONNECTION.values,
    preshared_key_storage: "SecretsManager",
    preshared_key_arn: "arn:aws:secretsmanager:ap-northeast-1:111122223333:secret:s2svpn!vpn-1",
    tunnel1_preshared_key: "REDACTED",
    tunnel2_preshared_key: "REDACTED",
  },
};

export const GATEWAY: Resource = {
  type: "aws_customer_gateway",
  values: { ip_address: "198.51.100.7", bgp_asn: "65010", bgp_asn_extended: null },
};

export const ROUTE: Resource = {
  type: "aws_vpn_connection_route",
  values: { destination_cidr_block: "10.200.0.0/16" },
};

/** As `terraform state pull` prints it. */
export function pulledState(...resources: readonly Resource[]): string {
  return JSON.stringify({
    version: 4,
    outputs: {},
    resources: resources.map(({ type, values }) => ({
      mode: "managed",
      type,
      name: "resource",
      instances: [{ attributes: values }],
    })),
  });
}

/** As `terraform show -json` prints it. */
export function shownState(...resources: readonly Resource[]): string {
  const listed = resources.map((resource) => ({ mode: "managed", ...resource }));
  return JSON.stringify({ format_version: "1.0", values: { root_module: { resources: listed } } });
}
