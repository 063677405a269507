export { coveringDomain, coversDomain, withoutCovered } from "./coverage";
