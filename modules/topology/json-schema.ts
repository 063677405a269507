import { z } from "zod";
import { topologySchema } from "./schema";

/** The input language as JSON Schema, for editors; checked in beside this file; `npm run schema` renews it. */
export function topologyJsonSchema(): string {
  return `${JSON.stringify(z.toJSONSchema(topologySchema, { io: "input" }), null, 2)}\n`;
}
