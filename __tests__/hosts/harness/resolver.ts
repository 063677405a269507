import { randomInt } from "node:crypto";
import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";
import { readFileSync } from "node:fs";

/** Addresses of IPv4 by name. */
export type Addresses = Readonly<Record<string, readonly string[]>>;

const PORT = 53;
const HEADER = 12;
const TYPE_A = 1;

/** Why a {@link Resolver} cannot start here, and what would help; nothing where it can. */
export function whyNoResolver(): string | undefined {
  if (process.getuid?.() === 0 || firstUnprivilegedPort() <= PORT) return undefined;
  return `Only root may listen on port ${PORT}: sysctl net.ipv4.ip_unprivileged_port_start=${PORT}`;
}

function firstUnprivilegedPort(): number {
  try {
    return Number(readFileSync("/proc/sys/net/ipv4/ip_unprivileged_port_start", "utf8"));
  } catch {
    return 1024;
  }
}

/** A DNS server that knows a few names. */
export class Resolver {
  private constructor(
    private readonly socket: Socket,
    /** Where it listens, on the port of DNS: Squid asks no other. */
    readonly address: string,
  ) {}

  /** @throws where {@link whyNoResolver} says why */
  static async start(names: Addresses): Promise<Resolver> {
    const socket = createSocket("udp4");
    // One of its own for each, for tests that run at the same time.
    const address = `127.0.${randomInt(1, 255)}.${randomInt(1, 255)}`;
    socket.on("message", (question, { port, address: asker }) => {
      socket.send(answerTo(question, names), port, asker);
    });
    socket.bind(PORT, address);
    await once(socket, "listening");
    return new Resolver(socket, address);
  }

  async stop(): Promise<void> {
    this.socket.close();
    await once(this.socket, "close");
  }
}

/** @see https://www.rfc-editor.org/rfc/rfc1035#section-4 */
function answerTo(message: Buffer, names: Addresses): Buffer {
  const labels: string[] = [];
  let place = HEADER;
  for (let length = message.readUInt8(place); length > 0; length = message.readUInt8(place)) {
    labels.push(message.toString("ascii", place + 1, place + 1 + length));
    place += 1 + length;
  }
  const question = message.subarray(HEADER, place + 5);
  const known = names[labels.join(".")];
  const addresses = message.readUInt16BE(place + 1) === TYPE_A ? (known ?? []) : [];
  const header = Buffer.alloc(HEADER);
  message.copy(header, 0, 0, 2);
  // An answer to a query with recursion: no error, or no such name.
  header.writeUInt16BE(known === undefined ? 0x8183 : 0x8180, 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(addresses.length, 6);
  return Buffer.concat([header, question, ...addresses.map(recordOf)]);
}

function recordOf(address: string): Buffer {
  const sameName = [0xc0, HEADER];
  const typeAndClass = [0, TYPE_A, 0, 1];
  const oneMinute = [0, 0, 0, 60];
  return Buffer.from([...sameName, ...typeAndClass, ...oneMinute, 0, 4, ...address.split(".").map(Number)]);
}
