import {
  CreateFlowLogsCommand,
  CreateTagsCommand,
  DescribeVpcsCommand,
  EC2Client,
  ModifyInstanceAttributeCommand,
  RunInstancesCommand,
  StopInstancesCommand,
  TerminateInstancesCommand,
} from "@aws-sdk/client-ec2";
import {
  AddRoleToInstanceProfileCommand,
  AttachRolePolicyCommand,
  CreateAccessKeyCommand,
  CreateInstanceProfileCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateRoleCommand,
  CreateServiceLinkedRoleCommand,
  CreateUserCommand,
  DeletePolicyCommand,
  DeletePolicyVersionCommand,
  DeleteRoleCommand,
  DeleteRolePermissionsBoundaryCommand,
  DetachRolePolicyCommand,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
  SetDefaultPolicyVersionCommand,
  UpdateAssumeRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import type { Clients } from "./harness";
import { allow, policyOf, trusting } from "./iam-sample";

/** What a deployment runs on, and what it must not get at. */
export interface Surroundings {
  /** Where AWS answers. */
  readonly endpoint: string;
  readonly account: string;
  /** Another account with roles of the same names. */
  readonly elsewhere: string;
  /** What its roles' names begin with. */
  readonly topology: string;
  readonly image: string;
  readonly subnet: string;
  /** An instance of somebody else's. */
  readonly foreignInstance: string;
}

/** Calls by what they are, each made with the clients of a deploy role. */
export type Calls = Readonly<Record<string, (by: Clients) => Promise<unknown>>>;

const ADMINISTRATOR_ACCESS = "arn:aws:iam::aws:policy/AdministratorAccess";
const BOOTSTRAPPED = ["network-deploy", "network-plan", "network-read-contract"] as const;
const EVERYTHING = policyOf(allow("*"));

/** A role of the topology's. */
export const madeRole = (topology: string): string => `${topology}.made`;

/** What a deployment does, in this order. */
export function legitimate(at: Surroundings): Calls {
  const RoleName = madeRole(at.topology);
  const PermissionsBoundary = `arn:aws:iam::${at.account}:policy/network-boundary`;
  const AssumeRolePolicyDocument = trusting(at.account);
  return {
    "make a role within the boundary": ({ iam }) =>
      iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument, PermissionsBoundary })),
    // The boundary is what holds it, whatever is said here.
    "give that role a policy": ({ iam }) =>
      iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "own", PolicyDocument: EVERYTHING })),
    "set its boundary again": ({ iam }) =>
      iam.send(new PutRolePermissionsBoundaryCommand({ RoleName, PermissionsBoundary })),
    "make an instance profile": ({ iam }) =>
      iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: RoleName })),
    "put the role into it": ({ iam }) =>
      iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName: RoleName, RoleName })),
    "run an instance with it, and stop and end it": async ({ ec2 }) => {
      const { Instances: made = [] } = await ec2.send(
        new RunInstancesCommand({
          ImageId: at.image,
          SubnetId: at.subnet,
          MinCount: 1,
          MaxCount: 1,
          IamInstanceProfile: { Name: RoleName },
          TagSpecifications: [
            { ResourceType: "instance", Tags: [{ Key: "stack", Value: `${at.topology}.api` }] },
          ],
        }),
      );
      const InstanceIds = made.map(({ InstanceId: id = "" }) => id);
      await ec2.send(new StopInstancesCommand({ InstanceIds }));
      await ec2.send(new TerminateInstancesCommand({ InstanceIds }));
    },
    "let flow logs have the role": async ({ ec2 }) => {
      const { Unsuccessful: unsuccessful = [] } = await ec2.send(
        new CreateFlowLogsCommand({
          ResourceType: "Subnet",
          ResourceIds: [at.subnet],
          TrafficType: "ALL",
          LogGroupName: "flow-logs",
          DeliverLogsPermissionArn: `arn:aws:iam::${at.account}:role/${RoleName}`,
        }),
      );
      if (unsuccessful.length > 0) throw new Error(unsuccessful[0]?.Error?.Message);
    },
    "let load balancing make its role": ({ iam }) =>
      iam.send(new CreateServiceLinkedRoleCommand({ AWSServiceName: "elasticloadbalancing.amazonaws.com" })),
  };
}

/** What would make it more than it is, tried once the above is done. */
export function escalations(at: Surroundings): Calls {
  return { ...withRoles(at), ...withBootstrap(at), ...withIdentities(at), ...withInstances(at) };
}

function withRoles({ account, topology }: Surroundings): Calls {
  const RoleName = madeRole(topology);
  const other = `${topology}.other`;
  const AssumeRolePolicyDocument = trusting(account);
  const boundary = `arn:aws:iam::${account}:policy/network-boundary`;
  return {
    "make a role without a boundary": ({ iam }) =>
      iam.send(new CreateRoleCommand({ RoleName: other, AssumeRolePolicyDocument })),
    "make a role with another boundary": ({ iam }) =>
      iam.send(
        new CreateRoleCommand({
          RoleName: other,
          AssumeRolePolicyDocument,
          PermissionsBoundary: ADMINISTRATOR_ACCESS,
        }),
      ),
    "make a role of another name": ({ iam }) =>
      iam.send(
        new CreateRoleCommand({ RoleName: "other", AssumeRolePolicyDocument, PermissionsBoundary: boundary }),
      ),
    "attach AdministratorAccess to its role": ({ iam }) =>
      iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: ADMINISTRATOR_ACCESS })),
    "take the boundary from its role": ({ iam }) =>
      iam.send(new DeleteRolePermissionsBoundaryCommand({ RoleName })),
    "widen the boundary of its role": ({ iam }) =>
      iam.send(
        new PutRolePermissionsBoundaryCommand({ RoleName, PermissionsBoundary: ADMINISTRATOR_ACCESS }),
      ),
    "let another account assume its role": ({ iam }) =>
      iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument: trusting("777777777777") })),
  };
}

