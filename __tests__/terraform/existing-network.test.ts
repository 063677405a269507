import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  AssociateVpcCidrBlockCommand,
  CreateNetworkAclEntryCommand,
  CreateRouteCommand,
  DeleteNatGatewayCommand,
  DeleteNetworkAclEntryCommand,
  DeleteRouteCommand,
  DisassociateVpcCidrBlockCommand,
  ModifyInstanceAttributeCommand,
  ModifyVpcAttributeCommand,
  RevokeSecurityGroupIngressCommand,
  StartInstancesCommand,
  StopInstancesCommand,
} from "@aws-sdk/client-ec2";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { synthesize } from "../../cli/synthesis";
import { Deployment, DEPLOYMENT_TIMEOUT } from "./deployment";
import {
  admit,
  defaultGroupOf,
  describe as describeNetwork,
  type ExistingNetworks,
  makeExistingNetworks,
  makePrivateNatGateway,
  networkAclOf,
  withIds,
} from "./existing-network";
import { describeWithTools, Terraform, TerraformFailure } from "./harness";
import { given } from "./sample-network";

const TOPOLOGY = "__tests__/terraform/topologies/existing-network.yaml";
const CONSUMER_STACK = "existing-network.legacy";
const PROVIDER_STACK = "existing-network.web";

/** As Terraform wraps it, a sentence is lines that begin with a bar. */
function unwrapped(output: string): string {
  return output.replace(/[│╷╵]/gu, " ").replace(/\s+/g, " ");
}

