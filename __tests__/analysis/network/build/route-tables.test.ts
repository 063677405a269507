import { describe, expect, test } from "@jest/globals";
import { networkOf, type Route, type RouteTable } from "../../../../analysis/network";
import {
  deployed,
  get,
  key,
  OF_VARIABLE,
  reasonOf,
  reasonsOf,
  type Resources,
  VARIABLE,
  VPC,
  VPC_ID,
} from "./stacks";

const TABLE: Resources = { aws_route_table: { t: { vpc_id: VPC_ID } } };
const TABLE_ID = "${aws_route_table.t.id}";
const GATEWAY: Resources = { aws_internet_gateway: { g: { vpc_id: VPC_ID } } };
const GATEWAY_ID = "${aws_internet_gateway.g.id}";
const DEFAULT_TABLE_ID = "${aws_vpc.vpc.default_route_table_id}";
const EVERYWHERE = { destination_cidr_block: "0.0.0.0/0" };

function table(...resources: readonly Resources[]): RouteTable {
  return get(networkOf(deployed(VPC, GATEWAY, TABLE, ...resources)).routeTables, "aws_route_table.t");
}

function mainTable(...resources: readonly Resources[]): RouteTable {
  return get(networkOf(deployed(VPC, GATEWAY, ...resources)).routeTables, "aws_vpc.vpc", "main-route-table");
}

function route(attributes: object, tableId = TABLE_ID): Resources {
  return { aws_route: { r: { route_table_id: tableId, ...attributes } } };
}

function onlyRoute({ routes }: RouteTable): Route {
  expect(routes.doubts).toEqual([]);
  const [only, ...others] = routes.items;
  expect(others).toEqual([]);
  if (only === undefined) throw new Error("there is no route");
  return only;
}

/** The block of a route, as it is written. */
function blockOf({ destination }: Route): string {
  return "kind" in destination && destination.kind === "block" ? String(destination.block) : "no block";
}

