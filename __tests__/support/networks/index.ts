export { answerAbout, answerOf, type Asked } from "./asking";
export { valueAt } from "./blocks";
export { add, edited, type Edit, leaveOut, remove, set } from "./edits";
export { behindLoadBalancer, oneVpc, privateLink, toInternet } from "./fixtures";
export { admits, host, letsOut, loadBalancer, type Peer, securityGroup, subnet, vpc } from "./parts";
export {
  attributeOf,
  idOf,
  IN_PROVIDERS_ACCOUNT,
  leavesOf,
  MYSTERY,
  type Resources,
  together,
} from "./resources";
