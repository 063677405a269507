import { describe, expect, test } from "@jest/globals";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import {
  AccountStack,
  type AccountStackProps,
  ContractReader,
  ContractStack,
  endpointContract,
  offerContract,
} from "../../../modules/wiring";
import { synthesizeApp, synthesizeHcl, synthesizeIn } from "../../support/terraform";
import { CONSUMER, PROVIDER, region, TOKYO } from "../../support/values";

const S3 = {
  backend: "s3",
  bucket: "example-state",
  region: region("eu-west-1"),
  contractReader: "read",
} as const;

function props(account: AccountStackProps["account"]): AccountStackProps {
  return { region: TOKYO, account, role: "deploy", state: S3 };
}

/** An endpoint's contract, published by its consumer for its provider alone, and read by both. */
function build(app: ConstructorParameters<typeof AccountStack>[0]): void {
  const consumer = new AccountStack(app, "t.a", props(CONSUMER));
  const provider = new AccountStack(app, "t.web", props(PROVIDER));
  const offer = offerContract(consumer, "web", endpointContract, { endpointId: "vpce-1" });
  const contract = new ContractStack(app, "t.a.contract-endpoint-web", offer, PROVIDER);
  new ContractReader(provider, "endpoint", contract);
  new ContractReader(new AccountStack(app, "t.a.private-dns", props(CONSUMER)), "endpoint", contract);
}

const at = (key: string): object => ({ bucket: "example-state", region: "eu-west-1", key });
const as = (account: string, role: string): object => ({
  assume_role: { role_arn: `arn:aws:iam::${account}:role/${role}` },
});

describe("a state in S3", () => {
  const app = synthesizeApp(build);
  const read = (stack: string, name = "endpoint"): unknown =>
    app.stack(stack).data("terraform_remote_state")[name]?.["config"];

  test("given a stack, when it is synthesized, then its state is encrypted and locked under a key of its account, accessed by its role", () => {
    expect(app.stack("t.web").terraform["backend"]).toEqual({
      s3: {
        ...at("states/222222222222/t.web.tfstate"),
        ...as("222222222222", "deploy"),
        encrypt: true,
        use_lockfile: true,
      },
    });
  });

  test("given a contract for one account, when it is synthesized, then its key names publisher and reader, and the publisher's role writes it", () => {
    expect(app.stack("t.a.contract-endpoint-web").terraform["backend"]).toMatchObject({
      s3: {
        ...at("contracts/111111111111/to-222222222222/t.a.contract-endpoint-web.tfstate"),
        ...as("111111111111", "deploy"),
      },
    });
  });

  test("given a contract, when it is published, then the offering stack's state is read by the publisher's own role", () => {
    expect(read("t.a.contract-endpoint-web", "offer")).toEqual({
      ...at("states/111111111111/t.a.tfstate"),
      ...as("111111111111", "deploy"),
    });
  });

  test("given another account's contract, when it is read, then by the role that can do nothing else", () => {
    const key = "contracts/111111111111/to-222222222222/t.a.contract-endpoint-web.tfstate";
    expect(read("t.web")).toEqual({ ...at(key), ...as("222222222222", "read") });
    expect(read("t.a.private-dns")).toEqual({ ...at(key), ...as("111111111111", "deploy") });
  });

  test("given the same stacks in HCL, when they are synthesized, then backend and remote state say the same", () => {
    const hcl = synthesizeHcl(build).get("t.web") ?? "";
    expect(hcl).toContain('key = "states/222222222222/t.web.tfstate"');
    expect(hcl).toMatch(/use_lockfile\s+= true/);
    expect(hcl).toMatch(/role_arn\s+= "arn:aws:iam::222222222222:role\/read"/);
  });

  test("given no role, when a stack is synthesized, then the credentials at hand access its state", () => {
    const { terraform } = synthesizeIn(() => undefined, { state: S3 });
    expect(terraform["backend"]).toEqual({
      s3: { ...at("states/222222222222/test.tfstate"), encrypt: true, use_lockfile: true },
    });
  });
});

describe("a permissions boundary", () => {
  const roleIn = (boundary: Partial<AccountStackProps>): unknown =>
    synthesizeIn((stack) => {
      new IamRole(stack, "role", { assumeRolePolicy: "{}" });
    }, boundary).resource("aws_iam_role.role")["permissions_boundary"];

  test("given one, when a stack makes a role, then the role has it", () => {
    expect(roleIn({ permissionsBoundary: "bounds" })).toBe("arn:aws:iam::222222222222:policy/bounds");
  });

  test("given none, when a stack makes a role, then the role has none", () => {
    expect(roleIn({})).toBeUndefined();
  });
});