describe("a route", () => {
  test("given a resource, when it is built, then it is its table's static route", () => {
    const built = onlyRoute(table(route({ ...EVERYWHERE, gateway_id: GATEWAY_ID })));
    expect(built).toMatchObject({
      key: "s:aws_route.r",
      at: "s:aws_route.r",
      origin: "static",
      target: { kind: "internet-gateway", gateway: "s:aws_internet_gateway.g" },
    });
    expect(blockOf(built)).toBe("0.0.0.0/0");
  });

  test("given a block in its table, when it is built, then what plans write out as empty counts for nothing", () => {
    const inline = {
      cidr_block: "0.0.0.0/0",
      gateway_id: GATEWAY_ID,
      ipv6_cidr_block: "",
      nat_gateway_id: "",
    };
    const built = onlyRoute(table({ aws_route_table: { t: { vpc_id: VPC_ID, route: [inline] } } }));
    expect(built).toMatchObject({
      key: "s:aws_route_table.t/route[0]",
      at: "s:aws_route_table.t",
      target: { kind: "internet-gateway" },
    });
    expect(blockOf(built)).toBe("0.0.0.0/0");
  });

  test("given a route for IPv6, when it is built, then there is none", () => {
    for (const destination of ["::/0", VARIABLE]) {
      const attributes = { destination_ipv6_cidr_block: destination, gateway_id: GATEWAY_ID };
      expect(table(route(attributes)).routes).toEqual({ items: [], doubts: [] });
    }
  });

  test("given each kind of target that is analysed, when it is built, then the route leads there", () => {
    const nat = { aws_nat_gateway: { n: {} } };
    const interfaces = { aws_network_interface: { i: {} } };
    const to = (attributes: object): unknown =>
      onlyRoute(table(nat, interfaces, route({ ...EVERYWHERE, ...attributes }))).target;
    expect(to({ gateway_id: "local" })).toEqual({ kind: "local" });
    expect(to({ nat_gateway_id: "${aws_nat_gateway.n.id}" })).toEqual({
      kind: "nat-gateway",
      gateway: key("aws_nat_gateway.n"),
    });
    // AWS takes it there, too.
    expect(to({ gateway_id: "${aws_nat_gateway.n.id}" })).toMatchObject({ kind: "nat-gateway" });
    expect(to({ network_interface_id: "${aws_network_interface.i.id}" })).toEqual({
      kind: "interface",
      interface: key("aws_network_interface.i"),
    });
  });

  test("given a target that is not analysed or not known, when it is built, then the reason says so", () => {
    const why = (attributes: object): string => {
      const { target } = onlyRoute(table(route({ ...EVERYWHERE, ...attributes })));
      expect(target.kind).toBe("unknown");
      return target.kind === "unknown" ? target.why.reason : "";
    };
    expect(why({ transit_gateway_id: "tgw-1" })).toBe(
      "none of the given stacks makes it as aws_ec2_transit_gateway",
    );
    expect(why({ vpc_peering_connection_id: "pcx-1" })).toBe(
      "none of the given stacks makes it as aws_vpc_peering_connection",
    );
    expect(why({ vpc_endpoint_id: "vpce-1" })).toBe("Gateway Load Balancer endpoints are not analysed yet");
    expect(why({ core_network_arn: "arn" })).toBe("core networks are not analysed yet");
    expect(why({ transit_gateway_id: VARIABLE })).toBe(OF_VARIABLE);
    expect(why({ gateway_id: VARIABLE, nat_gateway_id: VARIABLE })).toBe(OF_VARIABLE);
    expect(why({ gateway_id: "igw-1" })).toMatch(/^none of the given stacks makes it/);
    expect(why({ gateway_id: "igw-1", nat_gateway_id: "nat-1" })).toMatch(/^a route has one target/);
    expect(why({})).toMatch(/^a route has one target/);
  });

  test("given a target beside one that a variable may leave out, when it is built, then it leads to the one", () => {
    const { target } = onlyRoute(
      table(route({ ...EVERYWHERE, gateway_id: GATEWAY_ID, nat_gateway_id: VARIABLE })),
    );
    expect(target.kind).toBe("internet-gateway");
  });

  test("given a destination that is unknown, when it is built, then it says why", () => {
    const why = (attributes: object): string =>
      reasonOf(onlyRoute(table(route({ gateway_id: GATEWAY_ID, ...attributes }))).destination);
    expect(why({ destination_cidr_block: VARIABLE })).toBe(OF_VARIABLE);
    expect(why({ destination_cidr_block: "10.0.0.1/8" })).toMatch(/10\.0\.0\.0\/8/);
    expect(why({})).toMatch(/^a route has one destination/);
  });

  test("given a prefix list, when it is built, then its blocks are known where the stacks state them", () => {
    const lists = {
      aws_ec2_managed_prefix_list: { l: { address_family: "IPv4", entry: [{ cidr: "10.8.0.0/16" }] } },
    };
    const blocks = (list: string): unknown => {
      const attributes = { destination_prefix_list_id: list, gateway_id: GATEWAY_ID };
      const { destination } = onlyRoute(table(lists, route(attributes)));
      return "kind" in destination && destination.kind === "prefix-list"
        ? destination.blocks
        : "no prefix list";
    };
    expect(blocks("${aws_ec2_managed_prefix_list.l.id}")).toMatchObject([{ size: 65536 }]);
    expect(reasonOf(blocks("pl-1"))).toMatch(/^none of the given stacks makes it/);
  });
});

