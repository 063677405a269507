import { describe, expect, test } from "@jest/globals";
import { TerraformOutput } from "cdktf";
import {
  AccountStack,
  ContractReader,
  ContractStack,
  endpointContract,
  loadBalancerContract,
  networkContract,
  offerContract,
  outputName,
  serviceContract,
  type StatePlace,
} from "../../../modules/wiring";
import { postconditions } from "../../support/postconditions";
import { reference, synthesizeApp, synthesizeIn } from "../../support/terraform";
import { PROVIDER, TOKYO } from "../../support/values";

function localState(stack: string): StatePlace {
  return { backend: "local", path: `../../../state/${stack}.tfstate` };
}

const VALUES = {
  serviceName: "com.example.vpce-svc-1",
  serviceId: "vpce-svc-1",
  ports: ["80"],
  zones: ["apne1-az1"],
  privateDnsName: "",
};

describe("a contract that a stack offers", () => {
  const app = synthesizeApp((scope) => {
    const stack = new AccountStack(scope, "t.web", { region: TOKYO, account: PROVIDER });
    const offer = offerContract(stack, "web", serviceContract, VALUES);
    new ContractStack(scope, "t.web.contract-service-web", offer);
  });
  const contract = app.stack("t.web.contract-service-web");

  test("given values, when they are offered, then one output of the stack holds them in Terraform's spelling", () => {
    expect(app.stack("t.web").outputs).toMatchObject({
      "service-web": {
        value: {
          service_name: "com.example.vpce-svc-1",
          service_id: "vpce-svc-1",
          ports: ["80"],
          zones: ["apne1-az1"],
          private_dns_name: "",
        },
      },
    });
  });

  test("given an offer, when it is published, then a state of its own holds kind, version and every field, and nothing else", () => {
    const offered = (field: string): string =>
      reference("data.terraform_remote_state.offer", `outputs.service-web.${field}`);
    const values = Object.entries(contract.outputs).map(([name, { value }]) => [name, value]);
    expect(Object.fromEntries(values)).toEqual({
      contract: "service",
      version: 3,
      service_name: offered("service_name"),
      service_id: offered("service_id"),
      ports: offered("ports"),
      zones: offered("zones"),
      private_dns_name: offered("private_dns_name"),
    });
    expect(contract.resources.size).toBe(0);
    expect(contract.providers).toEqual([]);
    expect(contract.terraform).toEqual({
      backend: { local: { path: "../../../state/t.web.contract-service-web.tfstate" } },
    });
  });

  test("given an offer, when it is published, then the offering stack comes first, and is read with a sentence in case it is old", () => {
    expect(contract.dependencies).toEqual(["t.web"]);
    expect(contract.data("terraform_remote_state")).toMatchObject({
      offer: { backend: "local", config: { path: "../../../state/t.web.tfstate" } },
    });
    expect(postconditions(contract, "offer")).toEqual([
      {
        condition: "${can(self.outputs.service-web)}",
        error_message: "The state of t.web has no output service-web: synthesize and deploy t.web again.",
      },
    ]);
  });
});

describe("a contract that is read", () => {
  const published = { publisher: "t.web.contract-network", state: localState("t.web.contract-network") };
  const terraform = synthesizeIn((stack) => {
    const { references } = new ContractReader(stack, "network", { ...published, contract: networkContract }, [
      { condition: "self.outputs.own", sentence: "Own expectation." },
    ]);
    const service = new ContractReader(stack, "service", { ...published, contract: serviceContract });
    const balancer = new ContractReader(stack, "balancer", { ...published, contract: loadBalancerContract });
    const value = {
      text: references.vpcId,
      entry: references.privateSubnetIds("apne1-az1"),
      number: balancer.references.port,
      list: service.references.zones,
    };
    new TerraformOutput(stack, "read", { staticId: true, value });
  });

  test("given its fields, when they are used, then each is a reference to the contract's output", () => {
    const output = (name: string, field: string): string =>
      reference(`data.terraform_remote_state.${name}`, `outputs.${field}`);
    expect(terraform.outputs["read"]).toEqual({
      value: {
        text: output("network", "vpc_id"),
        entry: output("network", 'private_subnet_ids["apne1-az1"]'),
        number: output("balancer", "port"),
        list: output("service", "zones"),
      },
    });
  });

  test.each([serviceContract, endpointContract, networkContract])(
    "given the contract $name, when Terraform plans, then kind, version and each field are checked first, with a sentence each",
    (contract) => {
      const reading = synthesizeIn((stack) => {
        new ContractReader<typeof contract.schema.shape>(stack, "read", {
          publisher: "t.p",
          state: localState("t.p"),
          contract,
        });
      });
      const [form, ...fields] = postconditions(reading, "read");
      expect(form).toEqual({
        condition: `\${try(self.outputs.contract == "${contract.name}" && self.outputs.version == ${contract.version}, false)}`,
        error_message: `The state of t.p holds \${join(" version ", [try(self.outputs.contract, "no contract"), try(self.outputs.version, "unknown")])}, and this stack reads ${contract.name} version ${contract.version}: synthesize and deploy both from one version of this project.`,
      });
      expect(fields).toEqual(
        Object.keys(contract.schema.shape).map((field) => ({
          condition: `\${can(self.outputs.${outputName(field)})}`,
          error_message: `The contract of t.p has no output ${outputName(field)}: synthesize and deploy t.p again.`,
        })),
      );
    },
  );

  test("given an expectation of the reader's own, when Terraform plans, then it comes after the contract's form", () => {
    expect(postconditions(terraform, "network").at(-1)).toEqual({
      condition: "${self.outputs.own}",
      error_message: "Own expectation.",
    });
  });
});

describe("a field of a contract that was renamed", () => {
  test("given its old name, when it is offered or read, then it does not compile, since at run time nothing would notice", () => {
    const { serviceName: serviceLabel, ...others } = VALUES;
    synthesizeIn((stack) => {
      // @ts-expect-error the contract says serviceName, not serviceLabel: `npm run lint` fails when this compiles
      offerContract(stack, "web", serviceContract, { ...others, serviceLabel });
      const { references } = new ContractReader(stack, "read", {
        publisher: "t.p",
        state: localState("t.p"),
        contract: endpointContract,
      });
      // @ts-expect-error the contract says endpointId, not endpointName: `npm run lint` fails when this compiles
      expect(references.endpointName).toBeUndefined();
    });
  });
});
