import { describe, expect, test } from "@jest/globals";
import { decodeUserData, parseWebServer } from "../../modules/software";
import { assemble } from "../../stacks/assembly";
import { reference, synthesizeApp } from "../support/terraform";
import { SCENARIO, topologyOfFile } from "../support/topologies";

const app = synthesizeApp((scope) => {
  assemble(scope, topologyOfFile(SCENARIO));
});

/** What runs on a host, read back from its user data. */
function software(base64: string): unknown {
  const decoded = decodeUserData(base64);
  return decoded.kind === "cloud-config" ? parseWebServer(decoded.config) : decoded;
}

/** Terraform with what it holds as text within text laid open, so that a change of it can be read. */
function readable(value: unknown, key = ""): unknown {
  if (Array.isArray(value)) return value.map((each) => readable(each));
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([inner, each]) => [inner, readable(each, inner)]));
  }
  if (typeof value !== "string") return value;
  if (key === "user_data_base64") return software(value);
  return key === "policy" || key === "assume_role_policy" ? JSON.parse(value) : value;
}

describe("the scenario cross-az-web", () => {
  const provider = app.stack("cross-az-web.web");
  const consumer = app.stack("cross-az-web.a");
  const acceptance = app.stack("cross-az-web.web.accept-a");

  test("given the scenario, when it is synthesized, then it is these stacks, each after what it needs", () => {
    expect(new Map([...app.stacks].map(([id, { dependencies }]) => [id, [...dependencies].sort()]))).toEqual(
      new Map([
        ["cross-az-web.web", []],
        ["cross-az-web.web.contract-service-web", ["cross-az-web.web"]],
        ["cross-az-web.a", ["cross-az-web.web.contract-service-web"]],
        ["cross-az-web.a.contract-endpoint-web", ["cross-az-web.a"]],
        [
          "cross-az-web.web.accept-a",
          ["cross-az-web.a.contract-endpoint-web", "cross-az-web.web.contract-service-web"],
        ],
      ]),
    );
  });

  test("given two accounts, when it is synthesized, then service and acceptance are the provider's, the endpoint the consumer's", () => {
    const accounts = [provider, acceptance, consumer].map(
      ({ providers }) => providers[0]?.["allowed_account_ids"],
    );
    expect(accounts).toEqual([["222222222222"], ["222222222222"], ["111111111111"]]);
  });

  test("given the web host, when its user data is read, then it serves the declared page, and the client runs nothing", () => {
    const userData = provider.resource("aws_instance.hosts_ec2-b")["user_data_base64"];
    expect(software(String(userData))).toEqual({ kind: "web-server", server: { port: 80, page: "Hello!" } });
    expect(consumer.resource("aws_instance.hosts_ec2-a")).not.toHaveProperty("user_data_base64");
  });

  test("given the endpoint, when it is synthesized, then it stands in one zone and is called by one host, by the consumer's own name", () => {
    expect(consumer.resource("aws_vpc_endpoint.endpoints_web_endpoint")).toMatchObject({
      subnet_ids: [reference("aws_subnet.vpc_private_apne1-az4")],
    });
    expect(consumer.ofType("aws_vpc_security_group_ingress_rule")).toMatchObject({
      "endpoints_web_endpoint_security-group_from-ec2-a": {
        referenced_security_group_id: reference("aws_security_group.hosts_ec2-a_security-group"),
      },
    });
    expect(consumer.resource("aws_route53_record.endpoints_web_name_record")["name"]).toBe(
      "web.example.internal",
    );
  });

  test("given the acceptance, when it is synthesized, then it joins the two contracts' identities", () => {
    expect(acceptance.resource("aws_vpc_endpoint_connection_accepter.connections_web")).toEqual({
      vpc_endpoint_service_id: reference(
        "data.terraform_remote_state.connections_web_service",
        "outputs.service_id",
      ),
      vpc_endpoint_id: reference(
        "data.terraform_remote_state.connections_web_endpoint",
        "outputs.endpoint_id",
      ),
    });
  });

  test("given the whole scenario, when it is synthesized, then its Terraform is as it was reviewed", () => {
    expect(
      Object.fromEntries([...app.stacks].map(([id, { plain }]) => [id, readable(plain)])),
    ).toMatchSnapshot();
  });
});
