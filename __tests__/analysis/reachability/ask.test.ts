import { describe, expect, test } from "@jest/globals";
import { describeFix } from "../../../analysis/reachability";
import {
  add,
  answerAbout,
  behindBeanstalk,
  behindLoadBalancer,
  type Edit,
  edited,
  ENVIRONMENT,
  idOf,
  oneVpc,
  type Resources,
  set,
  toInternet,
} from "../../support/networks";

const DIRECT = { from: "aws_instance.client", to: "aws_instance.server" };

/** An ACL of the subnet that lets everything in, and answers out to some ports. */
function answersTo(subnet: string, first: number, last: number): Edit {
  const all = { rule_no: 100, action: "allow", cidr_block: "0.0.0.0/0" };
  return add({
    [`aws_network_acl.${subnet}`]: {
      vpc_id: idOf("aws_vpc.network"),
      subnet_ids: [idOf(`aws_subnet.${subnet}`)],
      ingress: [{ ...all, protocol: "-1", from_port: 0, to_port: 0 }],
      egress: [{ ...all, protocol: "tcp", from_port: first, to_port: last }],
    },
  });
}

function fixesOf(resources: Resources, asked: Parameters<typeof answerAbout>[1]): string[] {
  return answerAbout(resources, asked).blockers.flatMap(({ fix }) =>
    fix === undefined ? [] : describeFix(fix),
  );
}

describe("fixes", () => {
  const someAnswers = edited(oneVpc(), [answersTo("servers", 32768, 45000)]);

  test("given a flow that is partly reachable, when it must be reachable, then the rest is opened", () => {
    expect(fixesOf(someAnswers, { ...DIRECT, expected: "reachable" })).toEqual([
      "add the egress rule 99 to aws_network_acl.servers that allows TCP 45001-60999 to 10.0.0.10",
    ]);
  });

  test("given a flow that is partly reachable, when it must be blocked, then nothing is opened", () => {
    const { verdict } = answerAbout(someAnswers, { ...DIRECT, expected: "blocked" });
    expect(verdict).toBe("partly");
    expect(fixesOf(someAnswers, { ...DIRECT, expected: "blocked" })).toEqual([]);
  });

  test("given a host that the internet does not reach, when it is asked, then nobody is told to let it in", () => {
    const asked = { from: "internet", to: "aws_instance.private" };
    const resources = toInternet();
    expect(answerAbout(resources, asked).blockers.length).toBeGreaterThan(0);
    expect(fixesOf(resources, asked)).toEqual([]);
  });

  test("given several entries that one ACL lacks, when they are offered, then each has a number of its own", () => {
    const none = { vpc_id: idOf("aws_vpc.network"), ingress: [], egress: [] };
    const subnets = [idOf("aws_subnet.clients"), idOf("aws_subnet.servers")];
    const closed = edited(oneVpc(), [add({ "aws_network_acl.all": { ...none, subnet_ids: subnets } })]);
    expect(fixesOf(closed, { ...DIRECT, expected: "reachable" })).toEqual([
      "add the egress rule 100 to aws_network_acl.all that allows TCP 80 to 10.0.1.10",
      "add the ingress rule 100 to aws_network_acl.all that allows TCP 80 from 10.0.0.10",
      "add the egress rule 99 to aws_network_acl.all that allows TCP 32768-60999 to 10.0.0.10",
      "add the ingress rule 99 to aws_network_acl.all that allows TCP 32768-60999 from 10.0.1.10",
    ]);
  });
});

describe("what passes in parts", () => {
  test("given two legs that each pass some of the client's ports, and none in common, when they are judged, then it is not said that some pass", () => {
    const resources = edited(behindLoadBalancer(), [
      set("aws_lb_target_group.web", "preserve_client_ip", "true"),
      answersTo("nodes", 32768, 45000),
      answersTo("servers", 50000, 60999),
    ]);
    const asked = { from: "aws_instance.client", to: "aws_lb.web" };
    expect(["unknown", "blocked"]).toContain(answerAbout(resources, asked).verdict);
  });
});

describe("a VPC with a block that is public elsewhere", () => {
  test("given a record that states one of its own addresses, which nobody is known to have, when it is asked, then it is not taken for the internet's", () => {
    const resources = edited(oneVpc(), [
      set("aws_vpc.network", "enable_dns_hostnames", true),
      add({
        "aws_vpc_ipv4_cidr_block_association.more": {
          vpc_id: idOf("aws_vpc.network"),
          cidr_block: "11.0.0.0/16",
        },
        "aws_subnet.more": {
          vpc_id: idOf("aws_vpc.network"),
          cidr_block: "11.0.1.0/24",
          availability_zone_id: "apne1-az4",
        },
        "aws_route53_zone.names": { name: "example.internal", vpc: [{ vpc_id: idOf("aws_vpc.network") }] },
        "aws_route53_record.other": {
          zone_id: idOf("aws_route53_zone.names"),
          name: "other.example.internal",
          type: "A",
          ttl: 60,
          records: ["11.0.1.77"],
        },
      }),
    ]);
    const { blockers } = answerAbout(resources, { ...DIRECT, to: "other.example.internal" });
    expect(blockers.map(({ sentence }) => sentence).join()).toContain("11.0.1.77");
    expect(blockers.map(({ code }) => code)).not.toContain("NO_POSSIBLE_DESTINATION");
  });
});

describe("an Elastic Beanstalk environment", () => {
  test("given one that asks, when the question is put together, then a sentence says what would be right", () => {
    expect(() => answerAbout(behindBeanstalk(), { from: ENVIRONMENT, to: "aws_instance.client" })).toThrow(
      "packets start at a host, and an Elastic Beanstalk environment stands for several; ask from entry/host, vpc@address, a Terraform address or internet",
    );
  });

  test("given a wrong listener, when the fix is described, then it is told in the environment's settings", () => {
    const { blockers } = answerAbout(behindBeanstalk(), {
      from: "aws_instance.client",
      to: "aws_vpc_endpoint.web",
      port: 443,
    });
    expect(
      blockers.flatMap(({ code, fix }) => (fix === undefined ? [] : [[code, describeFix(fix)]])),
    ).toContainEqual([
      "ELBV2_LISTENERS_MISMATCH",
      `have a listener on port 443, by settings of aws:elbv2:listener:443, instead of the listener 80 of ${ENVIRONMENT}`,
    ]);
  });
});
