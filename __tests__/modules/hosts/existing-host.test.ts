import { expect, test } from "@jest/globals";
import { ExistingHost } from "../../../modules/hosts";
import { postconditionsOf } from "../../support/postconditions";
import { synthesizeIn } from "../../support/terraform";
import { address } from "../../support/values";

test("given a host that is there already, when it is synthesized, then Terraform goes on only while it runs, as stated", () => {
  const { dataSources } = synthesizeIn((stack) => {
    new ExistingHost(stack, "host", { id: "i-1", subnetId: "subnet-1", address: address("10.0.0.10") });
  });
  const [runs, ...others] = postconditionsOf(dataSources.get("data.aws_instance.host"));
  expect(runs).toEqual({
    condition: '${self.instance_state == "running"}',
    error_message:
      "The instance i-1 is ${self.instance_state}, and neither asks nor answers. Start it, or give one that runs.",
  });
  expect(others.map(({ condition }) => condition)).toEqual([
    '${self.subnet_id == "subnet-1"}',
    '${self.private_ip == "10.0.0.10"}',
    "${length(self.secondary_private_ips) == 0}",
  ]);
});
