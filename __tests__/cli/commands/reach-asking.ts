import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect } from "@jest/globals";
import { reach, type ReachOptions } from "../../../cli/reach";
import { synthesize } from "../../../cli/synthesis";
import { inFolder } from "../../support/folders";
import { edited } from "../../support/topology-text";
import { type Outcome, outcomeOf } from "../command";

export const folder = mkdtempSync(join(tmpdir(), "reach-"));
export const terraform = `${folder}/out`;
export const CONSUMER = "stacks/x.a/cdk.tf.json";
export const PROVIDER = "stacks/x.web/cdk.tf.json";
export const SERVICE = "x.web:aws_vpc_endpoint_service.endpoint-services_web";
export const LOAD_BALANCER = "x.web:aws_lb.load-balancers_web";

beforeAll(() => {
  writeFileSync(`${folder}/x.yaml`, edited());
  synthesize([`${folder}/x.yaml`], terraform);
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

export function ask(from: string, to: string, options: Partial<ReachOptions> = {}): Outcome {
  const { exitCode, stdout, stderr } = outcomeOf(() =>
    reach(from, to, { port: "80", protocol: "tcp", terraform: [terraform], ...options }),
  );
  return {
    exitCode,
    stdout: stdout.replaceAll(`${folder}/`, ""),
    stderr: stderr.replaceAll(`${folder}/`, ""),
  };
}

export function askWithoutPort(from: string, to: string, options: Partial<ReachOptions> = {}): Outcome {
  const { exitCode, stdout, stderr } = outcomeOf(() =>
    reach(from, to, { protocol: "tcp", terraform: [terraform], ...options }),
  );
  return { exitCode, stdout: stdout.replaceAll(`${folder}/`, ""), stderr };
}

/** Asks the same Terraform with a text in one of its files replaced. */
export function askEdited(
  file: string,
  before: string | RegExp,
  after: string,
  options: Partial<ReachOptions> = {},
): Outcome {
  return inFolder((copy) => {
    cpSync(terraform, copy, { recursive: true });
    const text = readFileSync(`${copy}/${file}`, "utf8");
    const changed = text.replace(before, after);
    expect(changed).not.toBe(text);
    writeFileSync(`${copy}/${file}`, changed);
    return ask("a/ec2-a", "web.example.internal", { terraform: [copy], ...options });
  });
}
