import { describe, expect, test } from "@jest/globals";
import { App } from "cdktf";
import { withoutCreationStacks } from "../../../cli/creation-stacks";
import { addressFromInteger } from "../../../modules/addressing";
import { readUserData } from "../../../modules/software";
import { ContractStack } from "../../../modules/wiring";
import {
  type HostRelaySpecification,
  RelayVpcStack,
  type ServiceSpecification,
  SimulatedNetworkStack,
  type SimulatedNetworkStackProps,
  type TargetAddress,
  VpcStack,
  VpnConnectionStack,
} from "../../../stacks";
import { inFolder } from "../../support/folders";
import { reference, synthesizeApp } from "../../support/terraform";
import { address, AZ1, AZ4, block, CONSUMER, PROVIDER, TOKYO } from "../../support/values";

const account = { region: TOKYO, account: PROVIDER };
const vpc = {
  block: block("172.16.0.0/16"),
  subnets: [
    { tier: "private", zone: AZ1, block: block("172.16.16.0/20") },
    { tier: "private", zone: AZ4, block: block("172.16.0.0/20") },
  ],
  natGateways: "none",
  flowLogs: false,
} as const;

function simulated(app: App, props: Partial<SimulatedNetworkStackProps> = {}): SimulatedNetworkStack {
  return new SimulatedNetworkStack(app, "x.office", {
    ...account,
    vpc: {
      block: block("10.200.0.0/16"),
      subnets: [
        { tier: "private", zone: AZ4, block: block("10.200.48.0/20") },
        { tier: "public", zone: AZ4, block: block("10.200.128.0/20") },
      ],
      flowLogs: false,
    },
    device: { stack: "x.office.gateway", zone: AZ4 },
    connections: [{ stack: "x.relay.vpn-office", account: CONSUMER, blocks: [block("172.16.0.0/16")] }],
    ...props,
  });
}

/** A service whose load balancer calls this address. */
function calling(target: TargetAddress): ServiceSpecification {
  const last = target.isOutside ? 30 : 31;
  return {
    listeners: [{ port: 80, targets: { kind: "addresses", addresses: [target] } }],
    zones: [AZ4, AZ1],
    addresses: new Map([
      [AZ1, address(`172.16.16.${last}`)],
      [AZ4, address(`172.16.0.${last}`)],
    ]),
  };
}

describe("relays and networks outside AWS made by hand", () => {
  const app = synthesizeApp((scope) => {
    new RelayVpcStack(scope, "x.relay", {
      ...account,
      vpc,
      services: new Map([
        ["caller", calling({ name: "test01", address: address("10.200.0.10"), isOutside: true })],
        ["inside", calling({ name: "own", address: address("172.16.0.40"), isOutside: false })],
      ]),
      relay: {
        mode: "managed",
        loadBalancers: [
          {
            name: "office",
            zone: AZ4,
            address: address("172.16.0.10"),
            clients: [block("10.200.0.0/16")],
            listeners: [
              { port: 80, targets: new Map([[AZ1, address("172.16.16.20")]]) },
              { port: 443, targets: new Map([[AZ1, address("172.16.16.20")]]) },
            ],
          },
        ],
      },
    });
    const nameServers = { servers: [address("172.16.0.53")], domains: ["example.internal"] };
    simulated(scope, { hosts: new Map([["test01", { zone: AZ4, nameServers }]]) });
  });

  test("given a managed relay, when it is synthesized, then a load balancer with that one address leads to the endpoint's, by listeners that ports name", () => {
    const relay = app.stack("x.relay");
    expect(relay.resource("aws_lb.relay-load-balancers_office")).toMatchObject({
      subnet_mapping: [
        { subnet_id: reference("aws_subnet.vpc_private_apne1-az4"), private_ipv4_address: "172.16.0.10" },
      ],
    });
    expect(relay.ofType("aws_lb_target_group_attachment")).toMatchObject({
      "relay-load-balancers_office_targets-80_apne1-az1": { target_id: "172.16.16.20" },
      "relay-load-balancers_office_targets-443_apne1-az1": { target_id: "172.16.16.20" },
    });
    expect(Object.keys(relay.ofType("aws_vpc_security_group_ingress_rule"))).toEqual([
      "relay-load-balancers_office_security-group_from-10-200-0-0-16-443",
      "relay-load-balancers_office_security-group_from-10-200-0-0-16-80",
    ]);
    expect(relay.ofType("aws_autoscaling_group")).toEqual({});
  });

  test("given load balancers that call inside and outside, when synthesized, then those are told whose addresses are seen outside", () => {
    expect(app.stack("x.relay").outputs["sources_seen_outside"]).toMatchObject({
      value: ["172.16.0.30", "172.16.16.30"],
    });
  });

  test("given name servers for a domain, when a host is synthesized, then its user data says so", () => {
    const { user_data_base64 } = app.stack("x.office").resource("aws_instance.hosts_test01");
    expect(readUserData(String(user_data_base64))).toMatchObject({
      nameServers: { servers: [address("172.16.0.53")], domains: ["example.internal"] },
    });
  });
});

