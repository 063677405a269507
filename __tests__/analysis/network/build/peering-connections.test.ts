import { describe, expect, test } from "@jest/globals";
import { type Network, networkOf, type PeeringConnection } from "../../../../analysis/network";
import { deploymentOf, stateOf } from "../../../support/deployments";
import { get, key, OF_VARIABLE, reasonOf, type Resources, stackOf, VARIABLE } from "./stacks";

const CONNECTION = "${data.terraform_remote_state.requester.outputs.connectionId}";

interface Sides {
  readonly connection?: object;
  readonly requester?: Resources;
  readonly accepter?: Resources;
  readonly place?: { readonly account?: string; readonly region?: string };
}

/** The requester's stack `s` with the connection `it`, and the accepter's stack `a` with the VPC that is asked. */
function peered({ connection = {}, requester = {}, accepter = {}, place }: Sides): Network {
  const account = "222222222222";
  return networkOf(
    deploymentOf({
      s: {
        ...stackOf({
          aws_vpc: { vpc: { cidr_block: "10.0.0.0/16" } },
          aws_vpc_peering_connection: {
            it: {
              vpc_id: "${aws_vpc.vpc.id}",
              peer_vpc_id: "${data.terraform_remote_state.peer.outputs.vpcId}",
              peer_owner_id: account,
              ...connection,
            },
          },
          ...requester,
        }),
        data: { terraform_remote_state: { peer: stateOf("p") } },
        output: { connectionId: { value: "${aws_vpc_peering_connection.it.id}" } },
      },
      // What it publishes is a state of its own: the accepter's own stack reads the requester's.
      p: {
        ...stackOf(
          { aws_vpc: { peer: { cidr_block: "10.1.0.0/16" } }, aws_security_group: { web: { vpc_id: PEER } } },
          { account },
        ),
        output: { vpcId: { value: PEER }, groupId: { value: "${aws_security_group.web.id}" } },
      },
      a: {
        ...stackOf(accepter, { account, ...place }),
        data: { terraform_remote_state: { requester: stateOf("s") } },
      },
    }),
  );
}

const PEER = "${aws_vpc.peer.id}";
const accepts = (attributes: object = {}): Resources => ({
  aws_vpc_peering_connection_accepter: {
    it: { vpc_peering_connection_id: CONNECTION, auto_accept: true, ...attributes },
  },
});
const connectionOf = (network: Network): PeeringConnection =>
  get(network.peeringConnections, "aws_vpc_peering_connection.it");
const isAccepted = (sides: Sides): PeeringConnection["isAccepted"] => connectionOf(peered(sides)).isAccepted;

describe("a peering connection", () => {
  test("given an accepter in the other account, when it is built, then it joins both VPCs", () => {
    const network = peered({ accepter: accepts() });
    expect(connectionOf(network)).toEqual({
      key: "s:aws_vpc_peering_connection.it",
      at: "s:aws_vpc_peering_connection.it",
      requester: "s:aws_vpc.vpc",
      accepter: "p:aws_vpc.peer",
      isAccepted: true,
    });
    expect([...network.refusals]).toEqual([]);
    expect([...network.unmodelled]).toEqual([]);
  });

  test("given nobody who accepts it, when it is built, then it is not accepted", () => {
    expect(isAccepted({})).toBe(false);
    expect(isAccepted({ accepter: accepts({ auto_accept: false }) })).toBe(false);
    expect(isAccepted({ accepter: accepts({ auto_accept: null }) })).toBe(false);
  });

  test("given what is not known of its acceptance, when it is built, then neither is that", () => {
    expect(reasonOf(isAccepted({ accepter: accepts({ auto_accept: VARIABLE }) }))).toBe(OF_VARIABLE);
    expect(reasonOf(isAccepted({ accepter: accepts({ vpc_peering_connection_id: VARIABLE }) }))).toBe(
      OF_VARIABLE,
    );
    expect(reasonOf(isAccepted({ connection: { auto_accept: VARIABLE } }))).toBe(OF_VARIABLE);
    expect(isAccepted({ connection: { auto_accept: VARIABLE }, accepter: accepts() })).toBe(true);
  });

  test("given a VPC that is not known, when it is built, then neither is that end", () => {
    const { requester, accepter } = connectionOf(peered({ connection: { peer_vpc_id: "vpc-1" } }));
    expect(requester).toBe("s:aws_vpc.vpc");
    expect(reasonOf(accepter)).toMatch(/^none of the given stacks makes it/);
  });
});

