import type * as z from 'zod';
import type { MessageKey } from '../i18n/messages';
import type { Text } from '../i18n/text';
import type { ErrorCode, FieldError } from '../lib/errors';
import type { ServiceContext } from './context';
import type { ValidPart } from './input/validate';
import type { LimiterName } from './limiters';

/** A chapter of the document. */
export interface Tag {
  name: Text;
  description: Text;
}

/** Who may call: anybody, any signed-in user, admins. The place of a group in app.ts makes it true. */
export type Access = 'public' | 'session' | 'admin';

export type Method = 'get' | 'post' | 'put' | 'delete';

/** The contract of one operation: what it validates is what is documented and what the handler gets. */
export interface Contract<Q extends z.ZodType, B extends z.ZodType> {
  id: string;
  summary: Text;
  /** What the title leaves open. */
  description: Text;
  query?: Q;
  body?: B;
  /**
   * Rules that the schema cannot hold, as they need the clock, the settings or the database. Asked about
   * what is valid of a body in which the schema found something wrong, so that all problems are told at
   * once; of a body that is valid as a whole, the service asks the same rules.
   */
  check?: (
    ctx: ServiceContext,
    input: ValidPart<z.output<B>>,
    params: Record<string, string>,
  ) => FieldError[] | Promise<FieldError[]>;
  /** The body is a file, taken as it is: its media types as the document has them, and the most bytes. */
  file?: { types: readonly string[]; maxBytes: number };
  /** An empty body counts as `{}`. */
  bodyOptional?: boolean;
  /** A form (application/x-www-form-urlencoded) taken instead of the JSON body. */
  form?: z.ZodType<z.output<B>>;
  /** Left out, it is the envelope without data. */
  response?: z.ZodType;
  /** Id in the path with which the example works on the demo data, where the usual one does not. */
  exampleId?: string;
  /** Where the documented answer is not the schema's first example. */
  example?: object;
  /** What an answer's envelope says. */
  message?: MessageKey;
  /** Media types of the answer where it is not JSON; all but text is documented as bytes. */
  contentType?: string | readonly string[];
  /** Answers with bytes that have no language. */
  bytes?: boolean;
  /** Public, and shows admins more: a token that says admin is checked, any other is not looked at. */
  adminSeesMore?: boolean;
  /** Public, but these fields of the body are for admins: with one of them the token is checked. */
  adminFields?: readonly string[];
  /** Writes nothing, whatever its method, so that it may be repeated. */
  readOnly?: boolean;
  /** Answers with Location: it creates. */
  creates?: boolean;
  /** Answers with an ETag; GET honours If-None-Match, the others If-Match. */
  etag?: boolean;
  /**
   * Where the limit does not follow from path and method: what costs a hash, makes an account or
   * gathers much counts as a sign-in; what stands outside /api and asks a store as a read. `own`: the
   * service counts.
   */
  limiter?: LimiterName | 'own';
  /** With one of these query parameters a call counts as a search. */
  searchParams?: readonly string[];
  /** Leaves work for the outbox, which is woken once the answer is fine: of every kind, or mails alone. */
  emits?: true | 'mails';
  /** Takes an Idempotency-Key: its handler calls the service through `runIdempotent`. */
  idempotent?: boolean;
  /** Reads a replica that has seen at least the caller's X-D1-Bookmark. */
  atBookmark?: boolean;
  /** Is sent as it is made, so without an ETag, which would take the whole of it. */
  streamed?: boolean;
  /** Errors beyond those that follow from access, body and query. */
  errors?: ErrorCode[];
}

/** A contract together with its route. */
export interface Operation extends Contract<z.ZodType, z.ZodType> {
  method: Method;
  /** Full path with `:name` parameters. */
  path: string;
  access: Access;
  tag: Tag;
  response: z.ZodType;
}
