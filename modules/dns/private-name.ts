import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Route53Zone } from "@cdktf/provider-aws/lib/route53-zone";
import { Construct } from "constructs";

export interface PrivateNameProps {
  /** A full DNS name. */
  readonly name: string;
  readonly vpcId: string;
  /** What the name leads to. */
  readonly target: { readonly dnsName: string; readonly zoneId: string };
}

/**
 * A name that one VPC alone resolves. It is the apex of a private zone of its own, so that it hides no other name
 * of its parent domain.
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zones-private.html
 */
export class PrivateName extends Construct {
  readonly record: Route53Record;

  constructor(scope: Construct, id: string, { name, vpcId, target }: PrivateNameProps) {
    super(scope, id);
    const zone = new Route53Zone(this, "zone", {
      name,
      vpc: [{ vpcId }],
      comment: `The private name ${name}`,
    });
    this.record = new Route53Record(this, "record", {
      zoneId: zone.zoneId,
      name,
      type: "A",
      // Whether a target is healthy is the load balancer's to judge; an endpoint answers for all of its zones.
      alias: { name: target.dnsName, zoneId: target.zoneId, evaluateTargetHealth: false },
    });
  }
}
