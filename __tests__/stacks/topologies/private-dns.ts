import { describe, expect, test } from "@jest/globals";
import { assemble, type IndexedTopology } from "../../../stacks/assembly";
import { postconditions } from "../../support/postconditions";
import { reference, synthesizeApp } from "../../support/terraform";
import { topologyOf } from "../../support/topologies";

const NAME = "api.example.com";
const REPORTS = "reports.example.com";
const vpc = { zones: ["apne1-az1"], natGateways: "none", flowLogs: false };
const hosts = { server: { zone: "apne1-az1", web: { page: "here" } } };

/** Provider `web` is accepted by hand and proves its domain; `reports` uses it, and offers what is accepted by itself. */
const TOPOLOGY = {
  topology: "named",
  region: "ap-northeast-1",
  accounts: { x: "111111111111", y: "222222222222" },
  providers: {
    web: {
      account: "x",
      vpc,
      hosts,
      services: {
        api: { port: 80, targets: ["server"], allow: ["y"], privateDns: { name: NAME, zone: "Z0123456789" } },
      },
    },
    reports: {
      account: "y",
      vpc,
      hosts,
      services: {
        pages: {
          port: 80,
          targets: ["server"],
          acceptance: "automatic",
          privateDns: { name: REPORTS },
        },
      },
      endpoints: { api: { service: "web/api", clients: ["server"], privateDns: true } },
    },
  },
  consumers: {
    a: {
      account: "y",
      vpc,
      hosts,
      endpoints: {
        api: { service: "web/api", clients: ["server"], privateDns: true },
        pages: { service: "reports/pages", clients: ["server"], privateDns: true },
        quiet: { service: "reports/pages", clients: ["server"] },
      },
    },
  },
};

describe("private DNS names of services", () => {
  let index: IndexedTopology | undefined;
  const app = synthesizeApp((scope) => {
    const assembled = assemble(scope, topologyOf(TOPOLOGY));
    index = assembled.describe(scope);
  });
  const privateDnsStacks = [...app.stacks.keys()].filter((id) => id.includes(".private-dns-"));

  test("given endpoints that resolve names, when they are assembled, then each has a stack after its acceptance, if it has one", () => {
    const dependencies = privateDnsStacks.map((id) => [id, [...app.stack(id).dependencies].sort()]);
    expect(Object.fromEntries(dependencies)).toEqual({
      "named.a.private-dns-api": [
        "named.a.contract-endpoint-api",
        "named.web.accept-a",
        "named.web.contract-service-api",
      ],
      "named.a.private-dns-pages": [
        "named.a.contract-endpoint-pages",
        "named.reports.contract-service-pages",
      ],
      "named.reports.private-dns-api": [
        "named.reports.contract-endpoint-api",
        "named.web.accept-reports",
        "named.web.contract-service-api",
      ],
    });
    expect(app.stacks.has("named.a.contract-endpoint-quiet")).toBe(false);
  });

  test("given such a stack, when it is synthesized, then it turns private DNS on for the endpoint of the contract", () => {
    const terraform = app.stack("named.a.private-dns-api");
    expect([...terraform.resources.keys()]).toEqual(["aws_vpc_endpoint_private_dns.endpoints_api"]);
    expect(terraform.resource("aws_vpc_endpoint_private_dns.endpoints_api")).toEqual({
      vpc_endpoint_id: reference("data.terraform_remote_state.endpoint", "outputs.endpoint_id"),
      private_dns_enabled: true,
    });
  });

  test("given another name of the service, when Terraform plans, then both names are told", () => {
    expect(postconditions(app.stack("named.a.private-dns-api"), "service").at(-1)).toEqual({
      condition: '${try(self.outputs.private_dns_name == "api.example.com", true)}',
      error_message:
        'This VPC is to resolve api.example.com, and the private DNS name of the service of named.web.contract-service-api is now: ${coalesce(self.outputs.private_dns_name, "none")}. Synthesize and deploy this stack again.',
    });
  });

  test("given the endpoints themselves, when they are synthesized, then only those that resolve no name say that it is off", () => {
    const endpoints = app.stack("named.a").ofType("aws_vpc_endpoint");
    const said = ["api", "pages", "quiet"].map((name) =>
      Object.keys(endpoints[`endpoints_${name}_endpoint`] ?? {}).includes("private_dns_enabled"),
    );
    expect(said).toEqual([false, false, true]);
    expect(endpoints["endpoints_quiet_endpoint"]).toMatchObject({ private_dns_enabled: false });
  });

  test("given the service, when it is offered, then its contract has the name", () => {
    expect(app.stack("named.web").outputs["service-api"]).toMatchObject({
      value: { private_dns_name: NAME },
    });
  });

  test("given names, when the index is read, then each leads to what makes a VPC resolve it, declared as its endpoint", () => {
    const address = "aws_vpc_endpoint_private_dns.endpoints_api";
    expect(index?.names).toEqual({
      [NAME]: {
        a: { stack: "named.a.private-dns-api", address },
        reports: { stack: "named.reports.private-dns-api", address },
      },
      [REPORTS]: {
        a: { stack: "named.a.private-dns-pages", address: "aws_vpc_endpoint_private_dns.endpoints_pages" },
      },
    });
    expect(index?.declarations["named.a.private-dns-api"]).toEqual({
      [address]: "consumers.a.endpoints.api",
    });
  });
});
