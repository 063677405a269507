import {
  add,
  attributeOf,
  type Edit,
  edited,
  idOf,
  MYSTERY,
  oneVpc,
  remove,
  set,
} from "../../../support/networks";
import { blocked, type Fact, given, reachable, unknown } from "./fact";

const DATABASE = "aws_db_instance.orders";
const FUNCTION = "aws_lambda_function.work";

/** The server's place and group are a database's, and the client's a function's. */
const network = edited(oneVpc(), [
  add({
    "aws_db_subnet_group.orders": { name: "orders", subnet_ids: [idOf("aws_subnet.servers")] },
    [DATABASE]: {
      db_subnet_group_name: attributeOf("aws_db_subnet_group.orders", "name"),
      vpc_security_group_ids: [idOf("aws_security_group.server")],
    },
    [FUNCTION]: {
      vpc_config: [
        { subnet_ids: [idOf("aws_subnet.clients")], security_group_ids: [idOf("aws_security_group.client")] },
      ],
    },
  }),
]);
const withoutAdmission: Edit = remove("aws_vpc_security_group_ingress_rule.server");

export const databasesAndFunctions: readonly Fact[] = [
  {
    fact: "A database is reached in the subnets of its subnet group, and a function sends from those of its VPC configuration; their security groups judge",
    network,
    asked: { from: FUNCTION, to: DATABASE },
    cases: [
      given("they admit each other", [], reachable),
      given(
        "the database's group does not admit the function's",
        [withoutAdmission],
        blocked([
          "SG_HAS_NO_RULES",
          "add an ingress rule to aws_security_group.server that admits TCP 80 from aws_security_group.client",
        ]),
      ),
      given(
        "its group is not known",
        [set(DATABASE, "vpc_security_group_ids", [MYSTERY])],
        unknown(["UNKNOWN_VALUE"]),
      ),
      given(
        "its subnet group is not known",
        [set(DATABASE, "db_subnet_group_name", MYSTERY)],
        unknown(["UNKNOWN_VALUE"]),
      ),
    ],
  },
];
