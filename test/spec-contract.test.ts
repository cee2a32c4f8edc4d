import { describe, expect, it } from 'vitest';
import { bindings, call, type Options } from './helpers/api';

/**
 * The original specification's examples: its paths, fields and messages, with its weak passwords
 * (PASSWORD_POLICY=basic) and its trailing slashes.
 */
const basic = { PASSWORD_POLICY: 'basic' };
const api = (method: string, path: string, options: Options = {}) =>
  call(method, `/api/v1${path}`, { ...options, env: basic });

const unique = () => crypto.randomUUID().slice(0, 8);

const userData = (overrides: Record<string, unknown> = {}) => ({
  username: `testuser-${unique()}`,
  email: `test-${unique()}@example.com`,
  full_name: '테스트 사용자',
  password: 'test123',
  phone: '010-1234-5678',
  birth_date: '1990-01-01',
  ...overrides,
});

async function signedIn(role = 'client') {
  const data = userData();
  const { body: user } = await api('POST', '/users/', { body: data });
  await bindings.DB.prepare('UPDATE users SET role = ? WHERE id = ?')
    .bind(role, user.user_id)
    .run();
  const { username, password } = data;
  const { body } = await api('POST', '/auth/login', { body: { username, password } });
  return { ...user, token: body.access_token };
}

const modelData = (overrides: Record<string, unknown> = {}) => ({
  name: `테스트 모델 ${unique()}`,
  description: '테스트용 모델 설명입니다.',
  price_per_hour: 50000,
  ...overrides,
});

const later = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();

describe('GET /', () => {
  it('tells the name, the version and the docs', async () => {
    const { status, body } = await call('GET', '/');
    expect(status).toBe(200);
    expect(body).toEqual({ message: 'Model Agency API', version: '1.0.0', docs: '/docs' });
  });
});

describe('users', () => {
  it('are created with 200 and the user flat', async () => {
    const data = userData();
    const { status, body } = await api('POST', '/users/', { body: data });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      username: data.username,
      email: data.email,
      full_name: data.full_name,
    });
    expect(body.user_id).toBeTypeOf('string');
    expect(body).not.toHaveProperty('password');
  });

  it.each([
    ['email', '이미 존재하는 이메일입니다'],
    ['username', '이미 존재하는 사용자명입니다'],
  ])('with a taken %s are refused in the specification’s words', async (field, message) => {
    const first = userData();
    await api('POST', '/users/', { body: first });
    const body = userData({ [field]: first[field as 'email'] });
    const refused = await api('POST', '/users/', { body });
    expect(refused.body).toMatchObject({
      success: false,
      status: 422,
      error_code: 'ValidationException',
      error_message: message,
    });
  });

  it('are refused under 18, with a bad phone and with five characters of password', async () => {
    const minor = await api('POST', '/users/', { body: userData({ birth_date: '2020-01-01' }) });
    expect(minor.body).toMatchObject({ status: 422, error_message: '18세 이상만 가입 가능합니다' });
    for (const wrong of [{ phone: '1234' }, { password: '12345' }, { email: 'invalid-email' }]) {
      expect((await api('POST', '/users/', { body: userData(wrong) })).status).toBe(422);
    }
  });

  it('are read, listed, changed and deleted', async () => {
    const [admin, user] = [await signedIn('admin'), await signedIn()];
    const token = admin.token;
    const path = `/users/${user.user_id}`;
    expect((await api('GET', path, { token })).body.username).toBe(user.username);
    const list = await api('GET', '/users/?skip=0&limit=10', { token });
    expect(list.body).toMatchObject({ skip: 0, limit: 10, has_prev: false });
    expect(list.body.items).toBeInstanceOf(Array);
    const changed = await api('PUT', path, { token, body: { full_name: '수정된 이름' } });
    expect(changed.body.full_name).toBe('수정된 이름');
    const deleted = await api('DELETE', path, { token });
    expect(deleted.body).toMatchObject({ success: true, message: '사용자가 삭제되었습니다' });
    expect(deleted.body.timestamp).toBeTypeOf('string');
    const missing = await api('GET', path, { token });
    expect(missing.body).toMatchObject({
      success: false,
      status: 404,
      error_code: 'UserNotFoundException',
      error_message: `사용자를 찾을 수 없습니다: ${user.user_id}`,
    });
  });
});

