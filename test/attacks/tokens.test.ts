import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { bindings, get, post } from '../helpers/api';
import { attack } from '../helpers/attacks';
import { newPerson } from '../helpers/data';

const ME = '/api/v1/auth/me';
const secret = String(bindings.SECRET_KEY);
const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const decode = (part = '') => JSON.parse(Buffer.from(part, 'base64url').toString());
const mac = (text: string, key: string | Buffer = secret, hash = 'sha256') =>
  createHmac(hash, key).update(text).digest('base64url');

/** Signs a token as the API would, with another header or other claims. */
function forge(token: string, header: object, claims: object = {}, hash = 'sha256', key = secret) {
  const [head, payload] = token.split('.').map((part, index) => (index < 2 ? decode(part) : {}));
  const text = `${encode({ ...head, ...header })}.${encode({ ...payload, ...claims })}`;
  return `${text}.${mac(text, key, hash)}`;
}

type Forgery = (token: string, refreshToken: string) => string;
const seconds = () => Math.floor(Date.now() / 1000);

const unsigned =
  (alg: string): Forgery =>
  (token) => {
    const [head, payload] = token.split('.');
    return `${encode({ ...decode(head), alg })}.${payload}.`;
  };

/** Signed with the public key that the token itself contains. */
const withOwnKey: Forgery = (token) => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const head = { alg: 'RS256', typ: 'at+jwt', jwk: publicKey.export({ format: 'jwk' }) };
  const text = `${encode(head)}.${token.split('.')[1]}`;
  return `${text}.${sign('sha256', Buffer.from(text), privateKey).toString('base64url')}`;
};

const FORGERIES: Record<string, Forgery> = {
  'alg none': unsigned('none'),
  'alg None': unsigned('None'),
  'alg NONE': unsigned('NONE'),
  'alg nOnE': unsigned('nOnE'),
  'no alg': (token) => forge(token, { alg: undefined }),
  HS384: (token) => forge(token, { alg: 'HS384' }, {}, 'sha384'),
  HS512: (token) => forge(token, { alg: 'HS512' }, {}, 'sha512'),
  'HS256 that says RS256': (token) => forge(token, { alg: 'RS256' }),
  'RS256 with its own key': withOwnKey,
  crit: (token) => forge(token, { crit: ['exp'] }),
  'crit of something unknown': (token) => forge(token, { crit: ['x'], x: 1 }),
  'a jwk in the header': (token) =>
    forge(
      token,
      { kid: undefined, jwk: { kty: 'oct', k: Buffer.from('x').toString('base64url') } },
      {},
      'sha256',
      'x',
    ),
  'a jku in the header': (token) =>
    forge(token, { jku: 'https://evil.example/jwks.json' }, {}, 'sha256', 'x'),
  'a kid that is a path': (token) => forge(token, { kid: '/dev/null' }, {}, 'sha256', 'x'),
  'an empty secret': (token) => forge(token, {}, {}, 'sha256', ''),
  'extra segments': (token) => `${token}.${token.split('.')[2]}`,
  'two tokens': (token) => `${token}.${token}`,
  'no signature': (token) => token.split('.').slice(0, 2).join('.'),
  'a blank signature': (token) => `${token.split('.').slice(0, 2).join('.')}.`,
  'another signature': (token) => `${token.slice(0, -6)}AAAAAA`,
  'exp as text': (token) => forge(token, {}, { exp: String(seconds() + 600) }),
  'no exp': (token) => forge(token, {}, { exp: undefined }),
  'an exp that is over': (token) => forge(token, {}, { exp: seconds() - 1 }),
  'nbf ahead': (token) => forge(token, {}, { nbf: seconds() + 600 }),
  'another iss': (token) => forge(token, {}, { iss: 'https://evil.example' }),
  'another aud': (token) => forge(token, {}, { aud: 'other' }),
  'no aud': (token) => forge(token, {}, { aud: undefined }),
  'typ JWT': (token) => forge(token, { typ: 'JWT' }),
  'no typ': (token) => forge(token, { typ: undefined }),
  'a feed’s token': (token) => forge(token, { typ: 'feed+jwt' }, { aud: 'model-agency-api/feed' }),
  'another subject': (token) => forge(token, {}, { sub: crypto.randomUUID() }),
  'another session': (token) => forge(token, {}, { sid: crypto.randomUUID() }),
  'a subject that is a list': (token) => forge(token, {}, { sub: ['x'] }),
  'a refresh token': (_, refreshToken) => refreshToken,
};

describe('a token', () => {
  it('forged by the test is valid, so each change is what makes it invalid', async () => {
    const { token } = await newPerson();
    expect((await get(ME, { token: forge(token, {}) })).status).toBe(200);
  });

  it.each(Object.entries(FORGERIES))(
    'with %s is rejected, for reads and writes',
    async (_, forgery) => {
      const { token, refreshToken } = await newPerson();
      const forged = forgery(token, refreshToken);
      const answers = [
        await attack('GET', ME, { token: forged }),
        await attack('POST', '/api/v1/auth/logout', { token: forged }),
      ];
      expect(answers.map(({ status }) => status)).toEqual([401, 401]);
      expect(new Set(answers.map(({ body }) => body.error_code))).toEqual(
        new Set(['AuthenticationException']),
      );
      expect(answers[0]?.headers.get('ETag')).toBeNull();
      expect((await get(ME, { token })).status).toBe(200);
    },
  );

  it('for access does not refresh, nor does a refresh token of another kind', async () => {
    const { token, refreshToken } = await newPerson();
    const wrong = [
      token,
      forge(refreshToken, { typ: 'at+jwt' }),
      forge(refreshToken, {}, { aud: 'model-agency-api' }),
      forge(refreshToken, {}, { cnt: -1 }),
      forge(refreshToken, {}, { cnt: '0' }),
      forge(refreshToken, { alg: 'HS512' }, {}, 'sha512'),
      unsigned('none')(refreshToken, ''),
    ];
    for (const refresh_token of wrong) {
      expect((await post('/api/v1/auth/refresh', { refresh_token })).status).toBe(401);
    }
    expect((await post('/api/v1/auth/refresh', { refresh_token: refreshToken })).status).toBe(200);
  });

  it.each(['Basic', 'bearer', 'Token', 'Bearer  ', ''])(
    'after "%s" counts only after Bearer',
    async (scheme) => {
      const { token } = await newPerson();
      const answer = await get(ME, { headers: { Authorization: `${scheme} ${token}`.trim() } });
      expect(answer.status).toBe(scheme.trim().toLowerCase() === 'bearer' ? 200 : 401);
    },
  );
});
