import type { App } from "cdktf";
import { PeeringAcceptance } from "../modules/peering";
import { AccountStack, type AccountStackProps, ContractReader } from "../modules/wiring";
import { addPeeringSide, type PeeringSideStackProps } from "./peering-side";

export interface PeeringAcceptanceStackProps extends AccountStackProps, PeeringSideStackProps {}

/**
 * Accepts another account's peering connection, and makes this side's routes and rules. They come after the acceptance:
 * a rule may name a peer's group only once the connection is active.
 * @see https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-security-groups.html
 */
export class PeeringAcceptanceStack extends AccountStack {
  constructor(scope: App, id: string, props: PeeringAcceptanceStackProps) {
    super(scope, id, props);
    this.addDependency(props.connection);
    const { connectionId } = new ContractReader(this, "connection", props.connection).references;
    const { accepter } = new PeeringAcceptance(this, "acceptance", { name: id, connectionId });
    addPeeringSide(this, connectionId, props, [accepter]);
  }
}
