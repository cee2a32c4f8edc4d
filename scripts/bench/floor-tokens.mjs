// The floor's tokens: HMAC with WebCrypto, and only as much of JWT as the API's own tokens need.
import { Buffer } from 'node:buffer';

const decode = (part) => JSON.parse(Buffer.from(part, 'base64url').toString());
export const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');

let imported;
function keyOf(env) {
  const bytes = new TextEncoder().encode(env.SECRET_KEY);
  const hmac = { name: 'HMAC', hash: 'SHA-256' };
  imported ??= crypto.subtle.importKey('raw', bytes, hmac, false, ['sign', 'verify']);
  return imported;
}

export async function signed(env, typ, claims) {
  const body = `${encode({ alg: 'HS256', typ })}.${encode(claims)}`;
  const mac = await crypto.subtle.sign('HMAC', await keyOf(env), Buffer.from(body));
  return `${body}.${Buffer.from(mac).toString('base64url')}`;
}

/** Returns the claims of a valid access token. */
export async function claimsOf(request, env, now) {
  const token = request.headers.get('Authorization')?.slice('Bearer '.length) ?? '';
  const end = token.lastIndexOf('.');
  const mac = Buffer.from(token.slice(end + 1), 'base64url');
  const isGood = await crypto.subtle.verify(
    'HMAC',
    await keyOf(env),
    mac,
    Buffer.from(token.slice(0, end)),
  );
  const [head, body] = token.split('.');
  const claims = isGood && decode(head).typ === 'at+jwt' && decode(body);
  return claims && claims.exp * 1000 > now ? claims : undefined;
}
