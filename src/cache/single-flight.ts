/** How long a request waits for another one's work before it does its own. */
const PATIENCE_MS = 2000;

const HANGS = Symbol('hangs');

const pause = (ms: number) =>
  new Promise<typeof HANGS>((resolve) => setTimeout(resolve, ms, HANGS));

/**
 * Does a piece of work once for all who ask for it at the same time. The first one does it, and
 * `background` lets it go on when that one's caller hangs up; the others share how it ends, failure
 * included. They do not wait for ever: should it hang, one of them takes it over.
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