describe("what makes the routes of a table doubtful", () => {
  const conflict = "what is written here and what other resources add undo each other in every run";

  test("given a route of an unknown table, when it is built, then every table of the account is doubtful", () => {
    const stray = route({ ...EVERYWHERE, gateway_id: GATEWAY_ID }, VARIABLE);
    expect(reasonsOf(table(stray).routes.doubts)).toEqual([OF_VARIABLE]);
    expect(reasonsOf(mainTable(stray).routes.doubts)).toEqual([OF_VARIABLE]);
  });

  test("given routes that are unknown as a whole, when it is built, then the table is doubtful", () => {
    const unknown = { aws_route_table: { t: { vpc_id: VPC_ID, route: VARIABLE } } };
    expect(reasonsOf(table(unknown).routes.doubts)).toEqual([OF_VARIABLE]);
  });

  test("given routes in the table and as resources, when it is built, then they undo each other", () => {
    const inline = { aws_route_table: { t: { vpc_id: VPC_ID, route: [] } } };
    const { routes } = table(inline, route({ ...EVERYWHERE, gateway_id: GATEWAY_ID }));
    expect(routes.items).toEqual([]);
    expect(reasonsOf(routes.doubts)).toEqual([conflict]);
  });

  test("given VPN gateways of others that propagate, when it is built, then they may add any route", () => {
    const reason = "none of the given stacks makes it as aws_vpn_gateway";
    const own = { aws_route_table: { t: { vpc_id: VPC_ID, propagating_vgws: ["vgw-1"] } } };
    const resource = {
      aws_vpn_gateway_route_propagation: { p: { route_table_id: TABLE_ID, vpn_gateway_id: "vgw-1" } },
    };
    for (const each of [table(own), table(resource)]) {
      const { origin, destination } = onlyRoute(each);
      expect([origin, reasonOf(destination)]).toEqual(["propagated", reason]);
    }
    expect(mainTable(TABLE, resource).routes.items).toEqual([]);
  });
});

describe("the main route table", () => {
  const managed: Resources = { aws_default_route_table: { d: { default_route_table_id: DEFAULT_TABLE_ID } } };

  test("given nothing that manages it, when it is built, then AWS made it without routes", () => {
    expect(mainTable()).toEqual({
      key: "s:aws_vpc.vpc/main-route-table",
      at: "s:aws_vpc.vpc",
      vpc: "s:aws_vpc.vpc",
      routes: { items: [], doubts: [] },
      propagatingGateways: { items: [], doubts: [] },
    });
  });

  test("given a resource that manages it, when it is built, then it is that resource's, with its routes", () => {
    const inline = { cidr_block: "0.0.0.0/0", gateway_id: GATEWAY_ID };
    const built = mainTable({
      aws_default_route_table: { d: { default_route_table_id: DEFAULT_TABLE_ID, route: [inline] } },
    });
    expect(built).toMatchObject({ key: "s:aws_vpc.vpc/main-route-table", at: "s:aws_default_route_table.d" });
    expect(onlyRoute(built).key).toBe("s:aws_default_route_table.d/route[0]");
  });

  test("given a route of it by any of its names, when it is built, then the route is in it", () => {
    const attributes = { ...EVERYWHERE, gateway_id: GATEWAY_ID };
    for (const id of [DEFAULT_TABLE_ID, "${aws_vpc.vpc.main_route_table_id}"])
      expect(onlyRoute(mainTable(route(attributes, id))).key).toBe("s:aws_route.r");
    const byManager = route(attributes, "${aws_default_route_table.d.id}");
    expect(onlyRoute(mainTable(managed, byManager)).key).toBe("s:aws_route.r");
  });

  test("given a route that may be made before the table is emptied, when it is built, then it is doubtful", () => {
    const { routes } = mainTable(managed, route({ ...EVERYWHERE, gateway_id: GATEWAY_ID }, DEFAULT_TABLE_ID));
    expect(reasonsOf(routes.doubts)).toEqual([
      "an aws_default_route_table takes all routes away, before or after this one is made",
    ]);
  });

  test("given an association with another main table, when a route names the main one, then no table is certain", () => {
    const association = {
      aws_main_route_table_association: { m: { vpc_id: VPC_ID, route_table_id: TABLE_ID } },
    };
    const stray = route({ ...EVERYWHERE, gateway_id: GATEWAY_ID }, "${aws_vpc.vpc.main_route_table_id}");
    expect(reasonsOf(table(association, stray).routes.doubts)).toEqual([
      "an association makes another table the main one, before or after this is read",
    ]);
  });

  test("given two resources that manage it, or an unknown one, when it is built, then it is doubtful", () => {
    const second: Resources = {
      aws_default_route_table: { e: { default_route_table_id: DEFAULT_TABLE_ID } },
    };
    const unknown: Resources = { aws_default_route_table: { e: { default_route_table_id: VARIABLE } } };
    expect(reasonsOf(mainTable(managed, second).routes.doubts)).toEqual([
      "several resources manage it, and undo each other",
    ]);
    expect(reasonsOf(mainTable(unknown).routes.doubts)).toEqual([OF_VARIABLE]);
  });

  test("given the default VPC, when it is built, then its routes were there before, unless Terraform takes them over", () => {
    const vpc: Resources = { aws_default_vpc: { d: {} } };
    const before = get(networkOf(deployed(vpc)).routeTables, "aws_default_vpc.d", "main-route-table");
    expect(reasonsOf(before.routes.doubts)).toEqual([
      "it was there before Terraform, and somebody may have changed it since",
    ]);
    const manager = {
      aws_default_route_table: {
        d: { default_route_table_id: "${aws_default_vpc.d.default_route_table_id}" },
      },
    };
    const after = get(networkOf(deployed(vpc, manager)).routeTables, "aws_default_vpc.d", "main-route-table");
    expect(after.routes).toEqual({ items: [], doubts: [] });
  });
});

