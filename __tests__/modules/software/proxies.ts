import { parseBlock, valueOf } from "../../../modules/addressing";
import { parseRegion } from "../../../modules/identity";
import { type CloudConfig, PROXY_PORT, type ProxyClient, type ProxyServer } from "../../../modules/software";

export const block = (text: string): ProxyServer["blocks"][number] => valueOf(parseBlock(text));

export const SERVER: ProxyServer = {
  port: PROXY_PORT,
  clients: [block("10.0.0.0/20"), block("10.0.16.0/20")],
  healthCheckers: [block("10.0.0.0/20"), block("10.0.16.0/20")],
  domains: [".example.com", "checkip.amazonaws.com"],
  blocks: [block("10.1.0.0/24")],
  ownBlocks: [block("10.0.0.0/16")],
  region: valueOf(parseRegion("ap-northeast-1")),
  logGroup: "/egress-proxy-hub/proxy/proxies",
};

export const CLIENT: ProxyClient = {
  host: "proxy.example.internal",
  port: PROXY_PORT,
  bypass: ["169.254.169.254", "localhost", ".s3.ap-northeast-1.amazonaws.com"],
};

export function contentOf({ files }: CloudConfig, wanted: string): string | undefined {
  return files.find(({ path }) => path === wanted)?.content;
}

/** The host with one file changed, or removed. */
export function withFile(config: CloudConfig, path: string, content: string | undefined): CloudConfig {
  const files = config.files.flatMap((file) => {
    if (file.path !== path) return [file];
    return content === undefined ? [] : [{ ...file, content }];
  });
  return { ...config, files };
}
