import { beforeEach, describe, expect, it } from 'vitest';
import { bindings, call, get, post } from '../helpers/api';
import { newPerson, PASSWORD, signIn } from '../helpers/data';
import { recording } from '../helpers/faults/statements';
import { emptyQueue, mailbox, RESEND } from '../helpers/mails';

const FORGOT = '/api/v1/auth/password/forgot';
const RESET = '/api/v1/auth/password/reset';
const VERIFY = '/api/v1/auth/email/verify';
const NEW = 'Other-Rain8!';

beforeEach(emptyQueue);

const forgot = (email: string, env = {}) => post(FORGOT, { email }, { env: { ...RESEND, ...env } });
const reset = (token: string, new_password = NEW, env = {}) =>
  post(RESET, { token, new_password }, { env });

async function resetToken(email: string) {
  const box = mailbox();
  expect((await forgot(email)).status).toBe(200);
  return { box, token: await box.token(email, 'reset-password') };
}

const REFUSED = {
  status: 422,
  error_code: 'ValidationException',
  errors: [{ field: 'token', code: 'invalid_token' }],
};
/** The same error for every invalid token. */
const refusal = ({ status, body }: Awaited<ReturnType<typeof reset>>) => ({
  status,
  error_code: body.error_code,
  errors: body.errors?.map(({ field, code }: { field: string; code: string }) => ({ field, code })),
});

/** Headers that differ for every request. */
const OWN = ['server-timing', 'x-process-time', 'x-request-id', 'x-d1-bookmark'];

describe('a forgotten password', () => {
  it('gets an identical response for a known, an unknown and an inactive address, with the same statements', async () => {
    const [known, inactive] = [await newPerson(), await newPerson()];
    await bindings.DB.prepare('UPDATE users SET is_active = 0 WHERE id = ?')
      .bind(inactive.id)
      .run();
    const seen: unknown[] = [];
    for (const email of [known.email, 'nobody@example.com', inactive.email]) {
      const { DB, statements } = recording(bindings.DB);
      const { status, text, headers } = await forgot(email, { DB });
      seen.push({
        status,
        text: text.replace(/"timestamp":"[^"]+"/, ''),
        headers: [...headers].map(([name, value]) => [name, OWN.includes(name) ? '' : value]),
        statements: statements.map(({ sql }) => sql),
        length: statements.map(({ params }) => params.length),
      });
    }
    expect(seen[1]).toEqual(seen[0]);
    expect(seen[2]).toEqual(seen[0]);
    const box = mailbox();
    await box.run();
    const links = box.all.filter(({ text }) => text.includes('/reset-password#'));
    expect(links.map(({ to }) => to)).toEqual([known.email]);
  });

  it('stores no address: sealed until the mail is composed, and then blanked in any case', async () => {
    const before = await bindings.DB.prepare(
      'SELECT coalesce(max(seq), 0) AS seq FROM mails',
    ).first();
    const { email } = await newPerson();
    await forgot(email);
    await forgot('nobody-at-all@example.com');
    const rows = async () =>
      JSON.stringify(
        (await bindings.DB.prepare("SELECT * FROM mails WHERE template = 'forgot'").all()).results,
      );
    expect(await rows()).not.toContain('@');
    await mailbox().run();
    const { results } = await bindings.DB.prepare(
      'SELECT template, to_sealed FROM mails WHERE seq > ?',
    )
      .bind(before?.seq)
      .all();
    expect(results.length).toBeGreaterThan(1);
    expect(results.filter(({ to_sealed }) => to_sealed !== null)).toEqual([]);
  });

  it('returns 503 with its own message if mail is off', async () => {
    const { status, body } = await post(
      FORGOT,
      { email: 'a@example.com' },
      { env: { MAIL_DRIVER: 'off' } },
    );
    expect([status, body.detail]).toEqual([503, '메일이 설정되지 않았습니다']);
  });

  it('sends at most three mails an hour to one address, silently; the caller has twenty', async () => {
    const { email } = await newPerson();
    const box = mailbox();
    // The verification at sign-up counts, too.
    for (let i = 0; i < 5; i++) expect((await forgot(email)).status).toBe(200);
    await box.run();
    expect(box.to(email).length).toBe(3);
    const headers = { 'CF-Connecting-IP': '203.0.113.77' };
    const answers: number[] = [];
    for (let i = 0; i < 21; i++) {
      answers.push(
        (await post(FORGOT, { email: `x${i}@example.com` }, { headers, env: RESEND })).status,
      );
    }
    expect(answers).toEqual([...Array(20).fill(200), 429]);
  });
});

