import { describe, expect, test } from "@jest/globals";
import { readUserData } from "../../../modules/software";
import { postconditions } from "../../support/postconditions";
import { reference, type StackTerraform } from "../../support/terraform";
import { egressProxyHub } from "./synthesized";

const { app } = egressProxyHub;
const stackOf = (part: string): StackTerraform => app.stack(`egress-proxy-hub.${part}`);
const hub = stackOf("proxy");
const [first, windows, withEndpoints] = [
  stackOf("project-a"),
  stackOf("project-c"),
  stackOf("project-d"),
] as const;

/** Each rule of a direction, as "group: peer port". */
function rulesOf(stack: StackTerraform, direction: "ingress" | "egress"): string[] {
  const short = (value: unknown): string =>
    String(value).replace(/^\$\{aws_security_group\.(.+?)(_security-group)?\.id\}$/, "$1");
  return Object.values(stack.ofType(`aws_vpc_security_group_${direction}_rule`))
    .map((rule) => {
      const peer = short(rule["cidr_ipv4"] ?? rule["referenced_security_group_id"]);
      return `${short(rule["security_group_id"])}: ${peer} ${String(rule["to_port"])}`;
    })
    .sort();
}

describe("the scenario egress-proxy-hub", () => {
  test("given the scenario, when it is synthesized, then users come after the hub's contract and their account's share", () => {
    const contract = "egress-proxy-hub.proxy.contract-resource-proxies";
    const accounts = {
      "project-a": "111111111111",
      "project-b": "333333333333",
      "project-c": "444444444444",
      "project-d": "555555555555",
    };
    expect(new Map([...app.stacks].map(([id, { dependencies }]) => [id, [...dependencies].sort()]))).toEqual(
      new Map([
        ["egress-proxy-hub.proxy", []],
        [contract, ["egress-proxy-hub.proxy"]],
        ...Object.values(accounts).map((account): [string, string[]] => [
          `egress-proxy-hub.proxy.share-${account}`,
          [contract],
        ]),
        ...Object.entries(accounts).map(([user, account]): [string, string[]] => [
          `egress-proxy-hub.${user}`,
          [contract, `egress-proxy-hub.proxy.share-${account}`],
        ]),
      ]),
    );
  });

  test("given a share, when it is accepted, then in the user's account, by the ARN that the hub tells", () => {
    const share = stackOf("proxy.share-333333333333");
    expect(share.providers[0]?.["allowed_account_ids"]).toEqual(["333333333333"]);
    expect(share.resource("aws_ram_resource_share_accepter.share")).toEqual({
      share_arn: reference("data.terraform_remote_state.contract", "outputs.share_arn"),
    });
  });
});

describe("the hub", () => {
  test("given its groups, when they are read, then each part admits the one before it, and nothing admits a block", () => {
    expect(rulesOf(hub, "ingress")).toEqual([
      "load-balancers_proxies: resource-gateways_proxies 3128",
      "proxies: load-balancers_proxies 3128",
    ]);
    expect(rulesOf(hub, "egress")).toEqual([
      "load-balancers_proxies: proxies 3128",
      "proxies: 0.0.0.0/0 443",
      "proxies: 0.0.0.0/0 80",
      "resource-gateways_proxies: load-balancers_proxies 3128",
    ]);
  });

  test("given the resource, when it is read, then it leads to the load balancer, on the proxies' port alone", () => {
    expect(
      hub.resource("aws_vpclattice_resource_configuration.resource-configurations_proxies"),
    ).toMatchObject({
      port_ranges: ["3128"],
      resource_configuration_definition: [
        { dns_resource: [{ domain_name: reference("aws_lb.load-balancers_proxies", "dns_name") }] },
      ],
    });
    expect(hub.outputs["resource-proxies"]).toMatchObject({
      value: { port: 3128, zones: ["apne1-az1", "apne1-az4"] },
    });
  });

  test("given all clients behind the gateway's few addresses, when the load balancer is read, then proxies see its own", () => {
    expect(hub.resource("aws_lb_target_group.load-balancers_proxies_target-group")).toMatchObject({
      preserve_client_ip: "false",
    });
  });

  test("given its share, when it is read, then it is for the accounts of the users", () => {
    const principals = Object.values(hub.ofType("aws_ram_principal_association"));
    expect(principals.map(({ principal }) => principal)).toEqual([
      "111111111111",
      "333333333333",
      "444444444444",
      "555555555555",
    ]);
  });

  test("given the proxies' user data, when it is read, then they let go to the topology's domains and to what administers hosts", () => {
    const template = hub.resource("aws_launch_template.proxies_launch-template");
    const read = readUserData(String(template["user_data"]));
    if (read.kind !== "proxy-server") throw new Error(`it is ${read.kind}`);
    const { clients, domains, ownBlocks, healthCheckers, logGroup } = read.server;
    // The users' VPCs have the same block, though none is peered.
    expect(ownBlocks.map(String)).toEqual(["10.0.0.0/16"]);
    expect(domains).toEqual(
      expect.arrayContaining([".example.com", "checkip.amazonaws.com", "ssm.ap-northeast-1.amazonaws.com"]),
    );
    // What comes by the gateway and what checks health both have addresses of the private subnets.
    expect(clients.map(String)).toEqual(["10.0.0.0/20", "10.0.48.0/20"]);
    expect(healthCheckers).toEqual(clients);
    expect(hub.resource("aws_cloudwatch_log_group.proxies_access-log")["name"]).toBe(logGroup);
  });
});

