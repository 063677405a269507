import { once } from "node:events";
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
  type Server,
} from "node:http";
import type { AddressInfo, Socket } from "node:net";

/** A web server that answers every request with one page and remembers their headers. */
export interface Origin {
  readonly port: number;
  /** Of the requests so far. */
  readonly headers: readonly IncomingHttpHeaders[];
  stop(): Promise<void>;
}

export async function startOrigin(page: string): Promise<Origin> {
  const headers: IncomingHttpHeaders[] = [];
  const server = createServer((message, response) => {
    headers.push(message.headers);
    response.end(page);
  });
  const port = await listen(server, "0.0.0.0");
  return {
    port,
    headers,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** A port on which nothing listens. */
export async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server, "127.0.0.1");
  server.close();
  await once(server, "close");
  return port;
}

async function listen(server: Server, address: string): Promise<number> {
  server.listen(0, address);
  await once(server, "listening");
  // A server that listens on a port has an address of this form.
  // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion
  return (server.address() as AddressInfo).port;
}

export interface Answer {
  readonly status: number;
  readonly body: string;
}

/** Who asks the proxy. */
export interface Client {
  readonly proxyPort: number;
  /** Its own address. */
  readonly address: string;
}

/** @param target a URL, or a path where the proxy itself is asked */
export function get(client: Client, target: string, method = "GET"): Promise<Answer> {
  return answerTo(request({ ...options(client), path: target, method }));
}

/**
 * Asks for a tunnel and, where the proxy grants it, for a page through it.
 * @param target a name or an address, and a port
 */
export async function getThroughTunnel(client: Client, target: string): Promise<Answer> {
  const asked = request({ ...options(client), method: "CONNECT", path: target });
  const refusal = once(asked, "response");
  const tunnel = once(asked, "connect");
  asked.end();
  // The events' own arguments, which `once` has no types for.
  // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion
  const [answer, socket] = (await Promise.race([refusal, tunnel])) as [IncomingMessage, Socket | undefined];
  const status = answer.statusCode ?? 0;
  if (socket === undefined || status !== 200) {
    answer.resume();
    socket?.destroy();
    return { status, body: "" };
  }
  const through = await answerTo(
    request({ path: "/", createConnection: () => socket, headers: { host: target } }),
  );
  socket.destroy();
  return through;
}

function options({ proxyPort, address }: Client): object {
  return { host: "127.0.0.1", port: proxyPort, localAddress: address, agent: false };
}

function answerTo(asked: ReturnType<typeof request>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    asked.on("error", reject);
    asked.on("response", (answer) => {
      const parts: Buffer[] = [];
      answer.on("data", (part: Buffer) => parts.push(part));
      answer.on("error", reject);
      answer.on("end", () => {
        resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(parts).toString() });
      });
    });
    asked.end();
  });
}
