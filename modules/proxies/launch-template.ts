import { LaunchTemplate } from "@cdktf/provider-aws/lib/launch-template";
import type { Construct } from "constructs";
import { machineImageParameter } from "../hosts";
import { limitedName } from "../network";
import { AccountStack } from "../wiring";

interface LaunchTemplateProps {
  readonly name: string;
  readonly instanceType: string;
  readonly securityGroupId: string;
  /** Its name. */
  readonly instanceProfile: string;
  /** In base64. */
  readonly userData: string;
}

/** Amazon Linux 2023's root volume. */
const ROOT_DEVICE = "/dev/xvda";

/** GiB of a proxy's root volume: room for the logs of very busy hours, of which nothing is written once it is full. */
export const ROOT_VOLUME_SIZE = 20;

/** What each proxy of a group is launched from. */
export function launchTemplate(scope: Construct, props: LaunchTemplateProps): LaunchTemplate {
  const { name, instanceType, securityGroupId, instanceProfile, userData } = props;
  const tags = { ...AccountStack.around(scope).tags, Name: name };
  return new LaunchTemplate(scope, "launch-template", {
    name: limitedName(name, 128),
    // Looked up at each launch: a new proxy gets AWS's newest image, and no plan ever replaces one for it.
    // https://docs.aws.amazon.com/autoscaling/ec2/userguide/using-systems-manager-parameters.html
    imageId: `resolve:ssm:${machineImageParameter("linux", instanceType)}`,
    instanceType,
    iamInstanceProfile: { name: instanceProfile },
    networkInterfaces: [{ associatePublicIpAddress: "false", securityGroups: [securityGroupId] }],
    // One hop, since nothing behind the proxy needs it. What the proxy itself asks for a client starts right here:
    // Squid's own rules and its systemd unit keep that from the role's credentials.
    // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html
    metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
    blockDeviceMappings: [
      {
        deviceName: ROOT_DEVICE,
        ebs: {
          encrypted: "true",
          volumeType: "gp3",
          volumeSize: ROOT_VOLUME_SIZE,
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
