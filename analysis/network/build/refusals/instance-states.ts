import { type Deployment, type Resource, Unknown } from "../../../terraform";
import { isKnown, type Known } from "../../known";
import { type ElementKey, elementKey } from "../../model";
import { type Associations, associationsOf } from "../associations";
import { asText, identified } from "../attributes";
import { attributesOf } from "../readers";
import type { Built, Findings } from "./findings";

/** A state of an instance, and the resource that tells it. */
interface Told {
  readonly state: Known<string | undefined>;
  readonly by: Resource;
}

/**
 * An instance that does not run has its interfaces and addresses, and neither sends nor answers.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-lifecycle.html
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ec2_instance_state
 */
export function findStoppedInstances({ deployment }: Built, findings: Findings): void {
  const wanted = wantedStates(deployment);
  for (const resource of deployment.ofType("aws_instance")) {
    const key = elementKey(resource.key);
    const read = { state: asText(attributesOf(resource)("instance_state"), resource), by: resource };
    const { items, doubts } = wanted.of(resource);
    for (const why of doubts) findings.doubt(key, why);
    // What is wanted comes after what was read, but for what nothing starts again.
    const isGone = read.state === "terminated" || read.state === "shutting-down";
    for (const told of isGone || items.length === 0 ? [read] : items) judge(told, key, findings);
  }
}

function wantedStates(deployment: Deployment): Associations<Told> {
  return associationsOf<Told>(
    deployment.ofType("aws_ec2_instance_state"),
    (each) => identified(each.attribute("instance_id"), ["aws_instance"], each, ["id"]),
    (each) => ({ state: asText(each.attribute("state"), each), by: each }),
  );
}

function judge({ state, by }: Told, key: ElementKey, findings: Findings): void {
  if (!isKnown(state)) {
    findings.doubt(key, state);
    return;
  }
  if (state === "pending")
    findings.doubt(key, new Unknown(state, "what became of the instance since is not known", by.key));
  const remedy = state === undefined ? undefined : REMEDIES.get(state);
  if (remedy === undefined) return;
  findings.stop(
    key,
    by.key,
    by.type === "aws_instance"
      ? `the instance is ${state}, as Terraform read it, and carries nothing; ${remedy}`
      : "the instance is kept stopped, and carries nothing; state running",
  );
}

const START = "start it, by hand or by an aws_ec2_instance_state with the state running";
const REPLACE = "have Terraform replace it";

/** What is to be done about an instance in each state in which it does not run. */
const REMEDIES: ReadonlyMap<string, string> = new Map([
  ["stopped", START],
  ["stopping", START],
  ["shutting-down", REPLACE],
  ["terminated", REPLACE],
]);
