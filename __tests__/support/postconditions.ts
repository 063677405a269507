import { z } from "zod";
import type { Block, StackTerraform } from "./terraform";

const reader = z.object({
  lifecycle: z.object({
    postcondition: z.array(z.object({ condition: z.string(), error_message: z.string() })),
  }),
});

export interface Postcondition {
  readonly condition: string;
  readonly error_message: string;
}

/** What a stack expects of what it reads. @param name the data source's @param type a remote state's unless told */
export function postconditions(
  terraform: StackTerraform,
  name: string,
  type = "terraform_remote_state",
): readonly Postcondition[] {
  return reader.parse(terraform.data(type)[name]).lifecycle.postcondition;
}

/** What must be true of what a data source reads. */
export function postconditionsOf(block: Block | undefined): readonly Postcondition[] {
  return reader.parse(block).lifecycle.postcondition;
}
