// What a deployed API has to answer. Nothing here writes, so it is safe against production.
const HEADERS = {
  'x-process-time': /^\d+\.\d+$/,
  'content-security-policy': /default-src/,
  'strict-transport-security': /max-age=\d{8}/,
  'x-content-type-options': /^nosniff$/,
  'x-frame-options': /^DENY$/,
};

const CHECKS = [
  { path: '/health', status: 200, holds: ({ status }) => status === 'ok' },
  { path: '/health/ready', status: 200, holds: ({ status }) => status === 'ok' },
  { path: '/openapi.json', status: 200, holds: (body) => /^3\.1/.test(body.openapi) },
  {
    path: '/api/v1/models/',
    status: 200,
    holds: ({ items, total }) => Array.isArray(items) && Number.isInteger(total),
  },
  {
    path: '/api/v1/auth/me',
    status: 401,
    headers: { 'www-authenticate': /^Bearer/ },
    holds: ({ error_code }) => error_code === 'AuthenticationException',
  },
  { path: '/docs-assets/docs.css', status: 200, isFile: true },
];

/** What is wrong with one answer; nothing where it is as it has to be. */
async function problemOf(base, { path, status, headers, holds, isFile }) {
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
    // Something in front that answers by itself does not know the id.
    if (response.headers.get('x-request-id') !== id) return 'does not echo X-Request-Id';
    for (const [name, pattern] of Object.entries({ ...HEADERS, ...headers })) {
      const value = response.headers.get(name);
      if (!pattern.test(value ?? '')) return `has ${name}: ${value}`;
    }
    if (!isFile && !holds(JSON.parse(text))) return `answered ${text.slice(0, 200)}`;
  } catch (error) {
    return error.cause?.message ?? error.message;
  }
}

/** Asks for everything once. The lines that tell what is wrong are empty when nothing is. */
export async function smoke(base) {
  const problems = [];
  for (const check of CHECKS) {
    const problem = await problemOf(base, check);
    if (problem) problems.push(`GET ${check.path} ${problem}`);
  }
  return problems;
}

const pause = (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

/** Asks again until all is well or the time is up: a deployment takes seconds to reach every place. */
export async function smokeFor(base, seconds) {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const problems = await smoke(base);
    if (problems.length === 0 || Date.now() >= end) return problems;
    await pause(2);
  }
}
