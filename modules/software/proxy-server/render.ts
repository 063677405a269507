import type { CloudConfig, CloudConfigFile } from "../cloud-config";
import { AGENT_COMMAND, AGENT_FILE, agentConfiguration } from "./access-log";
import {
  BLOCKS_FILE,
  CLIENTS_FILE,
  DOMAINS_FILE,
  HEALTH_CHECKERS_FILE,
  MAIN_CONFIGURATION,
  MAIN_FILE,
  OTHER_BLOCKS_FILE,
  OWN_BLOCKS_FILE,
  UNIT,
  UNIT_FILE,
} from "./configuration";
import { blockLines, domainLines, otherAddressLines } from "./lists";
import {
  ROTATION,
  ROTATION_COMMANDS,
  ROTATION_FILE,
  ROTATION_TIMER,
  ROTATION_TIMER_FILE,
} from "./log-rotation";
import { PROXY_PORT, type ProxyServer } from "./proxy-server";

/**
 * The software of a proxy. Amazon Linux 2023 has the packages in its own repository; squid's own does not ask for
 * logrotate.
 *
 * Of domains and blocks that others of the same list cover, nothing is written: Squid refuses the list of domains, and
 * passes over the larger of the blocks.
 *
 * @throws RangeError when the port is another than {@link PROXY_PORT}, or a domain or the log group is none
 * @see https://docs.aws.amazon.com/linux/al2023/release-notes/relnotes-2023.0.20230607.html (squid)
 * @see https://docs.aws.amazon.com/linux/al2023/release-notes/vercmp-AL2023.4-AL2023.5.html (amazon-cloudwatch-agent)
 */
export function renderProxyServer(server: ProxyServer): CloudConfig {
  if (server.port !== PROXY_PORT)
    throw new RangeError(`A proxy cannot listen on port ${server.port}: it is always ${PROXY_PORT}.`);
  return {
    packages: ["squid", "amazon-cloudwatch-agent", "logrotate"],
    files: [
      file(MAIN_FILE, MAIN_CONFIGURATION),
      file(CLIENTS_FILE, blockLines(server.clients)),
      file(HEALTH_CHECKERS_FILE, blockLines(server.healthCheckers)),
      file(DOMAINS_FILE, domainLines(server.domains)),
      file(BLOCKS_FILE, blockLines(server.blocks)),
      file(OWN_BLOCKS_FILE, blockLines(server.ownBlocks)),
      file(OTHER_BLOCKS_FILE, otherAddressLines(server.blocks)),
      file(UNIT_FILE, UNIT),
      file(ROTATION_FILE, ROTATION),
      file(ROTATION_TIMER_FILE, ROTATION_TIMER),
      file(AGENT_FILE, agentConfiguration(server)),
    ],
    commands: [["systemctl", "enable", "--now", "squid"], ...ROTATION_COMMANDS, AGENT_COMMAND],
  };
}

function file(path: string, content: string): CloudConfigFile {
  return { path, content, permissions: "0644" };
}
