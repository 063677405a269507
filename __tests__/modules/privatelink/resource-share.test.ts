import { describe, expect, test } from "@jest/globals";
import { ResourceShare } from "../../../modules/privatelink";
import { reference, type StackTerraform, synthesizeIn } from "../../support/terraform";
import { account } from "../../support/values";

const ONE = account("111111111111");
const OTHER = account("000000000042");

function synthesizeShare(organizationSharing: boolean, accounts = [ONE, OTHER]): StackTerraform {
  return synthesizeIn((stack) => {
    new ResourceShare(stack, "share", {
      name: "test.hub.proxies",
      resourceArn: "arn:configuration",
      accounts,
      organizationSharing,
    });
  });
}

describe("a resource share", () => {
  const invited = synthesizeShare(false);
  const share = reference("aws_ram_resource_share.share", "arn");

  test.each([
    [true, false],
    [false, true],
  ])(
    "given that the organization shares by itself: %s, when it is synthesized, then accounts of others are allowed: %s",
    (organizationSharing, allowed) => {
      expect(synthesizeShare(organizationSharing).resource("aws_ram_resource_share.share")).toEqual({
        name: "test.hub.proxies",
        allow_external_principals: allowed,
        tags: { Name: "test.hub.proxies" },
      });
    },
  );

  test("given a resource and accounts, when it is synthesized, then it is shared with each of them", () => {
    expect(invited.ofType("aws_ram_resource_association")).toEqual({
      share_association: { resource_share_arn: share, resource_arn: "arn:configuration" },
    });
    expect(invited.ofType("aws_ram_principal_association")).toEqual({
      "share_principal-111111111111": { resource_share_arn: share, principal: "111111111111" },
      "share_principal-000000000042": { resource_share_arn: share, principal: "000000000042" },
    });
  });

  test("given accounts, when one is taken out, then nothing changes of the others", () => {
    expect({
      ...synthesizeShare(false, [OTHER]).ofType("aws_ram_principal_association"),
      "share_principal-111111111111": expect.anything(),
    }).toEqual(invited.ofType("aws_ram_principal_association"));
  });
});
