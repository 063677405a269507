import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { undeclaredWays } from "../../../../analysis/reachability";
import { checkFiles } from "../../../../cli/check";
import { readTopologies } from "../../../../cli/scenarios";
import { synthesizeAside } from "../../../../cli/synthesis";
import { Names, readAnalysed } from "../../../../cli/verdicts";
import { inFolder } from "../../../support/folders";
import { outcomeOf } from "../../../cli/command";

/** From, to and ports of each way that no flow of a scenario declares. */
function undeclaredIn(scenario: string): string[] {
  return synthesizeAside(readTopologies([`scenarios/${scenario}.yaml`]).topologies, (_, folder) => {
    const analysed = readAnalysed(folder);
    const names = new Names(analysed.index);
    return undeclaredWays(analysed, scenario).map(
      ({ verdict, from, to, ports: { tcp, udp } }) =>
        `${verdict}: ${from.map((each) => names.of(each)).join()} to ${to
          .map((each) => names.ofDestination(each))
          .join()} TCP ${tcp.intervals.map(({ first, last }) => `${first}-${last}`).join()} UDP ${udp.intervals
          .map(({ first, last }) => `${first}-${last}`)
          .join()}`,
    );
  });
}

describe("ways that no flow declares", () => {
  test.each([
    ["cross-az-web", []],
    ["egress-proxy-hub", []],
    ["peered-proxy", []],
    // What the relay's host may ask by itself, beside its mappings.
    ["address-class-relay", ["reachable: relay/relay to office/test01 TCP 443-443 UDP "]],
    ["address-class-relay-managed", []],
    // Nothing filters outside AWS, and the workstation may ask for HTTPS wherever its routes lead.
    ["beanstalk-service", ["reachable: office/workstation to headquarters/pc TCP 443-443 UDP "]],
  ])(
    "given the scenario %s, when they are asked for, then only what nobody meant is told",
    (scenario, ways) => {
      expect(undeclaredIn(scenario)).toEqual(ways);
    },
  );

  test("given a topology that forbids them, when a flow is not declared any more, then the check fails with the way, a packet and what lets it through", () => {
    inFolder((folder) => {
      const text = readFileSync("scenarios/cross-az-web.yaml", "utf8");
      const file = `${folder}/x.yaml`;
      writeFileSync(file, `${text}\nundeclared: forbid\n`);
      expect(outcomeOf(() => checkFiles([file], false)).exitCode).toBe(0);
      writeFileSync(file, `${text.replace(/^ *- .*expect: reachable.*$/m, "")}\nundeclared: forbid\n`);
      const { exitCode, stderr } = outcomeOf(() => checkFiles([file], false));
      expect(exitCode).toBe(1);
      expect(stderr).toContain("no flow declares these ways, and undeclared: forbid wants none");
      expect(stderr).toMatch(/a\/ec2-a +web\/ec2-b +TCP 80 +an endpoint of/);
      expect(stderr).toMatch(/\d+:32768 → 10\.\d+\.\d+\.\d+:80 TCP/);
      expect(stderr).toContain("let through by aws_vpc_security_group_egress_rule.");
    });
  });
});
