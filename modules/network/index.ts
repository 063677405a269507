export { blockId, hyphenatedName, limitedName } from "./names";
export {
  EgressRule,
  type EgressRuleProps,
  type Peer,
  SecurityGroup,
  type SecurityGroupProps,
} from "./security-group";
export { type PrivateSubnet } from "./subnets";
export { type SubnetProps, Vpc, type VpcProps } from "./vpc";
