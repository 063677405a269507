export { asTarget, behindApplication, closedGroup, forwardTo, listenerRule } from "./application";
export { answerAbout, answerOf, type Asked } from "./asking";
export { valueAt } from "./blocks";
export { behindBeanstalk, ENVIRONMENT, ITS_LOAD_BALANCER, setting } from "./beanstalk";
export { add, edited, type Edit, leaveOut, remove, set } from "./edits";
export { demanding, existingVpc } from "./existing";
export { behindLoadBalancer, oneVpc, privateLink, toInternet } from "./fixtures";
export { otherValues } from "./other-values";
export { admits, host, letsOut, loadBalancer, securityGroup, subnet, vpc } from "./parts";
export { renamed } from "./renamed";
export {
  attributeOf,
  idOf,
  IN_PROVIDERS_ACCOUNT,
  IN_UNKNOWN_ACCOUNT,
  leavesOf,
  MYSTERY,
  type Resources,
  stackOf,
  together,
} from "./resources";
export { attached, joinedByTransit, routeToTransit, spoke, transitTable } from "./transit";
export { asking, joinedByVpn, relay, relayIn, vpnDevice, vpnParameter } from "./vpn";
