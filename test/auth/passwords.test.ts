import { describe, expect, it } from 'vitest';
import { basesOf, passwordProblem } from '../../src/domains/auth/password-policy';
import { bindings, type Options, post } from '../helpers/api';
import { accountBody, newPerson, PASSWORD } from '../helpers/data';

const LOGIN = '/api/v1/auth/login';
const names = { username: 'haneul', email: 'sky.walker@example.com' };

/** Each call uses another address, so that no limit interferes. */
let caller = 0;
const elsewhere = () => ({
  'CF-Connecting-IP': `198.18.${Math.floor(++caller / 250)}.${caller % 250}`,
});
const signInAt = (username: string, password: string, options: Options = {}) =>
  post(LOGIN, { username, password }, { headers: elsewhere(), ...options });

describe('a new password', () => {
  it.each([
    ['Plum-Rain7!', undefined],
    ['Password123!', 'password.common'],
    ['P@ssw0rd', 'password.common'],
    ['pA$$w0rD2024!!', 'password.common'],
    ['Tru5tn01!', 'password.common'],
    ['We1come#1', 'password.common'],
    ['MONKEy..99', 'password.common'],
    ['Dkssud12!', 'password.common'],
    ['Aa123456!', 'password.common'],
    ['Client123!', 'password.common'],
    // Only trailing characters are decoration.
    ['My-Password1!', undefined],
    ['Haneul7!', 'password.name'],
    ['H@neul-2026', 'password.name'],
    ['Sky.Walker1!', 'password.name'],
    ['Haneul-Rain7!', undefined],
    ['Sho-1!a', 'password.min'],
    [`Aa1!${'x'.repeat(124)}`, undefined],
    [`Aa1!${'x'.repeat(125)}`, 'password.max'],
    ['no-upper-7!', 'password.classes'],
  ])('%s: %s', (password, problem) => {
    expect(passwordProblem(password, 'strict', names)).toBe(problem);
  });

  it.each([
    ['12345', 'password.min_basic'],
    ['test12', undefined],
    ['password', undefined],
  ])('%s, under the basic policy: %s', (password, problem) => {
    expect(passwordProblem(password, 'basic', names)).toBe(problem);
  });

  it('is reduced to a base without case, substitutes and decoration', () => {
    const words = ['Iloveyou!!', '1L0v3Y0u99', 'ILOVEYOU'].map((one) => basesOf(one)[0]);
    expect(new Set(words).size).toBe(1);
  });

  it('must not match the account’s names, at sign-up and on change', async () => {
    const account = accountBody({ username: `sora-${crypto.randomUUID().slice(0, 4)}xyz` });
    const password = `${account.username.toUpperCase()}a1!`;
    const tooNear = await post('/api/v1/auth/register', {
      ...account,
      password: `${account.username[0]?.toUpperCase()}${account.username.slice(1)}1!`,
    });
    expect(tooNear.body.errors).toMatchObject([{ field: 'password', code: 'password_name' }]);
    expect((await post('/api/v1/auth/register', { ...account, password })).status).toBe(200);
    const person = await newPerson();
    const body = { current_password: PASSWORD, new_password: `${person.email.split('@')[0]}A!` };
    const changed = await post('/api/v1/auth/password', body, { token: person.token });
    const { status } = await post(
      '/api/v1/auth/password',
      { ...body, new_password: `U${person.username.slice(1)}99!` },
      { token: person.token },
    );
    expect([changed.status, status]).toEqual([200, 422]);
  });
});

describe('demo passwords', () => {
  const withDemoPassword = async () => {
    const account = accountBody({ password: 'Admin123!' });
    const env = { PASSWORD_POLICY: 'basic' };
    expect((await post('/api/v1/auth/register', account, { env })).status).toBe(200);
    return account.username;
  };

  it('work only in development and test, and otherwise fail like a wrong one', async () => {
    const username = await withDemoPassword();
    const wrong = await signInAt(username, 'Wrong-Rain7!');
    for (const APP_ENV of ['staging', 'production']) {
      const env = { APP_ENV, PASSWORD_HASH_COST: '15' };
      const { status, body } = await signInAt(username, 'Admin123!', { env, headers: elsewhere() });
      expect([status, body.error_message]).toEqual([401, wrong.body.error_message]);
    }
    for (const APP_ENV of ['development', 'test']) {
      const options = { env: { APP_ENV }, headers: elsewhere() };
      expect((await signInAt(username, 'Admin123!', options)).status).toBe(200);
    }
  });
});

describe('hashes', () => {
  const attempts = async (account: string) =>
    bindings.DB.prepare('SELECT count(*) AS n FROM login_attempts WHERE account = ?')
      .bind(account)
      .first('n');

  const statusesOf = async (calls: Promise<{ status: number }>[]) =>
    Map.groupBy(await Promise.all(calls), ({ status }) => status);

  it('wait in a queue of at most 16; more get a Retry-After', async () => {
    const person = await newPerson();
    const calls = Array.from({ length: 20 }, () => signInAt(person.username, PASSWORD));
    const answers = await statusesOf(calls);
    expect([answers.get(200)?.length, answers.get(503)?.length]).toEqual([17, 3]);
    const [busy] = (answers.get(503) ?? []) as Awaited<ReturnType<typeof post>>[];
    expect(busy?.headers.get('Retry-After')).toBe('2');
    expect(busy?.body).toMatchObject({ error_code: 'ServiceUnavailableException' });
    // These attempts were never checked, so they do not count.
    expect(await attempts(person.id)).toBe(0);
    expect((await signInAt(person.username, PASSWORD)).status).toBe(200);
  });

  it('are computed for unknown, inactive and wrong alike', async () => {
    const [inactive, person] = [await newPerson(), await newPerson()];
    await bindings.DB.prepare('UPDATE users SET is_active = 0 WHERE id = ?')
      .bind(inactive.id)
      .run();
    const guesses = [
      ['nobody-at-all', PASSWORD],
      [inactive.username, PASSWORD],
      [person.username, 'Wrong-Rain7!'],
    ] as const;
    for (const [username, password] of guesses) {
      // Without a hash, there is nothing to wait for.
      const calls = Array.from({ length: 18 }, () => signInAt(username, password));
      const answers = await statusesOf(calls);
      expect([username, answers.get(401)?.length, answers.get(503)?.length]).toEqual([
        username,
        17,
        1,
      ]);
    }
  });

  it('take as long for unknown, inactive and wrong', async () => {
    const env = { PASSWORD_HASH_COST: '14' };
    const account = accountBody();
    await post('/api/v1/auth/register', account, { env });
    const inactive = accountBody();
    const { body } = await post('/api/v1/auth/register', inactive, { env });
    await bindings.DB.prepare('UPDATE users SET is_active = 0 WHERE id = ?')
      .bind(body.user_id)
      .run();
    const fastest = async (username: string, password: string) => {
      const times: number[] = [];
      for (let turn = 0; turn < 4; turn++) {
        const start = performance.now();
        const { status } = await signInAt(username, password, { env, headers: elsewhere() });
        times.push(performance.now() - start);
        expect(status).toBe(401);
      }
      return Math.min(...times);
    };
    const wrong = await fastest(account.username, 'Wrong-Rain7!');
    for (const username of ['nobody-at-all', inactive.username]) {
      expect((await fastest(username, PASSWORD)) / wrong).toBeGreaterThan(0.6);
    }
  });
});
