import { formatPath, formatProblem, type Problem } from "../modules/topology";

/** A mistake in a topology file, or a warning of one, for a program. */
export function describeProblem(problem: Problem): object {
  return {
    file: problem.file,
    ...problem.position,
    path: formatPath(problem.path),
    ...(problem.value === undefined ? {} : { value: problem.value }),
    sentence: problem.sentence,
    text: formatProblem(problem),
  };
}
