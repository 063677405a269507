import { edited } from "../../support/topology-text";
import { type Case, caseOf } from "./case";

const BLOCK =
  "a block is written as its first address, a slash and a prefix length from 0 to 32, such as 10.0.0.0/16";
const ADDRESS = "an IPv4 address is four decimal numbers from 0 to 255 separated by dots, such as 10.0.0.10";
const AT_CIDR = "11:13 providers.web.vpc.cidr";
const AT_ZONE = "12:15 providers.web.vpc.zones[0]";

const cidr = (block: string): string => edited(["10.1.0.0/16", block]);
const firstZone = (zone: string): string =>
  edited(["zones: [apne1-az4, apne1-az1]", `zones: [${zone}, apne1-az1]`]);

/** Values and keys that are wrong by themselves. */
export const VALUES: readonly Case[] = [
  caseOf(
    "an unknown key",
    edited(["cidr: 10.1.0.0/16", "cdir: 10.1.0.0/16"]),
    '11:7 providers.web.vpc.cdir "cdir": unknown key; the keys here are cidr, zones, natGateways, subnets, secondaryCidrs, flowLogs',
  ),
  caseOf(
    "an unknown section",
    edited(["flows:", "flow:"]),
    '34:1 flow "flow": unknown key; the keys here are topology, region, accounts, roles, state, tags, providers, consumers, proxyHubs, relays, onPremises, peerings, flows, undeclared, liveChecks',
  ),
  ...["internal", "internal-web", "sg-web"].map((name) =>
    caseOf(
      `a topology called ${name}`,
      edited(["topology: x", `topology: ${name}`]),
      `1:11 topology "${name}": AWS keeps names that begin with internal- or sg- for itself, and this begins the names of all resources; write another one`,
    ),
  ),
  caseOf(
    "a topology called bootstrap",
    edited(["topology: x", "topology: bootstrap"]),
    '1:11 topology "bootstrap": the stacks of the bootstrap have this name; write another one',
  ),
  caseOf(
    "a topology with a name of 33 letters and hyphens",
    edited(["topology: x", `topology: ${"ab-".repeat(10)}abc`]),
    `1:11 topology "${"ab-".repeat(10)}abc": this is not a name; write at most 32 lower-case letters, digits and single hyphens, a letter first, like web-1`,
  ),
  caseOf(
    "a tag that every resource gets anyway",
    edited(["region: ap-northeast-1", "region: ap-northeast-1\ntags: { Stack: web }"]),
    '3:16 tags.Stack "web": every resource gets a tag of this name anyway; name it otherwise',
  ),
  caseOf(
    "two tags that differ in case only",
    edited(["region: ap-northeast-1", "region: ap-northeast-1\ntags: { Owner: a, owner: b }"]),
    '3:26 tags.owner "b": another tag\'s key differs from this in case only, which IAM refuses; name it otherwise',
  ),
  caseOf(
    "49 tags",
    edited([
      "region: ap-northeast-1",
      `region: ap-northeast-1\ntags: { ${Array.from({ length: 49 }, (_, index) => `t${index}: x`).join(", ")} }`,
    ]),
    "3:7 tags: these are too many; the most is 48, beside those that every resource gets",
  ),
  caseOf(
    "text for a number",
    edited(["        port: 80", '        port: "80"']),
    '17:15 providers.web.services.web.port "80": this is text; write a whole number',
  ),
  caseOf(
    "a part of a number",
    edited(["        port: 80", "        port: 80.5"]),
    "17:15 providers.web.services.web.port 80.5: this is a number; write a whole number",
  ),
  caseOf(
    "no number at all",
    edited(["        port: 80", "        port: .nan"]),
    "17:15 providers.web.services.web.port NaN: this is no finite number; write a whole number",
  ),
  caseOf(
    "a port that is too large",
    edited(["        port: 80", "        port: 65536"]),
    "17:15 providers.web.services.web.port 65536: this is too large; the most is 65535",
  ),
  caseOf(
    "a port that is too small",
    edited(["        port: 80", "        port: 0"]),
    "17:15 providers.web.services.web.port 0: this is too small; the least is 1",
  ),
  caseOf(
    "a text for a list",
    edited(["targets: [ec2-b]", "targets: ec2-b"]),
    '18:18 providers.web.services.web.targets "ec2-b": this is text; write a list, like [one, two]',
  ),
  caseOf(
    "a list without items",
    edited(["targets: [ec2-b]", "targets: []"]),
    "18:18 providers.web.services.web.targets: the list is empty; name at least one",
  ),
  caseOf(
    "a list for a map",
    edited(["healthCheck: { path: /index.html }", "healthCheck: [/index.html]"]),
    "19:22 providers.web.services.web.healthCheck: this is a list; write a map of keys and values",
  ),
  caseOf(
    "a key without its value",
    edited(["account: provider", "account:"]),
    "9:13 providers.web.account null: this is empty; write text",
  ),
  caseOf(
    "a value that is missing",
    edited(["        port: 80\n", ""]),
    "16:7 providers.web.services.web.port: this is missing; write a whole number",
  ),
  caseOf(
    "a word that is none of those known",
    edited(["expect: reachable", "expect: open"]),
    '35:66 flows[0].expect "open": this is not known here; write reachable or blocked',
  ),
  caseOf(
    "a page that is too long for user data",
    edited(["page: hello", `page: ${"ü".repeat(4097)}`]),
    `14:46 providers.web.hosts.ec2-b.web.page "${"ü".repeat(119)}…: this is too long; the most is 8192 bytes`,
  ),
  caseOf(
    "a page with half of a character",
    edited(["page: hello", String.raw`page: "\ud83d"`]),
    String.raw`14:46 providers.web.hosts.ec2-b.web.page "\ud83d": this holds half of a character, which UTF-8 cannot write; write the character itself`,
  ),
  caseOf(
    "an account number of 11 digits",
    edited(["222222222222", "22222222222"]),
    '5:13 accounts.provider "22222222222": an account number has exactly 12 digits; write it in quotes, like "111111111111"',
  ),
  caseOf(
    "an account number without quotes",
    edited(['"222222222222"', "222222222222"]),
    "5:13 accounts.provider 222222222222: this is a number where text belongs; put it in quotes",
  ),
  caseOf("a malformed block", cidr("10.1.0.0"), `${AT_CIDR} "10.1.0.0": this has no prefix length; ${BLOCK}`),
  caseOf(
    "a block that starts inside another",
    cidr("10.1.3.1/28"),
    `${AT_CIDR} "10.1.3.1/28": this does not start at the first address of a /28 block; the block that contains it is 10.1.3.0/28`,
  ),
  caseOf(
    "a block with a leading zero",
    cidr("010.1.0.0/16"),
    `${AT_CIDR} "010.1.0.0/16": its address is wrong: this has a number with a leading zero; the numbers of an IPv4 address are decimal and written without leading zeros, such as 10.0.0.10`,
  ),
  caseOf(
    "a VPC that is too large",
    cidr("10.0.0.0/15"),
    `${AT_CIDR} "10.0.0.0/15": 10.0.0.0/15 is too large for a VPC; a VPC's block is from /16 (65,536 addresses) to /28 (16 addresses)`,
  ),
  caseOf(
    "a VPC in a range that AWS refuses",
    cidr("169.254.8.0/24"),
    `${AT_CIDR} "169.254.8.0/24": 169.254.8.0/24 lies in 169.254.0.0/16, which is link-local, and which AWS assigns to no VPC; a VPC's block is best from 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16`,
  ),
  caseOf(
    "a VPC that is too small for its subnets",
    cidr("10.1.0.0/25"),
    `${AT_CIDR} "10.1.0.0/25": 10.1.0.0/25 is too small to be divided into subnets automatically: a sixteenth of it is less than a /28; subnets of a VPC of /24 or larger can go without a block, and this subnet's block must be stated`,
  ),
  caseOf(
    "an IPv6 block",
    cidr("2001:db8::/56"),
    `${AT_CIDR} "2001:db8::/56": this is IPv6, which is not supported yet; ${BLOCK}`,
  ),
  caseOf(
    "an IPv6 address",
    edited(["zone: apne1-az4 }", 'zone: apne1-az4, address: "2001:db8::1" }']),
    `27:42 consumers.a.hosts.ec2-a.address "2001:db8::1": this is IPv6, which is not supported yet; ${ADDRESS}`,
  ),
  caseOf(
    "an IPv6 client",
    edited(["clients: [ec2-a]", "clients: [ec2-a, 2001:db8::/56]"]),
    `32:26 consumers.a.endpoints.web.clients[1] "2001:db8::/56": this is IPv6, which is not supported yet; ${BLOCK}`,
  ),
  caseOf(
    "the name of an Availability Zone",
    firstZone("ap-northeast-1a"),
    `${AT_ZONE} "ap-northeast-1a": this is the name of an Availability Zone, which is another zone in every account; write its ID, like apne1-az4 (\`aws ec2 describe-availability-zones\` shows both)`,
  ),
  caseOf(
    "a Local Zone",
    firstZone("apne1-tpe1-az1"),
    `${AT_ZONE} "apne1-tpe1-az1": this is not the ID of an Availability Zone; write it like apne1-az4`,
  ),
  caseOf(
    "a zone of another Region",
    edited(["zones: [apne1-az4, apne1-az1]", "zones: [apne1-az4, apne1-az1, use1-az1]"]),
    '12:37 providers.web.vpc.zones[2] "use1-az1": this zone is not in ap-northeast-1; write the ID of one of its zones',
  ),
  caseOf(
    "a Region that is none",
    edited(["ap-northeast-1", "tokyo"]),
    '2:9 region "tokyo": this is not the code of an AWS Region; write it like ap-northeast-1',
  ),
];
