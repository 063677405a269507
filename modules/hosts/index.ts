export { type Egress, letOut, openTo } from "./egress";
export { ExistingHost, type ExistingHostProps } from "./existing-host";
export { Host, type HostProps } from "./host";
export { InstanceProfile, ManagedInstanceProfile } from "./instance-profile";
export { groupOf, launchTemplate } from "./launch-template";
export { debianImage, type Platform } from "./machine-image";
export { managedHostDomains } from "./managed-host-domains";