describe("the routes of gateway endpoints", () => {
  const endpoint = (attributes: object): Resources => ({
    aws_vpc_endpoint: {
      s3: { vpc_id: VPC_ID, service_name: "com.amazonaws.ap-northeast-1.s3", ...attributes },
    },
  });

  test("given an endpoint without a type, when it is built, then its tables lead to it, to addresses that AWS keeps", () => {
    const built = onlyRoute(table(endpoint({ route_table_ids: [TABLE_ID] })));
    expect(built).toMatchObject({
      at: "s:aws_vpc_endpoint.s3",
      destination: { kind: "prefix-list", blocks: { reason: "AWS keeps this prefix list" } },
      target: { kind: "gateway-endpoint", endpoint: "s:aws_vpc_endpoint.s3" },
    });
  });

  test("given an association, when it is built, then its table leads to the endpoint", () => {
    const association = {
      aws_vpc_endpoint_route_table_association: {
        a: { route_table_id: TABLE_ID, vpc_endpoint_id: "${aws_vpc_endpoint.s3.id}" },
      },
    };
    const built = onlyRoute(table(endpoint({ vpc_endpoint_type: "Gateway" }), association));
    expect(built).toMatchObject({
      at: "s:aws_vpc_endpoint_route_table_association.a",
      target: { kind: "gateway-endpoint", endpoint: "s:aws_vpc_endpoint.s3" },
    });
  });

  test("given an endpoint of another type, when it is built, then it adds no route", () => {
    const other = endpoint({ vpc_endpoint_type: "Interface", route_table_ids: [] });
    expect(table(other).routes).toEqual({ items: [], doubts: [] });
  });

  test("given an unknown type, table or endpoint, when it is built, then the tables are doubtful", () => {
    const ofUnknownType = endpoint({ vpc_endpoint_type: VARIABLE, route_table_ids: [TABLE_ID] });
    expect(reasonsOf(table(ofUnknownType).routes.doubts)).toEqual([OF_VARIABLE]);
    expect(reasonsOf(table(endpoint({ route_table_ids: VARIABLE })).routes.doubts)).toEqual([OF_VARIABLE]);
    const association = {
      aws_vpc_endpoint_route_table_association: {
        a: { route_table_id: TABLE_ID, vpc_endpoint_id: VARIABLE },
      },
    };
    expect(reasonsOf(table(association).routes.doubts)).toEqual([OF_VARIABLE]);
  });
});
