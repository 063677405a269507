import { isDeepStrictEqual } from "node:util";
import type { CloudConfig, CloudConfigFile } from "../cloud-config";
import type { ProxyClient } from "../forward-proxy";
import { mustBeProxyClient, noProxy, proxyUrl, readProxyClient } from "./values";

const SHELL_FILE = "/etc/profile.d/proxy.sh";
const SSM_AGENT_FILE = "/etc/systemd/system/amazon-ssm-agent.service.d/override.conf";
/** systemd does not read it here. */
const WAITING_FILE = "/etc/systemd/proxy.conf";
const SERVICES_FILE = "/etc/systemd/system.conf.d/proxy.conf";

/**
 * What makes the programs of a host on Amazon Linux 2023 use a proxy: those of login shells, services, the SSM agent,
 * and dnf. Programs differ in the case in which they read the variables.
 *
 * The packages of the first boot come through the VPC's own S3 endpoint, whether a proxy is up or not. So dnf, and the
 * services that cloud-init itself is one of, are told of the proxy by commands: these come after the packages.
 *
 * @throws RangeError when a value is none that a proxy client has, or instance metadata is not bypassed
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/configure-proxy-ssm-agent.html
 * @see https://www.freedesktop.org/software/systemd/man/252/systemd-system.conf.html#DefaultEnvironment=
 * @see https://dnf.readthedocs.io/en/latest/conf_ref.html#options-for-both-main-and-repo
 */
export function renderLinuxProxyClient(client: ProxyClient): CloudConfig {
  mustBeProxyClient(client);
  const url = proxyUrl(client);
  const variables = [`http_proxy=${url}`, `https_proxy=${url}`, `no_proxy=${noProxy(client)}`];
  const inBothCases = [...variables, ...variables.map(withUpperCaseName)];
  return {
    packages: [],
    files: [
      file(SHELL_FILE, `# shellcheck shell=sh\n${inBothCases.map(exported).join("")}`),
      file(
        SSM_AGENT_FILE,
        `[Service]\n${variables.map((variable) => `Environment="${variable}"\n`).join("")}`,
      ),
      file(
        WAITING_FILE,
        `[Manager]\nDefaultEnvironment=${inBothCases.map((word) => `"${word}"`).join(" ")}\n`,
      ),
    ],
    commands: [
      ["install", "-D", "-m", "0644", WAITING_FILE, SERVICES_FILE],
      ["systemctl", "daemon-reexec"],
      ["systemctl", "restart", "amazon-ssm-agent"],
      ["sed", "-i", `/^\\[main\\]/a proxy=${url}`, "/etc/dnf/dnf.conf"],
    ],
  };
}

/** The proxy that a host's programs are told, `undefined` where the host has none of the settings. */
export type ParsedProxyClient =
  | { readonly kind: "proxy-client"; readonly client: ProxyClient | undefined }
  | { readonly kind: "unrecognised"; readonly reason: string };

/** Reads back what {@link renderLinuxProxyClient} adds to a host. */
export function parseLinuxProxyClient(config: CloudConfig): ParsedProxyClient {
  const settings = config.files.filter(({ path }) => isSetting(path));
  const [shell] = settings;
  if (shell === undefined) return { kind: "proxy-client", client: undefined };
  const variable = (name: string): string =>
    new RegExp(`^export ${name}='([^']*)'$`, "m").exec(shell.content)?.[1] ?? "";
  const client = readProxyClient(variable("http_proxy"), variable("no_proxy"));
  if (client === undefined)
    return { kind: "unrecognised", reason: `${shell.path} does not say one proxy as expected` };
  return isDeepStrictEqual(settings, renderLinuxProxyClient(client).files)
    ? { kind: "proxy-client", client }
    : { kind: "unrecognised", reason: "the files with its proxy settings do not say one and the same" };
}

/** The rest of a host that has these settings. */
export function withoutLinuxProxyClient(config: CloudConfig, client: ProxyClient): CloudConfig {
  const { commands } = renderLinuxProxyClient(client);
  const isOurs = (words: readonly string[]): boolean =>
    commands.some((command) => isDeepStrictEqual(command, words));
  return {
    ...config,
    files: config.files.filter(({ path }) => !isSetting(path)),
    commands: config.commands.filter((words) => !isOurs(words)),
  };
}

function isSetting(path: string): boolean {
  return [SHELL_FILE, SSM_AGENT_FILE, WAITING_FILE].includes(path);
}

function withUpperCaseName(variable: string): string {
  return variable.replace(/^[^=]+/, (name) => name.toUpperCase());
}

function exported(variable: string): string {
  return `export ${variable.replace("=", "='")}'\n`;
}

function file(path: string, content: string): CloudConfigFile {
  return { path, content, permissions: "0644" };
}
