import type { ProxyClient } from "../forward-proxy";
import { mustBeProxyClient, noProxy, proxyUrl, readProxyClient } from "./values";

/** What a host on Windows Server runs. */
export interface WindowsHostSetup {
  /** @default programs ask directly */
  readonly proxyClient?: ProxyClient;
}

export type ParsedWindowsHost =
  | { readonly kind: "windows-host"; readonly setup: WindowsHostSetup }
  | { readonly kind: "unrecognised"; readonly reason: string };

const START = "<powershell>\n";
const END = "</powershell>\n";

/**
 * Tells the proxy, in this order, to: the programs of the user who runs this; those of every user, by the policy "Make
 * proxy settings per-machine"; services that use WinHTTP; programs that read the environment; and the SSM agent, which
 * starts anew. `$server`, `$override`, `$url` and `$noProxy` are set before.
 * @see https://learn.microsoft.com/en-us/windows-hardware/customize/desktop/unattend/microsoft-windows-ie-clientnetworkprotocolimplementation-hklmproxyserver
 * @see https://learn.microsoft.com/en-us/windows-server/administration/windows-commands/netsh-winhttp
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/configure-proxy-ssm-agent-windows.html
 */
const SETTINGS = `$settings = 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Internet Settings'
foreach ($hive in 'HKCU', 'HKLM') {
  reg add "$hive\\$settings" /f /v ProxyEnable /t REG_DWORD /d 1
  reg add "$hive\\$settings" /f /v ProxyServer /t REG_SZ /d $server
  reg add "$hive\\$settings" /f /v ProxyOverride /t REG_SZ /d $override
}
reg add 'HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\CurrentVersion\\Internet Settings' /f /v ProxySettingsPerUser /t REG_DWORD /d 0
netsh winhttp set proxy "proxy-server=$server" "bypass-list=$override"
[Environment]::SetEnvironmentVariable('HTTP_PROXY', $url, 'Machine')
[Environment]::SetEnvironmentVariable('HTTPS_PROXY', $url, 'Machine')
[Environment]::SetEnvironmentVariable('NO_PROXY', $noProxy, 'Machine')
$agent = 'HKLM:\\SYSTEM\\CurrentControlSet\\Services\\AmazonSSMAgent'
$variables = @("http_proxy=$url", "https_proxy=$url", "no_proxy=$noProxy")
New-ItemProperty -Path $agent -Name Environment -Value $variables -PropertyType MultiString -Force
Restart-Service AmazonSSMAgent
`;

/**
 * The user data of a host on Windows Server: a script that EC2Launch runs once, as administrator.
 * @throws RangeError when a value is none that a proxy client has, or instance metadata is not bypassed
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html
 */
export function renderWindowsHost({ proxyClient }: WindowsHostSetup): string {
  return `${START}${proxyClient === undefined ? "" : scriptOf(proxyClient)}${END}`;
}

/** Reads back what {@link renderWindowsHost} writes. */
export function parseWindowsHost(text: string): ParsedWindowsHost {
  const variable = (name: string): string =>
    new RegExp(`^\\$${name} = '([^']*)'$`, "m").exec(text)?.[1] ?? "";
  const proxyClient = readProxyClient(variable("url"), variable("noProxy"));
  const setup = { ...(proxyClient !== undefined && { proxyClient }) };
  return text === renderWindowsHost(setup)
    ? { kind: "windows-host", setup }
    : { kind: "unrecognised", reason: "its PowerShell script does more than setting one proxy, or less" };
}

/** Whether the text is for Windows. */
export function isForWindows(text: string): boolean {
  return text.startsWith("<powershell>");
}

function scriptOf(client: ProxyClient): string {
  mustBeProxyClient(client);
  const { host, port, bypass } = client;
  const values = [
    `$server = ${quoted(`${host}:${port}`)}`,
    `$override = ${quoted(bypass.map((item) => item.replace(/^\./, "*.")).join(";"))}`,
    `$url = ${quoted(proxyUrl(client))}`,
    `$noProxy = ${quoted(noProxy(client))}`,
  ];
  return `${values.join("\n")}\n${SETTINGS}`;
}

/**
 * A string in which PowerShell expands nothing. It takes typographic quotes for straight ones, and two for one inside.
 * @see https://learn.microsoft.com/en-us/powershell/module/microsoft.powershell.core/about/about_quoting_rules
 */
function quoted(text: string): string {
  return `'${text.replaceAll(/['\u2018-\u201b]/g, "$&$&")}'`;
}
