import type { Operations } from './generated/operations.js';
import type { Event } from './generated/schemas.js';
import type { TokenStore, Tokens } from './session.js';

export type OperationId = keyof Operations;
type AnswerOf<Name extends OperationId> = Operations[Name]['answer'];

/** What a single call takes besides what its operation does. */
interface CallOptions {
  /** Ends the call, and whatever it waits for. */
  signal?: AbortSignal | undefined;
  /** Sent with this call, in place of the client's own where the names are the same. */
  headers?: Record<string, string> | Headers | undefined;
}

type Input<Name extends OperationId> = Operations[Name]['input'] & CallOptions;
type Arguments<Name extends OperationId> =
  Record<string, never> extends Operations[Name]['input']
    ? [input?: Input<Name>]
    : [input: Input<Name>];

/** Reads that answer nothing new where the ETag is still the same. */
type ConditionalId = {
  [Name in OperationId]: Operations[Name] extends { conditional: true } ? Name : never;
}[OperationId];
type ConditionalInput<Name extends OperationId> = Input<Name> & {
  /** The ETag of what the caller has: the answer is undefined while it is the latest. */
  ifNoneMatch: string | undefined;
};

/** An answer with what its headers tell, such as the ETag for `ifMatch` and `ifNoneMatch`. */
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

/** Where a walk through the events begins, and how it goes on. */
export interface EventOptions {
  /** Goes on from here: what `onCursor` was given last in a walk of the same types. Without it the walk begins with the oldest event. */
  cursor?: string | undefined;
  /** `now` begins, where there is no cursor, with what is still to come. */
  after?: 'now' | undefined;
  /** Events of these types only. */
  type?: Event['type'][] | undefined;
  /** Milliseconds between looks once all events have been read: 5,000. With 0 the walk ends there. */
  pause?: number | undefined;
  /** Is told where to go on, each time that all events before it have been dealt with: keep it. */
  onCursor?: ((cursor: string) => unknown) | undefined;
  signal?: AbortSignal | undefined;
}

/** Every operation of the API by its name, and what goes beyond single calls. */
export type Client = {
  [Name in OperationId]: Name extends ConditionalId ? ConditionalCall<Name> : Call<Name>;
} & {
  /** Calls an operation and answers with its headers too. */
  send: Send;
  /** Every item of a list, page by page; 100 a page where `limit` is not given. */
  each<Name extends ListId>(name: Name, ...input: Arguments<Name>): AsyncGenerator<Item<Name>>;
  /**
   * Events, oldest first, and then new ones as they come (admins). One that was read without `onCursor`
   * having been told is read again after a new start. ApiError 410 `CursorExpiredException` for a cursor
   * older than 30 days; its `problem.conflict.oldest` goes on with the oldest event there is.
   */
  events(options?: EventOptions): AsyncGenerator<Event, void>;
  /** What to keep to stay signed in; undefined when nobody is, and before `load` was first asked. */
  readonly tokens: Tokens | undefined;
};

export interface ClientOptions extends TokenStore {
  language?: 'ko' | 'en';
  /** How often a request is tried at most: 3. */
  attempts?: number;
  /** Milliseconds to wait at most where the server says how long: 30,000. */
  maxWaitMs?: number;
  fetch?: (request: Request) => Promise<Response>;
}
