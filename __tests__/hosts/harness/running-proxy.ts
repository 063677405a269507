import type { ProxyServer } from "../../../modules/software";
import { type Answer, freePort, get, getThroughTunnel, type Origin, startOrigin } from "./http";
import { type Knowledge, Squid } from "./squid";

/** A proxy, and two origins on every address of this machine: one in the place of port 80, one of port 443. */
export class RunningProxy {
  private constructor(
    readonly squid: Squid,
    readonly http: Origin,
    readonly https: Origin,
  ) {}

  static async start(program: string, server: ProxyServer, knowledge: Knowledge): Promise<RunningProxy> {
    const [http, https] = await Promise.all([startOrigin("by HTTP"), startOrigin("through a tunnel")]);
    const ports = { proxy: await freePort(), http: http.port, https: https.port };
    const squid = Squid.prepare(program, server, ports, knowledge);
    await squid.start();
    return new RunningProxy(squid, http, https);
  }

  /** @param target a URL, or a path where the proxy itself is asked @param client the address of who asks */
  get(target: string, client: string, method?: string): Promise<Answer> {
    return get({ proxyPort: this.squid.port, address: client }, target, method);
  }

  getHttp(host: string, client: string): Promise<Answer> {
    return this.get(`http://${host}:${this.http.port}/`, client);
  }

  getHttps(host: string, client: string, port = this.https.port): Promise<Answer> {
    return getThroughTunnel({ proxyPort: this.squid.port, address: client }, `${host}:${port}`);
  }

  async stop(): Promise<void> {
    await this.squid.stop();
    await Promise.all([this.http.stop(), this.https.stop()]);
  }
}
