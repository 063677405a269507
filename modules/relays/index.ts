export { RelayHost, type RelayHostProps } from "./relay-host";
