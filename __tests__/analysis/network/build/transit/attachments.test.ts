import { describe, expect, test } from "@jest/globals";
import { isKnown, type Network, networkOf } from "../../../../../analysis/network";
import { deploymentOf, stateOf } from "../../../../support/deployments";
import { observed } from "../observed";
import { deployed, get, key, OF_VARIABLE, reasonOf, type Resources, stackOf, VARIABLE } from "../stacks";
import { DEFAULT_TABLE, hub, leftOf, TABLE, LEFT } from "./hub";

const gatewayOf = (network: Network) => get(network.transitGateways, "aws_ec2_transit_gateway.hub");

describe("a Transit Gateway", () => {
  test("given nothing but the gateway, when it is built, then it has AWS's defaults", () => {
    expect(gatewayOf(hub())).toEqual({
      key: "s:aws_ec2_transit_gateway.hub",
      at: "s:aws_ec2_transit_gateway.hub",
      account: "111111111111",
      region: "ap-northeast-1",
      asn: 64512,
      securityGroupReferencing: false,
      shares: { items: [], doubts: [] },
    });
    expect([...hub().refusals]).toEqual([]);
    expect([...hub().unmodelled]).toEqual([]);
  });

  test("given its options, when it is built, then it has them, or nobody knows", () => {
    const gateway = { amazon_side_asn: 64600, security_group_referencing_support: "enable" };
    expect(gatewayOf(hub({ gateway }))).toMatchObject({ asn: 64600, securityGroupReferencing: true });
    const unclear = gatewayOf(
      hub({ gateway: { amazon_side_asn: VARIABLE, security_group_referencing_support: VARIABLE } }),
    );
    expect(reasonOf(unclear.asn)).toBe(OF_VARIABLE);
    expect(reasonOf(unclear.securityGroupReferencing)).toBe(OF_VARIABLE);
    expect(
      reasonOf(
        gatewayOf(hub({ gateway: { security_group_referencing_support: "on" } })).securityGroupReferencing,
      ),
    ).toBe("this is not enable or disable");
  });

  test("given RAM shares, when it is built, then it has them", () => {
    const more = {
      aws_ram_resource_share: { it: { name: "hub", allow_external_principals: true } },
      aws_ram_resource_association: {
        it: {
          resource_arn: "${aws_ec2_transit_gateway.hub.arn}",
          resource_share_arn: "${aws_ram_resource_share.it.arn}",
        },
      },
    };
    expect(gatewayOf(hub({ more })).shares.items).toEqual([key("aws_ram_resource_share.it")]);
  });

  test("given a data source that tells its owner, when it is built, then it is of that account", () => {
    const condition = '${self.owner_id == "222222222222"}';
    const data = {
      aws_ec2_transit_gateway: {
        other: {
          id: "tgw-0123456789abcdef0",
          lifecycle: { postcondition: [{ condition, error_message: "It is another's." }] },
        },
      },
    };
    const { account } = get(hub({ data }).transitGateways, "data.aws_ec2_transit_gateway.other");
    expect(account).toBe("222222222222");
  });

  test("given an ID that a data source names, when it is built, then it may be another account's", () => {
    const network = networkOf(
      deploymentOf({
        s: {
          ...stackOf({
            aws_vpc: { vpc: { cidr_block: "10.0.0.0/16" } },
            aws_ec2_transit_gateway_vpc_attachment: {
              it: {
                transit_gateway_id: "${data.aws_ec2_transit_gateway.hub.id}",
                vpc_id: "${aws_vpc.vpc.id}",
                subnet_ids: [],
              },
            },
          }),
          data: { aws_ec2_transit_gateway: { hub: { id: "tgw-0123456789abcdef0" } } },
        },
      }),
    );
    const gateway = get(network.transitGateways, "data.aws_ec2_transit_gateway.hub");
    expect(reasonOf(gateway.account)).toMatch(/no postcondition says|only a data source/);
    const it = get(network.transitGatewayAttachments, "aws_ec2_transit_gateway_vpc_attachment.it");
    expect(it.gateway).toBe(gateway.key);
    expect(reasonOf(it.isAccepted)).toMatch(/postcondition|data source/);
    expect(reasonOf(it.routeTable)).toMatch(/postcondition|data source/);
  });
});

