/** A topology file without a mistake, each key on a line of its own where a test changes it. */
export const GOOD = `topology: x
region: ap-northeast-1
accounts:
  consumer: "111111111111"
  provider: "222222222222"
  stranger: "333333333333"
providers:
  web:
    account: provider
    vpc:
      cidr: 10.1.0.0/16
      zones: [apne1-az4, apne1-az1]
    hosts:
      ec2-b: { zone: apne1-az1, web: { page: hello } }
    services:
      web:
        port: 80
        targets: [ec2-b]
        healthCheck: { path: /index.html }
        allow: [consumer]
consumers:
  a:
    account: consumer
    vpc:
      zones: [apne1-az4, apne1-az1, apne1-az2]
    hosts:
      ec2-a: { zone: apne1-az4 }
    endpoints:
      web:
        service: web/web
        zones: [apne1-az4]
        clients: [ec2-a]
        name: web.example.internal
flows:
  - { from: a/ec2-a, to: web.example.internal, port: 80, expect: reachable, answer: hello }
`;

/** What stands in a text, and what to write there instead. */
export type Edit = readonly [before: string, after: string];

/** The good file with parts of it written otherwise. @throws when a part does not stand there exactly once */
export function edited(...edits: readonly Edit[]): string {
  return editedText(GOOD, edits);
}

/** A text with parts of it written otherwise. @throws when a part does not stand there exactly once */
export function editedText(whole: string, edits: readonly Edit[]): string {
  return edits.reduce((text, [before, after]) => {
    const [start, rest, ...more] = text.split(before);
    if (start === undefined || rest === undefined || more.length > 0)
      throw new Error(`${JSON.stringify(before)} stands ${more.length + (rest === undefined ? 0 : 1)} times`);
    return start + after + rest;
  }, whole);
}

const LEGACY = `  legacy:
    account: consumer
    vpc:
      existing: vpc-00000000000000001
      cidr: 192.168.0.0/16
      subnets:
        apne1-az4:
          existing: subnet-00000000000000001
          cidr: 192.168.0.0/24
          routeTable: { id: rtb-00000000000000001, routes: { 0.0.0.0/0: nat-00000000000000001, 10.9.0.0/16: pcx-00000000000000001 } }
          networkAcl: open
        apne1-az1:
          existing: subnet-00000000000000002
          cidr: 192.168.1.0/24
          routeTable: { id: rtb-00000000000000002, routes: {} }
          networkAcl: open
      securityGroups:
        sg-00000000000000002:
          ingress:
            sgr-00000000000000003: { protocol: tcp, port: 22, peer: 192.168.0.0/16 }
            sgr-00000000000000002: { protocol: tcp, port: 443, peer: 192.168.0.0/16 }
        sg-00000000000000001: { egress: { sgr-00000000000000001: { protocol: all, peer: 0.0.0.0/0 } } }
    hosts:
      client:
        existing: i-00000000000000001
        zone: apne1-az4
        address: 192.168.0.10
        securityGroups: [sg-00000000000000002, sg-00000000000000001]
    endpoints:
      shop: { service: web/shop, clients: [client], name: shop.example.internal }
`;

/**
 * Edits of the good file that add what it has none of: a state in S3, an Elastic Beanstalk environment, a private DNS
 * name, and a VPC with a host that are there already.
 */
export const WITH_ALL_KINDS: readonly Edit[] = [
  [
    "region: ap-northeast-1\n",
    "region: ap-northeast-1\nstate: { backend: s3, bucket: example-state, account: provider }\n",
  ],
  [
    "    services:\n",
    `    environments:
      shop: { instances: { min: 2, max: 3 }, cnamePrefix: example-shop, web: { page: hello } }
    services:
      shop: { port: 80, environment: shop, healthCheck: { path: /index.html }, allow: [consumer] }
`,
  ],
  [
    "        healthCheck: { path: /index.html }\n",
    "        healthCheck: { path: /index.html }\n        privateDns: { name: api.example.com, zone: Z0123456789ABCDEFGHIJ }\n",
  ],
  ["        name: web.example.internal\n", "        name: web.example.internal\n        privateDns: true\n"],
  ["consumers:\n", `consumers:\n${LEGACY}`],
  [
    "flows:\n",
    "flows:\n  - { from: legacy/client, to: shop.example.internal, port: 80, expect: reachable }\n",
  ],
];

/** A topology file without a mistake, whose VPCs and hosts are there already, with everything stated of them. */
export const EXISTING = `topology: x
region: ap-northeast-1
accounts:
  consumer: "111111111111"
  provider: "222222222222"
providers:
  web:
    account: provider
    vpc:
      existing: vpc-00000000000000002
      cidr: 192.168.0.0/16
      subnets:
        apne1-az4:
          existing: subnet-00000000000000002
          cidr: 192.168.1.0/24
          routeTable: { id: rtb-00000000000000002, routes: {} }
          networkAcl: open
      securityGroups:
        sg-00000000000000002:
          ingress:
            sgr-00000000000000002: { protocol: tcp, port: 80, peer: 192.168.1.0/24 }
    hosts:
      server:
        existing: i-00000000000000002
        zone: apne1-az4
        address: 192.168.1.10
        securityGroups: [sg-00000000000000002]
    services:
      web:
        port: 80
        targets: [server]
        allow: [consumer]
consumers:
  legacy:
    account: consumer
    vpc:
      existing: vpc-00000000000000001
      cidr: 192.168.0.0/16
      subnets:
        apne1-az4:
          existing: subnet-00000000000000001
          cidr: 192.168.0.0/24
          routeTable: { id: rtb-00000000000000001, routes: { 0.0.0.0/0: nat-00000000000000001 } }
          networkAcl: open
      securityGroups:
        sg-00000000000000001:
          egress:
            sgr-00000000000000001: { protocol: all, peer: 0.0.0.0/0 }
    hosts:
      client:
        existing: i-00000000000000001
        zone: apne1-az4
        address: 192.168.0.10
        securityGroups: [sg-00000000000000001]
    endpoints:
      web:
        service: web/web
        clients: [client]
        name: web.example.internal
flows:
  - { from: legacy/client, to: web.example.internal, port: 80, expect: reachable }
`;

