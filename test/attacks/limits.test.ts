import { describe, expect, it } from 'vitest';
import { ipKey } from '../../src/http/client-ip';
import { type Answer, del, get, post } from '../helpers/api';
import { accountBody, newPerson } from '../helpers/data';
import { from, LOGIN, login, newAddress, statuses } from '../helpers/limits';

const wait = ({ headers }: Answer) => Number(headers.get('Retry-After'));

describe('an address', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:1:2::', '2001:db8:1:2::/64'],
    ['2001:db8::9', '2001:db8:0:0::/64'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['127.0.0.1', ''],
    ['::1', ''],
    ['', ''],
    ['203.0.113.7, 10.0.0.1', ''],
    ['nonsense', ''],
    [undefined, ''],
  ])('%s counts as "%s"', (address, key) => expect(ipKey(address)).toBe(key));
});

/** The local limiter counts by clock minute, so a burst must not span two. */
async function roomInTheMinute(): Promise<void> {
  const left = 60_000 - (Date.now() % 60_000);
  if (left < 8000) await new Promise((resolve) => setTimeout(resolve, left + 100));
}

describe('the limit of an address', () => {
  const LIMIT = { LOGIN_LIMITER: 30, WRITE_LIMITER: 300, READ_LIMITER: 1200, SEARCH_LIMITER: 120 };
  const one = (address: string) => ({
    LOGIN_LIMITER: () => login(`nobody-${crypto.randomUUID()}`.slice(0, 40), 'x', from(address)),
    WRITE_LIMITER: () => post('/api/v1/bookings', {}, from(address)),
    READ_LIMITER: () => get('/api/v1/models/x', from(address)),
    SEARCH_LIMITER: () => get('/api/v1/models?q=x&limit=1', from(address)),
  });

  it.each(['LOGIN_LIMITER', 'WRITE_LIMITER'] as const)(
    '%s applies, and another address is unaffected',
    async (name) => {
      const address = newAddress();
      await roomInTheMinute();
      const send = one(address)[name];
      const answers = await Promise.all(Array.from({ length: LIMIT[name] + 1 }, send));
      const refused = answers.filter(({ status }) => status === 429);
      expect(refused.length).toBe(1);
      expect(refused.map(wait)).toEqual([60]);
      expect((await one(newAddress())[name]()).status).toBe(401);
    },
  );

  const closed = { limit: async () => ({ success: false }) };
  const broken = {
    limit: async () => {
      throw new Error('down');
    },
  };

  it('counts sign-ups with sign-ins, all writes, and all reads', async () => {
    const { token } = await newPerson();
    const address = newAddress();
    const shut = (name: string) => from(address, { env: { [name]: closed } });
    const refused = [
      await post(LOGIN, {}, shut('LOGIN_LIMITER')),
      await post('/api/v1/auth/register', {}, shut('LOGIN_LIMITER')),
      await post('/api/v1/users', {}, shut('LOGIN_LIMITER')),
      await post('/api/v1/auth/refresh', {}, shut('WRITE_LIMITER')),
      await del('/api/v1/bookings/x', { token, ...shut('WRITE_LIMITER') }),
      await get('/api/v1/models', shut('READ_LIMITER')),
      await get('/api/v1/models', { token, ...shut('READ_LIMITER') }),
    ];
    expect(new Set(statuses(refused))).toEqual(new Set([429]));
    const fine = [
      await get('/health', shut('READ_LIMITER')),
      await get('/api/v1/models', shut('WRITE_LIMITER')),
    ];
    expect(new Set(statuses(fine))).toEqual(new Set([200]));
  });

  it('applies per account with a valid token, and per address otherwise', async () => {
    const [{ id, token }, address] = [await newPerson(), newAddress()];
    const keys: Record<string, string[]> = {};
    const noted = (name: string) => {
      keys[name] = [];
      return { limit: async ({ key }: { key: string }) => ({ success: !!keys[name]?.push(key) }) };
    };
    const env = Object.fromEntries(Object.keys(LIMIT).map((name) => [name, noted(name)]));
    const sent = (token?: string) => from(address, { token, env });
    await get('/api/v1/bookings', sent(token));
    await get('/api/v1/models', sent(token));
    await get('/api/v1/models', sent());
    await get('/api/v1/bookings', sent('x'));
    await get('/api/v1/models?q=x', sent(token));
    await post('/api/v1/bookings', {}, sent(token));
    await post('/api/v1/users', {}, sent());
    await post(LOGIN, {}, sent(token));
    expect(keys).toEqual({
      READ_LIMITER: [id, id, address, address],
      SEARCH_LIMITER: [id],
      WRITE_LIMITER: [id],
      LOGIN_LIMITER: [address, address],
    });
  });

  it('covers a whole /64, and lets calls pass when the limiter fails', async () => {
    const keys: string[] = [];
    const READ_LIMITER = {
      limit: async ({ key }: { key: string }) => ({ success: keys.push(key) > 0 }),
    };
    for (const address of ['2001:db8:7::1', '2001:db8:7:0:ffff::2']) {
      await get('/api/v1/models', from(address, { env: { READ_LIMITER } }));
    }
    expect(keys).toEqual(['2001:db8:7:0::/64', '2001:db8:7:0::/64']);
    const env = { LOGIN_LIMITER: broken };
    const answer = await post('/api/v1/auth/register', accountBody(), from(newAddress(), { env }));
    expect(answer.status).toBe(200);
  });
});