describe("a VPC's attachment", () => {
  test("given one of the gateway's account, when it is built, then it is accepted and has the default table", () => {
    expect(leftOf(hub())).toEqual({
      key: "s:aws_ec2_transit_gateway_vpc_attachment.left",
      at: "s:aws_ec2_transit_gateway_vpc_attachment.left",
      gateway: "s:aws_ec2_transit_gateway.hub",
      attached: {
        kind: "vpc",
        vpc: "s:aws_vpc.left",
        subnets: { items: ["s:aws_subnet.left_a", "s:aws_subnet.left_b"], doubts: [] },
        applianceMode: false,
        securityGroupReferencing: true,
      },
      isAccepted: true,
      routeTable: DEFAULT_TABLE,
    });
  });

  test.each([
    ["enable", true],
    ["disable", false],
  ])("given options that are %s, when it is built, then they are %s", (word, is) => {
    const left = { appliance_mode_support: word, security_group_referencing_support: word };
    expect(leftOf(hub({ left })).attached).toMatchObject({
      applianceMode: is,
      securityGroupReferencing: is,
    });
  });

  test("given arguments that are not known, when it is built, then nobody knows what they are of", () => {
    expect(reasonOf(leftOf(hub({ left: { transit_gateway_id: VARIABLE } })).gateway)).toBe(OF_VARIABLE);
    expect(reasonOf(leftOf(hub({ left: { vpc_id: VARIABLE } })).attached)).toBe(OF_VARIABLE);
    const { attached } = leftOf(hub({ left: { subnet_ids: VARIABLE, appliance_mode_support: VARIABLE } }));
    expect(attached).toMatchObject({
      subnets: { items: [], doubts: [{ reason: OF_VARIABLE }] },
      applianceMode: { reason: OF_VARIABLE },
    });
  });
});

/** A gateway of one account, and a VPC of another that is attached to it. */
function shared({
  gateway = {},
  attachment = {},
  accepter,
  association,
  isThere = false,
}: {
  readonly gateway?: object;
  readonly attachment?: object;
  readonly accepter?: object;
  readonly association?: object;
  /** @default it is still to be made */
  readonly isThere?: boolean;
}) {
  const ofOther = "${data.terraform_remote_state.guest.outputs.attachment}";
  const deployment = deploymentOf({
    s: {
      ...stackOf({ aws_ec2_transit_gateway: { hub: gateway } }),
      output: { gateway: { value: "${aws_ec2_transit_gateway.hub.id}" } },
    },
    guest: {
      ...stackOf(
        {
          aws_vpc: { vpc: { cidr_block: "10.0.0.0/16" } },
          aws_ec2_transit_gateway_vpc_attachment: {
            it: {
              transit_gateway_id: "${data.terraform_remote_state.hub.outputs.gateway}",
              vpc_id: "${aws_vpc.vpc.id}",
              subnet_ids: [],
              ...attachment,
            },
          },
        },
        { account: "222222222222" },
      ),
      data: { terraform_remote_state: { hub: stateOf("s") } },
      output: { attachment: { value: "${aws_ec2_transit_gateway_vpc_attachment.it.id}" } },
    },
    accepting: {
      ...stackOf({
        ...(accepter === undefined
          ? {}
          : {
              aws_ec2_transit_gateway_vpc_attachment_accepter: {
                it: { transit_gateway_attachment_id: ofOther, ...accepter },
              },
            }),
        aws_ec2_transit_gateway_route_table: {
          own: { transit_gateway_id: "${data.terraform_remote_state.hub.outputs.gateway}" },
        },
        ...(association === undefined
          ? {}
          : {
              aws_ec2_transit_gateway_route_table_association: {
                it: { transit_gateway_route_table_id: TABLE, ...association },
              },
            }),
      }),
      data: { terraform_remote_state: { guest: stateOf("guest"), hub: stateOf("s") } },
    },
  });
  const network = networkOf(isThere ? observed(deployment) : deployment);
  const attached = [...network.transitGatewayAttachments.values()].find(({ at }) => at.startsWith("guest:"));
  if (attached === undefined) throw new Error("nothing is attached");
  return attached;
}

