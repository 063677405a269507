import { expect, test } from "@jest/globals";
import { whyNotKnown } from "../../../analysis/reachability";
import { resourceKey, Unknown } from "../../../analysis/terraform";

const AT = resourceKey("shop", "aws_instance.web");

test.each([
  [
    "vpc-1",
    "none of the given stacks makes it as aws_vpc",
    "vpc-1 is not known: none of the given stacks makes it as aws_vpc; give the plan or state of the stack that makes it, too",
  ],
  [
    "com.amazonaws.ap-northeast-1.ssm",
    "none of the given stacks makes this service",
    "com.amazonaws.ap-northeast-1.ssm is not known: none of the given stacks makes this service",
  ],
  [
    "subnet_id",
    "a plan does not tell which of aws_subnet.a, aws_subnet.b it is",
    "subnet_id is not known: a plan does not tell which of aws_subnet.a, aws_subnet.b it is; apply it and give the state",
  ],
  [
    "user_data",
    "it is sensitive",
    "user_data of aws_instance.web is not known: it is sensitive; if it is no secret, take the mark from it with nonsensitive()",
  ],
  [
    "${var.cidr}",
    "variables are given when Terraform runs",
    "${var.cidr} is not known: variables are given when Terraform runs",
  ],
  ["x".repeat(200), "why", `${"x".repeat(160)}… is not known: why`],
])("given %s, when %s, then it is told with what helps", (expression, reason, sentence) => {
  expect(whyNotKnown(new Unknown(expression, reason, AT))).toBe(sentence);
});
