/** The leaves of the input language: each reads one kind of value and says what would be right. */
export { BLOCK, matching } from "./leaf";
export {
  accountNumber,
  address,
  availabilityZone,
  block,
  instanceType,
  name,
  page,
  port,
  region,
  roleName,
  topologyName,
  urlPath,
} from "./plain";
export {
  type Client,
  client,
  type Destination,
  destination,
  formatDestination,
  formatHost,
  type HostReference,
  hostPort,
  hostReference,
  type ServiceReference,
  serviceReference,
  socket,
} from "./references";
export { tags } from "./tags";
