import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { verifyWebhook, WebhookVerificationError } from '../../src/client';
import { newSecret } from '../../src/domains/webhooks/webhooks.service';

const secret = newSecret();
const event = { id: 'evt_1', type: 'booking.confirmed', timestamp: 'x', data: { 모델: '하늘' } };
const body = JSON.stringify(event);

/** Returns a delivery signed by the independent library. */
function delivery({ at = Date.now(), by = secret, sent = body, more = '' } = {}) {
  const timestamp = new Date(at);
  const headers = {
    'webhook-id': event.id,
    'webhook-timestamp': String(Math.floor(at / 1000)),
    'webhook-signature': more + new Webhook(by).sign(event.id, timestamp, body),
  };
  return new Request('https://receiver.example.com/', { method: 'POST', headers, body: sent });
}

const changed = (request: Request, name: string, value: string | null) => {
  const copy = new Request(request);
  if (value === null) copy.headers.delete(name);
  else copy.headers.set(name, value);
  return copy;
};

describe('a delivery', () => {
  it('signed by the independent library returns the event', async () => {
    expect(await verifyWebhook(delivery(), secret)).toEqual(event);
    const { headers } = delivery();
    expect(await verifyWebhook({ headers, text: async () => body }, secret)).toEqual(event);
  });

  it('is valid while secrets overlap, on either side', async () => {
    const old = newSecret();
    const other = new Webhook(old).sign(event.id, new Date(), body);
    expect(await verifyWebhook(delivery({ more: `${other} ` }), secret)).toEqual(event);
    expect(await verifyWebhook(delivery({ more: 'v1a,xx v2,yy  ' }), secret)).toEqual(event);
    expect(await verifyWebhook(delivery({ by: old }), [secret, old])).toEqual(event);
  });

  const now = Date.UTC(2026, 10, 25);
  it.each([
    [-300, true],
    [-301, false],
    [300, true],
    [301, false],
  ])('%i seconds off: %s', async (seconds, isGood) => {
    const verified = verifyWebhook(delivery({ at: now + seconds * 1000 }), secret, {
      now: () => now,
    });
    if (isGood) expect(await verified).toEqual(event);
    else await expect(verified).rejects.toThrow(WebhookVerificationError);
  });

  it.each([
    ['another body', delivery({ sent: body.replace('하늘', '하눌') })],
    ['another secret', delivery({ by: newSecret() })],
    ['another id', changed(delivery(), 'webhook-id', 'evt_2')],
    [
      'another time',
      changed(delivery(), 'webhook-timestamp', `${Math.floor(Date.now() / 1000) - 9}`),
    ],
    ['no id', changed(delivery(), 'webhook-id', null)],
    ['no time', changed(delivery(), 'webhook-timestamp', null)],
    ['words for a time', changed(delivery(), 'webhook-timestamp', 'NaN')],
    ['no signature', changed(delivery(), 'webhook-signature', null)],
    ['a signature of nothing', changed(delivery(), 'webhook-signature', 'v1,')],
    ['a signature that is no base64', changed(delivery(), 'webhook-signature', 'v1,*')],
    ['a signature of another kind', changed(delivery(), 'webhook-signature', 'v1a,AAAA')],
  ])('with %s is rejected, as by the independent library', async (_, request) => {
    const copy = request.clone();
    await expect(verifyWebhook(request, secret)).rejects.toThrow(WebhookVerificationError);
    const headers = Object.fromEntries(copy.headers);
    const text = await copy.text();
    expect(() => new Webhook(secret).verify(text, headers)).toThrow();
  });

  it.each(['', 'whsec_', 'whsec_*'])(
    'cannot be verified with a malformed secret: "%s"',
    async (bad) => {
      await expect(verifyWebhook(delivery(), bad)).rejects.toThrow(TypeError);
    },
  );
});