/** Makes stacks that are never written. */
function inApp<Result>(build: (app: App) => Result): Result {
  return inFolder((outdir) => withoutCreationStacks(() => build(new App({ outdir, stackTraces: false }))));
}

describe("a mistake in relays and networks outside AWS made by hand", () => {
  test("given a VPC that is there already, when it is given a VPN gateway, then it is refused, since its tables are not to be changed", () => {
    const existing = { kind: "existing", id: "vpc-1", block: vpc.block, subnets: [] } as const;
    inApp((app) => {
      expect(() => new VpcStack(app, "x.web", { ...account, vpc: existing, vpn: { asn: 64512 } })).toThrow(
        "the VPC of x.web is there already, and a VPN gateway writes routes into its tables; give it to a VPC that a stack makes",
      );
    });
  });

  test("given a zone without a public subnet, when a VPN device is to stand there, then it is refused", () => {
    inApp((app) => {
      expect(() => simulated(app, { device: { stack: "x.office.gateway", zone: AZ1 } })).toThrow(
        "x.office has no public subnet in apne1-az1, where its VPN device would stand; it has them in apne1-az4",
      );
    });
  });

  test("given a host on Windows, when it is to ask other name servers, then it is refused", () => {
    const nameServers = { servers: [address("172.16.0.53")], domains: ["example.internal"] };
    inApp((app) => {
      const hosts = new Map([["pc", { zone: AZ4, platform: "windows", nameServers } as const]]);
      expect(() => simulated(app, { hosts })).toThrow(
        "the host pc runs on Windows, and only Linux is told here to ask other name servers; give it none",
      );
    });
  });

  test("given more translations than user data has room for, when a relay is made, then it is refused with its size", () => {
    const own = address("172.16.0.10");
    const translations = Array.from({ length: 400 }, (_, index) => ({
      sources: [block("10.200.0.0/16")],
      address: own,
      port: index + 1,
      to: { address: addressFromInteger(own + 1), port: index + 1 },
    }));
    const relay: HostRelaySpecification = { mode: "host", zone: AZ4, address: own, translations };
    inApp((app) => {
      expect(() => new RelayVpcStack(app, "x.relay", { ...account, vpc, relay })).toThrow(
        /^the user data of the relay of x\.relay has \d+ bytes, and EC2 takes 16384; give it fewer mappings, or make a second relay for some of them$/,
      );
    });
  });

  test("given a device of its own at the other end, when a connection is offered, then a sentence says that AWS keeps its keys", () => {
    inApp((app) => {
      const web = new VpcStack(app, "x.web", { ...account, vpc, vpn: { asn: 64512 } });
      const connection = new VpnConnectionStack(app, "x.web.vpn-office", {
        ...account,
        onPremises: "office",
        network: new ContractStack(app, "x.web.contract-network", web.offerNetwork()),
        device: { kind: "external", address: address("203.0.113.10"), asn: 65010 },
        routing: { kind: "bgp" },
        insideBlocks: [block("169.254.10.0/30"), block("169.254.10.4/30")],
      });
      expect(() => connection.offerVpn()).toThrow(
        "x.web.vpn-office leads to a device of its own, whose keys AWS keeps; only a simulated one is told of it",
      );
    });
  });
});
