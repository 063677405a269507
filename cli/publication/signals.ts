const ENDING = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** The signals that came meanwhile; undefined while nobody waits for any. */
let received: Set<NodeJS.Signals> | undefined;

/**
 * Does synchronous work that an ordinary Ctrl-C, `kill` or closed terminal does not cut short: such a signal
 * takes effect right after it. Whoever handles these signals already keeps doing so.
 */
export function withSignalsDeferred<Result>(work: () => Result): Result {
  if (!received) {
    received = new Set();
    for (const signal of ENDING) process.on(signal, note);
    // Node delivers signals when the event loop polls, which comes before its immediates.
    setImmediate(letThrough);
  }
  return work();
}

function note(signal: NodeJS.Signals): void {
  received?.add(signal);
}

function letThrough(): void {
  for (const signal of ENDING) process.off(signal, note);
  const due = received ?? [];
  received = undefined;
  for (const signal of due) {
    if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
  }
}
