import type { Operations } from './generated/operations.js';
import type { Event } from './generated/schemas.js';
import type { TokenStore, Tokens } from './session.js';

export type OperationId = keyof Operations;
type AnswerOf<Name extends OperationId> = Operations[Name]['answer'];

/** Options of a single call, in addition to its operation's input. */
interface CallOptions {
  /** Aborts the call and its delays. */
  signal?: AbortSignal | undefined;
  /** Sent with this call. They replace the client's own headers of the same name. */
  headers?: Record<string, string> | Headers | undefined;
}

type Input<Name extends OperationId> = Operations[Name]['input'] & CallOptions;
type Arguments<Name extends OperationId> =
  Record<string, never> extends Operations[Name]['input']
    ? [input?: Input<Name>]
    : [input: Input<Name>];

/** Reads that return nothing if the ETag still matches. */
type ConditionalId = {
  [Name in OperationId]: Operations[Name] extends { conditional: true } ? Name : never;
}[OperationId];
type ConditionalInput<Name extends OperationId> = Input<Name> & {
  /** The ETag of the caller's copy. The result is undefined while that copy is current. */
  ifNoneMatch: string | undefined;
};

/** A response with data from its headers, such as the ETag for `ifMatch` and `ifNoneMatch`. */
export interface Answer<Data> {
  data: Data;
  etag: string | undefined;
  headers: Headers;
}

export interface Page {
  items: unknown[];
  has_next: boolean;
  next_cursor: string | null;
}
type ListId = {
  [Name in OperationId]: AnswerOf<Name> extends Page ? Name : never;
}[OperationId];
type Item<Name extends ListId> = AnswerOf<Name>['items'][number];

type Call<Name extends OperationId> = (...input: Arguments<Name>) => Promise<AnswerOf<Name>>;
interface ConditionalCall<Name extends OperationId> {
  (input: ConditionalInput<Name>): Promise<AnswerOf<Name> | undefined>;
  (...input: Arguments<Name>): Promise<AnswerOf<Name>>;
}

interface Send {
  <Name extends ConditionalId>(
    name: Name,
    input: ConditionalInput<Name>,
  ): Promise<Answer<AnswerOf<Name> | undefined>>;
  <Name extends OperationId>(
    name: Name,
    ...input: Arguments<Name>
  ): Promise<Answer<AnswerOf<Name>>>;
}

/** Where to start in the event stream, and how to continue. */
export interface EventOptions {
  /**
   * Continues from the latest value passed to `onCursor` while reading the same types. Without it, reading
   * starts with the oldest event.
   */
  cursor?: string | undefined;
  /** Without a cursor, `now` starts with future events only. */
  after?: 'now' | undefined;
  /** Return only events of these types. */
  type?: Event['type'][] | undefined;
  /**
   * Milliseconds between polls once all events have been read. Defaults to 5,000. With 0, iteration ends
   * there.
   */
  pause?: number | undefined;
  /**
   * Called with the position to continue from, whenever all events before it have been processed. Store it.
   */
  onCursor?: ((cursor: string) => unknown) | undefined;
  signal?: AbortSignal | undefined;
}

/** All operations of the API by name, and helpers beyond single calls. */
export type Client = {
  [Name in OperationId]: Name extends ConditionalId ? ConditionalCall<Name> : Call<Name>;
} & {
  /** Calls an operation and returns the response headers as well. */
  send: Send;
  /** Iterates over a list, page by page, with 100 items per page unless `limit` is given. */
  each<Name extends ListId>(name: Name, ...input: Arguments<Name>): AsyncGenerator<Item<Name>>;
  /**
   * Iterates over events, oldest first, and then over new ones as they arrive (admins). Events read after the
   * latest call of `onCursor` are read again after a restart. A cursor older than 30 days throws ApiError 410
   * `CursorExpiredException`; continue with its `problem.conflict.oldest`, which starts at the oldest
   * available event.
   */
  events(options?: EventOptions): AsyncGenerator<Event, void>;
  /** What to store to stay signed in; undefined if nobody is signed in, and before `load` is first called. */
  readonly tokens: Tokens | undefined;
};

export interface ClientOptions extends TokenStore {
  language?: 'ko' | 'en';
  /** The most attempts per request. Defaults to 3. */
  attempts?: number;
  /** The longest delay requested by the server that is accepted, in milliseconds. Defaults to 30,000. */
  maxWaitMs?: number;
  fetch?: (request: Request) => Promise<Response>;
}
