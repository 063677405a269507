export { ExistingHost, type ExistingHostProps } from "./existing-host";
export { Host, type HostProps } from "./host";
export { type Architecture, architectureOf } from "./machine-image";
