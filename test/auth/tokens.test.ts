import { SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { type Bindings, loadSettings } from '../../src/env';
import { verifyAccessToken } from '../../src/http/tokens';
import { bindings, get, post } from '../helpers/api';
import { newPerson, PASSWORD } from '../helpers/data';

const me = (token: string) => get('/api/v1/auth/me', { token });

const sessionOf = async (userId: string) =>
  String(
    await bindings.DB.prepare('SELECT id FROM sessions WHERE user_id = ?').bind(userId).first('id'),
  );

describe('access tokens', () => {
  const claims = (person: { id: string }) => ({
    sub: person.id,
    username: 'x',
    role: 'client',
    sid: 'x',
    jti: 'x',
  });
  const key = new TextEncoder().encode(String(bindings.SECRET_KEY));
  const forge = (person: { id: string }, { sid, header }: { sid: string; header: object }) =>
    new SignJWT({ ...claims(person), sid })
      .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', ...header })
      .setIssuedAt()
      .setExpirationTime('5m')
      .setIssuer('model-agency-api')
      .setAudience('model-agency-api')
      .sign(key);

  it('carry the documented claims, the role as a hint', async () => {
    const person = await newPerson();
    const [header, payload] = person.token
      .split('.')
      .slice(0, 2)
      .map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()));
    expect(header).toEqual({
      alg: 'HS256',
      typ: 'at+jwt',
      kid: expect.stringMatching(/^[\w-]{8}$/),
    });
    expect(Object.keys(payload).sort()).toEqual(
      ['aud', 'exp', 'iat', 'iss', 'jti', 'role', 'sid', 'sub', 'username'].sort(),
    );
    expect(payload.exp - payload.iat).toBe(1800);
  });

  it('are rejected after expiry, without exp, and in a header that is not a bearer', async () => {
    const person = await newPerson();
    const sid = await sessionOf(person.id);
    const own = () =>
      new SignJWT({ ...claims(person), sid })
        .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt' })
        .setIssuedAt()
        .setIssuer('model-agency-api')
        .setAudience('model-agency-api');
    expect((await me(await own().setExpirationTime('5m').sign(key))).status).toBe(200);
    expect((await me(await own().setExpirationTime('-1s').sign(key))).status).toBe(401);
    expect((await me(await own().sign(key))).status).toBe(401);
    const basic = await get('/api/v1/auth/me', {
      headers: { Authorization: `Basic ${person.token}` },
    });
    expect(basic.status).toBe(401);
  });

  it('expire at their exact second, even if their signature was verified before', async () => {
    const { token } = await newPerson();
    const settings = loadSettings(bindings as unknown as Bindings);
    const { exp } = await verifyAccessToken(token, settings, Date.now());
    const last = await verifyAccessToken(token, settings, exp * 1000 - 1);
    expect(last.exp).toBe(exp);
    await expect(verifyAccessToken(token, settings, exp * 1000)).rejects.toThrow();
    expect((await verifyAccessToken(token, settings, exp * 1000 - 1)).exp).toBe(exp);
  });

  it('are verified for each secret, and with their own signature', async () => {
    const { token } = await newPerson();
    expect((await me(token)).status).toBe(200);
    const [head, payload, signature = ''] = token.split('.');
    const flipped = (signature.startsWith('A') ? 'B' : 'A') + signature.slice(1);
    expect((await me(`${head}.${payload}.${flipped}`)).status).toBe(401);
    const env = { SECRET_KEY: 'another-secret-of-enough-length-0123456789' };
    expect((await get('/api/v1/auth/me', { token, env })).status).toBe(401);
    expect((await me(token)).status).toBe(200);
  });

  it('survive a rotation of the secret until the previous one is removed', async () => {
    const person = await newPerson();
    const rotated = { SECRET_KEY: 'another-secret-of-enough-length-0123456789' };
    const both = { ...rotated, SECRET_KEY_PREVIOUS: bindings.SECRET_KEY };
    const read = async (token: string, env: object) =>
      (await get('/api/v1/auth/me', { token, env: { ...env } })).status;
    expect([await read(person.token, both), await read(person.token, rotated)]).toEqual([200, 401]);
    const spent = { refresh_token: person.refreshToken };
    const { body } = await post('/api/v1/auth/refresh', spent, { env: both });
    const fresh = body.access_token;
    expect([await read(fresh, both), await read(fresh, rotated), (await me(fresh)).status]).toEqual(
      [200, 200, 401],
    );
    const admin = await newPerson('admin');
    const list = (query: string, env: Record<string, unknown> = {}) =>
      get(`/api/v1/audit-log?limit=1${query}`, { token: admin.token, env });
    const cursor = `&cursor=${(await list('')).body.next_cursor}`;
    expect((await list(cursor, both)).status).toBe(200);
  });

  it('of an unknown secret are rejected, whatever their kid', async () => {
    const person = await newPerson();
    const sid = await sessionOf(person.id);
    for (const kid of ['00000000', '', '../../etc/passwd']) {
      expect((await me(await forge(person, { sid, header: { kid } }))).status).toBe(401);
    }
  });

  it('follow the ALGORITHM setting', async () => {
    const person = await newPerson();
    const env = { ALGORITHM: 'HS512' };
    const credentials = { username: person.username, password: PASSWORD };
    const { body } = await post('/api/v1/auth/login', credentials, { env });
    expect((await get('/api/v1/auth/me', { token: body.access_token, env })).status).toBe(200);
    expect((await me(body.access_token)).status).toBe(401);
    expect((await get('/api/v1/auth/me', { token: person.token, env })).status).toBe(401);
  });
});
