export { parseProxyServer } from "./parse";
export { type ParsedProxyServer, PROXY_HEALTH_CHECK, PROXY_PORT, type ProxyServer } from "./proxy-server";
export { renderProxyServer } from "./render";
