import { consumersOf } from "./consumers";

/** A topology file in which so many consumers use one service that accepts them all; each reaches it by its name and not directly. */
export function topologyOf(count: number): string {
  const consumers = consumersOf(count);
  return `topology: many
region: ap-northeast-1
accounts:
  provider: "999999999999"
${consumers.map(({ name, account }) => `  ${name}: "${account}"`).join("\n")}
roles: { deploy: network-deploy }
providers:
  web:
    account: provider
    vpc: { cidr: 10.1.0.0/16, zones: [apne1-az4, apne1-az1] }
    hosts: { web: { zone: apne1-az1 } }
    services:
      web:
        port: 80
        targets: [web]
        acceptance: automatic
        allow: [${consumers.map(({ name }) => name).join(", ")}]
consumers:
${consumers
  .map(
    ({ name }) => `  ${name}:
    account: ${name}
    vpc: { cidr: 10.0.0.0/16, zones: [apne1-az4, apne1-az1] }
    hosts: { client: { zone: apne1-az4 } }
    endpoints: { web: { service: web/web, clients: [client], name: web.example.internal } }`,
  )
  .join("\n")}
flows:
${consumers
  .map(
    ({ name }) => `  - { from: ${name}/client, to: web.example.internal, port: 80, expect: reachable }
  - { from: ${name}/client, to: web/web, port: 80, expect: blocked }`,
  )
  .join("\n")}
`;
}

/** One in which so many consumers, all with one block, use one hub's proxies; each asks them for one address and goes nowhere else. */
export function hubOf(count: number): string {
  const consumers = consumersOf(count);
  return `topology: many
region: ap-northeast-1
accounts:
  network: "999999999999"
${consumers.map(({ name, account }) => `  ${name}: "${account}"`).join("\n")}
roles: { deploy: network-deploy }
proxyHubs:
  proxy:
    account: network
    vpc: { cidr: 10.0.0.0/16, zones: [apne1-az4, apne1-az1] }
    proxies:
      name: proxy.example.internal
      domains: [.example.com]
      allow: [${consumers.map(({ name }) => name).join(", ")}]
consumers:
${consumers
  .map(
    ({ name }) => `  ${name}:
    account: ${name}
    vpc: { cidr: 10.0.0.0/16, zones: [apne1-az4, apne1-az1] }
    hosts: { client: { zone: apne1-az4 } }
    proxy: { hub: proxy }`,
  )
  .join("\n")}
flows:
${consumers
  .map(
    ({ name }) => `  - { from: ${name}/client, to: "https://www.example.com/", via: proxy, expect: reachable }
  - { from: ${name}/client, to: internet, port: 443, expect: blocked }`,
  )
  .join("\n")}
`;
}
