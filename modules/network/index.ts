export { type StatedRoute, type StatedRouteTable } from "./existing-route-table";
export { type StatedRule, type StatedSecurityGroup } from "./existing-security-group";
export { type StatedSubnet } from "./existing-subnet";
export { ExistingVpc, type ExistingVpcProps } from "./existing-vpc";
export { blockId, hyphenatedName, limitedName, suffixedId } from "./names";
export { type IVpc, type PrivateSubnet } from "./private-subnet";
export {
  addressPeer,
  EgressRule,
  type EgressRuleProps,
  IngressRule,
  type IngressRuleProps,
  type Peer,
  type Protocol,
  SecurityGroup,
  type SecurityGroupProps,
} from "./security-group";
export { type PublicSubnet } from "./subnets";
export { type SubnetProps, Vpc, type VpcProps } from "./vpc";
