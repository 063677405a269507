import { Instance } from "@cdktf/provider-aws/lib/instance";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { addressFromInteger, formatAddress, type Ipv4Address, Ipv4Block } from "../addressing";
import type { Region } from "../identity";
import { type Peer, SecurityGroup } from "../network";
import { ManagedInstanceProfile } from "./instance-profile";
import { amazonLinux2023, architectureOf } from "./machine-image";

export interface HostProps {
  readonly name: string;
  readonly region: Region;
  readonly vpcId: string;
  readonly subnetId: string;
  /** @default AWS picks a free address of the subnet */
  readonly address?: Ipv4Address;
  /** @default "t3.micro" */
  readonly instanceType?: string;
  /** Size of the encrypted root volume in GiB. @default 8, Amazon Linux's own */
  readonly rootVolumeSize?: number;
  /** Base64 of what the host runs at its first boot. @default nothing */
  readonly userData?: string;
  /** What must be in place before the first boot, which fetches packages once. @default nothing */
  readonly dependsOn?: readonly ITerraformDependable[];
}

const HTTPS = 443;
const ANYWHERE: Peer = { kind: "block", block: Ipv4Block.containing(addressFromInteger(0), 0) };

/**
 * An Amazon Linux 2023 instance in a private subnet, administered by Systems Manager. Nobody may call it until its
 * security group says so; it may call HTTPS only, for Systems Manager and for packages.
 */
export class Host extends Construct {
  readonly kind = "made";
  readonly instance: Instance;
  readonly securityGroup: SecurityGroup;

  constructor(scope: Construct, id: string, props: HostProps) {
    super(scope, id);
    const {
      name,
      region,
      vpcId,
      subnetId,
      address,
      instanceType = "t3.micro",
      rootVolumeSize = 8,
      userData,
      dependsOn = [],
    } = props;
    this.securityGroup = new SecurityGroup(this, "security-group", {
      vpcId,
      name,
      description: `The host ${name}`,
    });
    const https = this.securityGroup.addEgressRule("https", ANYWHERE, HTTPS);
    const profile = new ManagedInstanceProfile(this, "profile", { name, region });
    this.instance = new Instance(this, "resource", {
      ami: amazonLinux2023(this, architectureOf(instanceType)),
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
      dependsOn: [...dependsOn, https],
      // AWS publishes a new image every few weeks; an unrelated plan must not replace the host for it.
      lifecycle: { ignoreChanges: ["ami"] },
    });
  }
}
