export { type AccountId, accountRoot, parseAccountId } from "./account";
export { type Architecture, architectureOf } from "./architecture";
export { customerAsns, isAmazonSideAsn, isCustomerAsn, isPrivateAsn, privateAsns } from "./autonomous-system";
export { dnsSuffixOf, type Partition, partitionOf, parseRegion, type Region } from "./region";
export { throughSecrets, throughSecretsManager } from "./through-secrets-manager";
export { type AzId, azNumber, isInRegion, parseAzId } from "./zone";
