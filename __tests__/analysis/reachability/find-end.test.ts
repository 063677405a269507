import { describe, expect, test } from "@jest/globals";
import {
  addressFromInteger,
  formatAddress,
  parseAddress,
  sentenceOf,
  valueOf,
} from "../../../modules/addressing";
import { networkOf } from "../../../analysis/network";
import { type Analysed, type End, findEnd, questionBetween } from "../../../analysis/reachability";
import type { IndexedTopology } from "../../../analysis/terraform";
import { deploymentOf } from "../../support/deployments";

/** A VPC with one host at a stated address and one endpoint. */
const FRONT = {
  resource: {
    aws_vpc: { vpc: { cidr_block: "10.0.0.0/16" } },
    aws_subnet: {
      a: { vpc_id: "${aws_vpc.vpc.id}", cidr_block: "10.0.0.0/24", availability_zone_id: "apne1-az1" },
    },
    aws_instance: { worker: { subnet_id: "${aws_subnet.a.id}", private_ip: "10.0.0.10" } },
    aws_vpc_endpoint: {
      web: {
        vpc_id: "${aws_vpc.vpc.id}",
        vpc_endpoint_type: "Interface",
        service_name: "com.amazonaws.ap-northeast-1.ssm",
        subnet_ids: ["${aws_subnet.a.id}"],
      },
    },
    aws_s3_bucket: { logs: {} },
  },
};

function indexed(name: string): IndexedTopology {
  const place = { stack: `${name}.front`, address: "aws_instance.worker" };
  return {
    file: `scenarios/${name}.yaml`,
    flows: [],
    hosts: { "front/worker": place },
    names: {},
    declarations: { [`${name}.front`]: { "aws_vpc.vpc": "consumers.front.vpc" } },
  };
}

function analysedOf(...names: readonly string[]): Analysed {
  const deployment = deploymentOf(Object.fromEntries(names.map((name) => [`${name}.front`, FRONT])));
  const topologies = Object.fromEntries(names.map((name) => [name, indexed(name)]));
  return { deployment, network: networkOf(deployment), index: { version: 1, topologies } };
}

const shop = analysedOf("shop");

function parsedAddress(text: string): number {
  return valueOf(parseAddress(text));
}

const ENDS =
  "an end is entry/host, a private name, vpc@address, a Terraform address like stack:aws_instance.x, internet, or a URL like https://example.com/ that a proxy is asked for";

/** The one address of an end that is an interface. */
function addressOf(text: string, analysed = shop, topology?: string): string {
  const end = findEnd(analysed, text, topology);
  if (!end.ok) return sentenceOf(end.fault);
  if (end.value.kind !== "interfaces") return end.value.kind;
  const [own] = end.value.interfaces;
  if (own === undefined || "expression" in own.addresses) return "no known address";
  return own.addresses.intervals.map(({ first }) => formatAddress(addressFromInteger(first))).join();
}

