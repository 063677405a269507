import { z } from "zod";
import type { StackTerraform } from "./terraform";

const reader = z.object({
  lifecycle: z.object({
    postcondition: z.array(z.object({ condition: z.string(), error_message: z.string() })),
  }),
});

export interface Postcondition {
  readonly condition: string;
  readonly error_message: string;
}

/** What a stack expects of a state that it reads. @param name the remote state's */
export function postconditions(terraform: StackTerraform, name: string): readonly Postcondition[] {
  return reader.parse(terraform.data("terraform_remote_state")[name]).lifecycle.postcondition;
}
