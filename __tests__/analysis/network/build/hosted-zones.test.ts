import { describe, expect, test } from "@jest/globals";
import { type HostedZone, isKnown, networkOf } from "../../../../analysis/network";
import { deploymentOf } from "../../../support/deployments";
import { just } from "./placed";
import {
  deployed,
  get,
  OF_VARIABLE,
  reasonOf,
  reasonsOf,
  type Resources,
  stackOf,
  VARIABLE,
  VPC,
  VPC_ID,
} from "./stacks";

const PRIVATE = { vpc: [{ vpc_id: VPC_ID }] };
const ZONE_ID = "${aws_route53_zone.it.zone_id}";

function zone(attributes: object, ...others: readonly Resources[]): HostedZone {
  const it = { name: "example.internal", ...attributes };
  const { hostedZones } = networkOf(deployed(VPC, { aws_route53_zone: { it } }, ...others));
  return get(hostedZones, "aws_route53_zone.it");
}

function associated(attributes: object): Resources {
  return {
    aws_vpc: { other: { cidr_block: "10.1.0.0/16" } },
    aws_route53_zone_association: { it: { zone_id: ZONE_ID, vpc_id: "${aws_vpc.other.id}", ...attributes } },
  };
}

describe("a hosted zone", () => {
  test("given a VPC, when it is built, then it is private and that VPC's", () => {
    expect(zone({ name: "Example.Internal.", ...PRIVATE })).toEqual({
      key: "s:aws_route53_zone.it",
      at: "s:aws_route53_zone.it",
      isMade: true,
      name: "example.internal",
      visibility: "private",
      vpcs: just("s:aws_vpc.vpc"),
      records: just(),
    });
  });

  test("given no VPC, when it is built, then it is public", () => {
    expect(zone({})).toMatchObject({ visibility: "public", vpcs: just() });
  });

  test("given an association, when it is built, then it is that VPC's too", () => {
    expect(zone(PRIVATE, associated({})).vpcs).toEqual(just("s:aws_vpc.vpc", "s:aws_vpc.other"));
    expect(zone(PRIVATE, associated({ zone_id: "${aws_route53_zone.it.id}" })).vpcs.items).toHaveLength(2);
  });

  test("given an association with a zone that is not known, when it is built, then it is its own VPCs' alone", () => {
    for (const zoneId of [VARIABLE, "Z0123456789ABCDEFGHIJ"])
      expect(zone(PRIVATE, associated({ zone_id: zoneId })).vpcs).toEqual(just("s:aws_vpc.vpc"));
  });

  test("given values that are unknown, when it is built, then they are", () => {
    expect(reasonOf(zone({ name: VARIABLE }).name)).toBe(OF_VARIABLE);
    for (const unclear of [
      zone({ vpc: VARIABLE }),
      zone({ vpc: [{ vpc_id: VARIABLE }] }),
      zone(PRIVATE, associated({ vpc_id: VARIABLE })),
    ]) {
      expect(unclear.visibility).toBe("private");
      expect(reasonsOf(unclear.vpcs.doubts)).toEqual([OF_VARIABLE]);
    }
  });
});

describe("an association with a zone that no stack makes", () => {
  const VPC_OF_IT = "s:aws_vpc.other";

  function zoneOf(zoneId: string): HostedZone {
    const found = { data: { aws_route53_zone: { found: { name: "Web.example.internal" } } } };
    const stack = { ...stackOf(associated({ zone_id: zoneId })), ...found };
    return get(networkOf(deploymentOf({ s: stack })).hostedZones, "aws_route53_zone_association.it");
  }

  test("given one that a data source finds, when it is built, then its VPC has a zone of that name, of unknown records", () => {
    const { records, ...zone } = zoneOf("${data.aws_route53_zone.found.zone_id}");
    expect(zone).toMatchObject({
      isMade: false,
      name: "web.example.internal",
      visibility: "private",
      vpcs: just(VPC_OF_IT),
    });
    expect(records.items).toEqual([]);
    expect(reasonsOf(records.doubts)).toEqual(["a data source finds it when Terraform runs"]);
  });

  test("given one that is not known, when it is built, then its name is not known either", () => {
    const { name, vpcs } = zoneOf(VARIABLE);
    expect(reasonOf(name)).toBe(OF_VARIABLE);
    expect(vpcs).toEqual(just(VPC_OF_IT));
  });

  test("given one that a stack makes, when it is built, then there is no other zone", () => {
    const { hostedZones } = networkOf(deployed(VPC, { aws_route53_zone: { it: PRIVATE } }, associated({})));
    expect([...hostedZones.keys()]).toEqual(["s:aws_route53_zone.it"]);
  });
});

