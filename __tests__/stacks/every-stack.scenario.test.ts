import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { knownTypes } from "../../modules/access";
import type { Topology } from "../../modules/topology";
import { assemble } from "../../stacks/assembly";
import { postconditions, postconditionsOf } from "../support/postconditions";
import { projectFolder } from "../support/project";
import { type AppTerraform, type StackTerraform, synthesizeApp, synthesizeHcl } from "../support/terraform";
import { MUTUAL, topologyOf, topologyOfFile } from "../support/topologies";

const CANARY = "a-credential-of-whoever-synthesizes";
process.env["AWS_SECRET_ACCESS_KEY"] = CANARY;

const scenarios = readdirSync(join(projectFolder, "scenarios"))
  .filter((name) => name.endsWith(".yaml"))
  .map((name) => `scenarios/${name}`);
/** What names a secret, whose value is AWS's, or a secret's ARN or version. */
const NAMES_OF_SECRETS =
  /secretsmanager|SecretsManager|aws_secretsmanager_secret(_version|_policy)?|secret_(arn|id|string|version_id)|secretArn|secretVersionId|SecretARN|GetSecretValue|:secret:/g;

function synthesized(topology: Topology): { readonly topology: Topology; readonly app: AppTerraform } {
  const app = synthesizeApp((scope) => {
    assemble(scope, topology);
  });
  return { topology, app };
}

const ofScenarios = scenarios.map((file) => ({ file, ...synthesized(topologyOfFile(file)) }));
const apps = [...ofScenarios, synthesized(topologyOf(MUTUAL))];

/** Plays a network outside AWS, which has no security groups. */
const isSimulated = (id: string): boolean => /^address-class-relay(-managed)?\.office$/.test(id);

/** The stacks whose states a stack reads. */
function readStates(stack: StackTerraform): string[] {
  return Object.values(stack.data("terraform_remote_state")).map((state) => {
    const [, id] = /"path":"\.\.\/\.\.\/\.\.\/state\/([^"/]+)\.tfstate"/.exec(JSON.stringify(state)) ?? [];
    return id ?? "no local state";
  });
}

const isContract = (id: string): boolean => id.includes(".contract-");
/** Accepts what others make use of once it is accepted; there is nothing to read of it. */
const isAcceptance = (id: string): boolean => /\.(accept-peering|share)-/.test(id);

/** Terraform's types in a topology's stacks. */
function typesOf({ stacks }: AppTerraform): string[] {
  const addresses = [...stacks.values()].flatMap(({ resources, dataSources }) => [
    ...resources.keys(),
    ...dataSources.keys(),
  ]);
  return [...new Set(addresses.map((address) => address.slice(0, address.lastIndexOf("."))))].sort();
}

describe("which calls Terraform makes", () => {
  test.each(ofScenarios)(
    "given $file, when its stacks are made, then every type in them has a row",
    ({ app }) => {
      const types = typesOf(app);
      expect(types).toContain("aws_security_group");
      expect(types.filter((type) => !knownTypes.includes(type))).toEqual([]);
    },
  );
});

