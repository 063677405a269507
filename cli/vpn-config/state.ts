import { z } from "zod";
import { Ipv4Block, parseAddress, parseBlock, parsedBy } from "../../modules/addressing";
import type { EstablishedConnection } from "../../modules/software";

/** What a state says of a connection. */
export interface DeployedConnection extends Pick<
  EstablishedConnection,
  "routing" | "insideBlocks" | "outsideAddresses" | "amazonRoutes"
> {
  readonly gatewayAddress: EstablishedConnection["outsideAddresses"][number];
  readonly asn: number;
  /** Missing with static routing. */
  readonly amazonAsn?: number;
  /** Where AWS keeps the keys, or the keys. */
  readonly keys:
    | { readonly kind: "managed"; readonly secretArn: string }
    | { readonly kind: "state"; readonly keys: readonly [string, string] };
}

/** The connection of a state, by the tag `Name` that its stack gives it. */
export interface NamedConnection {
  readonly name: string;
  /** None while AWS makes it, and where its values are no connection's. */
  readonly connection: DeployedConnection | undefined;
}

const resources = z.array(
  z.object({
    mode: z.string(),
    type: z.string(),
    instances: z.array(z.object({ deposed: z.string().nullish(), attributes: z.unknown() })),
  }),
);

/** A state as `terraform state pull` prints it. @see https://developer.hashicorp.com/terraform/language/state */
const pulled = z.object({ version: z.literal(4), resources: resources.default([]) });

/** A state as `terraform show -json` prints it. @see https://developer.hashicorp.com/terraform/internals/json-format */
const shown = z.object({
  format_version: z.string(),
  values: z
    .object({
      root_module: z.object({
        resources: z
          .array(
            z.object({
              mode: z.string(),
              type: z.string(),
              deposed_key: z.string().nullish(),
              values: z.unknown(),
            }),
          )
          .default([]),
      }),
    })
    .optional(),
});

const address = parsedBy(parseAddress);

const asn = z.union([z.literal("").transform(() => undefined), z.coerce.number().int().positive()]).nullish();

/**
 * It is printed as a word of a command.
 * @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html (Name)
 */
const SECRET_ARN = /^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:[A-Za-z0-9/_+=.@!-]+$/;

const vpnConnection = z.object({
  static_routes_only: z.boolean(),
  preshared_key_storage: z.string().nullish(),
  preshared_key_arn: z.string().nullish(),
  tunnel1_address: address,
  tunnel2_address: address,
  tunnel1_vgw_inside_address: address,
  tunnel2_vgw_inside_address: address,
  tunnel1_bgp_asn: asn,
  tunnel1_preshared_key: z.string().nullish(),
  tunnel2_preshared_key: z.string().nullish(),
});

const named = z.object({ tags: z.object({ Name: z.string() }) });
const customerGateway = z.object({ ip_address: address, bgp_asn: asn, bgp_asn_extended: asn });
const route = z.object({ destination_cidr_block: parsedBy(parseBlock) });

/**
 * Reads a state in either form.
 * @returns undefined where the text is none
 */
export function readVpnState(text: string): readonly NamedConnection[] | undefined {
  const attributes = attributesByType(text);
  if (attributes === undefined) return undefined;
  return attributes("aws_vpn_connection").flatMap((each) => {
    const { data } = named.safeParse(each);
    return data === undefined ? [] : [{ name: data.tags.Name, connection: deployed(each, attributes) }];
  });
}

type AttributesByType = (type: string) => readonly unknown[];

function attributesByType(text: string): AttributesByType | undefined {
  const value = jsonOf(text);
  const state = pulled.safeParse(value).data;
  if (state !== undefined) {
    return (wanted) =>
      state.resources
        .filter(({ mode, type }) => mode === "managed" && type === wanted)
        .flatMap(({ instances }) => instances.filter(({ deposed }) => isCurrent(deposed)))
        .map(({ attributes }) => attributes);
  }
  const output = shown.safeParse(value).data;
  if (output === undefined) return undefined;
  return (wanted) =>
    (output.values?.root_module.resources ?? [])
      .filter(({ mode, type }) => mode === "managed" && type === wanted)
      .filter(({ deposed_key: deposed }) => isCurrent(deposed))
      .map(({ values }) => values);
}

/** What Terraform has replaced and not yet destroyed is deposed. */
function isCurrent(deposed: string | null | undefined): boolean {
  return (deposed ?? "") === "";
}

function deployed(attributes: unknown, byType: AttributesByType): DeployedConnection | undefined {
  const { data } = vpnConnection.safeParse(attributes);
  const gateway = byType("aws_customer_gateway").map((each) => customerGateway.safeParse(each).data)[0];
  const ownAsn = gateway?.bgp_asn ?? gateway?.bgp_asn_extended;
  const routes = byType("aws_vpn_connection_route").map((each) => route.safeParse(each).data);
  if (data === undefined || gateway === undefined || typeof ownAsn !== "number") return undefined;
  const keys = keysOf(data);
  if (keys === undefined || !routes.every((each) => each !== undefined)) return undefined;
  return {
    routing: data.static_routes_only ? "static" : "bgp",
    insideBlocks: [
      Ipv4Block.containing(data.tunnel1_vgw_inside_address, 30),
      Ipv4Block.containing(data.tunnel2_vgw_inside_address, 30),
    ],
    outsideAddresses: [data.tunnel1_address, data.tunnel2_address],
    amazonRoutes: routes.map(({ destination_cidr_block }) => destination_cidr_block),
    gatewayAddress: gateway.ip_address,
    asn: ownAsn,
    ...(typeof data.tunnel1_bgp_asn === "number" && { amazonAsn: data.tunnel1_bgp_asn }),
    keys,
  };
}

/** With AWS's own storage the provider is told `REDACTED` for a key. */
function keysOf({
  preshared_key_storage: storage,
  preshared_key_arn: secretArn,
  tunnel1_preshared_key: first,
  tunnel2_preshared_key: second,
}: z.output<typeof vpnConnection>): DeployedConnection["keys"] | undefined {
  if (storage === "SecretsManager")
    return typeof secretArn === "string" && SECRET_ARN.test(secretArn)
      ? { kind: "managed", secretArn }
      : undefined;
  return typeof first === "string" && typeof second === "string"
    ? { kind: "state", keys: [first, second] }
    : undefined;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