describeWithTools("given networks that are there already, when a topology states them", (tools) => {
  let deployment: Deployment;
  let terraform: Terraform;
  let networks: ExistingNetworks;
  let before: unknown;

  async function descriptions(): Promise<unknown> {
    return [await describeNetwork(networks.consumer), await describeNetwork(networks.provider)];
  }

  /** What Terraform says to a plan that it refuses; the plan itself where it does not. */
  async function refusalOf(stack: string): Promise<string> {
    try {
      return (await terraform.plan(deployment.folderOf(stack))).output;
    } catch (failure) {
      if (failure instanceof TerraformFailure) return unwrapped(failure.output);
      throw failure;
    }
  }

  function id(name: string): string {
    return given(networks.ids[name]);
  }

  beforeAll(async () => {
    // A flow that is not as the topology expects would refuse the synthesis.
    deployment = await Deployment.of(TOPOLOGY, tools, async (topology, emulator) => {
      networks = await makeExistingNetworks(emulator);
      return withIds(topology, networks.ids);
    });
    terraform = new Terraform(tools, deployment.emulator.environment());
    before = await descriptions();
    await deployment.apply();
  }, DEPLOYMENT_TIMEOUT);

  afterAll(async () => {
    await deployment.end();
  });

  test(
    "then a second plan changes nothing",
    async () => {
      expect(await deployment.changes()).toEqual([]);
    },
    DEPLOYMENT_TIMEOUT,
  );

  describe("and what is there becomes another, when Terraform plans, then it refuses", () => {
    test("given a further rule of a host's group", async () => {
      const { ec2 } = networks.consumer;
      const rule = await admit(ec2, id("CONSUMER_GROUP"), "10.0.0.0/8", 22);
      expect(await refusalOf(CONSUMER_STACK)).toContain(
        `The security group ${id("CONSUMER_GROUP")} is stated to have the rules ${id("CONSUMER_RULE")}, and it has`,
      );
      await ec2.send(
        new RevokeSecurityGroupIngressCommand({
          GroupId: id("CONSUMER_GROUP"),
          SecurityGroupRuleIds: [rule],
        }),
      );
    });

    test("given a further route", async () => {
      const { ec2 } = networks.consumer;
      const route = { RouteTableId: id("CONSUMER_TABLE"), DestinationCidrBlock: "10.0.0.0/8" };
      await ec2.send(new CreateRouteCommand({ ...route, NatGatewayId: id("CONSUMER_NAT") }));
      expect(await refusalOf(CONSUMER_STACK)).toContain(
        `and it has 0.0.0.0/0 ${id("CONSUMER_NAT")}, 10.0.0.0/8 ${id("CONSUMER_NAT")}. State all its routes as they are`,
      );
      await ec2.send(new DeleteRouteCommand(route));
    });

    test("given a route to what has gone", async () => {
      const { ec2 } = networks.consumer;
      const route = { RouteTableId: id("CONSUMER_TABLE"), DestinationCidrBlock: "10.0.0.0/8" };
      const gone = await makePrivateNatGateway(ec2, id("CONSUMER_SUBNET"));
      await ec2.send(new CreateRouteCommand({ ...route, NatGatewayId: gone }));
      await ec2.send(new DeleteNatGatewayCommand({ NatGatewayId: gone }));
      expect(await refusalOf(CONSUMER_STACK)).toContain(
        "and a route of it is a blackhole: what it leads to has gone, or is attached no longer.",
      );
      await ec2.send(new DeleteRouteCommand(route));
    });

    test("given an entry of a network ACL for TCP alone", async () => {
      const { ec2 } = networks.provider;
      const entry = {
        NetworkAclId: await networkAclOf(ec2, id("PROVIDER_SUBNET_AZ1")),
        RuleNumber: 90,
        Egress: false,
      };
      await ec2.send(
        new CreateNetworkAclEntryCommand({
          ...entry,
          Protocol: "6",
          RuleAction: "deny",
          CidrBlock: "10.0.0.0/8",
          PortRange: { From: 22, To: 22 },
        }),
      );
      expect(await refusalOf(PROVIDER_STACK)).toContain(
        `The network ACL of the subnet ${id("PROVIDER_SUBNET_AZ1")} is stated to be open, and it has entries for TCP, UDP or ICMP alone`,
      );
      await ec2.send(new DeleteNetworkAclEntryCommand(entry));
    });

    test("given a host that is stopped", async () => {
      const { ec2 } = networks.provider;
      const host = { InstanceIds: [id("PROVIDER_INSTANCE")] };
      await ec2.send(new StopInstancesCommand(host));
      expect(await refusalOf(PROVIDER_STACK)).toContain(
        `The instance ${id("PROVIDER_INSTANCE")} is stopped, and neither asks nor answers.`,
      );
      await ec2.send(new StartInstancesCommand(host));
    });

    test("given a further block of the VPC", async () => {
      const { ec2 } = networks.provider;
      const { CidrBlockAssociation: added } = await ec2.send(
        new AssociateVpcCidrBlockCommand({ VpcId: id("PROVIDER_VPC"), CidrBlock: "100.64.0.0/16" }),
      );
      expect(await refusalOf(PROVIDER_STACK)).toContain(
        "is stated to have the block 192.168.0.0/16, and it has 100.64.0.0/16, 192.168.0.0/16.",
      );
      await ec2.send(new DisassociateVpcCidrBlockCommand({ AssociationId: added?.AssociationId }));
    });

    test("given another group of a host", async () => {
      const { ec2 } = networks.provider;
      const having = (group: string): ModifyInstanceAttributeCommand =>
        new ModifyInstanceAttributeCommand({ InstanceId: id("PROVIDER_INSTANCE"), Groups: [group] });
      const other = await defaultGroupOf(ec2, id("PROVIDER_VPC"));
      await ec2.send(having(other));
      expect(await refusalOf(PROVIDER_STACK)).toContain(
        `is stated to have the security groups ${id("PROVIDER_GROUP")}, and it has ${other}.`,
      );
      await ec2.send(having(id("PROVIDER_GROUP")));
    });

    test("given a VPC without DNS host names, which an endpoint's name needs", async () => {
      const { ec2 } = networks.consumer;
      const named = (Value: boolean): ModifyVpcAttributeCommand =>
        new ModifyVpcAttributeCommand({ VpcId: id("CONSUMER_VPC"), EnableDnsHostnames: { Value } });
      await ec2.send(named(false));
      expect(await refusalOf(CONSUMER_STACK)).toContain(
        `The VPC ${id("CONSUMER_VPC")} has enableDnsHostnames off`,
      );
      await ec2.send(named(true));
    });
  });

  describe("and something else is stated, when Terraform plans, then it refuses", () => {
    test.each([
      [
        "another block of a subnet",
        PROVIDER_STACK,
        /192\.168\.4\.0\/24/,
        "192.168.4.0/25",
        "is stated to have the block 192.168.4.0/25, and it has 192.168.4.0/24. State its block as it is.",
      ],
      [
        "another zone of a subnet",
        CONSUMER_STACK,
        /(?<=consumers:[^]*)apne1-az4/g,
        "apne1-az1",
        "is stated to be in apne1-az1, and it is in apne1-az4. State it under the ID of its own zone.",
      ],
      [
        "another peer of a rule",
        PROVIDER_STACK,
        /peer: 192\.168\.0\.0\/16/,
        "peer: 192.168.0.0/20",
        "is stated to be about 192.168.0.0/20, and it is about 192.168.0.0/16. State the rule as it is.",
      ],
      [
        "another address of a host",
        CONSUMER_STACK,
        /192\.168\.0\.10/,
        "192.168.0.11",
        "is stated to have the address 192.168.0.11, and it has 192.168.0.10. State its private address as it is.",
      ],
    ])("given %s", async (_, stack, stated, instead, sentence) => {
      let right = "";
      deployment.edit((topology) => {
        right = topology;
        return topology.replace(stated, instead);
      });
      expect(await refusalOf(stack)).toContain(sentence);
      deployment.edit(() => right);
    });
  });

  test(
    "then destroying leaves what was there as it was, also where it is no longer as stated",
    async () => {
      const { ec2 } = networks.consumer;
      const rule = await admit(ec2, id("CONSUMER_GROUP"), "10.0.0.0/8", 22);
      await deployment.destroy();
      await ec2.send(
        new RevokeSecurityGroupIngressCommand({
          GroupId: id("CONSUMER_GROUP"),
          SecurityGroupRuleIds: [rule],
        }),
      );
      expect(await descriptions()).toEqual(before);
    },
    DEPLOYMENT_TIMEOUT,
  );

  test("given HCL, when it is planned, then Terraform takes all conditions, and they hold", async () => {
    const folder = mkdtempSync(join(tmpdir(), "existing-network-"));
    const file = join(folder, "topology.yaml");
    writeFileSync(file, withIds(readFileSync(TOPOLOGY, "utf8"), networks.ids));
    process.env["SYNTH_HCL_OUTPUT"] = "true";
    try {
      synthesize([file], join(folder, "cdktf.out"));
    } finally {
      delete process.env["SYNTH_HCL_OUTPUT"];
    }
    const stacks = join(folder, "cdktf.out", "stacks");
    await terraform.init(join(stacks, CONSUMER_STACK), { backend: false });
    await terraform.validate(join(stacks, CONSUMER_STACK));
    // The provider's stack reads no other's state.
    await terraform.init(join(stacks, PROVIDER_STACK));
    expect((await terraform.plan(join(stacks, PROVIDER_STACK))).changes).toBe(true);
    rmSync(folder, { recursive: true });
  });
});
