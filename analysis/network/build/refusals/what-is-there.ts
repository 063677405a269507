import { type Deployment, type ResourceKey, Unknown } from "../../../terraform";
import { type Findings, nameOf } from "./findings";

/**
 * AWS made what a state holds, and what a plan leaves as it is, whatever it is known to refuse: it may have become so since, the
 * files may be of different times, or the rule may be older than what AWS does. So such a refusal is a doubt.
 */
export function doubtWhatIsThere(findings: Findings, deployment: Deployment): void {
  for (const [key, refusals] of findings.refusals) {
    const there = refusals.filter(({ kind, at }) => kind === "refused" && isThere(at, deployment));
    if (there.length === 0) continue;
    const others = refusals.filter((each) => !there.includes(each));
    if (others.length === 0) findings.refusals.delete(key);
    else findings.refusals.set(key, others);
    for (const { at, sentence } of there)
      findings.doubt(key, new Unknown(nameOf(at), `it is there, though ${sentence}`, at));
  }
}

/** What a plan changes may be refused in spite of it. */
function isThere(at: ResourceKey, deployment: Deployment): boolean {
  const resource = deployment.find(at);
  if (resource?.observes("id") === undefined) return false;
  return deployment.former(resource.type).every(({ key }) => key !== at);
}
