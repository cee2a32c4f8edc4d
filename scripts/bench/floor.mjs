// The floor of the benchmark: the least work for the same answers, without framework, ORM or validation.
// Routes are by hand, SQL is spelled out, and nothing is checked that the answer does not need.
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify(scrypt);
const json = (body) => new Response(body, { headers: { 'content-type': 'application/json' } });
const iso = (ms) => (ms === null ? null : new Date(ms).toISOString());

const MODEL =
  'id, name, description, price_per_hour, is_available, stage_name, gender, boards, height_cm, bust_cm, waist_cm, hips_cm, inseam_cm, shoe_mm, hair_color, eye_color, nationality, languages, based_in, instagram, created_at, updated_at';

function model({ id, is_available, boards, languages, created_at, updated_at, ...rest }) {
  return {
    model_id: id,
    ...rest,
    is_available: is_available === 1,
    boards: JSON.parse(boards),
    languages: JSON.parse(languages),
    created_at: iso(created_at),
    updated_at: iso(updated_at),
  };
}

const BOOKING =
  'b.id AS booking_id, b.model_id, (SELECT name FROM models WHERE id = b.model_id) AS model_name, b.user_id, b.start_at, b.end_at, b.timezone, b.status, b.option_expires_at, b.price_per_hour, b.total_price, b.notes, b.location, b.cancel_reason, b.cancelled_by, b.created_at, b.updated_at';

function booking({ start_at, end_at, option_expires_at, created_at, updated_at, ...rest }) {
  const start_time = iso(start_at);
  const end_time = iso(end_at);
  return {
    ...rest,
    start_time,
    end_time,
    start_local: start_time,
    end_local: end_time,
    option_position: null,
    option_expires_at: iso(option_expires_at),
    created_at: iso(created_at),
    updated_at: iso(updated_at),
  };
}

let hmacKey;
const decode = (text) => Buffer.from(text, 'base64url');

/** The claims of a good token; the session is left to the first batch. */
async function claimsOf(request, env) {
  const [head, payload, signature] = request.headers.get('authorization').slice(7).split('.');
  hmacKey ??= await crypto.subtle.importKey(
    'raw',
    new TextEncoder().encode(env.SECRET_KEY),
    { name: 'HMAC', hash: 'SHA-256' },
    false,
    ['verify'],
  );
  const text = new TextEncoder().encode(`${head}.${payload}`);
  const good = await crypto.subtle.verify('HMAC', hmacKey, decode(signature), text);
  const claims = JSON.parse(decode(payload));
  if (!good || claims.exp * 1000 < Date.now()) throw new Error('401');
  return claims;
}

const sessionCheck = (env, { sid, sub }) =>
  env.DB.prepare(
    'SELECT u.role FROM sessions s JOIN users u ON u.id = s.user_id WHERE s.id = ? AND s.user_id = ? AND s.revoked_at IS NULL AND s.expires_at > ? AND u.is_active = 1 AND u.deleted_at IS NULL',
  ).bind(sid, sub, Date.now());

async function page(env) {
  const [rows, [count]] = (
    await env.DB.batch([
      env.DB.prepare(
        `SELECT ${MODEL} FROM models WHERE deleted_at IS NULL ORDER BY created_at DESC, seq DESC LIMIT 21`,
      ),
      env.DB.prepare('SELECT count(*) AS n FROM models WHERE deleted_at IS NULL'),
    ])
  ).map(({ results }) => results);
  const items = rows.slice(0, 20).map(model);
  return JSON.stringify({
    total: count.n,
    skip: 0,
    limit: 20,
    has_next: true,
    has_prev: false,
    items,
    next_cursor: 'x',
  });
}

async function listing(request, env) {
  if (request.headers.get('cache-control') === 'no-cache') return json(await page(env));
  let text = await env.CACHE.get('floor:listing');
  if (text === null) {
    text = await page(env);
    await env.CACHE.put('floor:listing', text);
  }
  return json(text);
}

async function detail(id, env) {
  const row = await env.DB.prepare(
    `SELECT ${MODEL} FROM models WHERE id = ? AND deleted_at IS NULL`,
  )
    .bind(id)
    .first();
  return json(JSON.stringify(model(row)));
}

