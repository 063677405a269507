import { describe, expect, test } from "@jest/globals";
import { type Network, networkOf } from "../../../../analysis/network";
import { deploymentOf, stateOf } from "../../../support/deployments";
import { just } from "./placed";
import { get, OF_VARIABLE, reasonsOf, type Resources, stackOf, VARIABLE } from "./stacks";

const SHARE = "${aws_ram_resource_share.it.arn}";
const CONFIGURATION = "${aws_vpclattice_resource_configuration.it.arn}";
const OWNERS: Resources = {
  aws_vpclattice_resource_configuration: { it: { port_ranges: ["80"] } },
  aws_ram_resource_share: { it: { name: "proxies", allow_external_principals: true } },
  aws_ram_resource_association: { it: { resource_share_arn: SHARE, resource_arn: CONFIGURATION } },
  aws_ram_principal_association: {
    one: { resource_share_arn: SHARE, principal: "222222222222" },
    units: { resource_share_arn: SHARE, principal: "arn:aws:organizations::1:ou/o-1/ou-2" },
  },
};

/** The owner's stack `s`, and `c` of another account, which reads what the owner publishes. */
function shared(
  owners: Resources,
  consumers: { readonly resource?: Resources; readonly data?: object } = {},
  account = "222222222222",
): Network {
  const outputs = { shareArn: { value: SHARE } };
  return networkOf(
    deploymentOf({
      s: { ...stackOf({ ...OWNERS, ...owners }), output: outputs },
      c: {
        ...stackOf(consumers.resource ?? {}, { account }),
        data: { terraform_remote_state: { contract: stateOf("s") }, ...consumers.data },
      },
    }),
  );
}

const PUBLISHED = "${data.terraform_remote_state.contract.outputs.shareArn}";
const accepting = (arn: unknown): { readonly resource: Resources } => ({
  resource: { aws_ram_resource_share_accepter: { it: { share_arn: arn } } },
});
const lookingUp = (condition: string, owner = "OTHER-ACCOUNTS"): { readonly data: object } => ({
  data: {
    aws_ram_resource_share: {
      it: {
        name: "proxies",
        resource_owner: owner,
        resource_share_status: "ACTIVE",
        lifecycle: { postcondition: { condition, error_message: "it is otherwise" } },
      },
    },
  },
});
const share = (network: Network): object => get(network.resourceShares, "aws_ram_resource_share.it");

