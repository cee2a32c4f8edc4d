const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Milliseconds between attempts of a webhook delivery: ten attempts over three days. */
export const WEBHOOK_PAUSES = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
] as const;

/** Milliseconds between attempts of a mail: eight attempts over 24 hours. */
export const MAIL_PAUSES = [
  MINUTE,
  5 * MINUTE,
  15 * MINUTE,
  HOUR,
  3 * HOUR,
  7 * HOUR,
  12 * HOUR,
] as const;

const JITTER = 0.2;

/**
 * Returns when the next attempt is due, in epoch milliseconds; undefined after the last one.
 * @param attempts the number of attempts, including this one
 * @param random from 0 to 1: the delay varies by 20 % to either side
 */
export function nextAttempt(
  pauses: readonly number[],
  attempts: number,
  now: number,
  random = Math.random(),
): number | undefined {
  const pause = pauses[attempts - 1];
  return pause === undefined
    ? undefined
    : now + Math.round(pause * (1 - JITTER + 2 * JITTER * random));
}
