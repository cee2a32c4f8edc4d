// What the benchmark asks for, of every server that speaks the contract.
import { randomUUID } from 'node:crypto';

const LIST = '/api/v1/models?limit=20';
const json = { 'content-type': 'application/json' };
const later = (hours) => new Date(Date.now() + hours * 3_600_000).toISOString();

/** name → request, and the CPU it may take as a multiple of the floor's. */
export function endpointsFor({ token, username, password, modelId }) {
  const authorization = `Bearer ${token}`;
  const body = JSON.stringify({ model_id: modelId, start_time: later(240), end_time: later(248) });
  return {
    root: { target: 1.6, path: '/' },
    'hot listing': { target: 0.5, path: LIST },
    'cold listing': { path: LIST, headers: { 'cache-control': 'no-cache' } },
    'hot detail': { target: 0.5, path: `/api/v1/models/${modelId}` },
    'own bookings': { target: 1.5, path: '/api/v1/bookings?limit=20', headers: { authorization } },
    'create booking': {
      target: 1.7,
      path: '/api/v1/bookings',
      method: 'POST',
      // A key per request: the work is done every time.
      setupRequest: (request) => ({
        ...request,
        headers: { ...request.headers, authorization, ...json, 'idempotency-key': randomUUID() },
      }),
      headers: { authorization, ...json, 'idempotency-key': randomUUID() },
      body,
    },
    login: {
      path: '/api/v1/auth/login',
      method: 'POST',
      headers: json,
      body: JSON.stringify({ username, password }),
      connections: 2,
    },
  };
}