describe("a resource share", () => {
  test("given principals, when it is built, then it is theirs, and nobody has it yet", () => {
    expect(share(shared({}))).toEqual({
      key: "s:aws_ram_resource_share.it",
      at: "s:aws_ram_resource_share.it",
      account: "111111111111",
      principals: just("222222222222", "arn:aws:organizations::1:ou/o-1/ou-2"),
      receivedBy: just(),
    });
  });

  test("given a resource configuration in it, when it is built, then that is shared by it", () => {
    const { resourceConfigurations } = shared({});
    expect(get(resourceConfigurations, "aws_vpclattice_resource_configuration.it").shares).toEqual(
      just("s:aws_ram_resource_share.it"),
    );
  });

  test.each([
    ["another thing", "${aws_subnet.a.arn}", []],
    ["what no stack makes", "arn:aws:rds:x", []],
    ["what is not known", VARIABLE, [OF_VARIABLE]],
  ])("given %s in a share, when a configuration is built, then its doubts are these", (_, arn, reasons) => {
    const association = { resource_share_arn: SHARE, resource_arn: arn };
    const { resourceConfigurations } = shared({
      aws_subnet: { a: { cidr_block: "10.0.0.0/24" } },
      aws_ram_resource_association: { it: association },
    });
    const { shares } = get(resourceConfigurations, "aws_vpclattice_resource_configuration.it");
    expect(shares.items).toEqual([]);
    expect(reasonsOf(shares.doubts)).toEqual(reasons);
  });

  test("given an account that accepts it, when it is built, then that has it", () => {
    expect(share(shared({}, accepting(PUBLISHED)))).toMatchObject({ receivedBy: just("222222222222") });
  });

  const within = (attributes: object): Resources => ({
    aws_ram_resource_share: { it: { name: "proxies", ...attributes } },
  });

  test.each([
    [within({}), /^which accounts the share's organization has/],
    [within({ allow_external_principals: "false" }), /^which accounts the share's organization has/],
    [within({ allow_external_principals: VARIABLE }), OF_VARIABLE],
  ])(
    "given %j, when an account accepts it, then that is no evidence, because within an organization there is nothing to accept",
    (owners, reason) => {
      expect(share(shared(owners, accepting(PUBLISHED)))).toMatchObject({
        receivedBy: { items: [], doubts: [{ reason: expect.stringMatching(reason) }] },
      });
    },
  );

  test("given a share within an organization, when an account finds it, then that has it", () => {
    const condition = "${self.arn == data.terraform_remote_state.contract.outputs.shareArn}";
    expect(share(shared(within({}), lookingUp(condition)))).toMatchObject({
      receivedBy: { items: ["222222222222"] },
    });
  });

  const permitting = (arn: string): object =>
    share(shared(within({ allow_external_principals: true, permission_arns: [arn] })));

  test.each(["AWSRAMPermissionVpcLatticeResourceConfiguration", "AWSRAMDefaultPermissionTransitGateway"])(
    "given the permission %s, which AWS gives by itself, when it is built, then it has its principals",
    (name) => {
      expect(permitting(`arn:aws:ram::aws:permission/${name}`)).toMatchObject({
        principals: { items: ["222222222222", expect.stringMatching(/^arn/)], doubts: [] },
      });
    },
  );

  test.each([
    ["arn:aws:ram::111111111111:permission/less", /^which uses of what is shared/],
    ["arn:aws:ram::aws:permission/AWSRAMPermissionVpcLatticeServiceNetworkReadWrite", /^which uses/],
    [VARIABLE, OF_VARIABLE],
  ])("given the permission %s, when it is built, then it may be nobody's", (arn, reason) => {
    expect(permitting(arn)).toMatchObject({
      principals: { items: [], doubts: [{ reason: expect.stringMatching(reason) }] },
    });
  });

  test("given an account that accepts something unknown, when it is built, then it may have it", () => {
    expect(share(shared({}, accepting(VARIABLE)))).toMatchObject({
      receivedBy: { items: [], doubts: [{ reason: OF_VARIABLE }] },
    });
  });

  test.each([
    ["${self.arn == data.terraform_remote_state.contract.outputs.shareArn}", ["222222222222"]],
    [
      '${self.arn == data.terraform_remote_state.contract.outputs.shareArn && self.status == "ACTIVE"}',
      ["222222222222"],
    ],
  ])(
    "given an account that finds it and demands %s, when it is built, then that has it",
    (condition, accounts) => {
      expect(share(shared({}, lookingUp(condition)))).toMatchObject({ receivedBy: just(...accounts) });
    },
  );

  test("given an account that finds some share of that name, when it is built, then it may have it", () => {
    expect(share(shared({}, lookingUp('${self.status == "ACTIVE"}')))).toMatchObject({
      receivedBy: { items: [], doubts: [{ reason: expect.stringMatching(/^none of the given stacks/) }] },
    });
  });

  test("given its own account that looks at it, when it is built, then that is no evidence", () => {
    const condition = "${self.arn == data.terraform_remote_state.contract.outputs.shareArn}";
    expect(share(shared({}, lookingUp(condition, "SELF")))).toMatchObject({ receivedBy: just() });
  });
});

describe("what AWS refuses of shares", () => {
  const refusals = (owners: Resources, account: string): string[] => {
    const resource = {
      aws_ram_principal_association: { it: { resource_share_arn: PUBLISHED, principal: "333333333333" } },
    };
    return [...shared(owners, { resource }, account).refusals.keys()];
  };

  test("given an association of another account than the share's, when it is built, then it is refused", () => {
    expect(refusals({}, "222222222222")).toEqual(["s:aws_ram_resource_share.it"]);
    expect(refusals({}, "111111111111")).toEqual([]);
  });

  test("given a configuration of another account in a share, when it is built, then that is refused", () => {
    const inShare = (account: string): string[] => [
      ...networkOf(
        deploymentOf({
          s: { ...stackOf(OWNERS), output: { arn: { value: CONFIGURATION } } },
          c: {
            ...stackOf(
              {
                aws_ram_resource_share: { other: { name: "other" } },
                aws_ram_resource_association: {
                  other: {
                    resource_share_arn: "${aws_ram_resource_share.other.arn}",
                    resource_arn: "${data.terraform_remote_state.contract.outputs.arn}",
                  },
                },
              },
              { account },
            ),
            data: { terraform_remote_state: { contract: stateOf("s") } },
          },
        }),
      ).refusals.keys(),
    ];
    expect(inShare("222222222222")).toEqual(["c:aws_ram_resource_share.other"]);
    expect(inShare("111111111111")).toEqual([]);
  });
});