describe("a route through a peering connection", () => {
  const route = (attributes: object): Resources => ({
    aws_route_table: { t: { vpc_id: "${aws_vpc.vpc.id}" } },
    aws_route: {
      r: { route_table_id: "${aws_route_table.t.id}", destination_cidr_block: "10.1.0.0/16", ...attributes },
    },
  });
  const inTable = {
    aws_route_table: {
      t: {
        vpc_id: "${aws_vpc.vpc.id}",
        route: [
          { cidr_block: "10.1.0.0/16", vpc_peering_connection_id: "${aws_vpc_peering_connection.it.id}" },
        ],
      },
    },
  };
  const options = {
    aws_vpc_peering_connection_options: {
      o: { vpc_peering_connection_id: "${aws_vpc_peering_connection.it.id}" },
    },
  };

  test.each([
    ["the connection", route({ vpc_peering_connection_id: "${aws_vpc_peering_connection.it.id}" })],
    ["the connection, in the table", inTable],
    [
      "what manages a side of it",
      { ...options, ...route({ vpc_peering_connection_id: "${aws_vpc_peering_connection_options.o.id}" }) },
    ],
  ])("given %s as its target, when it is built, then it leads there", (_, requester) => {
    const { routeTables, refusals } = peered({ requester });
    expect(get(routeTables, "aws_route_table.t").routes).toMatchObject({
      items: [{ target: { kind: "peering-connection", connection: key("aws_vpc_peering_connection.it") } }],
      doubts: [],
    });
    expect([...refusals]).toEqual([]);
  });

  test("given a table of a third VPC, when it is built, then AWS refuses the route", () => {
    const { refusals } = peered({
      requester: {
        ...route({ vpc_peering_connection_id: "${aws_vpc_peering_connection.it.id}" }),
        aws_vpc: { vpc: { cidr_block: "10.0.0.0/16" }, third: { cidr_block: "10.2.0.0/16" } },
        aws_route_table: { t: { vpc_id: "${aws_vpc.third.id}" } },
      },
    });
    expect([...refusals.keys()]).toEqual([key("aws_route_table.t")]);
  });
});

describe("a rule for a group of a peered VPC", () => {
  const GROUP = "data.terraform_remote_state.peer.outputs.groupId";
  const peerOf = (id: string): unknown => {
    const { securityGroups } = peered({
      requester: {
        aws_security_group: { own: { vpc_id: "${aws_vpc.vpc.id}" } },
        aws_vpc_security_group_ingress_rule: {
          r: {
            security_group_id: "${aws_security_group.own.id}",
            referenced_security_group_id: id,
            ip_protocol: "-1",
          },
        },
      },
    });
    return get(securityGroups, "aws_security_group.own").ingress.items[0]?.peer;
  };

  test.each([
    `\${${GROUP}}`,
    `222222222222/\${${GROUP}}`,
    `\${aws_vpc_peering_connection.it.peer_owner_id}/\${${GROUP}}`,
    `\${join("/", ["222222222222", ${GROUP}])}`,
    `\${format("%s/%s", aws_vpc_peering_connection.it.peer_owner_id, ${GROUP})}`,
  ])("given %s, when it is built, then the rule is for that group", (id) => {
    expect(peerOf(id)).toEqual({ kind: "security-group", group: "p:aws_security_group.web" });
  });

  test.each([
    [
      `333333333333/\${${GROUP}}`,
      /is not a security group of the account 333333333333, but of 222222222222$/,
    ],
    ["222222222222/sg-1", /^none of the given stacks makes it/],
    [`x-\${${GROUP}}`, /known once its resource exists$/],
    [`\${var.account}/\${${GROUP}}`, OF_VARIABLE],
  ])("given %s, when it is built, then the rule's group is unknown", (id, reason) => {
    expect(peerOf(id)).toMatchObject({ reason: expect.stringMatching(reason) });
  });
});
