export { accessLogGroup } from "./access-log";
export { FixedProxy, type FixedProxyProps } from "./fixed-proxy";
export { ProxyGroup, type ProxyGroupProps } from "./proxy-group";
