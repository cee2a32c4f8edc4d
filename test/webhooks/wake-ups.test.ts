import { beforeEach, expect, it, vi } from 'vitest';
import { bindings, del, post, refusal } from '../helpers/api';
import { newBooking, newPerson, type Person, stage, window } from '../helpers/data';
import { webhooksOf } from '../helpers/webhooks';

const BOOKINGS = '/api/v1/bookings';
const LATER = Date.now() + 24 * 3_600_000;

let admin: Person;
let client: Person;
let model_id: string;
/** Postpones what is due, so that only the work of the next call is. */
const postponeMails = () =>
  bindings.DB.prepare(
    "UPDATE mails SET next_attempt_at = ? WHERE state = 'pending' AND next_attempt_at < ?",
  )
    .bind(LATER, LATER)
    .run();

beforeEach(async () => {
  await bindings.DB.prepare('UPDATE webhook_endpoints SET deleted_at = 1').run();
  ({ admin, client, model_id } = await stage());
  await postponeMails();
});

const { endpoint } = webhooksOf(() => admin);

/** Returns an outbox that keeps the kinds of work it was woken for. */
function outbox() {
  const send = vi.fn(async (_: { kind: string }) => {});
  return {
    env: { OUTBOX: { send } },
    kinds: () => send.mock.calls.map(([{ kind }]) => kind),
  };
}

it('wakes the queue only for the kinds of work that a write has left', async () => {
  const [nothing, hook, notice, both] = [outbox(), outbox(), outbox(), outbox()];
  const create = (person: Person, hours: number, { env }: ReturnType<typeof outbox>) =>
    post(BOOKINGS, { model_id, ...window(hours, hours + 2) }, { token: person.token, env });
  // What the agency does itself, no mail tells it.
  await create(admin, 0, nothing);
  expect(nothing.kinds()).toEqual([]);

  await endpoint({ events: ['booking.created'] });
  await create(admin, 4, hook);
  expect(hook.kinds()).toEqual(['webhooks']);
  await create(client, 8, both);
  expect(both.kinds()).toEqual(['webhooks', 'mails']);

  await bindings.DB.prepare('UPDATE webhook_endpoints SET deleted_at = 1').run();
  await postponeMails();
  await create(client, 12, notice);
  expect(notice.kinds()).toEqual(['mails']);
});

it('wakes the queue after the write, whichever batch wrote', async () => {
  const { booking_id } = await newBooking(client, model_id, 0, 2);
  const { webhook_id } = await endpoint();
  const moved = outbox();
  await post(`${BOOKINGS}/${booking_id}/confirm`, {}, { token: admin.token, env: moved.env });
  expect(moved.kinds()).toContain('webhooks');
  const pinged = outbox();
  await post(`/api/v1/webhooks/${webhook_id}/test`, {}, { token: admin.token, env: pinged.env });
  expect(pinged.kinds()).toContain('webhooks');
});

it('wakes the queue for the requests that a deleted model declines', async () => {
  await newBooking(client, model_id, 0, 2);
  await endpoint();
  const { env, kinds } = outbox();
  const answer = await del(`/api/v1/models/${model_id}`, { token: admin.token, env });
  expect(answer.status).toBe(200);
  expect(kinds()).toContain('webhooks');
});

it('does not wake the queue for a refused write', async () => {
  await endpoint();
  const { booking_id } = await newBooking(client, model_id, 0, 2);
  const { env, kinds } = outbox();
  const twice = await post(BOOKINGS, { model_id, ...window(0, 2) }, { token: client.token, env });
  expect(refusal(twice)[0]).toBe(409);
  const foreign = await newPerson();
  const path = `${BOOKINGS}/${booking_id}/cancel`;
  expect((await post(path, {}, { token: foreign.token, env })).status).toBe(404);
  expect(kinds()).toEqual([]);
});

it('wakes the queue for mails of open calls in any case, so that timing reveals no account', async () => {
  const { env, kinds } = outbox();
  await post('/api/v1/auth/password/forgot', { email: 'nobody@example.com' }, { env });
  expect(kinds()).toEqual(['mails']);
});
