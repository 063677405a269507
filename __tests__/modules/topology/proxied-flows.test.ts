import { describe, expect, test } from "@jest/globals";
import { type Edit, editedText, EXISTING, PROXIED } from "../../support/topology-text";
import { saidOf } from "./reading";

describe("flows through proxies, and hosts that ask", () => {
  test.each<readonly [what: string, ...Edit[]]>([
    [
      "a URL with the port that it says",
      ['"https://www.example.com/", via: proxy', '"https://www.example.com:8443/", port: 8443, via: proxy'],
    ],
    ["the internet, asked by proxies", ["to: service/web, port: 80, e", "to: internet, port: 443, e"]],
    [
      "the host's own answer",
      [
        "to: service/web, port: 80, expect: reachable",
        "to: service/web, port: 80, expect: reachable, answer: hello",
      ],
    ],
    [
      "an answer at another path of the host",
      [
        '10.2.48.9/", via: proxy, expect: reachable, answer: hello',
        '10.2.48.9/other", via: proxy, expect: reachable, answer: bye',
      ],
    ],
    [
      "an answer at an address of no host",
      [
        '10.2.48.9/", via: proxy, expect: reachable, answer: hello',
        '10.2.48.8/", via: proxy, expect: reachable, answer: bye',
      ],
    ],
    [
      "the answer of a host at the address, in a VPC where the proxies do not come",
      [
        '"https://www.example.com/", via: proxy, expect: reachable',
        '"http://10.2.48.9/", via: proxy, expect: reachable, answer: bye',
      ],
    ],
    ["the internet and its port", ["to: relay/proxies, port: 22", "to: internet, port: 443"]],
    [
      "a custom domain name of the proxies",
      ["      domains:", "      customDomainName: { name: exit.example.com }\n      domains:"],
      ["to: exit.example.internal", "to: exit.example.com"],
    ],
    [
      "Windows of a size that fits, with an Intel processor",
      ["platform: windows }", "platform: windows, instanceType: m7i.large, rootVolumeSize: 30 }"],
    ],
    [
      "Linux with a Graviton processor and a small volume",
      ["platform: windows }", "platform: linux, instanceType: t4g.medium, rootVolumeSize: 8 }"],
    ],
  ])("given %s, when the file is read, then it is good", (_, ...edits) => {
    expect(saidOf(editedText(PROXIED, edits))).toEqual([]);
  });
});

