import type * as z from 'zod';
import type { ZodOpenApiResponsesObject } from 'zod-openapi';
import { exampleOf } from '../http/input/field-schemas';
import type { Operation } from '../http/operation';
import { type Language, translate } from '../i18n/messages';
import { inLanguage, type Text } from '../i18n/text';
import { headersOf } from './headers';

/** Returns whether a read answers 304 when `If-None-Match` matches. */
export const isConditional = ({ method, path, streamed }: Operation) =>
  method === 'get' && path.startsWith('/api/') && !streamed;

/** Binary content. In OpenAPI 3.1, the media type alone describes it. */
export const BYTES = {};

/** Returns a media type with the schema's first example, which both pages show unchanged. */
export function media(schema: z.ZodType, changes: object = {}) {
  const example = exampleOf(schema);
  if (example === undefined) return { schema };
  return { schema, example: typeof example === 'object' ? { ...example, ...changes } : example };
}

const OK: Text = ['성공', 'OK'];
const NOT_MODIFIED: Text = ['변경되지 않음', 'Not modified'];

/** Returns an operation's successful responses. */
export function successOf(operation: Operation, language: Language): ZodOpenApiResponsesObject {
  const { message, creates, etag, idempotent, path, example } = operation;
  const headers = headersOf([
    'X-Request-Id',
    'Access-Control-Allow-Origin',
    'X-Process-Time',
    ...(etag ? (['ETag'] as const) : []),
    ...(path.startsWith('/api/') ? (['X-D1-Bookmark'] as const) : []),
    ...(idempotent ? (['Idempotency-Replayed'] as const) : []),
    ...(creates ? (['Location'] as const) : []),
    ...(operation.file ? (['X-Existing'] as const) : []),
    ...(operation.contentType === 'image/webp' ? (['X-Rendition'] as const) : []),
  ]);
  const changes = { ...example, ...(message && { message: translate(message, language) }) };
  const types = [operation.contentType ?? 'application/json'].flat();
  const isText = (type: string) => /^text\/|json$/.test(type);
  const content = Object.fromEntries(
    types.map((type) => [type, isText(type) ? media(operation.response, changes) : BYTES]),
  );
  return {
    '200': { description: inLanguage(OK, language), headers, content },
    ...(isConditional(operation) && {
      '304': { description: inLanguage(NOT_MODIFIED, language) },
    }),
  };
}
