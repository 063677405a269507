export { FlowCheck, type FlowCheckProps, type Leg } from "./flow-check";
export { PathAnalysis, type PathAnalysisProps } from "./path-analysis";
