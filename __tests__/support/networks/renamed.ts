import type { Resources } from "./resources";

/** The same resources under names of their own, except for endpoint services: these stay the same ones. */
export function renamed(resources: Resources, name: string): Resources {
  // What is renamed is what it was, with other names.
  // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion
  return JSON.parse(
    JSON.stringify(resources).replace(
      /\b(aws_(?!vpc_endpoint_service\.)[a-z0-9_]+)\.(\w+)/g,
      `$1.$2_${name}`,
    ),
  ) as Resources;
}
