export { type AccountId, accountRoot, parseAccountId } from "./account";
export { type Architecture, architectureOf } from "./architecture";
export { type Partition, partitionOf, parseRegion, type Region } from "./region";
export { type AzId, azNumber, isInRegion, parseAzId } from "./zone";
