import { Instance } from "@cdktf/provider-aws/lib/instance";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { formatAddress, type Ipv4Address } from "../addressing";
import type { Region } from "../identity";
import { SecurityGroup } from "../network";
import { type Egress, letOut } from "./egress";
import { ManagedInstanceProfile } from "./instance-profile";
import { machineImage, type Platform } from "./machine-image";

export interface HostProps {
  readonly name: string;
  readonly region: Region;
  readonly vpcId: string;
  readonly subnetId: string;
  /** @default AWS picks a free address of the subnet */
  readonly address?: Ipv4Address;
  /** Amazon Linux 2023 or Windows Server 2022. @default "linux" */
  readonly platform?: Platform;
  /** @default "t3.micro" on Linux, "t3.medium" on Windows */
  readonly instanceType?: string;
  /** Size of the encrypted root volume in GiB; at least its image's. @default the image's: 8 on Linux, 30 on Windows */
  readonly rootVolumeSize?: number;
  /** What the host may call anywhere. @default "https": Systems Manager and packages */
  readonly egress?: Egress;
  /** What its role may do besides being administered: texts of IAM policies, by name. @default nothing */
  readonly policies?: ReadonlyMap<string, string>;
  /** Base64 of what the host runs at its first boot. @default nothing */
  readonly userData?: string;
  /** What must be in place before the first boot, which fetches packages once. @default nothing */
  readonly dependsOn?: readonly ITerraformDependable[];
}

/** What the images of a platform are made for: the smallest usual instance type, and the size of their root volume. */
const DEFAULTS = {
  linux: { instanceType: "t3.micro", rootVolumeSize: 8 },
  windows: { instanceType: "t3.medium", rootVolumeSize: 30 },
} as const;

/**
 * An instance in a private subnet, administered by Systems Manager. Nobody may call it until its security group says so.
 */
export class Host extends Construct {
  readonly kind = "made";
  readonly instance: Instance;
  readonly securityGroup: SecurityGroup;

  constructor(scope: Construct, id: string, props: HostProps) {
    super(scope, id);
    const { name, region, vpcId, subnetId, address, platform = "linux", egress = "https" } = props;
    const image = DEFAULTS[platform];
    const { instanceType, rootVolumeSize, policies, userData, dependsOn = [] } = { ...image, ...props };
    if (rootVolumeSize < image.rootVolumeSize)
      throw new Error(
        `the root volume of ${name} has ${rootVolumeSize} GiB, and the image of its platform, ${platform}, needs ${image.rootVolumeSize}; give it at least these`,
      );
    this.securityGroup = new SecurityGroup(this, "security-group", {
      vpcId,
      name,
      description: `The host ${name}`,
    });
    const waysOut = letOut(this.securityGroup, egress);
    const profile = new ManagedInstanceProfile(this, "profile", {
      name,
      region,
      ...(policies && { policies }),
    });
    this.instance = new Instance(this, "resource", {
      ami: machineImage(this, platform, instanceType),
      instanceType,
      subnetId,
      ...(address === undefined ? {} : { privateIp: formatAddress(address) }),
      associatePublicIpAddress: false,
      vpcSecurityGroupIds: [this.securityGroup.id],
      iamInstanceProfile: profile.name,
      // IMDSv2 with one hop: a request forged on the host's behalf cannot fetch the role's credentials.
      // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html
      metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
      rootBlockDevice: { encrypted: true, volumeType: "gp3", volumeSize: rootVolumeSize },
      ...(userData === undefined
        ? {}
        : // A plan shows only a hash of plain user data; base64 can be read and compared.
          { userDataBase64: userData, userDataReplaceOnChange: true }),
      tags: { Name: name },
      dependsOn: [...dependsOn, ...waysOut, ...profile.policies],
      // AWS publishes a new image every few weeks; an unrelated plan must not replace the host for it.
      lifecycle: { ignoreChanges: ["ami"] },
    });
  }
}
