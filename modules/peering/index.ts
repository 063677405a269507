export {
  PeeringAcceptance,
  type PeeringAcceptanceProps,
  PeeringConnection,
  type PeeringConnectionProps,
} from "./peering-connection";
export {
  type PeeredSecurityGroup,
  type PeeringRule,
  PeeringSide,
  type PeeringSideProps,
} from "./peering-side";