function withBootstrap({ account, subnet, topology }: Surroundings): Calls {
  const profile = madeRole(topology);
  const policies = ["network-boundary", "network-deploy-network", "network-deploy-states"].map(
    (name) => `arn:aws:iam::${account}:policy/${name}`,
  );
  const onRoles = BOOTSTRAPPED.map((RoleName): Calls => ({
    [`give ${RoleName} a policy`]: ({ iam }) =>
      iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "more", PolicyDocument: EVERYTHING })),
    [`attach AdministratorAccess to ${RoleName}`]: ({ iam }) =>
      iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: ADMINISTRATOR_ACCESS })),
    [`take a policy from ${RoleName}`]: ({ iam }) =>
      iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn: policies[1] })),
    [`bound ${RoleName}`]: ({ iam }) =>
      iam.send(new PutRolePermissionsBoundaryCommand({ RoleName, PermissionsBoundary: policies[0] })),
    [`let others assume ${RoleName}`]: ({ iam }) =>
      iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument: trusting(account) })),
    [`delete ${RoleName}`]: ({ iam }) => iam.send(new DeleteRoleCommand({ RoleName })),
    [`hand ${RoleName} to an instance`]: ({ iam }) =>
      iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName: profile, RoleName })),
    [`hand ${RoleName} to flow logs`]: ({ ec2 }) =>
      ec2.send(
        new CreateFlowLogsCommand({
          ResourceType: "Subnet",
          ResourceIds: [subnet],
          TrafficType: "ALL",
          LogGroupName: "more",
          DeliverLogsPermissionArn: `arn:aws:iam::${account}:role/${RoleName}`,
        }),
      ),
  }));
  const onPolicies = policies.map((PolicyArn): Calls => ({
    [`write ${PolicyArn}`]: ({ iam }) =>
      iam.send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument: EVERYTHING, SetAsDefault: true })),
    [`choose a version of ${PolicyArn}`]: ({ iam }) =>
      iam.send(new SetDefaultPolicyVersionCommand({ PolicyArn, VersionId: "v1" })),
    [`delete a version of ${PolicyArn}`]: ({ iam }) =>
      iam.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId: "v1" })),
    [`delete ${PolicyArn}`]: ({ iam }) => iam.send(new DeletePolicyCommand({ PolicyArn })),
  }));
  return Object.fromEntries([...onRoles, ...onPolicies].flatMap((calls) => Object.entries(calls)));
}

function withIdentities({ account, elsewhere, topology }: Surroundings): Calls {
  const assume =
    (owner: string, role: string): Calls[string] =>
    ({ sts }) =>
      sts.send(
        new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${owner}:role/${role}`, RoleSessionName: "more" }),
      );
  return {
    "make a user": ({ iam }) => iam.send(new CreateUserCommand({ UserName: `${topology}.user` })),
    "make an access key": ({ iam }) => iam.send(new CreateAccessKeyCommand({ UserName: "somebody" })),
    "make a policy": ({ iam }) =>
      iam.send(new CreatePolicyCommand({ PolicyName: `${topology}.policy`, PolicyDocument: EVERYTHING })),
    "let another service make its role": ({ iam }) =>
      iam.send(new CreateServiceLinkedRoleCommand({ AWSServiceName: "organizations.amazonaws.com" })),
    "become the role that it made": assume(account, madeRole(topology)),
    "become network-read-contract": assume(account, "network-read-contract"),
    "become another account's network-deploy": assume(elsewhere, "network-deploy"),
    "become OrganizationAccountAccessRole": assume(account, "OrganizationAccountAccessRole"),
  };
}

function withInstances({ endpoint, foreignInstance, topology }: Surroundings): Calls {
  const InstanceId = foreignInstance;
  return {
    "stop another's instance": ({ ec2 }) => ec2.send(new StopInstancesCommand({ InstanceIds: [InstanceId] })),
    "give another's instance other user data": ({ ec2 }) =>
      ec2.send(new ModifyInstanceAttributeCommand({ InstanceId, UserData: { Value: Buffer.from("#!") } })),
    "pass another's instance for its own": ({ ec2 }) =>
      ec2.send(
        new CreateTagsCommand({ Resources: [InstanceId], Tags: [{ Key: "stack", Value: `${topology}.x` }] }),
      ),
    "look into another Region": async ({ credentials }) => {
      const abroad = new EC2Client({ endpoint, credentials, region: "us-east-1", maxAttempts: 1 });
      await abroad.send(new DescribeVpcsCommand({})).finally(() => {
        abroad.destroy();
      });
    },
  };
}
