export { Host, type HostProps } from "./host";
export { type Architecture, architectureOf } from "./machine-image";
