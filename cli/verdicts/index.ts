export { readAnalysed } from "./analysed";
export { describeAnswer, describeFlow } from "./json";
export { areAsExpected, type SynthesizedTopology, withVerdicts } from "./judge";
export { questionOf, type WrittenQuestion } from "./question";
export { Sources } from "./sources";
export { linesOfAnswer, linesOfFlows } from "./text";
