import { toJson, toText } from './serialize.js';

/** How to call an operation. */
export interface Route {
  method: string;
  path: string;
  /** The kind of response if it is not JSON. */
  answer?: 'text' | 'blob' | 'none';
  flags: readonly ('session' | 'key' | 'bookmark' | 'raw')[];
}

/** The bytes of a file. A stream is read completely before it is sent. */
export type RawBody = Blob | ArrayBuffer | ArrayBufferView<ArrayBuffer> | ReadableStream;

/** The parts of a call. */
export interface Parts {
  path?: Record<string, unknown>;
  query?: Record<string, unknown>;
  body?: unknown;
  ifMatch?: string | undefined;
  ifNoneMatch?: string | undefined;
  idempotencyKey?: string | undefined;
  headers?: Record<string, string> | Headers | undefined;
  signal?: AbortSignal | undefined;
  onProgress?: ((sent: number, total: number) => void) | undefined;
}

/** Values sent with every call. */
export interface ClientState {
  token: string | undefined;
  language: string | undefined;
  bookmark: string | undefined;
}

/**
 * Creates a random key for one request and its retries. Pages served over plain HTTP lack
 * `crypto.randomUUID`.
 */
export const newIdempotencyKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');

/** Matches `.` and `..`, however often encoded, because they would lead to another operation's path. */
const DOTS = /^(?:\.|%(?:25)*2e){1,2}$/i;

function segmentOf(name: string, value: unknown): string {
  if (value === undefined || value === null || value === '')
    throw new TypeError(`${name} is missing`);
  const text = String(value);
  if (DOTS.test(text)) throw new TypeError(`${name} cannot be "${text}"`);
  try {
    return encodeURIComponent(text);
  } catch {
    throw new TypeError(`${name} is not well-formed Unicode`);
  }
}

function searchOf(parameters: Record<string, unknown>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    for (const one of [value].flat()) {
      if (one !== undefined && one !== null) query.append(name, toText(name, one));
    }
  }
  return query.size > 0 ? `?${query}` : '';
}

function urlOf(baseUrl: string, { path }: Route, parts: Parts): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name) => segmentOf(name, parts.path?.[name]));
  return `${baseUrl.replace(/\/+$/, '')}${filled}${searchOf(parts.query ?? {})}`;
}

/**
 * Converts a file to a form that can be sent repeatedly. Not every platform can send streams, and none can
 * resend one.
 */
export async function toBlob(body: unknown): Promise<Blob> {
  if (body instanceof Blob) return body;
  if (body instanceof ReadableStream) return new Response(body).blob();
  return new Blob([body as ArrayBuffer]);
}

function bodyOf(body: unknown): { body?: BodyInit; type?: string } {
  if (body === undefined) return {};
  if (body instanceof Blob) return { body, type: body.type || 'application/octet-stream' };
  return { body: toJson(body), type: 'application/json' };
}

/**
 * Builds a call's request anew for every attempt.
 * @throws TypeError for invalid input, before anything is sent
 */
export function toRequest(
  baseUrl: string,
  route: Route,
  parts: Parts,
  { token, language, bookmark }: ClientState,
): () => Request {
  const headers = new Headers({
    Accept: route.answer ? 'application/json, */*' : 'application/json',
  });
  const set = (name: string, value: string | undefined) => value && headers.set(name, value);
  const url = urlOf(baseUrl, route, parts);
  const { body, type } = bodyOf(parts.body);
  set('Authorization', token && `Bearer ${token}`);
  set('Accept-Language', language);
  set('Content-Type', type);
  set('If-Match', parts.ifMatch);
  set('If-None-Match', parts.ifNoneMatch);
  set('Idempotency-Key', parts.idempotencyKey);
  if (route.flags.includes('bookmark')) set('X-D1-Bookmark', bookmark);
  for (const [name, value] of new Headers(parts.headers)) headers.set(name, value);
  const init: RequestInit = { method: route.method, headers };
  if (parts.signal) init.signal = parts.signal;
  if (body !== undefined) init.body = body;
  return () => new Request(url, init);
}
