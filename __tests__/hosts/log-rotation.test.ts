import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { PROXY_HEALTH_CHECK, type ProxyServer } from "../../modules/software";
import { block, SERVER } from "../modules/software/proxies";
import { describeWith, pathOf } from "./harness/describe-with";
import { RunningProxy } from "./harness/running-proxy";

const CLIENT = "127.0.0.1";
const PROXY: ProxyServer = { ...SERVER, clients: [block(`${CLIENT}/32`)], healthCheckers: [] };
const GIBIBYTE = 2 ** 30;

describeWith(
  "logrotate",
  "the logs of a proxy",
  (logrotate) => {
    let proxy: RunningProxy;

    beforeAll(async () => {
      proxy = await RunningProxy.start(pathOf("squid") ?? "", PROXY, {});
    });

    afterAll(async () => {
      await proxy.stop();
    });

    /** The health check, which this proxy answers nobody, so that each stands in the log. */
    async function ask(): Promise<void> {
      expect((await proxy.get(PROXY_HEALTH_CHECK.path, CLIENT)).status).toBe(403);
      await proxy.squid.logWith([/ TCP_DENIED\/403 /]);
    }

    test("given a log that is small and of today, when logrotate looks, then it stays", async () => {
      await ask();
      // The first look only notes the day.
      proxy.squid.rotate(logrotate);
      expect(proxy.squid.rotate(logrotate)).toMatch(/access\.log[^]*log does not need rotating/);
      expect(proxy.squid.namesOf("access.log")).toEqual(["access.log"]);
    });

    test("given a log that has grown large, twice in one day, when logrotate looks, then Squid writes a new one each time", async () => {
      proxy.squid.lengthen("access.log", GIBIBYTE + 1);
      proxy.squid.rotate(logrotate);
      await proxy.squid.reopened();
      await ask();
      expect(proxy.squid.namesOf("access.log")).toEqual(["access.log", "access.log.1"]);
      // What is compressed next is a log of a few lines, not the one without room.
      proxy.squid.lengthen("access.log.1", 1);
      proxy.squid.lengthen("access.log", GIBIBYTE + 1);
      proxy.squid.rotate(logrotate);
      await proxy.squid.reopened();
      await ask();
      expect(proxy.squid.namesOf("access.log")).toEqual(["access.log", "access.log.1", "access.log.2.gz"]);
    });
  },
  pathOf("squid") === undefined ? "squid is not on the PATH: apt-get install squid" : undefined,
);
