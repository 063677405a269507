import type { App } from "cdktf";
import { AccountStack, type AccountStackProps, ContractReader } from "../modules/wiring";
import type { PeeringAcceptanceStack } from "./peering-acceptance-stack";
import { addPeeringSide, type PeeringSideStackProps } from "./peering-side";

export interface PeeringRoutesStackProps extends AccountStackProps, PeeringSideStackProps {
  /** What accepts the connection. @default both VPCs are of one account, where nobody has to */
  readonly acceptance?: PeeringAcceptanceStack;
}

/** Makes one side's routes and rules of a peering connection that is active already. */
export class PeeringRoutesStack extends AccountStack {
  constructor(scope: App, id: string, props: PeeringRoutesStackProps) {
    super(scope, id, props);
    const { connection, acceptance } = props;
    this.addDependency(connection);
    if (acceptance !== undefined) this.addDependency(acceptance);
    addPeeringSide(this, new ContractReader(this, "connection", connection).references.connectionId, props);
  }
}
