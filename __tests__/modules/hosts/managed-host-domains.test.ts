import { describe, expect, test } from "@jest/globals";
import { managedHostDomains } from "../../../modules/hosts/managed-host-domains";
import { region } from "../../support/values";

describe("the names that an administered host asks a proxy for", () => {
  test.each([
    ["ap-northeast-1", "amazonaws.com"],
    ["us-gov-west-1", "amazonaws.com"],
    ["cn-north-1", "amazonaws.com.cn"],
  ])("given %s, when they are listed, then all are of its domain, %s", (code, domain) => {
    expect(managedHostDomains(region(code))).toEqual([
      `ssm.${code}.${domain}`,
      `ssmmessages.${code}.${domain}`,
      `ec2messages.${code}.${domain}`,
      `al2023-repos-${code}-de612dc2.s3.dualstack.${code}.${domain}`,
    ]);
  });
});
