/** How long a caller waits for another's work before it runs its own. */
const PATIENCE_MS = 2000;

const HANGS = Symbol('hangs');

const pause = (ms: number) =>
  new Promise<typeof HANGS>((resolve) => setTimeout(resolve, ms, HANGS));

/**
 * Runs work once for all concurrent callers with the same key. The first caller runs it, and `background`
 * keeps it running if that caller disconnects. The others share the outcome, including a failure. If it
 * hangs, one of the waiting callers takes over.
 */
export async function singleFlight<T>(
  flights: Map<string, Promise<unknown>>,
  key: string,
  background: (work: Promise<unknown>) => void,
  work: () => Promise<T>,
): Promise<T> {
  const flight = flights.get(key) as Promise<T> | undefined;
  if (flight) {
    const shared = await Promise.race([flight, pause(PATIENCE_MS)]);
    if (shared !== HANGS) return shared;
    if (flights.get(key) === flight) flights.delete(key);
    return singleFlight(flights, key, background, work);
  }
  const own = work().finally(() => {
    if (flights.get(key) === own) flights.delete(key);
  });
  flights.set(key, own);
  background(own.catch(() => undefined));
  return own;
}
