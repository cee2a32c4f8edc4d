import type { Route } from './generated/routes.js';

/** What a call consists of. */
export interface Parts {
  path?: Record<string, string>;
  query?: Record<string, unknown>;
  body?: unknown;
  ifMatch?: string;
  idempotencyKey?: string;
  signal?: AbortSignal;
}

/** What goes with every call. */
export interface Standing {
  token: string | undefined;
  language: string | undefined;
  bookmark: string | undefined;
}

function urlOf(baseUrl: string, { path }: Route, parts: Parts): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name) => {
    const value = parts.path?.[name];
    if (!value) throw new TypeError(`${name} is missing`);
    return encodeURIComponent(value);
  });
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parts.query ?? {})) {
    const values = Array.isArray(value) ? value : [value];
    for (const one of values) if (one !== undefined) query.append(name, String(one));
  }
  const search = query.size > 0 ? `?${query}` : '';
  return `${baseUrl.replace(/\/+$/, '')}${filled}${search}`;
}

/** The request of a call. */
export function toRequest(
  baseUrl: string,
  route: Route,
  parts: Parts,
  { token, language, bookmark }: Standing,
): Request {
  const headers = new Headers({ Accept: 'application/json' });
  const set = (name: string, value: string | undefined) => value && headers.set(name, value);
  set('Authorization', token && `Bearer ${token}`);
  set('Accept-Language', language);
  set('If-Match', parts.ifMatch);
  set('Idempotency-Key', parts.idempotencyKey);
  if (route.flags.includes('bookmark')) set('X-D1-Bookmark', bookmark);
  const init: RequestInit = { method: route.method, headers };
  if (parts.signal) init.signal = parts.signal;
  if (parts.body !== undefined) {
    headers.set('Content-Type', 'application/json');
    init.body = JSON.stringify(parts.body);
  }
  return new Request(urlOf(baseUrl, route, parts), init);
}
