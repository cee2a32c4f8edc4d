import type * as z from 'zod';
import type { OutboxKind } from '../db/constants';
import type { ErrorCode, FieldError } from '../errors';
import type { MessageKey } from '../i18n/messages';
import type { Text } from '../i18n/text';
import type { ServiceContext } from './context';
import type { ValidPart } from './input/validate';
import type { LimiterName } from './limiters';

/** A section of the OpenAPI document. */
export interface Tag {
  name: Text;
  description: Text;
}

/** Who may call: anyone, any signed-in user, or admins. The group's place in app.ts enforces it. */
export type Access = 'public' | 'session' | 'admin';

export type Method = 'get' | 'post' | 'put' | 'delete';

/** The contract of one operation. The same schemas validate, document and type the handler's input. */
export interface Contract<Q extends z.ZodType, B extends z.ZodType> {
  id: string;
  summary: Text;
  /** Details that the title does not cover. */
  description: Text;
  query?: Q;
  body?: B;
  /**
   * Checks rules that need the clock, the settings or the database, so a schema cannot express them. It
   * receives the valid part of an invalid body, so that one response reports all problems. For a valid body,
   * the service checks the same rules.
   */
  check?: (
    ctx: ServiceContext,
    input: ValidPart<z.output<B>>,
    params: Record<string, string>,
  ) => FieldError[] | Promise<FieldError[]>;
  /** The body is a raw file: its documented media types and its maximum size in bytes. */
  file?: { types: readonly string[]; maxBytes: number };
  /** An empty body counts as `{}`. */
  bodyOptional?: boolean;
  /** A form (application/x-www-form-urlencoded) that is accepted instead of the JSON body. */
  form?: z.ZodType<z.output<B>>;
  /** Defaults to the envelope without data. */
  response?: z.ZodType;
  /** The path id with which the example works on the demo data, if not the usual one. */
  exampleId?: string;
  /** The documented response, if not the schema's first example. */
  example?: object;
  /** The message in the response's envelope. */
  message?: MessageKey;
  /** Media types of a response that is not JSON. All but text are documented as bytes. */
  contentType?: string | readonly string[];
  /** The response is binary and has no language. */
  bytes?: boolean;
  /**
   * Public, but shows more to admins. Only a token that claims the admin role is verified; others are
   * ignored.
   */
  adminSeesMore?: boolean;
  /** Public, but these body fields are for admins. If one is present, the token is verified. */
  adminFields?: readonly string[];
  /** Writes nothing whatever its method, so it is safe to repeat. */
  readOnly?: boolean;
  /** Creates a resource and returns its Location. */
  creates?: boolean;
  /** Returns an ETag. GET honours If-None-Match, the other methods If-Match. */
  etag?: boolean;
  /**
   * Set where the limit does not follow from path and method. Operations that hash a password, create an
   * account or collect much data count as a sign-in; operations outside /api that query a store count as a
   * read. `own`: the service counts.
   */
  limiter?: LimiterName | 'own';
  /** A call with one of these query parameters counts as a search. */
  searchParams?: readonly string[];
  /**
   * The kinds of outbox work that it may leave. After a successful response the queue is woken: by open calls
   * for all of them, by signed-in calls for what is due.
   */
  emits?: readonly OutboxKind[];
  /** Accepts an Idempotency-Key. Its handler calls the service through `runIdempotent`. */
  idempotent?: boolean;
  /** Reads a replica that has seen at least the caller's X-D1-Bookmark. */
  atBookmark?: boolean;
  /** Streams its response, so it has no ETag, which would need the whole body. */
  streamed?: boolean;
  /** Errors beyond those implied by access, body and query. */
  errors?: ErrorCode[];
}

/** A contract together with its route. */
export interface Operation extends Contract<z.ZodType, z.ZodType> {
  method: Method;
  /** The full path, with `:name` parameters. */
  path: string;
  access: Access;
  tag: Tag;
  response: z.ZodType;
}
