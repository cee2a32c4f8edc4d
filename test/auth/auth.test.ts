import { describe, expect, it } from 'vitest';
import { bindings, get, post, put } from '../helpers/api';
import { accountBody, newPerson, PASSWORD, signIn } from '../helpers/data';

const me = (token: string) => get('/api/v1/auth/me', { token });

describe('sign-up', () => {
  it('returns the user flat with a Location, and never a hash', async () => {
    const account = accountBody({ phone: '01012345678', birth_date: '1995-04-12' });
    const { status, body, headers, text } = await post('/api/v1/auth/register', account);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      username: account.username,
      email: account.email,
      full_name: '김하늘',
      phone: '010-1234-5678',
      birth_date: '1995-04-12',
      role: 'client',
      is_active: true,
    });
    expect(headers.get('Location')).toBe(`/api/v1/users/${body.user_id}`);
    expect(text).not.toMatch(/hash|scrypt/);
  });

  it.each([
    ['a short username', { username: 'ab' }, 'username'],
    ['an e-mail as username', { username: 'a@example.com' }, 'username'],
    ['a bad e-mail', { email: 'not-an-email' }, 'email'],
    ['a short name', { full_name: '김' }, 'full_name'],
    ['a bad phone', { phone: '02-123-4567' }, 'phone'],
    ['a day that does not exist', { birth_date: '2001-02-30' }, 'birth_date'],
    ['a control character', { full_name: 'a\u0000b' }, 'full_name'],
    ['a lone surrogate', { full_name: 'ab\ud800' }, 'full_name'],
    ['a role', { role: 'admin' }, 'role'],
    ['a short password', { password: 'Ab1!x' }, 'password'],
    ['a password without a special character', { password: 'Abcdefg1' }, 'password'],
    ['a password without a digit', { password: 'Abcdefg!' }, 'password'],
    ['a password without upper case', { password: 'abcdefg1!' }, 'password'],
    ['a long password', { password: `Aa1!${'x'.repeat(125)}` }, 'password'],
    ['a common password', { password: 'P@ssw0rd' }, 'password'],
  ])('rejects %s', async (_, overrides, field) => {
    const { status, body } = await post('/api/v1/auth/register', accountBody(overrides));
    expect(status).toBe(422);
    expect(body.error_code).toBe('ValidationException');
    expect(body.errors.map((error: { field: string }) => error.field)).toEqual([field]);
  });

  it('shows minors the specification’s message, and accepts those who turned 18 today in Seoul', async () => {
    const seoul = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Seoul' }).format(Date.now());
    const turned18 = `${Number(seoul.slice(0, 4)) - 18}${seoul.slice(4)}`.replace('02-29', '02-28');
    const minor = `${Number(seoul.slice(0, 4)) - 17}-01-01`;
    const refused = await post('/api/v1/auth/register', accountBody({ birth_date: minor }));
    expect(refused.status).toBe(422);
    expect(refused.body.error_message).toBe('18세 이상만 가입 가능합니다');
    const accepted = await post('/api/v1/auth/register', accountBody({ birth_date: turned18 }));
    expect(accepted.status).toBe(200);
  });

  it.each([
    ['Plum-Rain7!', true],
    ['비밀번호Aa1!', true],
    ['Aa1!'.repeat(32), true],
    ['qwerty123!', false],
  ])('password %s is accepted: %s', async (password, accepted) => {
    const { status } = await post('/api/v1/auth/register', accountBody({ password }));
    expect(status === 200).toBe(accepted);
  });
});

