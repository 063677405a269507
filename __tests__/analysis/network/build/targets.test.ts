import { describe, expect, test } from "@jest/globals";
import { type Listing, networkOf, type Target } from "../../../../analysis/network";
import { parseAddress, valueOf } from "../../../../modules/addressing";
import { deploymentOf } from "../../../support/deployments";
import { just, networkWith, SUBNET_A, SUBNET_B } from "./placed";
import { get, OF_VARIABLE, reasonOf, reasonsOf, type Resources, stackOf, VARIABLE, VPC_ID } from "./stacks";

const GROUP: Resources = { aws_lb_target_group: { it: { port: 80, protocol: "TCP" } } };
const GROUP_ARN = "${aws_lb_target_group.it.arn}";
const HOST: Resources = { aws_instance: { host: { subnet_id: SUBNET_A } } };

function targetsWith(...resources: readonly Resources[]): Listing<Target> {
  return get(networkWith(GROUP, HOST, ...resources).targetGroups, "aws_lb_target_group.it").targets;
}

function attachment(attributes: object, type = "aws_lb_target_group_attachment"): Resources {
  return {
    [type]: { it: { target_group_arn: GROUP_ARN, target_id: "${aws_instance.host.id}", ...attributes } },
  };
}

function attached(attributes: object, ...others: readonly Resources[]): Target {
  const { items, doubts } = targetsWith(attachment(attributes), ...others);
  expect(doubts).toEqual([]);
  const [only] = items;
  if (only === undefined) throw new Error("there is no target");
  return only;
}

function whyUnknown({ target }: Target): string {
  return target.kind === "unknown" ? target.why.reason : target.kind;
}

describe("an attached target", () => {
  test("given an instance, when it is built, then the host is the target, at the group's port", () => {
    expect(attached({})).toEqual({
      key: "s:aws_lb_target_group_attachment.it",
      at: "s:aws_lb_target_group_attachment.it",
      target: { kind: "host", host: "s:aws_instance.host" },
      port: undefined,
      zone: undefined,
    });
    expect(targetsWith(attachment({}, "aws_alb_target_group_attachment")).items).toHaveLength(1);
  });

  test("given a port, when it is built, then the target has it", () => {
    expect(attached({ port: 8080 }).port).toBe(8080);
    expect(reasonOf(attached({ port: VARIABLE }).port)).toBe(OF_VARIABLE);
  });

  test("given an address, when it is built, then it is the target", () => {
    expect(attached({ target_id: "10.9.0.1" }).target).toEqual({
      kind: "address",
      address: valueOf(parseAddress("10.9.0.1")),
    });
  });

  test("given an address that is an interface's, when it is built, then the interface is the target", () => {
    const card = { aws_network_interface: { card: { subnet_id: SUBNET_A } } };
    expect(attached({ target_id: "${aws_instance.host.private_ip}" }).target).toEqual({
      kind: "interface",
      interface: "s:aws_instance.host/primary-network-interface",
    });
    expect(attached({ target_id: "${aws_network_interface.card.private_ip}" }, card).target).toEqual({
      kind: "interface",
      interface: "s:aws_network_interface.card",
    });
  });

  test("given a load balancer, when it is built, then it is the target", () => {
    const balancer = { aws_lb: { inner: { internal: true, subnets: [SUBNET_A] } } };
    expect(attached({ target_id: "${aws_lb.inner.arn}" }, balancer).target).toEqual({
      kind: "load-balancer",
      loadBalancer: "s:aws_lb.inner",
    });
  });

  test("given an unknown target or one that is no interface, when it is built, then it is unknown", () => {
    expect(whyUnknown(attached({ target_id: VARIABLE }))).toBe(OF_VARIABLE);
    expect(whyUnknown(attached({ target_id: "${aws_lb_target_group.it.arn}" }))).toMatch(
      /none of the given stacks/,
    );
    const code = { aws_lambda_function: { code: { function_name: "code" } } };
    expect(whyUnknown(attached({ target_id: "${aws_lambda_function.code.arn}" }, code))).toMatch(
      /^a function is invoked by AWS/,
    );
    expect(whyUnknown(attached({ target_id: "server" }))).toMatch(/not an IPv4 address/);
  });

  test.each([
    ["all", "all"],
    ["apne1-az4", "apne1-az4"],
    ["${aws_subnet.b.availability_zone}", "apne1-az1"],
  ])("given the zone %s, when it is built, then it is %s", (stated, zone) => {
    expect(attached({ availability_zone: stated }).zone).toBe(zone);
  });

  test("given the name of a zone, when it is built, then the zone is unknown", () => {
    expect(reasonOf(attached({ availability_zone: "ap-northeast-1a" }).zone)).toMatch(
      /another zone in every account/,
    );
    expect(reasonOf(attached({ availability_zone: VARIABLE }).zone)).toBe(OF_VARIABLE);
  });

  test("given an unknown group, when it is built, then every group of the account and Region may have it", () => {
    const group = { aws_lb_target_group: { it: { port: 80, protocol: "TCP" } } };
    const stray = {
      aws_lb_target_group_attachment: { it: { target_group_arn: VARIABLE, target_id: "10.0.0.9" } },
    };
    const { targetGroups } = networkOf(
      deploymentOf({
        s: stackOf({ ...group, ...stray }),
        other: stackOf(group, { account: "222222222222" }),
      }),
    );
    const [others, own] = [...targetGroups.values()].map(({ targets }) => reasonsOf(targets.doubts));
    expect(others).toEqual([]);
    expect(own).toEqual([OF_VARIABLE]);
  });
});

