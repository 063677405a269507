import { VpcPeeringConnection } from "@cdktf/provider-aws/lib/vpc-peering-connection";
import { VpcPeeringConnectionAccepterA } from "@cdktf/provider-aws/lib/vpc-peering-connection-accepter";
import { Construct } from "constructs";
import type { AccountId } from "../identity";

export interface PeeringConnectionProps {
  readonly name: string;
  /** The account that asks, and its VPC. */
  readonly account: AccountId;
  readonly vpcId: string;
  /** The account that is asked, and its VPC, of the same Region. */
  readonly peerAccount: AccountId;
  readonly peerVpcId: string;
}

/**
 * A peering connection between two VPCs, as its requester makes it. Within one account it is accepted at once: there an
 * accepter of its own would write its tags over the requester's. Another account accepts it by a {@link PeeringAcceptance}.
 * @see https://docs.aws.amazon.com/vpc/latest/peering/create-vpc-peering-connection.html
 */
export class PeeringConnection extends Construct {
  readonly id: string;

  constructor(scope: Construct, id: string, props: PeeringConnectionProps) {
    super(scope, id);
    const { name, account, vpcId, peerAccount, peerVpcId } = props;
    this.id = new VpcPeeringConnection(this, "resource", {
      vpcId,
      peerVpcId,
      ...(peerAccount === account ? { autoAccept: true } : { peerOwnerId: peerAccount }),
      tags: { Name: name },
    }).id;
  }
}

export interface PeeringAcceptanceProps {
  readonly name: string;
  readonly connectionId: string;
}

/**
 * Accepts a peering connection in the account that was asked. Destroying it leaves the connection as it is: that goes
 * with its requester.
 * @see https://docs.aws.amazon.com/vpc/latest/peering/accept-vpc-peering-connection.html
 */
export class PeeringAcceptance extends Construct {
  readonly accepter: VpcPeeringConnectionAccepterA;

  constructor(scope: Construct, id: string, { name, connectionId }: PeeringAcceptanceProps) {
    super(scope, id);
    this.accepter = new VpcPeeringConnectionAccepterA(this, "resource", {
      vpcPeeringConnectionId: connectionId,
      autoAccept: true,
      tags: { Name: name },
    });
  }
}
