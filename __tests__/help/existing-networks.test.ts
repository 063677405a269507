import { expect, test } from "@jest/globals";
import { saidOf } from "../modules/topology/reading";
import { blocksOf, readPage } from "./markdown";

const REST = `topology: x
region: ap-northeast-1
accounts: { consumer: "111111111111", provider: "222222222222" }
providers:
  web:
    account: provider
    vpc: { zones: [apne1-az4] }
    hosts: { server: { zone: apne1-az4 } }
    services: { web: { port: 80, targets: [server], allow: [consumer] } }
`;

test("given the entry of existing-networks.md, when a topology has it, then it is good", () => {
  const [entry = ""] = blocksOf(readPage("help/existing-networks.md"), "yaml");
  expect(entry).toContain("existing: vpc-");
  expect(saidOf(REST + entry)).toEqual([]);
});
