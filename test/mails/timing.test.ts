import { expect, it } from 'vitest';
import { bindings, post } from '../helpers/api';
import { newPerson } from '../helpers/data';
import { emptyQueue, RESEND } from '../helpers/mails';

const PAIRS = 60;
const ROUNDS = 3;
const median = (all: number[]) => all.sort((a, b) => a - b)[all.length >> 1] ?? 0;

/** Returns the milliseconds until a forgotten-password request is answered. */
async function timeOf(email: string) {
  await bindings.DB.prepare('UPDATE mails SET to_key = NULL, caller_key = NULL').run();
  const started = performance.now();
  expect((await post('/api/v1/auth/password/forgot', { email }, { env: RESEND })).status).toBe(200);
  return performance.now() - started;
}

/** Returns the difference of the medians for a known and an unknown address, relative to the smaller one. */
async function difference(known: string) {
  const times: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] };
  for (let pair = 0; pair < PAIRS; pair++) {
    // Alternates, so that other load on the machine affects both.
    const order =
      pair % 2 === 0 ? (['known', 'unknown'] as const) : (['unknown', 'known'] as const);
    for (const kind of order) {
      const email = kind === 'known' ? known : `${crypto.randomUUID()}@example.com`;
      times[kind].push(await timeOf(email));
    }
  }
  const [a, b] = [median(times.known), median(times.unknown)];
  return Math.abs(a - b) / Math.min(a, b);
}

it('takes as long for an address with an account as for one without', async () => {
  await emptyQueue();
  const { email } = await newPerson();
  const differences: number[] = [];
  while (differences.length < ROUNDS && !differences.some((share) => share < 0.1)) {
    differences.push(await difference(email));
  }
  expect(Math.min(...differences)).toBeLessThan(0.1);
});
