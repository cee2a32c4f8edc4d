import { expect, it } from 'vitest';
import { bindings, get, post } from '../helpers/api';
import { atTime } from '../helpers/clock';
import { DAY, newPerson } from '../helpers/data';
import { receivers } from '../helpers/webhook-receiver';

/** Creates an endpoint with a pending ping and sets one of its columns. */
async function pinged(column: string, value: number) {
  await bindings.DB.prepare('UPDATE webhook_endpoints SET deleted_at = 1').run();
  const { token } = await newPerson('admin');
  const url = `https://${crypto.randomUUID()}.example.com/hook`;
  const { webhook_id } = (await post('/api/v1/webhooks', { url }, { token })).body;
  await post(`/api/v1/webhooks/${webhook_id}/rotate-secret`, undefined, { token });
  await bindings.DB.prepare(`UPDATE webhook_endpoints SET ${column} = ? WHERE id = ?`)
    .bind(value, webhook_id)
    .run();
  await post(`/api/v1/webhooks/${webhook_id}/test`, undefined, { token });
  const status = async () => (await get(`/api/v1/webhooks/${webhook_id}`, { token })).body.status;
  return { url, status };
}

it.each([
  [1, 2],
  [0, 1],
])('%i ms before its end a previous secret also signs: %i signatures', async (left, count) => {
  const now = Date.now() + 1000;
  const { url } = await pinged('previous_until', now + left);
  const { run, at } = receivers();
  await atTime(now, () => run());
  expect(at(url)[0]?.headers['webhook-signature']?.split(' ').length).toBe(count);
});

it.each([
  [1, 'active'],
  [0, 'disabled'],
])('%i ms before five days of failures an endpoint is %s', async (left, wanted) => {
  const now = Date.now() + 1000;
  const { status } = await pinged('failing_since', now - 5 * DAY + left);
  const { run } = receivers(() => new Response(null, { status: 500 }));
  await atTime(now, () => run());
  expect(await status()).toBe(wanted);
});
