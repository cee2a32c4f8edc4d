import { createExecutionContext, env, waitOnExecutionContext } from 'cloudflare:test';
import { expect } from 'vitest';
import { createApp } from '../../src/app';
import type { Bindings } from '../../src/env';
import type { MetricsStore } from '../../src/metrics-store';
import { answerProblems } from './document';

const all = env as unknown as Bindings & { CACHE: KVNamespace };

/** The metrics store. Every call would have to wait for it, so only its own tests use it. */
export const METRICS = all.METRICS as unknown as DurableObjectNamespace<MetricsStore>;
/** The queue. Its consumer would process what a test dispatches itself, so only one test uses it. */
export const OUTBOX = all.OUTBOX as Queue;
export const bindings = { ...all };
for (const name of ['METRICS', 'OUTBOX', 'EMAIL']) delete bindings[name];

const LIMITERS = [
  'LOGIN_LIMITER',
  'WRITE_LIMITER',
  'READ_LIMITER',
  'SEARCH_LIMITER',
  'MISS_LIMITER',
] as const;
/**
 * The bound limits. Tests make more calls per minute than an account may, so only tests of limits use them.
 */
export const limiters = Object.fromEntries(LIMITERS.map((name) => [name, all[name]]));
for (const name of LIMITERS) delete bindings[name];
export const ORIGIN = 'https://api.example.com';
const app = createApp();

// biome-ignore lint/suspicious/noExplicitAny: bodies are checked against the document and by assertions
type Json = any;

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  body: Json;
}

export interface Options {
  token?: string | undefined;
  body?: unknown;
  /** Sent unchanged. */
  raw?: BodyInit;
  headers?: Record<string, string>;
  /** Overrides of bindings and settings. */
  env?: Record<string, unknown>;
}

function toRequest(method: string, path: string, { token, body, raw, headers }: Options): Request {
  const all = new Headers(headers);
  if (token) all.set('Authorization', `Bearer ${token}`);
  if (body !== undefined && !all.has('Content-Type')) all.set('Content-Type', 'application/json');
  const payload = raw ?? (body === undefined ? null : JSON.stringify(body));
  return new Request(`${ORIGIN}${path}`, {
    method,
    headers: all,
    body: payload,
    redirect: 'manual',
  });
}

/** Calls the API as the runtime does and checks every response against the document. */
export async function call(method: string, path: string, options: Options = {}): Promise<Answer> {
  const request = toRequest(method, path, options);
  const ctx = createExecutionContext();
  const overridden = options.env ? { ...bindings, ...options.env } : bindings;
  const response = await app.fetch(request, overridden, ctx);
  const text = await response.text();
  await waitOnExecutionContext(ctx);
  const { pathname } = new URL(request.url);
  expect(answerProblems(method, pathname, response, text)).toEqual([]);
  const isJson = response.headers.get('content-type')?.includes('json') && text !== '';
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: isJson ? JSON.parse(text) : undefined,
  };
}

export const get = (path: string, options?: Options) => call('GET', path, options);
export const post = (path: string, body?: unknown, options?: Options) =>
  call('POST', path, { ...options, body });
export const put = (path: string, body?: unknown, options?: Options) =>
  call('PUT', path, { ...options, body });
export const del = (path: string, options?: Options) => call('DELETE', path, options);

/** Returns a response's status and error code. */
export const refusal = ({ status, body }: Answer) => [status, body?.error_code];

/** Returns a problem's text without the parts that differ between requests. */
export const withoutRequestDetails = (text: string) =>
  text.replaceAll(/"(timestamp|request_id|instance)":"[^"]*"/g, '"$1":""');
