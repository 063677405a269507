export { addressFromInteger, formatAddress, parseAddress, type Ipv4Address } from "./address";
export { allocateSubnetBlock, allocateVpcBlock, type SubnetTier } from "./allocation";
export { blockToIntervals, toBlocks } from "./block-intervals";
export { Ipv4Block, parseBlock } from "./block";
export { IntervalSet, type Interval } from "./interval-set";
export { overlappingBlocks, type NamedBlock, type Overlap } from "./overlapping-blocks";
export { type Fault, type Parsed, refused, sentenceOf, valueOf } from "./parsed";
export { checkHostAddress, checkSubnetBlock, usableAddresses } from "./subnet-blocks";
export { checkAddedVpcBlock, checkVpcBlock } from "./vpc-blocks";
