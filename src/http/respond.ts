import * as z from 'zod';
import type { CachedBody } from '../cache/read-through';
import { type MessageKey, translate } from '../i18n/messages';
import { encodeJson } from '../lib/json';
import type { AppContext } from './app-env';
import { digestOf } from './etag';
import { described, exampleOf, isoTime } from './input/field-schemas';
import { countCache } from './request-metrics';

/** Creates the envelope of an action that returns no resource of its own, with its name in the document. */
export const envelopeOf = <T extends z.ZodType>(id: string, data: T) =>
  z
    .object({
      success: z
        .literal(true)
        .meta(described('성공하면 항상 true입니다.', 'Always true for a success.')),
      message: z
        .string()
        .meta(
          described(
            '사용자에게 그대로 보여 줄 수 있는 문장. 언어는 `Accept-Language`를 따릅니다.',
            'A sentence to show to users, in the language of `Accept-Language`.',
          ),
        ),
      data,
      timestamp: isoTime,
    })
    .meta({
      id,
      examples: [
        {
          success: true,
          message: '',
          data: exampleOf(data) ?? null,
          timestamp: '2026-11-23T00:00:00.000Z',
        },
      ],
    });

/** The envelope of an action without data. */
export const emptyEnvelope = envelopeOf('Envelope', z.null());

/** Sends a single resource, without an envelope. */
export function sendResource(
  c: AppContext,
  view: object,
  headers: { etag: string; location?: string },
) {
  c.header('ETag', headers.etag);
  if (headers.location) c.header('Location', headers.location);
  return c.json(view);
}

/** Sends a page. Its ETag is computed from the serialized text, before that becomes a stream. */
export async function sendPage(c: AppContext, view: object) {
  const body = encodeJson(view);
  const headers = { 'Content-Type': 'application/json', ETag: `"${await digestOf(body)}"` };
  return c.body(body, 200, headers);
}

/**
 * Sends the envelope with its message in the caller's language.
 * @param at epoch milliseconds of the event it reports, which may be in the past
 */
export function sendEnvelope(
  c: AppContext,
  message: MessageKey,
  data: object | null = null,
  at = c.get('now'),
) {
  return c.json({
    success: true,
    message: translate(message, c.get('language')),
    data,
    timestamp: new Date(at).toISOString(),
  });
}

/** Streams JSON as it is generated. An error after the first chunk aborts the response. */
export function sendStreamed(c: AppContext, text: AsyncGenerator<string>) {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await text.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await text.return(undefined);
    },
  });
  return c.body(body, 200, { 'Content-Type': 'application/json' });
}

/**
 * Browsers show a cached page while they revalidate it; a CDN revalidates every ten seconds. All agree within
 * a minute.
 */
const PUBLIC_PAGE = 'public, max-age=0, s-maxage=10, stale-while-revalidate=50';

/** Returns whether the caller wants to bypass the cache. */
export const wantsFresh = (c: AppContext) =>
  /no-cache|no-store/.test(c.req.header('Cache-Control') ?? '');

/**
 * Sends bytes from the cache unchanged. A shared cache may store the response to a call without a token,
 * unless the page is `own`: read for this caller only.
 */
export function sendCached(c: AppContext, page: CachedBody, { own = false } = {}) {
  countCache(c, page.cache);
  const isShared = !own && c.req.header('Authorization') === undefined;
  return c.body(page.body, 200, {
    'Content-Type': 'application/json',
    ETag: page.etag,
    'X-Cache': page.cache,
    Vary: 'Authorization',
    ...(isShared && { 'Cache-Control': PUBLIC_PAGE }),
  });
}