describe("the ends of a question", () => {
  test.each([
    ["front/worker", "10.0.0.10"],
    ["shop.front:aws_instance.worker", "10.0.0.10"],
    ["front@10.0.0.10", "10.0.0.10"],
    ["front@10.0.0.77", "10.0.0.77"],
    ["shop.front:aws_vpc.vpc@10.0.0.10", "10.0.0.10"],
    ["shop.front:aws_vpc_endpoint.web", "10.0.0.4"],
    ["internet", "internet"],
    ["web.example.internal", "name"],
    ["https://example.com/", "url"],
  ])("given %s, when it is looked up, then it is found", (text, found) => {
    expect(addressOf(text)).toBe(found);
  });

  test.each([
    ["10.0.0.10", "an address alone is of many VPCs; write vpc@10.0.0.10"],
    ["front/nobody", "there is no such host; known are front/worker"],
    ["front/constructor", "there is no such host; known are front/worker"],
    ["back@10.0.0.10", "there is no such VPC; write entry@address, or stack:aws_vpc.x@address"],
    ["front@10.0.9.9", "no subnet of this VPC holds the address; its subnets are 10.0.0.0/24"],
    [
      "front@10.0.0.300",
      "this is not an IPv4 address; an IPv4 address is four decimal numbers from 0 to 255 separated by dots, such as 10.0.0.10",
    ],
    [
      "shop.front:aws_instance.other",
      "none of the given stacks has such a resource; of its type or its name there is aws_instance.worker",
    ],
    [
      'module.shop["a/b"].aws_lb.web[0]',
      "none of the given stacks has such a resource; of its type or its name there is aws_vpc_endpoint.web",
    ],
    [
      "aws_instance.worker.id",
      "none of the given stacks has such a resource; of its type or its name there is aws_instance.worker",
    ],
    ["google_compute_instance.x", `none of the given stacks has such a resource; ${ENDS}`],
    ["module.worker", `this is no end of a question; ${ENDS}`],
    [
      "shop.front:aws_s3_bucket.logs",
      "packets neither start nor end at this resource; name a host, a database or a function in a VPC, an endpoint, an endpoint service, a load balancer or a network interface",
    ],
    ["worker", `this is no end of a question; ${ENDS}`],
  ])("given %s, when it is looked up, then a sentence says what would be right", (text, sentence) => {
    expect(addressOf(text)).toBe(sentence);
  });

  test.each([
    ["http://WWW.example.com./path?x", { scheme: "http", host: "www.example.com", port: 80 }],
    ["https://example.com", { scheme: "https", host: "example.com", port: 443 }],
    ["https://example.com:8443/", { scheme: "https", host: "example.com", port: 8443 }],
    [
      "http://10.1.0.55/",
      { scheme: "http", host: "10.1.0.55", port: 80, address: parsedAddress("10.1.0.55") },
    ],
  ])("given %s, when it is read, then a proxy is asked for its host and port", (text, url) => {
    expect(findEnd(shop, text)).toEqual({ ok: true, value: { kind: "url", ...url } });
  });

  test.each([
    "ftp://example.com/",
    "http:///",
    "http://10.0.0.300/",
    "http://localhost/",
    "http://example.com:0/",
    "http://example.com:65536/",
    "http://user@example.com/",
    "http://-example.com/",
  ])("given %s, when it is read, then it is no URL that a proxy takes", (text) => {
    expect(addressOf(text)).toBe("this is not a URL that a proxy takes; write it like https://example.com/");
  });

  test("given a URL, when it is put into a question, then only a host of a VPC asks for it, by TCP at its port", () => {
    const end = (text: string): End => valueOf(findEnd(shop, text));
    const [worker, url] = [end("front/worker"), end("https://example.com/")];
    const sentence = (...question: Parameters<typeof questionBetween>): string => {
      const put = questionBetween(...question);
      return put.ok ? "a question" : sentenceOf(put.fault);
    };
    expect(sentence(worker, url, "tcp", 443)).toBe("a question");
    expect(sentence(worker, url, "tcp", 80)).toBe("the URL says port 443; leave out the port");
    expect(sentence(worker, url, "udp", 443)).toBe("a URL is asked for by TCP; leave out the protocol");
    expect(sentence(end("internet"), url, "tcp", 443)).toBe(
      "hosts on the internet use no proxy of a VPC; ask from entry/host or vpc@address",
    );
    expect(sentence(url, worker, "tcp", 443)).toMatch(
      /^packets start at a host, and a URL may stand for several; /,
    );
  });

  test("given an entry that two topologies have, when it is looked up in both, then its addresses are told; in one, then it is found", () => {
    const both = analysedOf("one", "two");
    expect(addressOf("front/worker", both)).toBe(
      "several topologies have such a host; name one of one.front:aws_instance.worker, two.front:aws_instance.worker",
    );
    expect(addressOf("front@10.0.0.10", both)).toBe(
      "several topologies have such an entry; name one of one.front:aws_vpc.vpc, two.front:aws_vpc.vpc",
    );
    expect(addressOf("front/worker", both, "two")).toBe("10.0.0.10");
    expect(addressOf("front@10.0.0.10", both, "two")).toBe("10.0.0.10");
  });
});