describe("those that make no sense", () => {
  test.each<readonly [what: string, says: readonly string[], ...Edit[]]>([
    [
      "a URL without a proxy",
      [
        '70:30 flows[0].to "https://www.example.com/": a URL is asked of a proxy; write `via: proxy` as well, or name a host, an endpoint\'s name or internet',
      ],
      ['"https://www.example.com/", via: proxy', '"https://www.example.com/"'],
    ],
    [
      "a proxy without a URL",
      [
        '71:58 flows[1].via "proxy": a proxy is asked for URLs; write `to` as one, like https://example.com/, or leave this out',
      ],
      ["exit.example.internal, port: 3128,", "exit.example.internal, via: proxy, port: 3128,"],
    ],
    [
      "no port",
      ["71:5 flows[1].port: this is missing; write the port that is asked"],
      ["exit.example.internal, port: 3128,", "exit.example.internal,"],
    ],
    [
      "another port than the URL's",
      ["70:64 flows[0].port 80: the URL says port 443; leave this out, or write `:80` in the URL"],
      ['"https://www.example.com/", via: proxy', '"https://www.example.com/", port: 80, via: proxy'],
    ],
    [
      "a URL by UDP",
      ['70:68 flows[0].protocol "udp": a proxy is asked by TCP; leave this out'],
      ['"https://www.example.com/", via: proxy', '"https://www.example.com/", protocol: udp, via: proxy'],
    ],
    [
      "a host without a proxy",
      [
        '70:63 flows[0].via "proxy": the hosts of service use no proxy; write `proxy: { hub: ... }` in service, or ask otherwise',
      ],
      ['from: project/app, to: "https', 'from: service/web, to: "https'],
    ],
    [
      "the proxies of another entry",
      [
        '73:13 flows[3].from "desk/proxies": there is no such host; declared are desk/pc, exit/admin, exit/proxies, project/app, relay/proxies, service/web',
        '74:26 flows[4].to "service/proxies": there is no such host or environment; declared are desk/pc, exit/admin, exit/proxies, project/app, relay/proxies, service/web',
      ],
      ["to: relay/proxies, port: 22", "to: service/proxies, port: 22"],
      [
        "{ from: relay/proxies, to: service/web, port: 80, e",
        "{ from: desk/proxies, to: service/web, port: 80, e",
      ],
    ],
    [
      "proxies that ask a proxy",
      [
        '73:32 flows[3].to "http://10.2.48.9/": proxies ask by themselves, and URLs are asked of a proxy; write `to` as internet, with its `port`, or as entry/host, and no `via`',
      ],
      [
        "{ from: relay/proxies, to: service/web, port: 80, e",
        '{ from: relay/proxies, to: "http://10.2.48.9/", via: proxy, e',
      ],
    ],
    [
      "proxies that ask for a URL",
      [
        '73:32 flows[3].to "http://10.2.48.9/": proxies ask by themselves, and URLs are asked of a proxy; write `to` as internet, with its `port`, or as entry/host, and no `via`',
      ],
      [
        "{ from: relay/proxies, to: service/web, port: 80, e",
        '{ from: relay/proxies, to: "http://10.2.48.9/", e',
      ],
    ],
    [
      "an answer that the host does not give",
      [
        '73:82 flows[3].answer "bye": the `page` of service/web, which is asked, says otherwise; write the same in both',
      ],
      [
        "to: service/web, port: 80, expect: reachable }\n",
        "to: service/web, port: 80, expect: reachable, answer: bye }\n",
      ],
    ],
    [
      "an answer that the host at the address does not give",
      [
        '72:86 flows[2].answer "bye": the `page` of service/web, which is asked, says otherwise; write the same in both',
      ],
      ["answer: hello }", "answer: bye }"],
    ],
    [
      "one URL twice, once with its port",
      ["71:5 flows[1]: flows[0] asks the same; ask once"],
      [
        "flows:\n",
        'flows:\n  - { from: project/app, to: "https://www.example.com/", port: 443, via: proxy, expect: reachable }\n',
      ],
    ],
    [
      "a text that is no URL",
      [
        '70:30 flows[0].to "ftp://www.example.com/": this is not a URL that a proxy takes; write it like https://example.com/',
      ],
      ['"https://www.example.com/"', '"ftp://www.example.com/"'],
    ],
    [
      "Windows with a web server, a Graviton processor and a small volume",
      [
        '57:49 consumers.desk.hosts.pc.web "web": the web server is a package of Amazon Linux; leave it out, or leave `platform: windows` out',
        '57:85 consumers.desk.hosts.pc.instanceType "t4g.medium": this has a Graviton (arm64) processor, on which Windows does not run; write one with an Intel or AMD processor, like t3.medium',
        "57:113 consumers.desk.hosts.pc.rootVolumeSize 29: AWS's Windows image alone has 30 GiB; write 30 or more",
      ],
      [
        "platform: windows }",
        "platform: windows, web: { page: hello }, instanceType: t4g.medium, rootVolumeSize: 29 }",
      ],
    ],
  ])("given %s, when the file is read, then it is said", (_, says, ...edits) => {
    expect(saidOf(editedText(PROXIED, edits))).toEqual(says);
  });
});

test("given a host that is there already, when it asks for a URL, then its settings are its owner's", () => {
  const text = editedText(EXISTING, [
    [
      "flows:\n",
      'flows:\n  - { from: legacy/client, to: "https://example.com/", via: proxy, expect: reachable }\n',
    ],
  ]);
  expect(saidOf(text)).toEqual([
    expect.stringMatching(
      /^61:61 flows\[0\]\.via "proxy": the host client is there already, and whether it uses a proxy/,
    ),
  ]);
});
