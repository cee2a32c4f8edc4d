// The requests to measure, each by its number.
import { randomUUID } from 'node:crypto';
import { COUNTS, idOf, PASSWORD } from './seed.mjs';

const HOUR = 3_600_000;
const LISTING = '/api/v1/models?limit=20';
const SIGNED_IN = 8;
/** An outside caller's address, as Cloudflare reports it. Limits count by it. */
const ADDRESS = { 'CF-Connecting-IP': '203.0.113.7' };

const newest = (number) => idOf(COUNTS.models - 1 - (number % 20));
const bearer = (token) => ({ Authorization: `Bearer ${token}` });
const post = (path, body, headers) => ({
  method: 'POST',
  path,
  headers: { 'Content-Type': 'application/json', ...headers },
  body: JSON.stringify(body),
});

const login = (number) =>
  post('/api/v1/auth/login', { username: `bench${number % SIGNED_IN}`, password: PASSWORD });

/** Books as an admin, who has no limit on open requests. */
function booking(tokens, number) {
  const start = Date.now() + 200 * 24 * HOUR + (number % 999) * 2 * HOUR;
  const [start_time, end_time] = [start, start + HOUR].map((time) => new Date(time).toISOString());
  const headers = { ...bearer(tokens[number % 4]), 'Idempotency-Key': randomUUID() };
  return post('/api/v1/bookings', { model_id: newest(number), start_time, end_time }, headers);
}

/** By name: a function of the signed-in users' tokens and the request's number. */
export const ENDPOINTS = {
  root: () => ({ path: '/' }),
  listing: () => ({ path: LISTING }),
  // Bypasses the cache, as the contract allows.
  'listing-cold': () => ({ path: LISTING, headers: { 'Cache-Control': 'no-cache' } }),
  detail: (_, number) => ({ path: `/api/v1/models/${newest(number)}` }),
  picture: (_, number) => ({ path: `/api/v1/pictures/${idOf(number % COUNTS.pictures)}/320` }),
  bookings: (tokens, number) => ({
    path: '/api/v1/bookings',
    headers: bearer(tokens[4 + (number % 4)]),
  }),
  'booking-create': booking,
  login: (_, number) => login(number),
};

/** Adds the caller's address to a request. */
export const addressed = (request) => ({ ...request, headers: { ...ADDRESS, ...request.headers } });

/** Signs in a user by number. Returns the response's body. */
export async function signIn(url, number) {
  const { path, ...init } = addressed(login(number));
  const response = await fetch(url + path, init);
  if (!response.ok) throw new Error(`A sign-in got ${response.status}: ${await response.text()}`);
  return response.json();
}

/** Signs in four admins and four clients. Returns their tokens. */
export async function tokensOf(url) {
  const tokens = [];
  for (let number = 0; number < SIGNED_IN; number++) {
    tokens.push((await signIn(url, number)).access_token);
  }
  return tokens;
}