describe("a VPC that uses the hub", () => {
  test("given that it uses proxies, when it is synthesized, then it has no other way to the internet", () => {
    for (const type of ["aws_nat_gateway", "aws_internet_gateway", "aws_route"])
      expect(first.ofType(type)).toEqual({});
  });

  test("given the endpoint, when it is synthesized, then its group admits the host on the proxies' port, and no one else", () => {
    expect(first.resource("aws_vpc_endpoint.proxy_endpoint")).toMatchObject({
      vpc_endpoint_type: "Resource",
      resource_configuration_arn: reference(
        "data.terraform_remote_state.proxy_contract",
        "outputs.configuration_arn",
      ),
      subnet_ids: ["apne1-az1", "apne1-az4"].map((zone) => reference(`aws_subnet.vpc_private_${zone}`)),
    });
    expect(rulesOf(first, "ingress")).toEqual(["proxy_endpoint: hosts_app 3128"]);
    expect(rulesOf(first, "egress")).toEqual(["hosts_app: 0.0.0.0/0 443", "hosts_app: proxy_endpoint 3128"]);
  });

  test("given any of them, when its hosts ask for the proxies, then by the same name, which leads to its own endpoint", () => {
    for (const user of ["project-a", "project-b", "project-c", "project-d"]) {
      expect(stackOf(user).resource("aws_route53_record.proxy_name_record")).toMatchObject({
        name: "proxy.example.internal",
        alias: {
          name: "${data.aws_vpc_endpoint_associations.proxy_endpoint_associations.associations[0].dns_entry[0].dns_name}",
        },
      });
    }
  });

  test("given its host, when it boots, then the way to the proxies is there, and it knows of them", () => {
    const host = first.resource("aws_instance.hosts_app");
    expect(host["depends_on"]).toEqual(
      expect.arrayContaining([
        "aws_route53_record.proxy_name_record",
        "aws_vpc_security_group_egress_rule.proxy_endpoint_client-app",
        "aws_vpc_security_group_ingress_rule.proxy_endpoint_security-group_from-app",
      ]),
    );
    const bypass = ["s3", "s3.dualstack"].flatMap((service) => {
      const name = `${service}.ap-northeast-1.amazonaws.com`;
      return [name, `.${name}`];
    });
    expect(readUserData(String(host["user_data_base64"]))).toEqual({
      kind: "host",
      platform: "linux",
      proxyClient: {
        host: "proxy.example.internal",
        port: 3128,
        bypass: ["localhost", "127.0.0.1", "169.254.169.254", ...bypass],
      },
    });
  });

  test("given a Windows host, when it boots, then it knows of the same proxies", () => {
    const { user_data_base64: userData } = windows.resource("aws_instance.hosts_app");
    expect(readUserData(String(userData))).toMatchObject({
      kind: "host",
      proxyClient: { host: "proxy.example.internal", port: 3128 },
    });
  });

  test("given Systems Manager by endpoints, when it is synthesized, then they stand where hosts are, and are not asked through proxies", () => {
    expect(first.ofType("aws_vpc_endpoint")).not.toHaveProperty("systems-manager_ssm");
    for (const service of ["ssm", "ssmmessages"]) {
      expect(withEndpoints.resource(`aws_vpc_endpoint.systems-manager_${service}`)).toMatchObject({
        subnet_ids: [reference("aws_subnet.vpc_private_apne1-az4")],
        private_dns_enabled: true,
      });
    }
    const read = readUserData(String(withEndpoints.resource("aws_instance.hosts_app")["user_data_base64"]));
    const direct = ["ssm", "ssmmessages"].map((service) => `${service}.ap-northeast-1.amazonaws.com`);
    expect(read).toMatchObject({ proxyClient: { bypass: expect.arrayContaining(direct) } });
  });

  test("given another hub than it was written for, when Terraform plans, then a sentence tells of its zones and its port", () => {
    const [zones, port] = postconditions(windows, "proxy_contract").slice(-2);
    expect(zones).toEqual({
      condition: '${try(length(setintersection(self.outputs.zones, ["apne1-az4"])) > 0, true)}',
      error_message:
        "The resource gateway of egress-proxy-hub.proxy.contract-resource-proxies is in ${join(\", \", self.outputs.zones)}, and this VPC's endpoint in apne1-az4: they need a zone in common. Add one of the gateway's to the endpoint's zones.",
    });
    expect(port?.condition).toBe("${try(self.outputs.port == 3128, true)}");
  });
});
