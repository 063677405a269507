import {
  add,
  admits,
  type Edit,
  IN_PROVIDERS_ACCOUNT,
  privateLink,
  remove,
  set,
} from "../../../support/networks";
import { type Fact, given, partly, reachable } from "./fact";

const PLACE = { provider: IN_PROVIDERS_ACCOUNT };

/** The load balancer's node stands in 10.1.4.0/28, and the server admits these blocks. */
function admittedNodes(...blocks: readonly string[]): Edit[] {
  return [
    set("aws_subnet.nodes_az4", "cidr_block", "10.1.4.0/28"),
    remove("aws_vpc_security_group_ingress_rule.server"),
    ...blocks.map((block, index) => add(admits(`server_${index}`, { block }, { ...PLACE, of: "server" }))),
  ];
}

export const addresses: readonly Fact[] = [
  {
    fact: "The first four addresses and the last of every subnet are AWS's",
    network: privateLink(),
    asked: { from: "aws_instance.client", to: "web.example.internal" },
    cases: [
      given(
        "the server admits all but these of the load balancer's subnet",
        admittedNodes("10.1.4.4/30", "10.1.4.8/30", "10.1.4.12/31", "10.1.4.14/32"),
        reachable,
      ),
      given(
        "the server admits all but one more",
        admittedNodes("10.1.4.4/30", "10.1.4.8/30", "10.1.4.12/31"),
        partly(
          ["from 10.1.4.4-10.1.4.13"],
          ["from 10.1.4.14"],
          [
            "ENI_SG_RULES_MISMATCH",
            "add an ingress rule to aws_security_group.server that admits TCP 80 from aws_security_group.web_load_balancer",
          ],
        ),
      ),
    ],
  },
];
