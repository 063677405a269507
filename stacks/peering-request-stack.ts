import type { App } from "cdktf";
import { PeeringConnection } from "../modules/peering";
import {
  AccountStack,
  type AccountStackProps,
  type ContractOffer,
  ContractReader,
  type ContractStack,
  type NetworkFields,
  offerContract,
  peeringContract,
  type PeeringFields,
} from "../modules/wiring";
import type { PeeringPeer } from "./peering-side";

export interface PeeringRequestStackProps extends AccountStackProps {
  /** The peering's name. */
  readonly peering: string;
  /** Publishes the network contract of the VPC that asks. */
  readonly network: ContractStack<NetworkFields>;
  /** The VPC that is asked. */
  readonly peer: Omit<PeeringPeer, "name">;
}

/** Asks another VPC for a peering connection. One of the same account is peered at once. */
export class PeeringRequestStack extends AccountStack {
  private readonly connection: PeeringConnection;
  private readonly peering: string;

  constructor(scope: App, id: string, props: PeeringRequestStackProps) {
    super(scope, id, props);
    const { account, peering, network, peer } = props;
    this.peering = peering;
    this.addDependency(network);
    this.addDependency(peer.contract);
    this.connection = new PeeringConnection(this, "connection", {
      name: id,
      account,
      vpcId: new ContractReader(this, "network", network).references.vpcId,
      peerAccount: peer.account,
      peerVpcId: new ContractReader(this, "peer", peer.contract).references.vpcId,
    });
  }

  /** Offers the connection to whoever accepts it, and to the stacks of both its sides. */
  offerPeering(): ContractOffer<PeeringFields> {
    return offerContract(this, this.peering, peeringContract, { connectionId: this.connection.id });
  }
}