describe('a reset', () => {
  it('succeeds for one of twenty concurrent requests with one token, and ends all sessions', async () => {
    const person = await newPerson();
    const { token } = await resetToken(person.email);
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => reset(token, `Other-Rain${i}!`)),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    // At most 16 hashes may wait.
    const lost = answers.filter(({ status }) => status !== 200 && status !== 503);
    for (const answer of lost) expect(refusal(answer)).toEqual(REFUSED);
    const winner = answers.findIndex(({ status }) => status === 200);
    expect((await get('/api/v1/auth/me', { token: person.token })).status).toBe(401);
    const { access_token } = await signIn(person.username, `Other-Rain${winner}!`);
    expect((await get('/api/v1/auth/me', { token: access_token })).body.email_verified).toBe(true);
    expect(
      (await post('/api/v1/auth/login', { username: person.username, password: PASSWORD })).status,
    ).toBe(401);
  });

  it('uses the token only by POST, never by opening the page', async () => {
    const { email } = await newPerson();
    const { token } = await resetToken(email);
    for (const path of [RESET, '/reset-password']) {
      for (const method of ['GET', 'HEAD']) await call(method, `${path}?token=${token}`);
    }
    expect((await reset(token)).status).toBe(200);
  });

  it('rejects used, foreign, expired and modified tokens alike, a modified one without a query', async () => {
    const [one, two] = [await newPerson(), await newPerson()];
    const box = mailbox();
    const verification = await box.token(one.email, 'verify-email');
    const { token } = await resetToken(one.email);
    const { token: other } = await resetToken(two.email);
    const [id] = token.split('.');
    const flipped = token.slice(0, -1) + (token.endsWith('A') ? 'B' : 'A');
    const { DB, statements } = recording(bindings.DB);
    for (const bad of [flipped, 'x', `${id}.${other.split('.')[1]}`, `${token}.x`, verification]) {
      expect(refusal(await reset(bad, NEW, { DB }))).toEqual(REFUSED);
    }
    expect(statements).toEqual([]);
    await bindings.DB.prepare('UPDATE account_tokens SET expires_at = 1 WHERE id = ?')
      .bind(other.split('.')[0])
      .run();
    expect(refusal(await reset(other))).toEqual(REFUSED);
    expect((await reset(token)).status).toBe(200);
    expect(refusal(await reset(token))).toEqual(REFUSED);
  });

  it('sends the same token in two mails without extending it, also under the previous secret', async () => {
    const { email } = await newPerson();
    const box = mailbox();
    await forgot(email);
    const first = await box.token(email, 'reset-password');
    const expiry = () =>
      bindings.DB.prepare('SELECT expires_at FROM account_tokens WHERE id = ?')
        .bind(first.split('.')[0])
        .first('expires_at');
    const before = await expiry();
    box.later(60_000);
    await forgot(email);
    expect(await box.token(email, 'reset-password')).toBe(first);
    expect(await expiry()).toBe(before);
    const rotated = {
      SECRET_KEY: 'another-9d81f0c2aa-for-tests-b7e6-another',
      SECRET_KEY_PREVIOUS: bindings.SECRET_KEY,
    };
    expect((await reset(first, NEW, rotated)).status).toBe(200);
  });

  it('is void after another password change; the token is stored in no table', async () => {
    const person = await newPerson();
    const { token } = await resetToken(person.email);
    const tables = (
      await bindings.DB.prepare(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '\\_cf%' ESCAPE '\\'",
      ).all<{ name: string }>()
    ).results;
    for (const { name } of tables) {
      const { results } = await bindings.DB.prepare(`SELECT * FROM "${name}"`).all();
      expect(JSON.stringify(results).includes(String(token.split('.')[1]))).toBe(false);
    }
    const change = { current_password: PASSWORD, new_password: 'Third-Rain9!' };
    expect((await post('/api/v1/auth/password', change, { token: person.token })).status).toBe(200);
    expect(refusal(await reset(token))).toEqual(REFUSED);
  });

  it('enforces the password rules without using the token, and is in the audit log', async () => {
    const [admin, person] = [await newPerson('admin'), await newPerson()];
    const { token } = await resetToken(person.email);
    const weak = await reset(token, 'short');
    expect([weak.status, weak.body.errors[0].field]).toEqual([422, 'new_password']);
    expect((await reset(token)).status).toBe(200);
    const log = await get(`/api/v1/audit-log?target_id=${person.id}&action=user.password_reset`, {
      token: admin.token,
    });
    expect(log.body.items).toMatchObject([{ actor_id: null }]);
  });
});

describe('a verification', () => {
  it('confirms the address it was sent to and reveals nothing about the account', async () => {
    const person = await newPerson();
    const token = await mailbox().token(person.email, 'verify-email');
    const { status, body } = await post(VERIFY, { token });
    expect([status, body.data]).toEqual([200, { email_verified: true }]);
    const me = await get('/api/v1/auth/me', { token: person.token });
    expect(me.body).toMatchObject({ email_verified: true, pending_email: null, notify: true });
    expect(refusal(await post(VERIFY, { token }))).toEqual(REFUSED);
  });

  it('is resent three times an hour, then 429', async () => {
    const { token } = await newPerson();
    const answers: number[] = [];
    for (let i = 0; i < 3; i++)
      answers.push((await post('/api/v1/auth/email/resend', undefined, { token })).status);
    expect(answers).toEqual([200, 200, 429]);
  });
});
