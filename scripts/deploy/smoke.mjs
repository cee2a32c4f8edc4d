// Read-only checks of a deployed API. Nothing here writes, so it is safe to run against production.
import { setTimeout as pause } from 'node:timers/promises';

const HEADERS = {
  'x-process-time': /^\d+\.\d+$/,
  'content-security-policy': /default-src/,
  'strict-transport-security': /max-age=\d{8}/,
  'x-content-type-options': /^nosniff$/,
  'x-frame-options': /^DENY$/,
};

const isOk = ({ status }) => status === 'ok';
const CHECKS = [
  { path: '/health', holds: isOk },
  { path: '/health/ready', holds: isOk },
  { path: '/openapi.json', holds: ({ openapi }) => /^3\.1/.test(openapi) },
  { path: '/api/v1/models/', holds: ({ items, total }) => items.length <= total },
  {
    path: '/api/v1/auth/me',
    status: 401,
    headers: { 'www-authenticate': /^Bearer/ },
    holds: ({ error_code }) => error_code === 'AuthenticationException',
  },
  { path: '/docs-assets/docs.css' },
];

/** Returns what is wrong with a response; undefined if nothing is. */
async function problemOf(base, { path, status = 200, headers, holds }) {
  const id = `smoke-${crypto.randomUUID()}`;
  try {
    const response = await fetch(new URL(path, base), {
      headers: { 'X-Request-Id': id, 'Cache-Control': 'no-cache', Accept: '*/*' },
      redirect: 'manual',
      signal: AbortSignal.timeout(10_000),
    });
    const text = await response.text();
    if (response.status !== status) {
      return `answered ${response.status}, not ${status}: ${text.slice(0, 200)}`;
    }
    // A proxy that answers by itself does not know the id.
    if (response.headers.get('x-request-id') !== id) return 'does not echo X-Request-Id';
    for (const [name, pattern] of Object.entries({ ...HEADERS, ...headers })) {
      const value = response.headers.get(name);
      if (!pattern.test(value ?? '')) return `has ${name}: ${value}`;
    }
    if (holds && !holds(JSON.parse(text))) return `answered ${text.slice(0, 200)}`;
  } catch (error) {
    return error.cause?.message ?? error.message;
  }
}

/** Runs every check once. Returns one line per problem. */
export async function smoke(base) {
  const problems = await Promise.all(CHECKS.map((check) => problemOf(base, check)));
  return problems.flatMap((problem, at) => (problem ? `GET ${CHECKS[at].path} ${problem}` : []));
}

/**
 * Repeats the checks until all pass or the time is up, because a deployment takes seconds to reach every
 * location.
 */
export async function smokeFor(base, seconds) {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const problems = await smoke(base);
    if (problems.length === 0 || Date.now() >= end) return problems;
    await pause(2000);
  }
}
