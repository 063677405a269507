export { networkOf } from "./build";
export { isKnown, type Known, type Listing } from "./known";
export * from "./model";