/** A topology file without a mistake, with two proxy hubs, one of them behind a peering, and who uses them. */
export const PROXIED = `topology: x
region: ap-northeast-1
accounts:
  network: "222222222222"
  app: "111111111111"
  partner: "333333333333"
proxyHubs:
  exit:
    account: network
    vpc:
      cidr: 10.0.0.0/16
      zones: [apne1-az4, apne1-az1]
    hosts:
      admin: { zone: apne1-az4, address: 10.0.48.9 }
    proxies:
      name: exit.example.internal
      domains: [.example.com]
      allow: [app]
  relay:
    account: network
    vpc:
      cidr: 10.1.0.0/16
      zones: [apne1-az4, apne1-az1]
    proxies:
      name: relay.example.internal
      through: peering
      blocks: [10.2.0.0/16]
      allow: [app, partner]
providers:
  service:
    account: partner
    vpc:
      cidr: 10.2.0.0/16
      zones: [apne1-az4, apne1-az1]
    hosts:
      web: { zone: apne1-az4, address: 10.2.48.9, web: { page: hello } }
    services:
      http: { port: 80, targets: [web], allow: [app] }
consumers:
  project:
    account: app
    vpc:
      cidr: 10.0.0.0/16
      zones: [apne1-az4]
    hosts:
      app: { zone: apne1-az4 }
    endpoints:
      http: { service: service/http, clients: [app], name: http.example.internal }
    proxy:
      hub: exit
  desk:
    account: app
    vpc:
      cidr: 10.3.0.0/16
      zones: [apne1-az1]
    hosts:
      pc: { zone: apne1-az1, platform: windows }
    proxy:
      hub: relay
peerings:
  desk:
    requester: { entry: desk }
    accepter: { entry: relay }
  service:
    requester: { entry: relay }
    accepter: { entry: service }
    admit:
      - { from: relay/proxies, to: service/web, port: 80 }
flows:
  - { from: project/app, to: "https://www.example.com/", via: proxy, expect: reachable }
  - { from: project/app, to: exit.example.internal, port: 3128, expect: reachable }
  - { from: desk/pc, to: "http://10.2.48.9/", via: proxy, expect: reachable, answer: hello }
  - { from: relay/proxies, to: service/web, port: 80, expect: reachable }
  - { from: desk/pc, to: relay/proxies, port: 22, expect: blocked }
`;

/** A relay by a host between a network that a VPC plays and a provider, and a consumer that a described network calls. */
export const RELAYED = `topology: relayed
region: ap-northeast-1
accounts:
  office: "111111111111"
  existing: "222222222222"
  relay: "333333333333"
onPremises:
  office:
    account: office
    vpc: { cidr: 10.200.0.0/16, zones: [apne1-az4], subnets: { private: { apne1-az4: 10.200.0.0/24 } } }
    hosts:
      test01: { zone: apne1-az4, address: 10.200.0.10, web: { page: one } }
      silent: { zone: apne1-az4 }
  plant:
    blocks: [10.7.0.0/16, 10.8.0.0/16]
    gateway: 203.0.113.10
    asn: 65010
    hosts: { robot: { address: 10.7.0.1 } }
    forwards: { example.internal: user }
relays:
  relay:
    account: relay
    vpc:
      cidr: 172.16.0.0/16
      zones: [apne1-az4, apne1-az1]
      subnets: { private: { apne1-az4: 172.16.0.0/20, apne1-az1: 172.16.16.0/20 } }
    vpn: { connections: { office: { routing: static, prefixes: [10.200.0.0/16] } } }
    mode: host
    address: 172.16.0.10
    mappings:
      - { from: office, call: 172.16.0.10:80, to: existing/test02:8080 }
      - { from: office, call: 172.16.0.11:443, to: existing/test02:443 }
      - { from: existing, call: 192.168.0.203:80, to: office/test01:80 }
providers:
  existing:
    account: existing
    vpc:
      cidr: 192.168.0.0/16
      zones: [apne1-az4, apne1-az1]
      subnets: { private: { apne1-az4: 192.168.0.0/20, apne1-az1: 192.168.16.0/20 } }
    hosts: { test02: { zone: apne1-az4, address: 192.168.0.10 } }
    services: { web: { port: 80, targets: [test02], allow: [relay] } }
consumers:
  user:
    account: relay
    vpc: { cidr: 10.0.0.0/16, zones: [apne1-az4, apne1-az1] }
    hosts: { pc: { zone: apne1-az4 } }
    endpoints: { web: { service: existing/web, clients: [pc, plant], name: web.example.internal } }
    vpn: { asn: 64520, connections: { plant: { routing: bgp } } }
    resolver: { zones: [apne1-az4, apne1-az1], addresses: { apne1-az4: 10.0.48.53 } }
flows:
  - { from: office/test01, to: relay@172.16.0.10, port: 80, expect: reachable }
  - { from: plant/robot, to: web.example.internal, port: 80, expect: reachable }
  - { from: relay/relay, to: existing/test02, port: 80, expect: blocked }
`;
