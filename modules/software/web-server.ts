import { isDeepStrictEqual } from "node:util";
import type { CloudConfig } from "./cloud-config";

/** A host on Amazon Linux 2023 that answers HTTP requests for one page with Apache httpd. */
export interface WebServer {
  /** The TCP port it listens on, 1 to 65535, on every address of the host. */
  readonly port: number;
  /** What `GET /` and `GET /index.html` answer, byte for byte. */
  readonly page: string;
}

export type ParsedWebServer =
  | { readonly kind: "web-server"; readonly server: WebServer }
  | { readonly kind: "not-a-web-server" }
  /** httpd runs, but not as {@link renderWebServer} sets it up, so what it answers is not known. */
  | { readonly kind: "unrecognised"; readonly reason: string };

const MAIN_FILE = "/etc/httpd/conf/httpd.conf";
const LISTEN_FILE = "/etc/httpd/conf/listen.conf";
const PAGE_FILE = "/var/www/html/index.html";

/**
 * It takes the place of the distribution's httpd.conf, which cannot be added to: that one says `Listen 80`, a
 * second `Listen 80` keeps httpd from starting, and no directive takes a `Listen` back. It also includes
 * conf.d, which holds the welcome page and directory listings. cloud-init has written this file before the
 * package comes; the package marks its own `%config(noreplace)`, so rpm lays that beside it as
 * httpd.conf.rpmnew, at the first installation and at every update.
 *
 * The modules are the distribution's choice: its unit waits for mod_systemd to report that httpd is ready, and
 * which modules are built in differs from build to build. A module that is loaded but not configured serves
 * nothing. `ServerName` spares a reverse look-up of the host's name when httpd starts.
 */
const MAIN_CONFIGURATION = `# Serves one page and nothing else. The port is in conf/listen.conf.
ServerRoot "/etc/httpd"
Include conf.modules.d/*.conf
Include conf/listen.conf
User apache
Group apache
ServerName localhost
ServerTokens Prod
ServerSignature Off
TraceEnable Off
DocumentRoot "/var/www/html"
DirectoryIndex index.html
TypesConfig /etc/mime.types
AddDefaultCharset UTF-8
<Directory "/">
    Options None
    AllowOverride None
    Require all denied
</Directory>
<LocationMatch "^/(index\\.html)?$">
    Require all granted
</LocationMatch>
LogLevel warn
ErrorLog "logs/error_log"
CustomLog "logs/access_log" "%h %l %u %t \\"%r\\" %>s %b"
`;

/**
 * The software of a web host. What the topology says is in two files of its own: the port and the page.
 * @throws RangeError when the port is none
 * @see https://httpd.apache.org/docs/2.4/mod/mpm_common.html#listen
 */
export function renderWebServer({ port, page }: WebServer): CloudConfig {
  if (!isPort(port))
    throw new RangeError(`A web server cannot listen on port ${port}: a TCP port is 1 to 65535.`);
  return {
    packages: ["httpd"],
    files: [
      { path: MAIN_FILE, content: MAIN_CONFIGURATION, permissions: "0644" },
      { path: LISTEN_FILE, content: `Listen ${port}\n`, permissions: "0644" },
      { path: PAGE_FILE, content: page, permissions: "0644" },
    ],
    commands: [["systemctl", "enable", "--now", "httpd"]],
  };
}

/** Reads the port and the page back from what {@link renderWebServer} writes. */
export function parseWebServer(config: CloudConfig): ParsedWebServer {
  if (!concernsHttpd(config)) return { kind: "not-a-web-server" };
  const port = readPort(contentOf(config, LISTEN_FILE));
  if (port === undefined) return unrecognised(`${LISTEN_FILE} does not hold one line like "Listen 80"`);
  const page = contentOf(config, PAGE_FILE);
  if (page === undefined) return unrecognised(`there is no page in ${PAGE_FILE}`);
  const server = { port, page };
  // Whatever else a host does could change what it answers, so all of it has to be known.
  if (!isDeepStrictEqual(config, renderWebServer(server))) {
    return unrecognised(
      `besides ${LISTEN_FILE} and ${PAGE_FILE}, httpd or its host is set up in another way`,
    );
  }
  return { kind: "web-server", server };
}

function concernsHttpd({ packages, files, commands }: CloudConfig): boolean {
  return (
    packages.includes("httpd") ||
    files.some(({ path }) => path.startsWith("/etc/httpd/")) ||
    commands.some((words) => words.some((word) => word === "httpd" || word === "httpd.service"))
  );
}

function contentOf({ files }: CloudConfig, wanted: string): string | undefined {
  return files.find(({ path }) => path === wanted)?.content;
}

function readPort(listen: string | undefined): number | undefined {
  const digits = /^Listen ([1-9]\d{0,4})\n$/.exec(listen ?? "")?.[1];
  return digits !== undefined && isPort(Number(digits)) ? Number(digits) : undefined;
}

function isPort(port: number): boolean {
  return Number.isInteger(port) && port >= 1 && port <= 65535;
}

function unrecognised(reason: string): ParsedWebServer {
  return { kind: "unrecognised", reason };
}
