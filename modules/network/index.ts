export { blockId, hyphenatedName, limitedName } from "./names";
export {
  OutboundRule,
  type OutboundRuleProps,
  type Peer,
  SecurityGroup,
  type SecurityGroupProps,
} from "./security-group";
export { type PrivateSubnet } from "./subnets";
export { type SubnetProps, Vpc, type VpcProps } from "./vpc";
