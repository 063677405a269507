import { expect, test } from "@jest/globals";
import { parseRegion } from "../../../modules/identity";
import { PROXY_PORT } from "../../../modules/software";
import { valueOf } from "../../../modules/addressing";
import { directNames, systemsManagerNames } from "../../../stacks/direct-names";
import { hostUserData } from "../../../stacks/host-user-data";
import { type Edit, editedText, PROXIED } from "../../support/topology-text";
import { modelOf, saidOf } from "./reading";

/** AWS's own names are longest there. */
const NINGXIA = valueOf(parseRegion("cn-northwest-1"));

/** Endpoints with names of 24 characters, a comma before each. */
function endpoints(count: number): string {
  const lines = Array.from(
    { length: count },
    (_, index) =>
      `      e${index}: { service: service/http, clients: [10.9.0.0/16], name: e${String(index).padStart(6, "0")}.example.internal }\n`,
  );
  return `    endpoints:\n${lines.join("")}`;
}

const onLinux = (count: number, page?: string): readonly Edit[] => [
  [/ {4}endpoints:\n.*\n/.exec(PROXIED)?.[0] ?? "", endpoints(count)],
  [
    "app: { zone: apne1-az4 }",
    `app: { zone: apne1-az4${page === undefined ? "" : `, web: { page: "${page}" }`} }`,
  ],
];
const onWindows = (count: number): readonly Edit[] => [
  ["    proxy:\n      hub: relay\n", `${endpoints(count)}    proxy:\n      hub: relay\n`],
];

/** How many bytes the user data has with all that a host may ask directly. @throws when EC2 takes fewer */
function bytesOf(text: string, entryName: string): number | undefined {
  const {
    hosts = [],
    proxyUse,
    endpoints = [],
  } = modelOf(text).entries.find(({ name }) => name === entryName) ?? {};
  const [host] = hosts;
  if (host?.kind !== "made" || proxyUse === undefined) throw new Error(`${entryName} uses no proxy`);
  const bypass = [
    ...directNames(NINGXIA, true),
    ...systemsManagerNames(NINGXIA),
    ...endpoints.flatMap(({ dnsName }) => dnsName ?? []),
  ];
  const proxyClient = { host: proxyUse.proxies.dnsName, port: PROXY_PORT, bypass };
  const { name, platform, web } = host;
  return Buffer.from(hostUserData(name, { platform, web, proxyClient }) ?? "", "base64").length;
}

test.each<readonly [what: string, entry: string, readonly Edit[]]>([
  ["names on Linux", "project", onLinux(68)],
  ["names beside a page on Linux", "project", onLinux(10, "x".repeat(7362))],
  ["names on Windows", "desk", onWindows(290)],
])("given as many %s as are let through, when a host is set up, then they fit", (_, entry, edits) => {
  // No more than a tenth is left unused.
  expect(bytesOf(editedText(PROXIED, edits), entry)).toBeGreaterThan(14_700);
});

test.each<readonly [what: string, says: string, readonly Edit[]]>([
  [
    "names on Linux",
    '46:7 consumers.project.hosts.app "app": its proxy\'s settings, with the names of 69 endpoints that it asks directly, may take 16401 bytes, and EC2 takes 16384 of user data; leave out endpoints or their names, or shorten these',
    onLinux(69),
  ],
  [
    "names beside a page on Linux",
    `46:44 consumers.project.hosts.app.web.page "${"x".repeat(119)}…: with the settings of the host's proxy, and the names of 10 endpoints that it asks directly, this may take 16388 bytes, and EC2 takes 16384 of user data; shorten the page, or the names`,
    onLinux(10, "x".repeat(7363)),
  ],
  [
    "names on Windows",
    '57:7 consumers.desk.hosts.pc "pc": its proxy\'s settings, with the names of 291 endpoints that it asks directly, may take 16394 bytes, and EC2 takes 16384 of user data; leave out endpoints or their names, or shorten these',
    onWindows(291),
  ],
])("given one more of %s, when the file is read, then it is said how much it is", (_, says, edits) => {
  expect(saidOf(editedText(PROXIED, edits))).toEqual([says]);
});

test("given as much, when one host is a client of the proxies and one is not, then it is said of the client alone", () => {
  const edits: readonly Edit[] = [
    ...onLinux(69),
    ["app: { zone: apne1-az4 }", "app: { zone: apne1-az4 }\n      other: { zone: apne1-az4 }"],
    ["      hub: exit", "      hub: exit\n      clients: [other]"],
    ['  - { from: project/app, to: "https://www.example.com/", via: proxy, expect: reachable }\n', ""],
  ];
  const said = saidOf(editedText(PROXIED, edits));
  expect(said.filter((line) => line.includes("hosts.app"))).toEqual([]);
  expect(said.filter((line) => line.includes("hosts.other"))).toHaveLength(1);
});
