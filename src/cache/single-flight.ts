/** How long a request waits for another one's work before it does its own. */
const PATIENCE_MS = 2000;

const pause = (ms: number) =>
  new Promise<undefined>((resolve) => setTimeout(resolve, ms, undefined));

/**
 * Does a piece of work once for all who ask for it at the same time. The first one does it, and
 * `background` lets it go on when that one's caller hangs up; the others wait for it, though not for
 * ever: should it fail or hang, one of them takes it over.
 */
export async function singly<T>(
  flights: Map<string, Promise<unknown>>,
  key: string,
  background: (work: Promise<unknown>) => void,
  work: () => Promise<T>,
): Promise<T> {
  const flight = flights.get(key) as Promise<T> | undefined;
  if (flight) {
    const shared = await Promise.race([flight.catch(() => undefined), pause(PATIENCE_MS)]);
    if (shared !== undefined) return shared;
    // It hangs or has failed: the next one takes its place.
    if (flights.get(key) === flight) flights.delete(key);
    return singly(flights, key, background, work);
  }
  const own = work().finally(() => {
    if (flights.get(key) === own) flights.delete(key);
  });
  flights.set(key, own);
  background(own.catch(() => undefined));
  return own;
}