describe("a target that is an endpoint's interface", () => {
  function looked(subnets: readonly string[], index = 0): Target {
    const endpoint = {
      vpc_id: VPC_ID,
      service_name: "com.amazonaws.vpce.any",
      vpc_endpoint_type: "Interface",
      subnet_ids: subnets,
    };
    const data = {
      aws_network_interface: { card: { id: `\${aws_vpc_endpoint.it.network_interface_ids[${index}]}` } },
    };
    const places = {
      aws_vpc: { vpc: { cidr_block: "10.0.0.0/16" } },
      aws_subnet: {
        a: { vpc_id: VPC_ID, cidr_block: "10.0.0.0/24" },
        b: { vpc_id: VPC_ID, cidr_block: "10.0.1.0/24" },
      },
    };
    const target = attachment({ target_id: "${data.aws_network_interface.card.private_ip}" });
    const stack = {
      ...stackOf({ ...places, ...GROUP, ...target, aws_vpc_endpoint: { it: endpoint } }),
      data,
    };
    const { targets } = get(networkOf(deploymentOf({ s: stack })).targetGroups, "aws_lb_target_group.it");
    const [only] = targets.items;
    if (only === undefined) throw new Error("there is no target");
    return only;
  }

  test("given an endpoint in one subnet, when it is built, then it is the endpoint's only interface", () => {
    expect(looked([SUBNET_A]).target).toEqual({
      kind: "interface",
      interface: "s:aws_vpc_endpoint.it/s:aws_subnet.a",
    });
  });

  test("given an endpoint in two, when it is built, then which of its interfaces it is is unknown", () => {
    expect(whyUnknown(looked([SUBNET_A, SUBNET_B]))).toMatch(/which of the endpoint's interfaces/);
    expect(whyUnknown(looked([SUBNET_A, VARIABLE]))).toBe(OF_VARIABLE);
  });
});

describe("an Auto Scaling group as a target", () => {
  const fleet = (attributes: object = {}): Resources => ({
    aws_autoscaling_group: {
      fleet: { name: "fleet", min_size: 1, vpc_zone_identifier: [SUBNET_A], ...attributes },
    },
  });
  const byAttachment = (name: string, arn: string = GROUP_ARN): Resources => ({
    aws_autoscaling_attachment: { it: { autoscaling_group_name: name, lb_target_group_arn: arn } },
  });
  const bySource: Resources = {
    aws_autoscaling_traffic_source_attachment: {
      it: { autoscaling_group_name: "fleet", traffic_source: { identifier: GROUP_ARN, type: "elbv2" } },
    },
  };

  test.each([
    ["its own ARNs", fleet({ target_group_arns: [GROUP_ARN] }), {}],
    ["its own traffic source", fleet({ traffic_source: { identifier: GROUP_ARN, type: "elbv2" } }), {}],
    ["an attachment of its ID", fleet(), byAttachment("${aws_autoscaling_group.fleet.id}")],
    ["an attachment of its name", fleet(), byAttachment("${aws_autoscaling_group.fleet.name}")],
    ["a traffic source attachment", fleet(), bySource],
  ])("given %s, when it is built, then its instances are the target", (_, group, other) => {
    const { items, doubts } = targetsWith(group, other);
    expect(items.map(({ target }) => target)).toEqual([
      { kind: "host", host: "s:aws_autoscaling_group.fleet" },
    ]);
    expect(doubts).toEqual([]);
  });

  test("given none of these, when it is built, then it is no target", () => {
    expect(targetsWith(fleet())).toEqual(just());
    const classic = { aws_autoscaling_attachment: { it: { autoscaling_group_name: "fleet", elb: "old" } } };
    expect(targetsWith(fleet(), classic)).toEqual(just());
  });

  test("given target groups or an Auto Scaling group that are unknown, when it is built, then there is a doubt", () => {
    for (const resources of [
      [fleet({ target_group_arns: VARIABLE })],
      [fleet(), byAttachment(VARIABLE)],
      [fleet(), byAttachment("fleet", VARIABLE)],
    ]) {
      const { items, doubts } = targetsWith(...resources);
      expect(items).toEqual([]);
      expect(reasonsOf(doubts)).toEqual([OF_VARIABLE]);
    }
  });
});
