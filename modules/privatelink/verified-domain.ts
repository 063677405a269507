import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { VpclatticeDomainVerification } from "@cdktf/provider-aws/lib/vpclattice-domain-verification";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { AccountStack } from "../wiring";
import type { PrivateDnsName } from "./endpoint-service";
import { PROOF_TIME_TO_LIVE, tellProof } from "./proof-record";

/**
 * The first version of the provider that knows domain verifications, and custom domain names of resource configurations.
 * @see https://github.com/hashicorp/terraform-provider-aws/pull/45085
 */
const PROVIDER_WITH_VERIFICATIONS = "6.22.0";

/**
 * A domain name that VPC Lattice is shown to be its user's, by a record of its domain that everybody can look up. VPC
 * Lattice looks it up when it sees fit: endpoints cannot use the name before.
 * @see https://docs.aws.amazon.com/vpc-lattice/latest/ug/create-and-verify.html
 */
export class VerifiedDomain extends Construct {
  readonly name: string;
  readonly verificationId: string;
  /** What proves it, where this stack keeps that. */
  readonly records: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, { name, zone: zoneId }: PrivateDnsName) {
    super(scope, id);
    AccountStack.around(this).requireProvider(PROVIDER_WITH_VERIFICATIONS);
    const verification = new VpclatticeDomainVerification(this, "verification", { domainName: name });
    this.name = name;
    this.verificationId = verification.id;
    // AWS gives the first label alone; the zone may be that of a domain around.
    const proof = {
      name: `${verification.txtRecordName}.${name}`,
      type: "TXT",
      value: verification.txtRecordValue,
    };
    if (zoneId === undefined) {
      this.records = [];
      tellProof(this, `custom-domain-record-${scope.node.id}`, name, proof);
      return;
    }
    const { value, ...record } = proof;
    this.records = [
      new Route53Record(this, "record", { ...record, zoneId, records: [value], ttl: PROOF_TIME_TO_LIVE }),
    ];
  }
}
