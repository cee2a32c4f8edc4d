// The floor that `npm run bench` compares the API with: the same responses written by hand, without
// framework, ORM or validation, and with as little work for D1 and KV as possible. Do not use it as an
// example: it trusts all input.
import { Buffer } from 'node:buffer';
import { scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import * as sql from './floor-sql.mjs';
import { claimsOf, encode, signed } from './floor-tokens.mjs';
import { bookingView, modelView } from './floor-views.mjs';

const DAY = 86_400_000;
const PAGE = '/api/v1/models?limit=20';
const JSON_TYPE = { headers: { 'Content-Type': 'application/json' } };

const derive = promisify(scrypt);
const answer = (text) => new Response(text, JSON_TYPE);
const json = (value) => answer(JSON.stringify(value));

const unauthorized = () => new Response(null, { status: 401 });

function page(rows, total, limit, toView, positionOf) {
  const items = rows.slice(0, limit).map(toView);
  const more = rows.length > limit;
  const next_cursor = more ? encode(positionOf(rows[limit - 1])) : null;
  return { total, skip: 0, limit, has_next: more, has_prev: false, items, next_cursor };
}

async function listing(env) {
  const [rows, counts] = await env.DB.batch([
    env.DB.prepare(sql.MODELS),
    env.DB.prepare(sql.MODELS_TOTAL),
  ]);
  const position = ({ created_at, seq }) => [created_at, seq];
  return JSON.stringify(page(rows.results, counts.results[0].total, 20, modelView, position));
}

async function warmListing(env) {
  const kept = await env.CACHE.get('floor:page', 'stream');
  if (kept !== null) return answer(kept);
  const text = await listing(env);
  await env.CACHE.put('floor:page', text);
  return answer(text);
}

async function detail(env, id) {
  const row = await env.DB.prepare(sql.MODEL).bind(id).first();
  return row ? json(modelView(row)) : new Response(null, { status: 404 });
}

async function picture(env, id) {
  const row = await env.DB.prepare(sql.PICTURE).bind(id).first();
  const file = row && (await env.PICTURES.get(`pictures/${id}/320`));
  if (!file) return new Response(null, { status: 404 });
  return new Response(file.body, { headers: { 'Content-Type': 'image/webp' } });
}

async function ownBookings(request, env, now) {
  const claims = await claimsOf(request, env, now);
  if (!claims) return unauthorized();
  const [session, rows, counts] = await env.DB.batch([
    env.DB.prepare(sql.SESSION).bind(claims.sid, claims.sub, now),
    env.DB.prepare(sql.BOOKINGS).bind(claims.sub, now),
    env.DB.prepare(sql.BOOKINGS_TOTAL).bind(claims.sub),
  ]);
  if (session.results.length === 0) return unauthorized();
  const position = ({ created_at, seq }) => [created_at, seq];
  return json(page(rows.results, counts.results[0].total, 10, bookingView, position));
}

async function createBooking(request, env, now) {
  const claims = await claimsOf(request, env, now);
  if (!claims) return unauthorized();
  const key = request.headers.get('Idempotency-Key');
  const [text, [session, kept]] = await Promise.all([
    request.text(),
    env.DB.batch([
      env.DB.prepare(sql.SESSION).bind(claims.sid, claims.sub, now),
      env.DB.prepare(sql.IDEMPOTENCY_RECORD).bind(claims.sub, key, now - DAY),
    ]),
  ]);
  if (session.results.length === 0) return unauthorized();
  const [first] = kept.results;
  if (first && first.fingerprint !== text) return new Response(null, { status: 422 });
  if (first) return json(bookingView(JSON.parse(first.result)[0][0]));
  const { model_id, start_time, end_time } = JSON.parse(text);
  const id = crypto.randomUUID();
  const [start, end] = [Date.parse(start_time), Date.parse(end_time)];
  const [booking] = await env.DB.batch([
    env.DB.prepare(sql.INSERT_BOOKING).bind(id, claims.sub, start, end, now, model_id),
    env.DB.prepare(sql.INSERT_IDEMPOTENCY_RECORD).bind(claims.sub, key, text, now, id),
  ]);
  return json(bookingView(booking.results[0]));
}

async function login(request, env, now) {
  const { username, password } = await request.json();
  const user = await env.DB.prepare(sql.USER).bind(username.toLowerCase()).first();
  if (!user) return unauthorized();
  const [, , cost, salt, wanted] = user.password_hash.split('$');
  const [N, r, p] = cost.split(',').map((part) => Number(part.split('=')[1]));
  const options = { N: 2 ** N, r, p, maxmem: 65 * 1024 * 1024 };
  const given = await derive(password, Buffer.from(salt, 'base64'), 32, options);
  if (!crypto.subtle.timingSafeEqual(given, Buffer.from(wanted, 'base64'))) return unauthorized();
  const sid = crypto.randomUUID();
  const insert = env.DB.prepare(sql.INSERT_SESSION);
  await insert.bind(sid, user.id, now, now + 30 * DAY).run();
  const seconds = Math.floor(now / 1000);
  const claims = { sub: user.id, sid, iat: seconds };
  const access = { ...claims, username: user.username, jti: `${sid}.0`, exp: seconds + 86_400 };
  const refresh = { ...claims, cnt: 0, exp: seconds + 30 * 86_400 };
  return json({
    access_token: await signed(env, 'at+jwt', access),
    refresh_token: await signed(env, 'rt+jwt', refresh),
    token_type: 'bearer',
    expires_in: 86_400,
  });
}

export default {
  fetch(request, env) {
    const path = request.url.slice(request.url.indexOf('/', 8));
    console.log(
      JSON.stringify({ level: 'info', message: 'request', method: request.method, path }),
    );
    if (path === '/') return json({ message: env.APP_NAME, version: '1.0.0', docs: '/docs' });
    const isFresh = request.headers.get('Cache-Control') === 'no-cache';
    if (path === PAGE) return isFresh ? listing(env).then(answer) : warmListing(env);
    if (path.startsWith('/api/v1/models/')) return detail(env, path.slice(15));
    if (path.startsWith('/api/v1/pictures/')) return picture(env, path.slice(17, 53));
    const now = Date.now();
    if (path === '/api/v1/auth/login') return login(request, env, now);
    if (path !== '/api/v1/bookings') return new Response(null, { status: 404 });
    return (request.method === 'POST' ? createBooking : ownBookings)(request, env, now);
  },
};
