import type { AppContext } from './app-env';

/** Writes one line of JSON. Never pass secrets, tokens, bodies or query strings. */
function write(level: 'info' | 'error', entry: Record<string, unknown>): void {
  console[level === 'error' ? 'error' : 'log'](JSON.stringify({ level, ...entry }));
}

/** Logs a finished request with its route pattern, never the raw path. */
export function logRequest(c: AppContext, durationMs: number): void {
  if (c.get('settings')?.LOG_LEVEL !== 'info') return;
  const entry = {
    level: 'info',
    message: 'request',
    method: c.req.method,
    route: c.get('operation')?.path ?? 'unmatched',
    status: c.res.status,
    duration_ms: Math.round(durationMs * 100) / 100,
    request_id: c.get('requestId'),
    user_id: c.get('actor')?.userId ?? null,
  };
  console.log(JSON.stringify(entry));
}

/** Logs an origin that ALLOWED_ORIGINS lacks, so its pages cannot read the response. */
export function logRefusedOrigin(c: AppContext, origin: string): void {
  if (c.get('settings')?.LOG_LEVEL !== 'info') return;
  const request_id = c.get('requestId');
  // The caller controls this value.
  write('info', { message: 'origin refused', origin: origin.slice(0, 200), request_id });
}

/** Returns the stack without the message it begins with, which may contain parameters. */
function stackOf(thrown: unknown): string[] {
  if (!(thrown instanceof Error) || !thrown.stack) return [];
  const frames = thrown.stack.slice(thrown.stack.indexOf(thrown.message) + thrown.message.length);
  return frames.split('\n').filter((line) => /^\s+at /.test(line));
}

/**
 * Returns the messages of an error and its causes. Drizzle's own messages contain the statement's parameters
 * (hashes, emails), so only their causes are included.
 */
function messagesOf(thrown: unknown): string[] {
  const chain: string[] = [];
  for (let error = thrown; error instanceof Error; error = error.cause as unknown) {
    const isDrizzle =
      error.name === 'DrizzleQueryError' || error.message.startsWith('Failed query');
    chain.push(`${error.name}: ${isDrizzle ? '' : error.message}`);
  }
  return chain.length > 0 ? chain : [String(thrown)];
}

/**
 * Logs the details of a failure that the response does not reveal.
 * A `known` failure, such as a store that is down, includes its stack only under DEBUG.
 */
export function logError(c: AppContext, thrown: unknown, known: boolean): void {
  const withStack = !known || c.get('settings')?.DEBUG;
  if (c.get('settings')?.LOG_LEVEL === 'silent') return;
  write('error', {
    message: 'failure',
    route: c.get('operation')?.path ?? 'unmatched',
    request_id: c.get('requestId'),
    errors: messagesOf(thrown),
    ...(withStack && { stack: stackOf(thrown) }),
  });
}

/** Logs a failed cron sweep. */
export function logSweepFailure(sweep: string, thrown: unknown): void {
  const [errors, stack] = [messagesOf(thrown), stackOf(thrown)];
  write('error', { message: 'maintenance', sweep, errors, stack });
}
