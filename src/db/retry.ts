import { isTransient } from './errors';

const ATTEMPTS = 3;
const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 2000;

/** Waits a random part of the pause that doubles with each attempt ("full jitter"). */
function pause(attempt: number): Promise<void> {
  const longest = Math.min(FIRST_PAUSE_MS * 2 ** attempt, LONGEST_PAUSE_MS);
  return new Promise((resolve) => setTimeout(resolve, Math.random() * longest));
}

/**
 * Repeats work on faults of D1 that pass by themselves, three times at most. For work that may be done
 * twice: reads, keyed writes, turns of a session. Faults and pauses are those of D1's guide to retries.
 */
export async function retry<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt === ATTEMPTS || !isTransient(error)) throw error;
      await pause(attempt - 1);
    }
  }
}
