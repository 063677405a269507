import { describe, expect, test } from "@jest/globals";
import { networkOf } from "../../../../analysis/network";
import {
  ask,
  describeWitness,
  findEnd,
  questionBetween,
  whoReaches,
} from "../../../../analysis/reachability";
import { valueOf } from "../../../../modules/addressing";
import { deploymentOf } from "../../../support/deployments";
import {
  admits,
  edited,
  privateLink,
  remove,
  renamed,
  type Resources,
  set,
  stackOf,
  together,
} from "../../../support/networks";
import { consumer } from "../../../support/networks/fixtures";

/** A further consumer of the service, all of whose resources have names of their own. */
function another(name: string, resources: Resources = consumer()): Resources {
  const accepter = {
    "aws_vpc_endpoint_connection_accepter.web": {
      provider: "aws.provider",
      vpc_endpoint_service_id: "${aws_vpc_endpoint_service.web.id}",
      vpc_endpoint_id: "${aws_vpc_endpoint.web.id}",
    },
  };
  return renamed(together(resources, accepter), name);
}

/** The same network with another block; its addresses lie in it as they did. */
function moved(resources: Resources, block: string): Resources {
  // What is moved is what it was, with other addresses.
  // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion
  return JSON.parse(JSON.stringify(resources).replace(/\b10\.0\.(\d+\.\d+)/g, `${block}.$1`)) as Resources;
}

const admitting = (block: string): ReturnType<typeof set>[] => [
  set("aws_vpc_security_group_ingress_rule.endpoint", "referenced_security_group_id", undefined),
  set("aws_vpc_security_group_ingress_rule.endpoint", "cidr_ipv4", block),
];

const RESOURCES = together(
  privateLink(),
  another("same"),
  another("silent", edited(consumer(), [remove("aws_vpc_security_group_egress_rule.client")])),
  another("closed", edited(consumer(), [remove("aws_vpc_security_group_ingress_rule.endpoint")])),
  another("elsewhere", edited(consumer(), [set("aws_instance.client", "private_ip", "10.0.0.11")])),
  another("wider", edited(consumer(), [set("aws_vpc_security_group_egress_rule.client", "to_port", 90)])),
  another("moved", moved(consumer(), "10.7")),
  another(
    "moved_and_silent",
    moved(edited(consumer(), [remove("aws_vpc_security_group_egress_rule.client")]), "10.8"),
  ),
  another("admitted", edited(consumer(), admitting("10.0.0.0/24"))),
  another("moved_and_admitted", moved(edited(consumer(), admitting("10.0.0.0/24")), "10.9")),
  // Its rule names the block of another.
  another("moved_and_forgotten", edited(moved(consumer(), "172.20"), admitting("10.0.0.0/24"))),
);

const MOVED = ["_moved", "_moved_and_silent", "_admitted", "_moved_and_admitted", "_moved_and_forgotten"];

describe("hosts that are alike up to names and addresses", () => {
  const deployment = deploymentOf({ example: stackOf(RESOURCES) });
  const analysed = { deployment, network: networkOf(deployment) };

  test("given consumers of one service, some alike and some not, when it is asked who reaches it, then each is told what asking it tells", () => {
    const server = valueOf(findEnd(analysed, "example:aws_instance.server"));
    if (server.kind !== "interfaces") throw new Error("a host has interfaces");
    const groups = whoReaches(analysed.network, server, { protocols: ["tcp"] });
    const names = ["", "_same", "_silent", "_closed", "_elsewhere", "_wider", ...MOVED];
    const told = names.filter((name) =>
      groups.some(({ from }) => from.some((each) => each === `example:aws_instance.client${name}`)),
    );
    const reaching = names.filter((name) => {
      const [client, endpoint] = [`aws_instance.client${name}`, `aws_vpc_endpoint.web${name}`].map(
        (address) => valueOf(findEnd(analysed, `example:${address}`)),
      );
      if (client === undefined || endpoint === undefined) return false;
      return (
        ask(analysed.network, valueOf(questionBetween(client, endpoint, "tcp", 80))).verdict === "reachable"
      );
    });
    expect(told).toEqual(reaching);
    expect(told).toEqual(["", "_same", "_elsewhere", "_wider", "_moved", "_admitted", "_moved_and_admitted"]);
    expect(groups).toHaveLength(1);
  });

  test("given a load balancer that judges what comes by PrivateLink by the client's address, when it is asked who reaches the service, then clients with addresses that it does not admit do not", () => {
    const judging = together(
      edited(privateLink(), [
        set("aws_lb.web", "enforce_security_group_inbound_rules_on_private_link_traffic", "on"),
      ]),
      admits("web_load_balancer", { block: "10.7.0.0/16" }, { provider: "aws.provider" }),
      another("moved", moved(consumer(), "10.7")),
      another("further", moved(consumer(), "10.8")),
    );
    const other = deploymentOf({ example: stackOf(judging) });
    const network = networkOf(other);
    const server = valueOf(findEnd({ deployment: other, network }, "example:aws_instance.server"));
    if (server.kind !== "interfaces") throw new Error("a host has interfaces");
    const groups = whoReaches(network, server, { protocols: ["tcp"] });
    expect(groups.map(({ from, witness }) => [from, witness && describeWitness(witness)])).toEqual([
      [["example:aws_instance.client_moved"], "10.7.0.10:32768 → 10.7.4.4:80 TCP"],
    ]);
  });
});
