export { type Egress, letOut } from "./egress";
export { ExistingHost, type ExistingHostProps } from "./existing-host";
export { Host, type HostProps } from "./host";
export { ManagedInstanceProfile, type ManagedInstanceProfileProps } from "./instance-profile";
export { machineImageParameter, type Platform } from "./machine-image";
export { managedHostDomains } from "./managed-host-domains";