describe("another account's attachment", () => {
  test("given nobody who accepts it, when it is built, then it is not accepted", () => {
    expect(shared({}).isAccepted).toBe(false);
  });

  test("given one that is there, when it is built, then it is accepted where it has a table, and else nobody knows", () => {
    const association = {
      transit_gateway_attachment_id: "${data.terraform_remote_state.guest.outputs.attachment}",
    };
    expect(shared({ association }).isAccepted).toBe(false);
    expect(shared({ association, isThere: true }).isAccepted).toBe(true);
    expect(reasonOf(shared({ isThere: true }).isAccepted)).toMatch(/^it is there, and whether somebody/);
  });

  test("given an accepter, when it is built, then it is accepted and has the default table", () => {
    expect(shared({ accepter: {} })).toMatchObject({ isAccepted: true, routeTable: DEFAULT_TABLE });
  });

  test("given a gateway that accepts by itself, when it is built, then it is accepted, or nobody knows", () => {
    const accepting = (word: string) => shared({ gateway: { auto_accept_shared_attachments: word } });
    expect(accepting("enable").isAccepted).toBe(true);
    expect(accepting("disable").isAccepted).toBe(false);
    expect(reasonOf(accepting(VARIABLE).isAccepted)).toBe(OF_VARIABLE);
  });

  test("given an accepter of what is not known, when it is built, then nobody knows whether it is accepted", () => {
    const { isAccepted } = shared({ accepter: { transit_gateway_attachment_id: VARIABLE } });
    expect(reasonOf(isAccepted)).toBe(OF_VARIABLE);
  });

  test("given its own wish for no default table, when it is built, then only the accepter's counts", () => {
    const attachment = { transit_gateway_default_route_table_association: false };
    expect(shared({ attachment, accepter: {} }).routeTable).toBe(DEFAULT_TABLE);
    expect(shared({ accepter: attachment }).routeTable).toBeUndefined();
    const unclear = { transit_gateway_default_route_table_association: VARIABLE };
    expect(reasonOf(shared({ accepter: unclear }).routeTable)).toBe(OF_VARIABLE);
    const alone = { auto_accept_shared_attachments: "enable" };
    expect(shared({ gateway: alone, attachment }).routeTable).toBe(DEFAULT_TABLE);
  });

  test("given an association by its accepter's ID, when it is built, then it has that table", () => {
    const association = {
      transit_gateway_attachment_id: "${aws_ec2_transit_gateway_vpc_attachment_accepter.it.id}",
    };
    expect(shared({ accepter: {}, association }).routeTable).toBe(
      "accepting:aws_ec2_transit_gateway_route_table.own",
    );
  });
});