describe.each(apps)("every stack of $topology.name", ({ app }) => {
  const stacks = [...app.stacks.values()];

  test("given any stack, when it is synthesized, then it has one local backend of its own, outside of the output", () => {
    for (const { id, terraform } of stacks) {
      expect(terraform["backend"]).toEqual({ local: { path: `../../../state/${id}.tfstate` } });
    }
  });

  test("given any stack, when it is synthesized, then nothing crosses stacks but by contracts", () => {
    for (const { id, outputs } of stacks) {
      const implicit = Object.keys(outputs).filter((name) => name.startsWith("cross-stack-output-"));
      expect({ id, implicit }).toEqual({ id, implicit: [] });
    }
  });

  test("given a contract, when it is synthesized, then it has outputs only, and reads only the stack that offers it", () => {
    const contracts = stacks.filter(({ id }) => isContract(id));
    expect(contracts.length).toBeGreaterThan(0);
    for (const contract of contracts) {
      expect(Object.keys(contract.plain).sort()).toEqual(["data", "output", "terraform"]);
      expect(Object.keys(contract.outputs)).toEqual(expect.arrayContaining(["contract", "version"]));
      expect(readStates(contract)).toEqual([...contract.dependencies]);
      const owner = contract.id.slice(0, contract.id.indexOf(".contract-"));
      for (const offering of contract.dependencies) expect(offering.startsWith(owner)).toBe(true);
    }
  });

  test("given any other stack, when it is synthesized, then it reads contracts only, and waits for these and for acceptances", () => {
    for (const stack of stacks.filter(({ id }) => !isContract(id))) {
      const read = readStates(stack);
      expect({ id: stack.id, others: read.filter((id) => !isContract(id)) }).toEqual({
        id: stack.id,
        others: [],
      });
      const awaited = stack.dependencies.filter((id) => !isAcceptance(id));
      expect([...new Set(read)].sort()).toEqual(awaited.sort());
    }
  });

  test("given any stack, when it is synthesized, then it holds nothing like a secret", () => {
    for (const { text } of stacks) {
      expect(text).not.toContain(CANARY);
      expect(text.replace(NAMES_OF_SECRETS, "")).not.toMatch(
        /\b(AKIA|ASIA)[0-9A-Z]{16}\b|-----BEGIN|password|secret|access_key|private_key/i,
      );
    }
  });

  test("given any security group, when it is synthesized, then no rule is inline, and nobody is let in from everywhere", () => {
    for (const stack of stacks) {
      for (const group of Object.values(stack.ofType("aws_security_group"))) {
        expect(group).not.toHaveProperty("ingress");
        expect(group).not.toHaveProperty("egress");
      }
      expect(stack.ofType("aws_security_group_rule")).toEqual({});
      for (const rule of Object.values(stack.ofType("aws_vpc_security_group_ingress_rule"))) {
        expect(rule["cidr_ipv4"]).not.toBe("0.0.0.0/0");
        for (const open of ["cidr_ipv6", "prefix_list_id"]) expect(rule).not.toHaveProperty(open);
      }
    }
  });

  test("given any rule, when it is synthesized, then its address ends with its peer's name, never with its place in a list", () => {
    const addresses = stacks.flatMap(({ resources }) => [...resources.keys()]);
    const rules = addresses.filter((address) => address.startsWith("aws_vpc_security_group_"));
    expect(rules.length).toBeGreaterThan(3);
    for (const rule of rules)
      // With a port besides, where a service has several, or a protocol, where names are asked by both.
      expect(rule).toMatch(/_(from|to|client)-([a-z][a-z0-9-]*|[0-9]+(-[0-9]+){4,5}(-(tcp|udp))?)$/);
  });

  test("given any host, when it is let out, then to HTTPS, and to one group for each endpoint or peer that it is a client of", () => {
    for (const { resources } of stacks.filter(({ id }) => !isSimulated(id))) {
      for (const [address, rule] of resources) {
        if (!address.startsWith("aws_vpc_security_group_egress_rule.hosts_")) continue;
        expect(address).toMatch(/_to-https$/);
        expect(rule).toMatchObject({ cidr_ipv4: "0.0.0.0/0", from_port: 443, to_port: 443 });
      }
    }
    const asClient = stacks.flatMap(({ resources }) =>
      [...resources].filter(([address]) =>
        /egress_rule\.(endpoints_[a-z0-9-]+_endpoint|proxy_endpoint|side_rules_host-[a-z-]+)_(client|to)-/.test(
          address,
        ),
      ),
    );
    expect(asClient.length).toBeGreaterThan(0);
    for (const [, rule] of asClient) {
      expect(rule["referenced_security_group_id"]).toMatch(
        /^(\$\{aws_security_group\.(endpoints_[a-z0-9-]+|proxy)_endpoint_|\d{12}\/\$\{data\.terraform_remote_state\.peer\.)/,
      );
    }
  });
});

describe.each(apps)("$topology.name in Terraform's native syntax", ({ topology, app }) => {
  const hcl = synthesizeHcl((scope) => {
    assemble(scope, topology);
  });
  const pairs = [...hcl].map(([id, text]) => [id, text, app.stack(id)] as const);

  test("given any stack, when it is written both ways, then both hold the same resources", () => {
    expect(hcl.size).toBe(app.stacks.size);
    for (const [, text, stack] of pairs) {
      const written = [...text.matchAll(/^resource "([^"]+)" "([^"]+)" \{$/gm)];
      expect(written.map(([, type, name]) => `${String(type)}.${String(name)}`).sort()).toEqual(
        [...stack.resources.keys()].sort(),
      );
    }
  });

  test("given any remote state, when it is written, then each postcondition is a block with its condition and sentence", () => {
    for (const [, text, stack] of pairs) {
      const expected = Object.keys(stack.data("terraform_remote_state")).flatMap((name) =>
        postconditions(stack, name).map(({ condition, error_message }) =>
          ["postcondition {", `condition = "${condition}"`, `error_message = "${error_message}"`, "}"].join(
            "\n",
          ),
        ),
      );
      for (const block of expected) expect(text).toContain(block);
      const ofOthers = [...stack.dataSources.values()].flatMap((source) =>
        "lifecycle" in source ? postconditionsOf(source) : [],
      );
      expect(text.split("postcondition {")).toHaveLength(expected.length + ofOthers.length + 1);
      expect(text).not.toMatch(/(lifecycle|postcondition) =/);
    }
  });

  test("given any policy, when it is written, then it is JSON without a reference, whose quotes HCL would leave bare", () => {
    const policies = pairs.flatMap(([, text]) => [...text.matchAll(/^\w*policy = (".*)$/gm)]);
    expect(policies.length).toBeGreaterThan(3);
    for (const [, literal] of policies) {
      const policy: unknown = JSON.parse(String(literal));
      expect(policy).not.toContain("${");
      expect(JSON.parse(String(policy))).toMatchObject({ Version: "2012-10-17" });
    }
  });

  test("given any user data, when it is written, then it is the same base64 both ways", () => {
    for (const [, text, stack] of pairs) {
      const expected = Object.values(stack.ofType("aws_instance")).flatMap(
        (host) => host["user_data_base64"] ?? [],
      );
      const written = [...text.matchAll(/^user_data_base64 = "([^"]*)"$/gm)].map(([, base64]) => base64);
      expect(written).toEqual(expected);
    }
  });
});
