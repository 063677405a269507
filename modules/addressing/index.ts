export { addressFromInteger, formatAddress, parseAddress, type Ipv4Address } from "./address";
export { allocateSubnetBlock, allocateVpcBlock, type SubnetTier } from "./allocation";
export { pickAddress, pickTunnelBlock } from "./picked-addresses";
export { blockToIntervals, toBlocks } from "./block-intervals";
export { Ipv4Block, parseBlock } from "./block";
export { freeSpace, largestBlock, lowestBlock } from "./free-space";
export { IntervalSet, type Interval } from "./interval-set";
export { overlappingBlocks, type NamedBlock, type Overlap } from "./overlapping-blocks";
export { type Fault, type Parsed, refused, sentenceOf, valueOf } from "./parsed";
export { parsedBy } from "./parsed-by";
export { avoidedRanges, isPrivate, privateRanges } from "./private-ranges";
export { largestPrefixLength, smallestPrefixLength } from "./block-size";
export { checkHostAddress, checkSubnetBlock, usableAddresses } from "./subnet-blocks";
export { isTunnelBlock, tunnelBlocks } from "./tunnel-blocks";
export {
  checkAddedVpcBlock,
  checkMixedRanges,
  checkVpcBlock,
  rangeWithoutHosts,
  type RangeWithoutHosts,
} from "./vpc-blocks";