describe('the specification’s own accounts', () => {
  it.each([
    ['test_user', 'test@example.com', 'testpassword'],
    ['testuser', 'testuser@example.com', 'password'],
  ])('%s signs up, signs in and is refused a second time', async (username, email, password) => {
    const body = userData({ username, email, password });
    const created = await api('POST', '/users/', { body });
    expect([created.status, created.body.username]).toEqual([200, username]);
    const { body: tokens } = await api('POST', '/auth/login', { body: { username, password } });
    expect(tokens).toMatchObject({ token_type: 'bearer' });
    const own = await api('GET', '/auth/me', { token: tokens.access_token });
    expect(own.body).toMatchObject({ username, email });
    const again = await api('POST', '/users/', { body });
    expect(again.body).toMatchObject({
      status: 422,
      error_message: '이미 존재하는 이메일입니다',
      errors_total: 2,
    });
  });

  it('may give an age', async () => {
    const { birth_date: _, ...adult } = userData({ age: 25, password: 'testpassword' });
    expect((await api('POST', '/users/', { body: adult })).status).toBe(200);
    const minor = await api('POST', '/users/', { body: userData({ age: 17 }) });
    expect(minor.body).toMatchObject({ status: 422, error_message: '18세 이상만 가입 가능합니다' });
  });

  it('are read and written back as they were', async () => {
    const [admin, user] = [await signedIn('admin'), await signedIn()];
    const path = `/users/${user.user_id}`;
    const read = await api('GET', path, { token: admin.token });
    const body = { ...read.body, full_name: '수정된 이름', phone: null };
    const written = await api('PUT', path, { token: admin.token, body });
    expect([written.status, written.body]).toEqual([
      200,
      { ...body, updated_at: written.body.updated_at },
    ]);
  });
});

describe('sign-in', () => {
  it('gives a bearer token, and refuses a wrong password', async () => {
    const data = userData();
    await api('POST', '/users/', { body: data });
    const { username, password } = data;
    const good = await api('POST', '/auth/login', { body: { username, password } });
    expect(good.body).toMatchObject({ token_type: 'bearer', expires_in: 1800 });
    const bad = await api('POST', '/auth/login', {
      body: { username, password: 'wrong-password' },
    });
    expect(bad.body).toMatchObject({
      success: false,
      status: 401,
      error_code: 'AuthenticationException',
    });
    const token = await api('GET', '/auth/me', { token: 'invalid.token.here' });
    expect(token.body).toMatchObject({ status: 401, error_message: '유효하지 않은 토큰입니다' });
  });
});

describe('models', () => {
  it('are created, read, listed, changed and deleted', async () => {
    const { token } = await signedIn('admin');
    const data = modelData();
    const created = await api('POST', '/models/', { token, body: data });
    expect(created.status).toBe(200);
    expect(created.body).toMatchObject({ ...data, is_available: true });
    const path = `/models/${created.body.model_id}`;
    expect((await api('GET', path)).body.name).toBe(data.name);
    const list = await api('GET', '/models/?skip=0&limit=10');
    expect(list.body.items[0].model_id).toBe(created.body.model_id);
    const changed = await api('PUT', path, { token, body: { price_per_hour: 80000 } });
    expect(changed.body.price_per_hour).toBe(80000);
    const deleted = await api('DELETE', path, { token });
    expect(deleted.body).toMatchObject({ success: true, message: '모델이 삭제되었습니다' });
    expect((await api('GET', path)).body.error_code).toBe('ModelNotFoundException');
  });

  it.each([
    [{ price_per_hour: 5000 }, '최소 가격은 10,000원입니다'],
    [{ name: 'A' }, expect.any(String)],
    [{ description: '짧음' }, expect.any(String)],
  ])('with %j are refused', async (wrong, message) => {
    const { token } = await signedIn('admin');
    const { body } = await api('POST', '/models/', { token, body: modelData(wrong) });
    expect(body).toMatchObject({
      status: 422,
      error_code: 'ValidationException',
      error_message: message,
    });
  });
});

describe('bookings', () => {
  it('are made and cancelled, and a taken window is refused', async () => {
    const [admin, client] = [await signedIn('admin'), await signedIn()];
    const { body: model } = await api('POST', '/models/', {
      token: admin.token,
      body: modelData(),
    });
    const body = { model_id: model.model_id, start_time: later(24), end_time: later(26) };
    const made = await api('POST', '/bookings/', { token: client.token, body });
    expect(made.body).toMatchObject({ status: 'requested', total_price: 100000 });
    const path = `/bookings/${made.body.booking_id}`;
    await api('POST', `${path}/confirm`, { token: admin.token });
    const second = await api('POST', '/bookings/', { token: client.token, body });
    expect(second.body).toMatchObject({ status: 409, error_code: 'BookingConflictException' });
    const cancelled = await api('DELETE', path, { token: client.token });
    expect(cancelled.body).toMatchObject({ success: true, message: '예약이 취소되었습니다' });
    expect(cancelled.body.data.booking_id).toBe(made.body.booking_id);
  });

  it('in the past or back to front are refused', async () => {
    const admin = await signedIn('admin');
    const { token } = admin;
    const { body: model } = await api('POST', '/models/', { token, body: modelData() });
    for (const [from, to] of [
      [-2, 2],
      [26, 24],
    ] as const) {
      const body = { model_id: model.model_id, start_time: later(from), end_time: later(to) };
      expect((await api('POST', '/bookings/', { token, body })).status).toBe(422);
    }
  });
});
