import { beforeEach, describe, expect, it, vi } from 'vitest';
import { dispatch } from '../../src/dispatch';
import { bindings, OUTBOX, post } from '../helpers/api';
import { newPerson } from '../helpers/data';
import { emptyQueue, mailbox, RESEND } from '../helpers/mails';

type Sender = (mail: Record<string, string>) => Promise<unknown>;

/** A fake of Cloudflare's mail binding that records what it was given. */
function senderBinding(answer: Sender = async () => ({ messageId: 'x' })) {
  const all: Record<string, string>[] = [];
  const send: Sender = async (mail) => {
    all.push(mail);
    return answer(mail);
  };
  return { all, env: { ...RESEND, MAIL_DRIVER: 'cloudflare', EMAIL: { send } } };
}

const refusal = (code: string) => async () => {
  throw Object.assign(new Error('to: someone@example.com was refused'), { code });
};
const run = (env: Record<string, unknown>) =>
  dispatch({ ...bindings, ...env } as typeof bindings, 'mails');
const mailOf = (id: string) =>
  bindings.DB.prepare('SELECT state, attempts, last_error FROM mails WHERE to_user_id = ?')
    .bind(id)
    .first();

beforeEach(emptyQueue);

describe('the driver cloudflare', () => {
  it('sends text and HTML through the binding, from the configured address', async () => {
    const person = await newPerson();
    const { all, env } = senderBinding();
    await run(env);
    expect(all).toEqual([
      {
        from: RESEND.MAIL_FROM,
        to: person.email,
        subject: expect.stringContaining(RESEND.AGENCY_NAME),
        text: expect.stringContaining('https://app.example.com/verify-email#token='),
        html: expect.stringContaining('<!doctype html>'),
      },
    ]);
    expect(await mailOf(person.id)).toEqual({ state: 'sent', attempts: 1, last_error: null });
  });

  it.each([
    ['E_RECIPIENT_NOT_ALLOWED', 'failed', 'E_RECIPIENT_NOT_ALLOWED'],
    ['E_RATE_LIMIT_EXCEEDED', 'pending', 'E_RATE_LIMIT_EXCEEDED'],
    ['someone@example.com', 'pending', 'connection'],
  ])('stores only the code of an error: %s', async (code, state, last_error) => {
    const person = await newPerson();
    await run(senderBinding(refusal(code)).env);
    expect(await mailOf(person.id)).toEqual({ state, attempts: 1, last_error });
  });
});

describe('the driver resend', () => {
  it.each([
    [200, '{}', 'sent', null],
    [409, '{"name":"invalid_idempotent_request"}', 'sent', null],
    [409, '{"name":"concurrent_idempotent_requests"}', 'pending', 'status 409'],
    [422, '{}', 'failed', 'status 422'],
    [401, '{}', 'pending', 'status 401'],
    [429, '{}', 'pending', 'status 429'],
    [500, '{}', 'pending', 'status 500'],
  ])('%i %s', async (status, body, state, last_error) => {
    const person = await newPerson();
    await mailbox(() => new Response(body, { status })).run();
    expect(await mailOf(person.id)).toEqual({ state, attempts: 1, last_error });
  });

  it('reports a broken connection as such', async () => {
    const person = await newPerson();
    await mailbox(() => Promise.reject(new Error('secret of the network'))).run();
    const broken = { state: 'pending', attempts: 1, last_error: 'connection' };
    expect(await mailOf(person.id)).toEqual(broken);
  });
});

describe('the queue', () => {
  it('sends what a request has queued, without the cron', async () => {
    const person = await newPerson();
    await emptyQueue();
    const path = '/api/v1/auth/password/forgot';
    await post(path, { email: person.email }, { env: { OUTBOX } });
    // Which request it came from is unknown here; the pool's consumer processes it.
    await vi.waitFor(async () => {
      const mail = bindings.DB.prepare(
        "SELECT state FROM mails WHERE to_user_id = ? AND template = 'forgot'",
      );
      expect(await mail.bind(person.id).first('state')).toBe('sent');
    }, 10_000);
  });

  it('is scheduled only by work that was postponed', async () => {
    await newPerson();
    const asked: unknown[] = [];
    const queue = {
      send: async (body: unknown, options: unknown) => asked.push([body, options]),
    };
    const box = mailbox(() => new Response('', { status: 503 }));
    await box.run({ OUTBOX: queue });
    expect(asked).toEqual([[{ kind: 'mails' }, { delaySeconds: expect.any(Number) }]]);
    // Nothing is due. A message that created another each time would never end.
    for (let i = 0; i < 3; i++) await box.run({ OUTBOX: queue });
    expect(asked).toHaveLength(1);
  });
});
