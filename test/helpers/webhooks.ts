import { expect } from 'vitest';
import { get, post } from './api';
import type { Person } from './data';

const WEBHOOKS = '/api/v1/webhooks';

/** Webhook calls by an admin, who may differ between tests. */
export function webhooksOf(admin: () => Person) {
  const token = () => ({ token: admin().token });
  return {
    /** Registers an endpoint with its own URL. */
    async endpoint(extra: object = {}) {
      const url = `https://${crypto.randomUUID()}.example.com/hook`;
      const answer = await post(WEBHOOKS, { url, ...extra }, token());
      expect(answer.status).toBe(200);
      return answer.body as { webhook_id: string; url: string; secret: string };
    },
    deliveries: async (id: string, query = '') =>
      (await get(`${WEBHOOKS}/${id}/deliveries${query}`, token())).body.items,
    shown: async (id: string) => (await get(`${WEBHOOKS}/${id}`, token())).body,
    act: (id: string, name: string, body?: object) =>
      post(`${WEBHOOKS}/${id}/${name}`, body, token()),
  };
}
