export { parseLinuxProxyClient, renderLinuxProxyClient, withoutLinuxProxyClient } from "./linux";
export { isForWindows, parseWindowsHost, renderWindowsHost, type WindowsHostSetup } from "./windows";
