import { describe, expect, it } from 'vitest';
import { ipKey } from '../../src/http/client-ip';
import { type Answer, bindings, del, get, limiters, type Options, post } from '../helpers/api';
import { accountBody, newPerson, PASSWORD } from '../helpers/data';
import { recording } from '../helpers/faults';

const LOGIN = '/api/v1/auth/login';
let last = 0;
/** An address that no other test has. */
const newAddress = () => `198.51.${(last >> 8) & 255}.${++last & 255}`;
const from = (address: string, options: Options = {}): Options => ({
  ...options,
  env: { ...limiters, ...options.env },
  headers: { 'CF-Connecting-IP': address, ...options.headers },
});
const login = (username: string, password: string, options?: Options) =>
  post(LOGIN, { username, password }, options);
const statuses = (answers: Answer[]) => answers.map(({ status }) => status);
const times = async (count: number, send: () => Promise<Answer>) => {
  const answers: Answer[] = [];
  for (let turn = 0; turn < count; turn++) answers.push(await send());
  return answers;
};
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

describe('guessing a password', () => {
  it('ends after five failures for a quarter of an hour, also for the right password', async () => {
    const { username } = await newPerson();
    const address = newAddress();
    const guesses = await times(6, () => login(username, 'Wrong-Rain7!', from(address)));
    expect(statuses(guesses)).toEqual([401, 401, 401, 401, 401, 429]);
    const right = await login(username, PASSWORD, from(address));
    expect([right.status, right.body.error_code]).toEqual([429, 'RateLimitException']);
    expect(wait(right)).toBeGreaterThan(14 * 60);
    expect(wait(right)).toBeLessThanOrEqual(15 * 60);
    await bindings.DB.prepare('UPDATE login_attempts SET at = at - 900000 WHERE address = ?')
      .bind(address)
      .run();
    expect((await login(username, PASSWORD, from(address))).status).toBe(200);
  });

  it('is stopped before anything is hashed', async () => {
    const { username } = await newPerson();
    const address = newAddress();
    await times(5, () => login(username, 'x', from(address)));
    const { DB, statements } = recording(bindings.DB);
    expect((await login(username, 'x', from(address, { env: { DB } }))).status).toBe(429);
    // A guess that is let in ends with a second write: the failure, or the session.
    expect(statements.filter(({ sql }) => /^(insert|update|delete)/i.test(sql)).length).toBe(1);
  });

  it('locks nobody out elsewhere, in an account or at an address', async () => {
    const [one, other] = [await newPerson(), await newPerson()];
    const [attacker, home] = [newAddress(), newAddress()];
    await times(5, () => login(one.username, 'x', from(attacker)));
    const answers = [
      await login(one.username, PASSWORD, from(attacker)),
      await login(one.username, PASSWORD, from(home)),
      await login(other.username, PASSWORD, from(attacker)),
    ];
    expect(statuses(answers)).toEqual([429, 200, 200]);
  });

  it('counts username and e-mail, in any case, as the one account they are', async () => {
    const { username, email } = await newPerson();
    const address = newAddress();
    const names = [username, email, username.toUpperCase(), email.toUpperCase(), username, email];
    const answers = [];
    for (const name of names) answers.push(await login(name, 'x', from(address)));
    expect(statuses(answers)).toEqual([401, 401, 401, 401, 401, 429]);
  });

  it('is the same for a name that nobody has', async () => {
    const answers = await times(6, () => login(`nobody-${crypto.randomUUID()}`.slice(0, 40), 'x'));
    expect(new Set(statuses(answers))).toEqual(new Set([401]));
    const [name, address] = [`nobody-${crypto.randomUUID()}`.slice(0, 40), newAddress()];
    const same = await times(6, () => login(name, 'x', from(address)));
    expect(statuses(same)).toEqual([401, 401, 401, 401, 401, 429]);
    const row = await bindings.DB.prepare('SELECT account FROM login_attempts WHERE address = ?')
      .bind(address)
      .first<string>('account');
    expect(row).toMatch(/^name:/);
    expect(row).not.toContain(name);
  });

  it('gets no more guesses in a burst', async () => {
    const { username } = await newPerson();
    const address = newAddress();
    const burst = Array.from({ length: 20 }, () => login(username, 'x', from(address)));
    const answers = statuses(await Promise.all(burst));
    expect(answers.filter((status) => status === 401).length).toBe(5);
    expect(answers.filter((status) => status === 429).length).toBe(15);
  });

  it('stands in nobody’s way who knows it: twenty tabs at once, four typos before', async () => {
    const { username } = await newPerson();
    const address = newAddress();
    await times(4, () => login(username, 'x', from(address)));
    expect((await login(username, PASSWORD, from(address))).status).toBe(200);
    await times(4, () => login(username, 'x', from(address)));
    const tabs = Array.from({ length: 20 }, () => login(username, PASSWORD, from(address)));
    expect(new Set(statuses(await Promise.all(tabs)))).toEqual(new Set([200]));
  });

  it('ends for everybody at a hundred failures of one account', async () => {
    const { id, username } = await newPerson();
    const fail = bindings.DB.prepare(
      'INSERT INTO login_attempts (id, account, address, failed, at) VALUES (?, ?, ?, 1, ?)',
    );
    const rows = (count: number) =>
      Array.from({ length: count }, () =>
        fail.bind(crypto.randomUUID(), id, newAddress(), Date.now()),
      );
    await bindings.DB.batch(rows(99));
    expect((await login(username, PASSWORD, from(newAddress()))).status).toBe(200);
    await bindings.DB.batch(rows(1));
    expect((await login(username, PASSWORD, from(newAddress()))).status).toBe(429);
  });

  it('is counted where it is asked for again, too', async () => {
    const { token } = await newPerson();
    const change = { current_password: 'x', new_password: 'Plum-Rain8!' };
    const guesses = await times(6, () => post('/api/v1/auth/password', change, { token }));
    expect(statuses(guesses)).toEqual([422, 422, 422, 422, 422, 429]);
    expect((await del('/api/v1/auth/me', { token, body: { password: PASSWORD } })).status).toBe(
      429,
    );
  });

  it('uses no place up with the right one, however the rest ends', async () => {
    const { username, token } = await newPerson();
    const options = from(newAddress(), { token, body: { password: PASSWORD } });
    const stale = { ...options, headers: { ...options.headers, 'If-Match': '"99"' } };
    const answers = await times(6, () => del('/api/v1/auth/me', stale));
    expect(new Set(statuses(answers))).toEqual(new Set([412]));
    expect((await login(username, PASSWORD, { headers: options.headers ?? {} })).status).toBe(200);
  });

  it('is believed of Cloudflare’s header alone', async () => {
    const { username } = await newPerson();
    const address = newAddress();
    const claimed = ['X-Forwarded-For', 'X-Real-IP', 'True-Client-IP', 'Forwarded'];
    const answers: Answer[] = [];
    for (const name of [...claimed, 'X-Client-IP', 'X-Forwarded-For']) {
      const headers = { [name]: newAddress() };
      answers.push(await login(username, 'x', from(address, { headers })));
    }
    expect(statuses(answers)).toEqual([401, 401, 401, 401, 401, 429]);
  });
});

/** The local limiter counts by the minute of the clock: a burst must not lie across two. */
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
    '%s is there, and another address goes on',
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

  it('counts sign-ups with sign-ins, every write, and every read', async () => {
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

  it('is the account’s where the token is good, the address’s for every other call', async () => {
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

  it('is of a whole /64, and stops nobody when it cannot be asked', async () => {
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