async function ownBookings(request, env) {
  const claims = await claimsOf(request, env);
  const [session, rows, count] = await env.DB.batch([
    sessionCheck(env, claims),
    env.DB.prepare(
      `SELECT ${BOOKING} FROM bookings b WHERE b.user_id = ? ORDER BY b.created_at DESC, b.seq DESC LIMIT 21`,
    ).bind(claims.sub),
    env.DB.prepare('SELECT count(*) AS n FROM bookings WHERE user_id = ?').bind(claims.sub),
  ]);
  if (session.results.length === 0) throw new Error('401');
  const items = rows.results.slice(0, 20).map(booking);
  const total = count.results[0].n;
  return json(
    JSON.stringify({
      total,
      skip: 0,
      limit: 20,
      has_next: total > 20,
      has_prev: false,
      items,
      next_cursor: null,
    }),
  );
}

async function book(request, env) {
  const claims = await claimsOf(request, env);
  const [body, session] = await Promise.all([request.json(), sessionCheck(env, claims).first()]);
  if (session === null) throw new Error('401');
  const [id, now] = [crypto.randomUUID(), Date.now()];
  const [start, end] = [Date.parse(body.start_time), Date.parse(body.end_time)];
  const key = request.headers.get('idempotency-key');
  const [made] = await env.DB.batch([
    env.DB.prepare(
      `INSERT INTO bookings AS b (id, model_id, user_id, start_at, end_at, timezone, price_per_hour, total_price, updated_by, created_at, updated_at)
       SELECT ?1, m.id, ?2, ?3, ?4, 'Asia/Seoul', m.price_per_hour, ((CAST(?4 AS INTEGER) - CAST(?3 AS INTEGER)) * m.price_per_hour + 3599999) / 3600000, ?2, ?5, ?5 FROM models m WHERE m.id = ?6 RETURNING ${BOOKING.replaceAll('b.', '')}`,
    ).bind(id, claims.sub, start, end, now, body.model_id),
    env.DB.prepare(
      "INSERT INTO idempotency_keys (caller, route, key, fingerprint, made, created_at) VALUES (?, 'floor', ?, '', ?, ?)",
    ).bind(claims.sub, key, id, now),
  ]);
  return json(JSON.stringify(booking(made.results[0])));
}

async function login(request, env) {
  const { username, password } = await request.json();
  const user = await env.DB.prepare('SELECT id, password_hash FROM users WHERE username_key = ?')
    .bind(username)
    .first();
  const [, , , salt, hash] = user.password_hash.split('$');
  const options = { N: 2 ** 15, r: 8, p: 3, maxmem: 65 * 1024 * 1024 };
  const given = await derive(password, Buffer.from(salt, 'base64'), 32, options);
  if (!timingSafeEqual(given, Buffer.from(hash, 'base64'))) throw new Error('401');
  const now = Date.now();
  await env.DB.prepare(
    'INSERT INTO sessions (id, user_id, rotated_at, created_at, expires_at) VALUES (?, ?, ?1, ?1, ?2)'
      .replaceAll('?1', '?3')
      .replaceAll('?2', '?4'),
  )
    .bind(crypto.randomUUID(), user.id, now, now + 2_592_000_000)
    .run();
  const token = randomBytes(100).toString('base64url');
  return json(
    JSON.stringify({
      access_token: token,
      refresh_token: token,
      token_type: 'bearer',
      expires_in: 1800,
    }),
  );
}

const ROOT = JSON.stringify({ message: 'Model Agency API', version: '1.0.0', docs: '/docs' });

export default {
  async fetch(request, env) {
    const { pathname } = new URL(request.url);
    if (pathname === '/') return json(ROOT);
    if (pathname === '/api/v1/models') return listing(request, env);
    if (pathname.startsWith('/api/v1/models/')) return detail(pathname.slice(15), env);
    if (pathname === '/api/v1/auth/login') return login(request, env);
    return request.method === 'POST' ? book(request, env) : ownBookings(request, env);
  },
};
