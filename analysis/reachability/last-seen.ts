import type { Deployment } from "../terraform";

/**
 * What is to be said of answers where a state is given, which tells what was so when Terraform looked last.
 * @see https://developer.hashicorp.com/terraform/cli/commands/refresh
 */
export function noteOnStates({ resources }: Pick<Deployment, "resources">): string | undefined {
  return resources.some((each) => each.observes("id") === "last seen")
    ? "a state tells what was so when Terraform last looked: what an apply took away, such as a rule or a route that is a resource of its own, it may still show where it was; a new plan tells what is so now, and so does the state after terraform apply -refresh-only"
    : undefined;
}
