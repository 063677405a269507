export { readAnalysed } from "./analysed";
export { describeGroup, linesOfGroups } from "./groups";
export { describeAnswer, describeFlow } from "./json";
export { areAsExpected, type SynthesizedTopology, withVerdicts } from "./judge";
export { Names } from "./names";
export { questionOf, type WrittenQuestion } from "./question";
export { Sources } from "./sources";
export { linesOfAnswer, linesOfFlows } from "./text";