describe("the table of an attachment", () => {
  const associated = (attributes: object) => ({
    aws_ec2_transit_gateway_route_table_association: {
      it: { transit_gateway_attachment_id: LEFT, transit_gateway_route_table_id: TABLE, ...attributes },
    },
  });
  const own = { transit_gateway_default_route_table_association: false };

  test.each<[string, Parameters<typeof hub>[0], string | undefined]>([
    ["a wish for none by default", { left: own }, undefined],
    ["a gateway that gives none", { gateway: { default_route_table_association: "disable" } }, undefined],
    [
      "a gateway that only propagates to none",
      { gateway: { default_route_table_propagation: "disable" } },
      DEFAULT_TABLE,
    ],
    ["an association", { left: own, more: associated({}) }, "s:aws_ec2_transit_gateway_route_table.own"],
    [
      "an association with the default table by its ID",
      {
        left: own,
        more: associated({
          transit_gateway_route_table_id: "${aws_ec2_transit_gateway.hub.association_default_route_table_id}",
        }),
      },
      DEFAULT_TABLE,
    ],
    [
      "an association of another attachment",
      {
        right: own,
        more: associated({
          transit_gateway_attachment_id: "${aws_ec2_transit_gateway_vpc_attachment.right.id}",
        }),
      },
      DEFAULT_TABLE,
    ],
  ])("given %s, when it is built, then that is it", (_, given, table) => {
    const network = hub(given);
    expect(leftOf(network).routeTable).toBe(table);
    expect([...network.refusals]).toEqual([]);
  });

  test.each<[string, Parameters<typeof hub>[0]]>([
    ["a wish", { left: { transit_gateway_default_route_table_association: VARIABLE } }],
    ["a gateway's option", { gateway: { default_route_table_association: VARIABLE } }],
    ["an association's table", { left: own, more: associated({ transit_gateway_route_table_id: VARIABLE }) }],
    [
      "an association's attachment",
      { left: own, more: associated({ transit_gateway_attachment_id: VARIABLE }) },
    ],
    [
      "another default table's gateway",
      {
        more: {
          aws_ec2_transit_gateway_default_route_table_association: {
            it: { transit_gateway_id: VARIABLE, transit_gateway_route_table_id: TABLE },
          },
        },
      },
    ],
  ])("given %s that is not known, when it is built, then nobody knows which it is", (_, given) => {
    expect(reasonOf(leftOf(hub(given)).routeTable)).toBe(OF_VARIABLE);
  });

  test("given another default table, when it is built, then attachments may be made before or after", () => {
    const more = {
      aws_ec2_transit_gateway_default_route_table_association: {
        it: {
          transit_gateway_id: "${aws_ec2_transit_gateway.hub.id}",
          transit_gateway_route_table_id: TABLE,
        },
      },
    };
    expect(reasonOf(leftOf(hub({ more })).routeTable)).toMatch(/sets another table, before or after/);
  });
});

describe("what is not analysed of Transit Gateways", () => {
  test.each<[string, Resources, string[]]>([
    [
      "a policy table's association",
      {
        aws_ec2_transit_gateway_policy_table_association: {
          it: { transit_gateway_attachment_id: LEFT, transit_gateway_policy_table_id: "tgw-ptb-1" },
        },
      },
      ["s:aws_ec2_transit_gateway_vpc_attachment.left"],
    ],
    [
      "a core network's peering",
      {
        aws_networkmanager_transit_gateway_peering: {
          it: { transit_gateway_arn: "${aws_ec2_transit_gateway.hub.arn}", core_network_id: "c" },
        },
      },
      ["s:aws_ec2_transit_gateway.hub"],
    ],
    [
      "a multicast domain",
      {
        aws_ec2_transit_gateway_multicast_domain: {
          it: { transit_gateway_id: "${aws_ec2_transit_gateway.hub.id}" },
        },
      },
      [],
    ],
  ])("given %s, when it is built, then there is a doubt where it may change something", (_, more, keys) => {
    expect([...hub({ more }).unmodelled.keys()]).toEqual(keys);
  });
});