describe('sign-in', () => {
  it('accepts username or email in any case, as JSON', async () => {
    const person = await newPerson();
    for (const name of [person.username.toUpperCase(), person.email.toUpperCase()]) {
      const { status, body } = await post('/api/v1/auth/login', {
        username: name,
        password: PASSWORD,
      });
      expect(status).toBe(200);
      expect(body).toMatchObject({ token_type: 'bearer', expires_in: 1800 });
      expect((await me(body.access_token)).body.user_id).toBe(person.id);
    }
  });

  it('accepts the OAuth2 password form', async () => {
    const person = await newPerson();
    const raw = new URLSearchParams({
      grant_type: 'password',
      username: person.username,
      password: PASSWORD,
    });
    const { status, body } = await post('/api/v1/auth/login', undefined, { raw });
    expect(status).toBe(200);
    expect((await me(body.access_token)).status).toBe(200);
  });

  it('rejects a form with an unknown field', async () => {
    const raw = new URLSearchParams({ username: 'abc', password: 'x', admin: '1' });
    expect((await post('/api/v1/auth/login', undefined, { raw })).status).toBe(422);
  });

  it('gives the same error for an unknown user, a wrong password and an inactive account', async () => {
    const person = await newPerson();
    await bindings.DB.prepare('UPDATE users SET is_active = 0 WHERE id = ?').bind(person.id).run();
    const other = await newPerson();
    const attempts = [
      { username: 'nobody-at-all', password: PASSWORD },
      { username: other.username, password: 'Wrong-Rain7!' },
      { username: person.username, password: PASSWORD },
    ];
    const answers = await Promise.all(attempts.map((body) => post('/api/v1/auth/login', body)));
    for (const { status, body, headers } of answers) {
      expect(status).toBe(401);
      expect(headers.get('WWW-Authenticate')).toBe('Bearer');
      expect(body.error_message).toBe(answers[0]?.body.error_message);
    }
  });

  it('ignores a stale token in the header', async () => {
    const person = await newPerson();
    const body = { username: person.username, password: PASSWORD };
    expect((await post('/api/v1/auth/login', body, { token: 'stale' })).status).toBe(200);
  });

  it('rehashes after the cost was raised, and the password stays valid', async () => {
    const person = await newPerson();
    const stored = () =>
      bindings.DB.prepare('SELECT password_hash FROM users WHERE id = ?')
        .bind(person.id)
        .first<string>('password_hash');
    expect(await stored()).toMatch(/^\$scrypt\$ln=10,r=8,p=3\$/);
    const credentials = { username: person.username, password: PASSWORD };
    await post('/api/v1/auth/login', credentials, { env: { PASSWORD_HASH_COST: '11' } });
    expect(await stored()).toMatch(/^\$scrypt\$ln=11,r=8,p=3\$/);
    await signIn(person.username);
  });
});

describe('own profile', () => {
  it('can be read and changed', async () => {
    const person = await newPerson();
    const changes = { full_name: '이하늘', phone: '01087654321', email: `new-${person.email}` };
    const env = { MAIL_DRIVER: 'off' };
    const changed = await put('/api/v1/auth/me', changes, { token: person.token, env });
    expect(changed.status).toBe(200);
    expect(changed.body).toMatchObject({ ...changes, phone: '010-8765-4321' });
    expect((await me(person.token)).body).toEqual(changed.body);
  });

  it('rejects another’s email in any case, and ignores username and role', async () => {
    const [person, other] = [await newPerson(), await newPerson()];
    const change = (body: object) => put('/api/v1/auth/me', body, { token: person.token });
    const taken = await change({ email: other.email.toUpperCase() });
    expect(taken.body).toMatchObject({ status: 422, error_message: '이미 존재하는 이메일입니다' });
    const before = (await me(person.token)).body;
    for (const body of [{ username: 'other-name' }, { role: 'admin' }, { is_active: false }]) {
      expect((await change(body)).status).toBe(200);
    }
    const after = (await me(person.token)).body;
    expect(after).toEqual({ ...before, updated_at: after.updated_at });
  });
});

describe('password', () => {
  const change = (token: string, current_password: string, new_password: string) =>
    post('/api/v1/auth/password', { current_password, new_password }, { token });

  it('changes end all other sessions and keep this one', async () => {
    const person = await newPerson();
    const other = await signIn(person.username);
    const { status, body } = await change(person.token, PASSWORD, 'Pear-Snow8?');
    expect(status).toBe(200);
    expect(body).toMatchObject({ success: true, data: null });
    expect((await me(person.token)).status).toBe(200);
    expect((await me(other.access_token)).status).toBe(401);
    const refreshed = await post('/api/v1/auth/refresh', { refresh_token: other.refresh_token });
    expect(refreshed.status).toBe(401);
    const old = await post('/api/v1/auth/login', { username: person.username, password: PASSWORD });
    expect(old.status).toBe(401);
    await signIn(person.username, 'Pear-Snow8?');
  });

  it('changes reject a wrong current and a weak new password, by field', async () => {
    const person = await newPerson();
    const wrong = await change(person.token, 'Wrong-Rain7!', 'Pear-Snow8?');
    expect(wrong.body).toMatchObject({ status: 422, errors: [{ field: 'current_password' }] });
    const weak = await change(person.token, PASSWORD, 'weak');
    expect(weak.body).toMatchObject({ status: 422, errors: [{ field: 'new_password' }] });
  });

  it('changes at the same time: only one succeeds', async () => {
    const person = await newPerson();
    const answers = await Promise.all([
      change(person.token, PASSWORD, 'Pear-Snow8?'),
      change(person.token, PASSWORD, 'Fig-Storm9#'),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422]);
  });
});
