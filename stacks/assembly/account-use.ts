import { ElasticBeanstalkApplication } from "@cdktf/provider-aws/lib/elastic-beanstalk-application";
import { ElasticBeanstalkApplicationVersion } from "@cdktf/provider-aws/lib/elastic-beanstalk-application-version";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { TerraformDataSource, TerraformResource, Token } from "cdktf";
import type { IConstruct } from "constructs";
import type { AccountUse } from "../../modules/access";
import type { AccountId } from "../../modules/identity";
import { AccountStack, type TopologyStack } from "../../modules/wiring";

/** What an account's stacks hold. @param stacks of any accounts */
export function accountUse(
  account: AccountId,
  stacks: readonly TopologyStack[],
  topologies: readonly string[],
): AccountUse {
  const own = stacks.filter((stack) => stack.account === account);
  const constructs = own.flatMap((stack) => stack.node.findAll());
  const namesOf = <Made extends IConstruct>(
    kind: abstract new (...given: never[]) => Made,
    nameOf: (made: Made) => string | undefined,
  ): string[] =>
    sorted(constructs.flatMap((each) => (each instanceof kind ? literal(each, nameOf(each)) : [])));
  const records = constructs.filter((each) => each instanceof Route53Record);
  const isNamedByAws = ({ nameInput }: Route53Record): boolean => Token.isUnresolved(nameInput);
  return {
    account,
    regions: sorted(own.filter((stack) => stack instanceof AccountStack).map(({ region }) => region)),
    topologies: topologies.filter((name) => own.some((stack) => stack.node.id.startsWith(`${name}.`))),
    types: sorted(constructs.flatMap(typeOf)),
    attachedPolicies: namesOf(IamRolePolicyAttachment, ({ policyArnInput }) => policyArnInput),
    buckets: namesOf(S3Bucket, ({ bucketInput }) => bucketInput),
    recordNames: sorted(
      records.filter((each) => !isNamedByAws(each)).map((each) => literal(each, each.nameInput)),
    ),
    proofZones: sorted(records.filter(isNamedByAws).map((each) => literal(each, each.zoneIdInput))),
    applications: namesOf(ElasticBeanstalkApplication, ({ nameInput }) => nameInput),
    bundleBuckets: namesOf(ElasticBeanstalkApplicationVersion, ({ bucketInput }) => bucketInput),
  };
}

/** Terraform's type of a resource or data source, as the tables of modules/access have it. */
function typeOf(construct: IConstruct): string[] {
  if (TerraformResource.isTerraformResource(construct)) return [construct.terraformResourceType];
  if (TerraformDataSource.isTerraformDataSource(construct))
    return [`data.${construct.terraformResourceType}`];
  return [];
}

/** @throws when a name is known to nobody before Terraform runs, so that no policy could tell it from others */
function literal(construct: IConstruct, name: string | undefined): string {
  if (name !== undefined && !Token.isUnresolved(name)) return name;
  throw new Error(`${construct.node.path} needs a name that is written out, for the policies of its account`);
}

function sorted<Value extends string>(values: readonly Value[]): Value[] {
  return [...new Set(values)].sort();
}
