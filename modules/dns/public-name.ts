import { DataAwsRoute53Zone } from "@cdktf/provider-aws/lib/data-aws-route53-zone";
import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Construct } from "constructs";
import { equals, expectOf } from "../wiring";

export interface PublicNameProps {
  /** A full DNS name, in lower case. */
  readonly name: string;
  /** The ID of a public hosted zone that holds the name and that was there before, in the stack's account. */
  readonly hostedZoneId: string;
  /** What the name leads to. */
  readonly target: { readonly dnsName: string; readonly zoneId: string };
}

/**
 * A name that everybody can look up. Terraform makes nothing of it unless the zone is public and holds the name.
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/AboutHZWorkingWith.html
 */
export class PublicName extends Construct {
  /** The name, once it has its record. */
  readonly dnsName: string;

  constructor(scope: Construct, id: string, { name, hostedZoneId, target }: PublicNameProps) {
    super(scope, id);
    const zone = new DataAwsRoute53Zone(this, "zone", { zoneId: hostedZoneId });
    expectOf(zone, [
      {
        condition: equals("private_zone", false),
        sentence: `The hosted zone ${hostedZoneId} is private, and whoever looks ${name} up publicly would not find it. Name the public hosted zone of that domain.`,
      },
      {
        // The provider would complete another name by the zone's.
        condition: `endswith(".${name}", ".\${self.name}")`,
        sentence: `The hosted zone ${hostedZoneId} is that of \${self.name}, which does not hold ${name}. Name the public hosted zone of that domain.`,
      },
    ]);
    const record = new Route53Record(this, "resource", {
      zoneId: zone.id,
      name,
      type: "A",
      alias: { name: target.dnsName, zoneId: target.zoneId, evaluateTargetHealth: false },
    });
    this.dnsName = record.fqdn;
  }
}
