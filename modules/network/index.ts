export { blockId, resourceName } from "./names";
export {
  OutboundRule,
  type OutboundRuleProps,
  type Peer,
  SecurityGroup,
  type SecurityGroupProps,
} from "./security-group";
export { type SubnetProps, Vpc, type VpcProps } from "./vpc";