/** What a zone holds of which it is not known whose it is: names, and why. */
function doubted({ records: { items, doubts } }: HostedZone): readonly (string | readonly string[])[] {
  return [
    ...items.map(({ name, answers, elsewhere }) => {
      expect(answers).toEqual({ items: [], doubts: [elsewhere] });
      return [isKnown(name) ? name : name.reason, ...answers.doubts.map(({ reason }) => reason)];
    }),
    ...reasonsOf(doubts),
  ];
}

describe("a record whose zone is not known", () => {
  const record = (zoneId: string, attributes: object = {}): Resources => ({
    aws_route53_record: {
      it: { zone_id: zoneId, name: "web", type: "A", records: ["10.0.0.9"], ...attributes },
    },
  });
  const FOUND = "a data source finds it when Terraform runs";

  test("given a variable, when the zones are built, then every zone may have it by its own name, in any account", () => {
    const own = stackOf({ aws_route53_zone: { it: { name: "example.internal" } } });
    const other = stackOf(record(VARIABLE), { account: "222222222222", region: "us-east-1" });
    const { hostedZones } = networkOf(deploymentOf({ s: own, other }));
    expect(doubted(get(hostedZones, "aws_route53_zone.it"))).toEqual([["web.example.internal", OF_VARIABLE]]);
  });

  test("given an ID and a whole name, when the zones are built, then its own zone may have it as it is written, and others completed", () => {
    const whole = record("Z0123456789ABCDEFGHIJ", { name: "web.example.internal" });
    const reason = "none of the given stacks makes it as aws_route53_zone";
    expect(doubted(zone({}, whole))).toEqual([["web.example.internal", reason]]);
    expect(doubted(zone({ name: "example.com" }, whole))).toEqual([
      ["web.example.internal.example.com", reason],
    ]);
  });

  test("given a name that is not known either, when the zones are built, then every zone may have any record", () => {
    expect(doubted(zone({}, record(VARIABLE, { name: VARIABLE })))).toEqual([OF_VARIABLE]);
  });

  function beside(data: object, name = "example.internal"): ReturnType<typeof doubted> {
    const resources = {
      aws_route53_zone: { it: { name } },
      ...record("${data.aws_route53_zone.found.zone_id}"),
    };
    const stack = { ...stackOf(resources), data: { aws_route53_zone: { found: data } } };
    const { hostedZones } = networkOf(deploymentOf({ s: stack }));
    return doubted(get(hostedZones, "aws_route53_zone.it"));
  }

  test("given a data source, when the zones are built, then zones of the name that it looks for may have it", () => {
    const found = [["web.example.internal", FOUND]];
    expect(beside({ name: "example.internal." })).toEqual(found);
    expect(beside({ name: "example.com" })).toEqual([]);
    expect(beside({ name: VARIABLE })).toEqual(found);
    expect(beside({ name: "example.com" }, VARIABLE)).toEqual([FOUND]);
  });
});

describe("the record that proves whose a name is", () => {
  const OWNERS: Resources = {
    aws_vpc_endpoint_service: { api: { acceptance_required: false, private_dns_name: "api.example.com" } },
    aws_vpclattice_domain_verification: { proxy: { domain_name: "proxy.example.com" } },
  };
  const SERVICE = "${aws_vpc_endpoint_service.api.private_dns_name_configuration[0].name}";
  const DOMAIN = "${aws_vpclattice_domain_verification.proxy.txt_record_name}";

  const beside = (record: object): ReturnType<typeof doubted> =>
    doubted(
      zone(PRIVATE, OWNERS, {
        aws_route53_record: { proof: { zone_id: "Z0123456789ABCDEFGHIJ", type: "TXT", ...record } },
      }),
    );

  test.each([SERVICE, DOMAIN, `${SERVICE}.example.com`, `${DOMAIN}.proxy.example.com`])(
    "given %s in a zone that no stack makes, when other zones are built, then it is in none of them",
    (name) => {
      expect(beside({ name })).toEqual([]);
      expect(beside({ name, zone_id: ZONE_ID })).toEqual([]);
    },
  );

  test.each([
    { name: SERVICE, type: "A" },
    { name: `${DOMAIN}.proxy.example.com`, type: "A" },
    { name: SERVICE, type: VARIABLE },
    { name: "${aws_vpc_endpoint_service.api.private_dns_name_configuration[0].value}" },
    { name: "${aws_vpclattice_domain_verification.proxy.txt_record_value}.example.com" },
    { name: `web.${DOMAIN}` },
    { name: `${DOMAIN}-web.example.com` },
    { name: `${DOMAIN}${SERVICE}` },
  ])(
    "given a record there with %j instead, when other zones are built, then it may be any of theirs",
    (other) => {
      expect(beside(other)).toEqual(["none of the given stacks makes it as aws_route53_zone"]);
    },
  );
});
