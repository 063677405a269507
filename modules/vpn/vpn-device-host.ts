import { Instance } from "@cdktf/provider-aws/lib/instance";
import { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter";
import { Fn } from "cdktf";
import { Construct } from "constructs";
import { debianImage } from "../hosts";
import { EgressRule, IngressRule, type Peer } from "../network";
import { vpnDeviceParameter, type VpnDeviceParameter } from "../software";
import { vpnDeviceParameterName, vpnDeviceProfileName } from "./device-names";
import { replaceWith } from "./replacement";

export interface VpnDeviceHostProps {
  /** The name of its `VpnDeviceSite`. */
  readonly name: string;
  /** The site's. */
  readonly interfaceId: string;
  /** The site's. */
  readonly securityGroupId: string;
  /** Base64 of what makes it a VPN device at its first boot. */
  readonly userData: string;
  /** What it reads at every boot, which may be references. */
  readonly parameter: VpnDeviceParameter;
}

const INSTANCE_TYPE = "t3.micro";

/** GiB: what Debian's image has. */
const ROOT_VOLUME_SIZE = 8;

/**
 * IKE, and ESP in UDP: a device behind network address translation, as an elastic IP is, has no other.
 * @see https://docs.aws.amazon.com/vpn/latest/s2svpn/FirewallRules.html
 */
const IPSEC_PORTS = [500, 4500] as const;

/**
 * The instance of a VPN device at its site. It is made anew when it is told of other connections or keys: what it reads at
 * its boots it does not watch. Debian's image has no agent of Systems Manager's, so nobody logs in; its console tells what
 * it does.
 */
export class VpnDeviceHost extends Construct {
  readonly instance: Instance;

  constructor(scope: Construct, id: string, props: VpnDeviceHostProps) {
    super(scope, id);
    const { name, interfaceId, userData, parameter } = props;
    this.admitTunnels(props);
    const told = new SsmParameter(this, "parameter", {
      name: vpnDeviceParameterName(name),
      type: "String",
      // The provider calls every parameter's `value` a secret, and would hide this one in plans; no key is in it.
      insecureValue: Fn.jsonencode(inOrder(parameter)),
      tags: { Name: name },
    });
    this.instance = new Instance(this, "resource", {
      ami: debianImage(this, INSTANCE_TYPE),
      instanceType: INSTANCE_TYPE,
      networkInterface: [{ deviceIndex: 0, networkInterfaceId: interfaceId }],
      iamInstanceProfile: vpnDeviceProfileName(name),
      // As for any other host: IMDSv2, and no hop further than the host itself.
      // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html
      metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
      rootBlockDevice: { encrypted: true, volumeType: "gp3", volumeSize: ROOT_VOLUME_SIZE },
      userDataBase64: userData,
      userDataReplaceOnChange: true,
      tags: { Name: name },
      // Debian publishes a new image every few weeks; an unrelated plan must not replace the host for it.
      lifecycle: { ignoreChanges: ["ami"] },
    });
    replaceWith(this.instance, told, "insecure_value");
  }

  /** IPsec with Amazon's ends of the tunnels, and with nobody else. */
  private admitTunnels({ securityGroupId, parameter }: VpnDeviceHostProps): void {
    const rules = new Construct(this, "rules");
    for (const [connection, { tunnelAddresses }] of Object.entries(parameter.connections))
      for (const [index, address] of tunnelAddresses.entries())
        for (const port of IPSEC_PORTS) {
          const tunnel = index + 1;
          const end = `tunnel ${tunnel} of ${connection}`;
          const peer: Peer = { kind: "address-reference", address };
          const rule = { securityGroupId, peer, port, protocol: "udp" } as const;
          new IngressRule(rules, `from-${connection}-${tunnel}-${port}`, { ...rule, from: end });
          new EgressRule(rules, `to-${connection}-${tunnel}-${port}`, { ...rule, to: end });
        }
  }
}

/** The same connections in whatever order are the same text. @throws when there is more than a device is to be told */
function inOrder({ connections, ...rest }: VpnDeviceParameter): VpnDeviceParameter {
  const sorted = Object.entries(connections).sort(([left], [right]) => (left < right ? -1 : 1));
  return vpnDeviceParameter.parse({ ...rest, connections: Object.fromEntries(sorted) });
}
