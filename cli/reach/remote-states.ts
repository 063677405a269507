import {
  type Deployment,
  isList,
  isObject,
  placeOf,
  type Resource,
  stateLocation,
  type Value,
} from "../../analysis/terraform";

/** What their settings tell of other backends may be secret. */
const SHOWN_BACKENDS = ["local", "s3"];

/**
 * Where the states are kept that tell of values that are not known: a state that was read has the ID of a thing, and its
 * own stack the rest.
 * @param sentences why values are not known, each with the value in quotes first
 */
export function notesOnRemoteStates({ resources }: Deployment, sentences: readonly string[]): string[] {
  return resources
    .filter(({ type }) => type === "terraform_remote_state")
    .flatMap((remoteState) => {
      const sought = textsIn(remoteState.attribute("outputs")).find((text) =>
        sentences.some((sentence) => sentence.startsWith(`${JSON.stringify(text)} is not known: none of `)),
      );
      return sought === undefined ? [] : [noteOn(remoteState, sought)];
    });
}

function noteOn(remoteState: Resource, sought: string): string {
  const { stack, address } = placeOf(remoteState.key);
  const place = placeOfState(remoteState);
  return `${address} (${stack}) reads ${JSON.stringify(sought)} from the state at ${place}: the stack that keeps its state there tells the rest of it, if its plan or state is given, too`;
}

function placeOfState(remoteState: Resource): string {
  const [backend, config] = [remoteState.attribute("backend"), remoteState.attribute("config")];
  if (typeof backend !== "string") return "a place that is not known";
  const location = SHOWN_BACKENDS.includes(backend) ? stateLocation(backend, config ?? null, "") : undefined;
  return location?.description ?? `a backend of type ${backend}`;
}

function textsIn(value: Value | undefined): string[] {
  if (typeof value === "string") return [value];
  if (value === undefined) return [];
  if (isList(value)) return value.flatMap(textsIn);
  return isObject(value) ? Object.values(value).flatMap(textsIn) : [];
}