describe("attachments of other kinds", () => {
  const vpn = (attributes: object) => ({
    aws_customer_gateway: { office: { bgp_asn: 65001, type: "ipsec.1" } },
    aws_vpn_connection: {
      office: {
        customer_gateway_id: "${aws_customer_gateway.office.id}",
        type: "ipsec.1",
        transit_gateway_id: "${aws_ec2_transit_gateway.hub.id}",
        ...attributes,
      },
    },
  });

  test("given a VPN connection of a gateway, when it is built, then it is attached and has its default table", () => {
    const network = hub({ more: vpn({}) });
    expect(
      get(network.transitGatewayAttachments, "aws_vpn_connection.office", "transit-gateway-attachment"),
    ).toMatchObject({
      gateway: "s:aws_ec2_transit_gateway.hub",
      attached: { kind: "vpn", connection: "s:aws_vpn_connection.office" },
      isAccepted: true,
      routeTable: DEFAULT_TABLE,
    });
    expect(get(network.vpnConnections, "aws_vpn_connection.office").gateway).toBe(
      "s:aws_ec2_transit_gateway.hub",
    );
  });

  test("given a Connect attachment or one of Direct Connect, when it is built, then it is not analysed", () => {
    const more = {
      aws_ec2_transit_gateway_connect: {
        it: { transit_gateway_id: "${aws_ec2_transit_gateway.hub.id}", transport_attachment_id: LEFT },
      },
      aws_dx_gateway_association: {
        it: { associated_gateway_id: "${aws_ec2_transit_gateway.hub.id}", dx_gateway_id: "dx" },
        vpn: { associated_gateway_id: "${aws_vpn_gateway.it.id}", dx_gateway_id: "dx" },
      },
      aws_vpn_gateway: { it: {} },
    };
    const { transitGatewayAttachments } = hub({ more });
    const others = [...transitGatewayAttachments.values()].filter(
      ({ key }) => !key.includes("vpc_attachment"),
    );
    expect(others.map(({ key, attached }) => [key, reasonOf(attached)])).toEqual([
      ["s:aws_ec2_transit_gateway_connect.it", "Connect attachments are not analysed"],
      [
        "s:aws_dx_gateway_association.it/transit-gateway-attachment",
        "attachments of Direct Connect gateways are not analysed",
      ],
    ]);
  });

  test.each([
    ["available", true],
    ["pendingAcceptance", undefined],
    ["rejected", false],
  ])("given a peering that was read as %s, when it is built, then it is accepted: %s", (state, expected) => {
    const address = "aws_ec2_transit_gateway_peering_attachment.it";
    const peering = {
      aws_ec2_transit_gateway: { hub: {}, far: {} },
      aws_ec2_transit_gateway_peering_attachment: {
        it: {
          transit_gateway_id: "${aws_ec2_transit_gateway.hub.id}",
          peer_transit_gateway_id: "${aws_ec2_transit_gateway.far.id}",
          peer_region: "ap-northeast-1",
          state,
        },
      },
    };
    const { isAccepted } = get(networkOf(observed(deployed(peering))).transitGatewayAttachments, address);
    expect(isKnown(isAccepted) ? isAccepted : undefined).toBe(expected);
  });

  test("given a peering, when it is built, then each gateway has an end of it, and somebody must accept it", () => {
    const peering = {
      aws_ec2_transit_gateway: { hub: {}, far: {} },
      aws_ec2_transit_gateway_peering_attachment: {
        it: {
          transit_gateway_id: "${aws_ec2_transit_gateway.hub.id}",
          peer_transit_gateway_id: "${aws_ec2_transit_gateway.far.id}",
          peer_region: "ap-northeast-1",
        },
      },
    };
    const accepted = (attachment: string) => ({
      aws_ec2_transit_gateway_peering_attachment_accepter: {
        it: { transit_gateway_attachment_id: attachment },
      },
    });
    const address = "aws_ec2_transit_gateway_peering_attachment.it";
    const ends = (more: object) => {
      const { transitGatewayAttachments } = hub({ more: { ...peering, ...more } });
      return [
        get(transitGatewayAttachments, address),
        get(transitGatewayAttachments, address, "peer"),
      ] as const;
    };
    expect(ends(accepted(`\${${address}.id}`))).toMatchObject([
      {
        gateway: "s:aws_ec2_transit_gateway.hub",
        attached: { kind: "peering", other: `s:${address}/peer` },
        isAccepted: true,
        routeTable: DEFAULT_TABLE,
      },
      {
        gateway: "s:aws_ec2_transit_gateway.far",
        attached: { kind: "peering", other: `s:${address}` },
        isAccepted: true,
        routeTable: "s:aws_ec2_transit_gateway.far/default-route-table",
      },
    ]);
    expect(ends({}).map(({ isAccepted }) => isAccepted)).toEqual([false, false]);
    expect(ends(accepted(VARIABLE)).map(({ isAccepted }) => reasonOf(isAccepted))).toEqual([
      OF_VARIABLE,
      OF_VARIABLE,
    ]);
  });
});
