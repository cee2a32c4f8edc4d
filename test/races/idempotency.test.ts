import { describe, expect, it } from 'vitest';
import { type Answer, call, post } from '../helpers/api';
import {
  CASES,
  idempotent,
  prepared,
  repeated,
  replayed,
  sizes,
  TABLES,
} from '../helpers/idempotency-cases';

/** Repeats calls that the full hash queue has refused. */
async function untilLetIn(id: string, send: () => Promise<Answer>): Promise<Answer> {
  const answer = await send();
  if (answer.status !== 503 || !['register', 'createUser', 'acceptInvitation'].includes(id))
    return answer;
  await scheduler.wait(50);
  return untilLetIn(id, send);
}

describe('an idempotency key', () => {
  it('is accepted by every POST that changes state, and by no other operation', () => {
    expect(Object.keys(CASES).sort()).toEqual(idempotent.sort());
  });

  it.each(idempotent)('makes %s happen once, however often it is sent', async (id) => {
    const { send, changed } = await prepared(id);
    const first = await send();
    expect([first.status, replayed(first)]).toEqual([200, null]);
    const before = await sizes();
    const again = await send();
    expect(repeated(again)).toEqual(repeated(first));
    expect(replayed(again)).toBe('true');
    if (changed !== undefined) {
      const another = await send(changed);
      expect([another.status, another.body.error_code]).toEqual([
        422,
        'IdempotencyConflictException',
      ]);
    }
    expect(await sizes()).toEqual(before);
  });

  it.each(idempotent)('makes one %s of 50 concurrent ones', async (id) => {
    const { send, world } = await prepared(id);
    const before = await sizes();
    const answers = await Promise.all(Array.from({ length: 50 }, () => untilLetIn(id, send)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(answers.map((answer) => JSON.stringify(repeated(answer)))).size).toBe(1);
    expect(answers.filter((answer) => replayed(answer) === null).length).toBe(1);
    const after = await sizes();
    const alone = await prepared(id);
    const [low, high] = [await sizes(), (await alone.send()) && (await sizes())];
    for (const table of TABLES) {
      const grown = Number(after?.[table]) - Number(before?.[table]);
      expect([table, grown]).toEqual([table, Number(high?.[table]) - Number(low?.[table])]);
    }
    expect(world.model_id).toBeTruthy();
  });
});

describe('the same request', () => {
  it('may have another field order, another time notation, with or without a trailing slash', async () => {
    const { send, payload, path, token, key } = await prepared('createBooking');
    const first = await send();
    const reversed = Object.fromEntries(Object.entries(payload as object).reverse());
    const [start, zone] = [Date.parse(reversed.start_time) + 9 * 3_600_000, '+09:00'];
    const seoul = new Date(start).toISOString().replace('Z', zone);
    for (const body of [reversed, { ...reversed, start_time: seoul }]) {
      expect(repeated(await send(body))).toEqual(repeated(first));
    }
    const slashed = await post(`${path}/`, payload, { token, headers: { 'Idempotency-Key': key } });
    expect(repeated(slashed)).toEqual(repeated(first));
  });

  it('differs on another resource, and the key is free on another route or for another caller', async () => {
    const { send, payload, world, key } = await prepared('createBooking');
    const first = await send();
    const headers = { 'Idempotency-Key': key };
    const { booking_id } = first.body;
    const other = await world.requested(9);
    const confirm = (id: string) =>
      post(`/api/v1/bookings/${id}/confirm`, {}, { token: world.admin.token, headers });
    const answers = [
      await confirm(booking_id),
      await confirm(other.booking_id),
      await post('/api/v1/bookings', payload, { token: world.admin.token, headers }),
    ];
    // The third is the admin's own request, for a window that is taken by now.
    expect(answers.map(({ status }) => status)).toEqual([200, 422, 409]);
  });

  it('is replayed, whatever has happened since', async () => {
    const { send, world } = await prepared('createBooking');
    const first = await send();
    const { booking_id } = first.body;
    await call('DELETE', `/api/v1/bookings/${booking_id}`, { token: world.client.token });
    expect(repeated(await send())).toEqual(repeated(first));
  });
});
