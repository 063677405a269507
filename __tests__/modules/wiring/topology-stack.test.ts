import { describe, expect, test } from "@jest/globals";
import { Eip } from "@cdktf/provider-aws/lib/eip";
import { Construct } from "constructs";
import { addressOf } from "../../../modules/wiring";
import { synthesizeIn } from "../../support/terraform";

/** The address of a resource at a path of construct ids. */
function addressAt(...path: readonly [...string[], string]): string {
  let address = "";
  synthesizeIn((stack) => {
    const scope = path.slice(0, -1).reduce<Construct>((parent, id) => new Construct(parent, id), stack);
    address = addressOf(new Eip(scope, path.at(-1) ?? "", {}));
  });
  return address;
}

describe("the Terraform address of a resource", () => {
  test("given a path of ids, when it is synthesized, then they are joined by underscores, without a hash", () => {
    expect(addressAt("hosts", "ec2-a", "address")).toBe("aws_eip.hosts_ec2-a_address");
  });

  test("given what its parent is mainly about, when it is synthesized, then it bears the parent's name alone", () => {
    expect(addressAt("hosts", "ec2-a", "resource")).toBe("aws_eip.hosts_ec2-a");
  });

  test("given a user's name that is `resource`, when it is synthesized, then it is still in the address", () => {
    expect(addressAt("hosts", "resource", "resource")).toBe("aws_eip.hosts_resource");
    expect(addressAt("hosts", "resource", "address")).toBe("aws_eip.hosts_resource_address");
  });

  test.each(["ec2_a", "10.0.0.0", "a b", "é"])(
    "given the id %j, which would be ambiguous or refused by Terraform, when it is synthesized, then a sentence says so",
    (id) => {
      expect(() => addressAt("hosts", id, "resource")).toThrow(
        `the construct id ${JSON.stringify(id)} does not fit into a Terraform address; write letters, digits and hyphens only`,
      );
    },
  );
});
