// The requests to measure, from the contract, the same for every server.
import { randomUUID } from 'node:crypto';

const HOUR = 3_600_000;
const bearer = (token) => ({ Authorization: `Bearer ${token}` });
const JSON_TYPE = { 'Content-Type': 'application/json' };
/** An outside caller's address, as Cloudflare reports it. Limits count by it. */
export const ADDRESS = { 'CF-Connecting-IP': '203.0.113.7' };
const LISTING = '/api/v1/models?limit=20';

function bookingOf({ models, start }, index) {
  const [from, to] = [start, start + 2 * HOUR].map((time) => new Date(time).toISOString());
  const body = { model_id: models[index % models.length], start_time: from, end_time: to };
  return { body: JSON.stringify(body), key: { 'Idempotency-Key': randomUUID() } };
}

function createRequest(side, token, index) {
  const { body, key } = bookingOf(side, index);
  const headers = { ...JSON_TYPE, ...bearer(token), ...key };
  return { method: 'POST', path: '/api/v1/bookings', headers, body };
}

/**
 * `target` is the ratio of CPU per request, API to floor; `atMost` is the ratio to the baseline. `exact`:
 * both sides read the same rows, so everything but the cursors must be equal. `together`: each request makes
 * the next more expensive, so both sides send the same number. `fewer`: requests take so long that three
 * rounds must suffice.
 */
export const ENDPOINTS = [
  { name: 'root', atMost: 0.85, target: 1.6, requests: () => [{ path: '/' }] },
  { name: 'listing', atMost: 0.75, target: 0.5, exact: true, requests: () => [{ path: LISTING }] },
  {
    // Bypasses the cache, as the contract allows, so that D1 answers on both sides.
    name: 'listing-cold',
    exact: true,
    requests: () => [{ path: LISTING, headers: { 'Cache-Control': 'no-cache' } }],
  },
  {
    name: 'detail',
    target: 0.5,
    exact: true,
    requests: ({ models }) => models.map((id) => ({ path: `/api/v1/models/${id}` })),
  },
  {
    // An existing rendition: one row and one object on both sides.
    name: 'picture',
    target: 1.6,
    bytes: true,
    requests: ({ pictures = [] }) => pictures.map((id) => ({ path: `/api/v1/pictures/${id}/320` })),
  },
  {
    name: 'bookings',
    atMost: 0.9,
    target: 1.5,
    exact: true,
    requests: ({ readers }) =>
      readers.map((token) => ({ path: '/api/v1/bookings', headers: bearer(token) })),
  },
  {
    name: 'booking-create',
    atMost: 0.8,
    target: 1.7,
    together: true,
    // Requested bookings may overlap, so they share one window. Their keys differ.
    requests: (side) =>
      side.writers.map((token, index) => ({
        ...createRequest(side, token, index),
        setupRequest: (request) => {
          const { body, key } = bookingOf(side, index);
          return { ...request, body, headers: { ...request.headers, ...key } };
        },
      })),
  },
  {
    name: 'login',
    together: true,
    fewer: true,
    connections: 2,
    requests: ({ accounts }) =>
      accounts.map((account) => ({
        method: 'POST',
        path: '/api/v1/auth/login',
        headers: JSON_TYPE,
        body: JSON.stringify(account),
      })),
  },
];

/** Sends one request. The body is `undefined` if it is not JSON. */
export async function send(url, { path, method, headers, body }) {
  const response = await fetch(url + path, { method, headers: { ...ADDRESS, ...headers }, body });
  const text = await response.text();
  try {
    return { status: response.status, text, json: JSON.parse(text) };
  } catch {
    return { status: response.status, text, json: undefined };
  }
}

async function must(url, request) {
  const { status, text, json } = await send(url, request);
  if (status < 200 || status > 299 || !json) {
    throw new Error(`${request.method ?? 'GET'} ${url}${request.path}: ${status} ${text}`);
  }
  return json;
}

const post = (path, body) => ({
  method: 'POST',
  path,
  headers: JSON_TYPE,
  body: JSON.stringify(body),
});

/** Prepares a server for the requests: bookable models and signed-in callers. */
export async function sideOf(name, url, accounts) {
  const page = await must(url, { path: '/api/v1/models?limit=50' });
  const bookable = page.items.filter(({ is_available }) => is_available !== false);
  const models = bookable.slice(0, 20).map(({ model_id }) => model_id);
  const tokens = [];
  for (const account of accounts) {
    tokens.push((await must(url, post('/api/v1/auth/login', account))).access_token);
  }
  const half = Math.ceil(tokens.length / 2);
  const midnight = Date.now() - (Date.now() % (24 * HOUR));
  const start = midnight + 200 * 24 * HOUR;
  const [readers, writers] = [tokens.slice(0, half), tokens.slice(half)];
  return { name, url, accounts, models, readers, writers, start };
}

/** Prepares another server of the same contract: creates accounts, and requests the reader's bookings. */
export async function peerOf(name, url, password) {
  const accounts = [];
  for (let index = 0; index < 2; index++) {
    const username = `bench${randomUUID().slice(0, 8)}`;
    const account = { username, password };
    const person = { ...account, email: `${username}@example.com`, full_name: '김하늘' };
    await must(url, post('/api/v1/auth/register', person));
    accounts.push(account);
  }
  const side = await sideOf(name, url, accounts);
  for (let index = 0; index < 10; index++) {
    await must(url, createRequest(side, side.readers[0], index));
  }
  return side;
}
