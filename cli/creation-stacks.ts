/**
 * Does synchronous work in which cdktf does not record, for each token, the stack of calls that made it.
 *
 * Those stacks serve cdktf's messages about tokens that cannot be resolved; at a thousand VPCs they take more time and
 * memory than all the rest, and cdktf has no option against them. It makes them by `Error.captureStackTrace`, and
 * does without where that finds nothing. Errors that are thrown meanwhile keep the stacks that they are born with.
 */
export function withoutCreationStacks<Result>(work: () => Result): Result {
  // It is put back, never called.
  // eslint-disable-next-line @typescript-eslint/unbound-method
  const { captureStackTrace } = Error;
  Error.captureStackTrace = () => undefined;
  try {
    return work();
  } finally {
    Error.captureStackTrace = captureStackTrace;
  }
}
