import type { AutoscalingGroupConfig } from "@cdktf/provider-aws/lib/autoscaling-group";
import { LaunchTemplate } from "@cdktf/provider-aws/lib/launch-template";
import { Token } from "cdktf";
import type { Construct } from "constructs";
import { limitedName } from "../network";
import { AccountStack } from "../wiring";
import { machineImageParameter } from "./machine-image";

export interface LaunchTemplateProps {
  /** Also the tag `Name` of what is launched. */
  readonly name: string;
  readonly instanceType: string;
  /** Size of the encrypted root volume in GiB. */
  readonly rootVolumeSize: number;
  readonly securityGroupId: string;
  /** Its name. */
  readonly instanceProfile: string;
  /** In base64. */
  readonly userData: string;
}

/** Amazon Linux 2023's root volume. */
const ROOT_DEVICE = "/dev/xvda";

/** What each host of an Auto Scaling group is launched from: Amazon Linux 2023 in private subnets. */
export function launchTemplate(scope: Construct, props: LaunchTemplateProps): LaunchTemplate {
  const { name, instanceType, rootVolumeSize, securityGroupId, instanceProfile, userData } = props;
  const tags = { ...AccountStack.around(scope).tags, Name: name };
  return new LaunchTemplate(scope, "launch-template", {
    name: limitedName(name, 128),
    // Looked up at each launch: a new host gets AWS's newest image, and no plan ever replaces one for it.
    // https://docs.aws.amazon.com/autoscaling/ec2/userguide/using-systems-manager-parameters.html
    imageId: `resolve:ssm:${machineImageParameter("linux", instanceType)}`,
    instanceType,
    iamInstanceProfile: { name: instanceProfile },
    networkInterfaces: [{ associatePublicIpAddress: "false", securityGroups: [securityGroupId] }],
    // One hop: the role's credentials are for the host itself, and for nothing whose packets it passes on.
    // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html
    metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
    blockDeviceMappings: [
      {
        deviceName: ROOT_DEVICE,
        ebs: {
          encrypted: "true",
          volumeType: "gp3",
          volumeSize: rootVolumeSize,
          deleteOnTermination: "true",
        },
      },
    ],
    userData,
    // The provider's default tags reach the template alone.
    tagSpecifications: ["instance", "volume"].map((resourceType) => ({ resourceType, tags })),
    tags: { Name: name },
  });
}

/** What is alike in all Auto Scaling groups with a template of their own. */
export function groupOf(
  scope: Construct,
  name: string,
  template: LaunchTemplate,
): Required<Pick<AutoscalingGroupConfig, "name" | "launchTemplate" | "tag">> {
  // The provider's default tags do not reach Auto Scaling groups; what they launch is tagged by its template.
  const tag = Object.entries({ ...AccountStack.around(scope).tags, Name: name })
    .map(([key, value]) => ({ key, value, propagateAtLaunch: false }))
    .sort((one, other) => (one.key < other.key ? -1 : 1));
  return {
    name: limitedName(name, 255),
    // A new version, and nothing else, replaces what was launched.
    launchTemplate: { id: template.id, version: Token.asString(template.latestVersion) },
    tag,
  };
}
