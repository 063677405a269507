import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type Relay, renderRelay } from "../../modules/software";
import { RELAY, translation } from "../modules/software/relays";
import { describeWith, whyNo } from "./harness/describe-with";
import { whyNoNamespaces } from "./harness/namespaces";
import { BEHIND_RELAY, HOST_ADDRESS, RelayNetwork } from "./harness/relay-network";

const TRANSLATIONS = "/etc/relay/translations.nft";
const NO_ANSWER = "no answer";

const relay: Relay = {
  ...RELAY,
  translations: [
    ...RELAY.translations,
    // Another address of the interface, from everywhere.
    translation("172.16.0.11:8081", "172.16.0.20:80", "0.0.0.0/0"),
  ],
};

describeWith(
  "nft",
  "a relay",
  () => {
    let network: RelayNetwork;

    beforeAll(async () => {
      network = await RelayNetwork.make(relay);
    });

    afterAll(async () => {
      await network.end();
    });

    /** What a party gets, and what the relay has dropped meanwhile. */
    function outcome(ask: () => string): readonly string[] {
      const before = network.dropped();
      const answer = ask();
      const risen = [...network.dropped()].filter(([what, packets]) => packets > (before.get(what) ?? 0));
      return [answer, ...risen.map(([what]) => what)];
    }

    test("given an interface that the former host has, when the relay starts, then it fails, and networkd is told in time", () => {
      network.isHeldBy("i-former");
      expect(network.boot()).toMatchObject({ status: 254, stderr: "eni-1 is in use\n" });
      expect(network.read("etc/systemd/network/05-relay.network")).toBe(
        "[Match]\nMACAddress=02:00:00:00:00:0a\n\n[Link]\nUnmanaged=yes\n",
      );
      expect(network.read("calls")?.split("\n").slice(0, -1)).toEqual([
        expect.stringContaining(
          "ec2 describe-network-interfaces --region ap-northeast-1 --output text --filters Name=tag:Name,Values=address-class-relay-relay --query ",
        ),
        "networkctl reload",
        "ec2 attach-network-interface --region ap-northeast-1 --output text --network-interface-id eni-1 --instance-id i-new --device-index 1",
      ]);
    });

    test("given rules that do not load, when the relay starts, then it fails, and nothing is forwarded", () => {
      network.isHeldBy("none");
      const rules = network.read(TRANSLATIONS) ?? "";
      network.write(TRANSLATIONS, "add element inet relay translations { nonsense }\n");
      expect(network.boot()).toMatchObject({ status: 1, stderr: expect.stringContaining("nonsense") });
      expect(network.onHost("sysctl", "-n", "net.ipv4.conf.eni.forwarding")).toBe("0\n");
      expect(network.askInVain("onPremises", "http://172.16.0.10/")).toMatch(/no answer|EHOSTUNREACH/);
      network.write(TRANSLATIONS, rules);
    });

    test("given its interface, when the relay starts, and starts again, then it takes it with all addresses, for itself alone", () => {
      expect(network.boot()).toMatchObject({ status: 0, stderr: "" });
      const rules = network.onHost("ip", "rule");
      expect(rules.match(/^10[01]:.*$/gm)).toEqual([
        "100:\tfrom all iif eni lookup 100",
        "101:\tfrom 172.16.0.10 lookup 100",
        "101:\tfrom 172.16.0.11 lookup 100",
      ]);
      expect(network.boot()).toMatchObject({
        status: 0,
        stdout: "eni-1 is eni, with 172.16.0.10 172.16.0.11.\n",
        stderr: "",
      });
      expect(network.onHost("ip", "rule")).toBe(rules);
      expect(
        network.onHost("sysctl", "-n", "net.ipv4.conf.eni.forwarding", "net.ipv4.conf.eth0.forwarding"),
      ).toBe("1\n0\n");
      expect(network.read("calls")?.match(/attach-network-interface|networkctl/g)).toHaveLength(3);
    });

    test("given a client on-premises, when it asks the relay, then the endpoint is asked, by the relay", () => {
      expect(network.get("onPremises", "http://172.16.0.10/")).toBe("endpoint 172.16.0.10 172.16.0.20:80");
    });

    test("given the load balancer, when it asks the relay, then the host on-premises is asked, by the relay", () => {
      expect(network.get("balancer", "http://172.16.0.10:8080/")).toBe(
        "onPremises 172.16.0.10 10.200.0.10:80",
      );
    });

    test("given a further address of the relay, when it is asked, then its translation leads on", () => {
      expect(network.get("onPremises", "http://172.16.0.11:8081/")).toBe(
        "endpoint 172.16.0.10 172.16.0.20:80",
      );
    });

    test.each<["onPremises" | "balancer", string, string]>([
      ["onPremises", "http://172.16.0.10:81/", "another port"],
      ["onPremises", "http://172.16.0.10:8080/", "a port that is not for it"],
      ["balancer", "http://172.16.0.10/", "a port that is not for it"],
      ["balancer", "http://172.16.0.11/", "another address"],
    ])("given %s, when it asks %s, %s, then the relay drops it", (party, url) => {
      expect(outcome(() => network.askInVain(party, url))).toEqual([NO_ANSWER, "to the relay"]);
    });

    test("given an address of the VPC behind the relay, when it is asked as through a router, then the relay drops it", () => {
      const url = `http://${BEHIND_RELAY}/`;
      expect(outcome(() => network.askInVain("onPremises", url))).toEqual([NO_ANSWER, "through the relay"]);
      expect(network.get("router", url)).toContain(`${BEHIND_RELAY}:80`);
    });

    test("given a datagram to a port that is translated for TCP, when it comes, then the relay drops it", () => {
      expect(outcome(() => network.sendDatagram("onPremises", "172.16.0.10:80"))).toEqual([
        "",
        "to the relay",
      ]);
    });

    test("given the host's own interface, when it is asked, then nothing gets in, but answers to the host do", () => {
      const ask = (): string => network.askInVain("onPremises", `http://${HOST_ADDRESS}/`);
      expect(outcome(ask)).toEqual([NO_ANSWER, "to the host"]);
      expect(network.get("relay", "http://172.16.0.20/")).toBe(`endpoint ${HOST_ADDRESS} 172.16.0.20:80`);
    });

    test("given all that, when the VPC checks sources, then nothing of the relay's left by the host's own interface", () => {
      expect(network.droppedByVpc()).toEqual(new Map([["source check", 0]]));
    });

    test("given routing by source alone, when a client asks, then it would leave by the host's own interface, and is dropped", () => {
      network.onHost("ip", "rule", "delete", "priority", "100");
      const ask = (): string => network.askInVain("onPremises", "http://172.16.0.10/");
      expect(outcome(ask)).toEqual([NO_ANSWER, "through the relay"]);
    });

    test("given a relay with 100 translations, when nft checks its rules, then it takes them, and none that overlap", () => {
      const { files } = renderRelay({
        ...relay,
        translations: Array.from({ length: 100 }, (_, index) =>
          translation(
            `172.16.0.10:${index + 1}`,
            "172.16.0.20:80",
            "10.0.0.0/8",
            "192.168.0.0/16",
            "172.16.0.30/32",
          ),
        ),
      });
      const [main = "", lines = ""] = ["/etc/relay/relay.nft", TRANSLATIONS].map(
        (wanted) => files.find(({ path }) => path === wanted)?.content,
      );
      const whole = main
        .replace(/include .*address.*/, "define address = 172.16.0.10")
        .replace(/include .*\n$/, lines);
      expect(network.nft(whole)).toMatchObject({ status: 0, stderr: "" });
      const overlapping = whole.replace("10.0.0.0/8 . 172.16.0.10 . 3 :", "10.1.0.0/16 . 172.16.0.10 . 2 :");
      expect(network.nft(overlapping)).toMatchObject({
        status: 1,
        stderr: expect.stringContaining("File exists"),
      });
    });
  },
  whyNo("ip") ?? whyNoNamespaces(),
);
