import { describe, expect, it } from 'vitest';
import { type Answer, bindings, del, post } from '../helpers/api';
import { newPerson, PASSWORD } from '../helpers/data';
import { recording } from '../helpers/faults/statements';
import { from, login, newAddress, statuses } from '../helpers/limits';

const times = async (count: number, send: () => Promise<Answer>) => {
  const answers: Answer[] = [];
  for (let turn = 0; turn < count; turn++) answers.push(await send());
  return answers;
};
const wait = ({ headers }: Answer) => Number(headers.get('Retry-After'));

describe('guessing a password', () => {
  it('is blocked for a quarter of an hour after five failures, even with the right password', async () => {
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

  it('is blocked before anything is hashed', async () => {
    const { username } = await newPerson();
    const address = newAddress();
    await times(5, () => login(username, 'x', from(address)));
    const { DB, statements } = recording(bindings.DB);
    expect((await login(username, 'x', from(address, { env: { DB } }))).status).toBe(429);
    // An admitted guess ends with a second write: the failure or the session.
    expect(statements.filter(({ sql }) => /^(insert|update|delete)/i.test(sql)).length).toBe(1);
  });

  it('does not lock out other accounts or addresses', async () => {
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

  it('counts username and email, in any case, as the same account', async () => {
    const { username, email } = await newPerson();
    const address = newAddress();
    const names = [username, email, username.toUpperCase(), email.toUpperCase(), username, email];
    const answers = [];
    for (const name of names) answers.push(await login(name, 'x', from(address)));
    expect(statuses(answers)).toEqual([401, 401, 401, 401, 401, 429]);
  });

  it('is treated the same for an unknown name', async () => {
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

  it('gets no more attempts in a burst', async () => {
    const { username } = await newPerson();
    const address = newAddress();
    const burst = Array.from({ length: 20 }, () => login(username, 'x', from(address)));
    const answers = statuses(await Promise.all(burst));
    expect(answers.filter((status) => status === 401).length).toBe(5);
    expect(answers.filter((status) => status === 429).length).toBe(15);
  });

  it('does not block the owner: twenty tabs at once, four typos before', async () => {
    const { username } = await newPerson();
    const address = newAddress();
    await times(4, () => login(username, 'x', from(address)));
    expect((await login(username, PASSWORD, from(address))).status).toBe(200);
    await times(4, () => login(username, 'x', from(address)));
    const tabs = Array.from({ length: 20 }, () => login(username, PASSWORD, from(address)));
    expect(new Set(statuses(await Promise.all(tabs)))).toEqual(new Set([200]));
  });

  it('is blocked for everyone after a hundred failures of one account', async () => {
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

  it('is also counted where the password is asked for again', async () => {
    const { token } = await newPerson();
    const change = { current_password: 'x', new_password: 'Plum-Rain8!' };
    const guesses = await times(6, () => post('/api/v1/auth/password', change, { token }));
    expect(statuses(guesses)).toEqual([422, 422, 422, 422, 422, 429]);
    expect((await del('/api/v1/auth/me', { token, body: { password: PASSWORD } })).status).toBe(
      429,
    );
  });

  it('keeps no slot after a correct password, whatever happens next', async () => {
    const { username, token } = await newPerson();
    const options = from(newAddress(), { token, body: { password: PASSWORD } });
    const stale = { ...options, headers: { ...options.headers, 'If-Match': '"99"' } };
    const answers = await times(6, () => del('/api/v1/auth/me', stale));
    expect(new Set(statuses(answers))).toEqual(new Set([412]));
    expect((await login(username, PASSWORD, { headers: options.headers ?? {} })).status).toBe(200);
  });

  it('trusts the address in Cloudflare’s header only', async () => {
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
