export type { ApplicationSource } from "./application";
export { Environment, type EnvironmentProps } from "./environment";
