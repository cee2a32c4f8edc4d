import { toApiError } from './client/errors.js';
import type { Operations } from './client/generated/operations.js';
import { ROUTES } from './client/generated/routes.js';
import type { TokenPair } from './client/generated/schemas.js';
import { type Parts, toRequest } from './client/request.js';
import { sendRetrying } from './client/retry.js';
import { createSession, type Tokens } from './client/session.js';

export { ApiError } from './client/errors.js';
export type * from './client/generated/operations.js';
export type * from './client/generated/schemas.js';
export type { Tokens } from './client/session.js';

/** A refresh token may be sent again: its successor stays the same for a while. */
const REPEATABLE: readonly string[] = ['refresh'];
/** After these nobody is signed in. */
const ENDING: readonly string[] = ['logout', 'eraseMe'];

const tokensOf = ({ access_token, refresh_token }: TokenPair): Tokens => ({
  access_token,
  refresh_token,
});

type Id = keyof Operations;
type Input<Name extends Id> = Operations[Name]['input'] & { signal?: AbortSignal };
type Arguments<Name extends Id> =
  Record<string, never> extends Operations[Name]['input']
    ? [input?: Input<Name>]
    : [input: Input<Name>];

/** An answer with what its headers tell, such as the ETag for `ifMatch`. */
export interface Answer<Data> {
  data: Data;
  etag: string | undefined;
  headers: Headers;
}

type ListId = {
  [Name in Id]: Operations[Name]['answer'] extends { items: unknown[]; next_cursor: string | null }
    ? Name
    : never;
}[Id];
type Item<Name extends ListId> = Operations[Name]['answer']['items'][number];

/** Every operation of the API by its name, and what goes beyond single calls. */
export type Client = {
  [Name in Id]: (...input: Arguments<Name>) => Promise<Operations[Name]['answer']>;
} & {
  /** Calls an operation and answers with its headers too. */
  send<Name extends Id>(
    name: Name,
    ...input: Arguments<Name>
  ): Promise<Answer<Operations[Name]['answer']>>;
  /** Every item of a list, page by page. */
  each<Name extends ListId>(name: Name, ...input: Arguments<Name>): AsyncGenerator<Item<Name>>;
  /** What to keep to stay signed in; undefined when nobody is. */
  readonly tokens: Tokens | undefined;
};

export interface ClientOptions {
  /** Tokens of an earlier sign-in. */
  tokens?: Tokens | undefined;
  /** Told of every new pair, and of its end; the place to keep them. */
  onTokens?: (tokens: Tokens | undefined) => void;
  language?: 'ko' | 'en';
  /** How often a request is tried at most: 3. */
  attempts?: number;
  /** Milliseconds to wait at most where the server says how long: 30,000. */
  maxWaitMs?: number;
  fetch?: (request: Request) => Promise<Response>;
}

/**
 * A client of the API: signs in and stays so, repeats what may be repeated, sees its own writes.
 * Calls throw ApiError for an answer that is no success, and what `fetch` throws where there is none.
 */
export function createClient(baseUrl: string, options: ClientOptions = {}): Client {
  const { attempts = 3, maxWaitMs = 30_000, language, fetch: send = fetch } = options;
  let bookmark: string | undefined;

  const session = createSession(
    options.tokens,
    async (refresh_token) => (await call('refresh', { body: { refresh_token } })).data as TokenPair,
    options.onTokens ?? (() => {}),
  );

  async function exchange(name: Id, parts: Parts) {
    const route = ROUTES[name];
    const token = route.flags.includes('session') ? session.tokens?.access_token : undefined;
    const build = () => toRequest(baseUrl, route, parts, { token, language, bookmark });
    const mayRepeat =
      REPEATABLE.includes(name) || route.method === 'GET' || parts.idempotencyKey !== undefined;
    const limits = { attempts, maxWaitMs };
    const response = await sendRetrying(() => send(build()), mayRepeat, limits, parts.signal);
    bookmark = response.headers.get('X-D1-Bookmark') ?? bookmark;
    return { response, token };
  }

  async function call(name: Id, given: Parts = {}): Promise<Answer<unknown>> {
    const parts = ROUTES[name].flags.includes('key')
      ? { ...given, idempotencyKey: given.idempotencyKey ?? crypto.randomUUID() }
      : given;
    const first = await exchange(name, parts);
    const isRenewed =
      first.response.status === 401 &&
      first.token !== undefined &&
      (await session.renew(first.token));
    const { response } = isRenewed ? await exchange(name, parts) : first;
    if (!response.ok) throw await toApiError(response);
    const data: unknown = await response.json();
    if (name === 'login') session.set(tokensOf(data as TokenPair));
    if (ENDING.includes(name)) session.set(undefined);
    const { headers } = response;
    return { data, etag: headers.get('ETag') ?? undefined, headers };
  }

  async function* each(name: Id, given: Parts = {}) {
    let query = given.query;
    for (;;) {
      const { data } = await call(name, query ? { ...given, query } : given);
      const { items, next_cursor: cursor } = data as {
        items: unknown[];
        next_cursor: string | null;
      };
      yield* items;
      if (cursor === null) return;
      query = { ...query, skip: undefined, cursor };
    }
  }

  const calls = Object.keys(ROUTES).map((name) => [
    name,
    async (parts?: Parts) => (await call(name as Id, parts)).data,
  ]);
  const tokens = { get: () => session.tokens };
  const client = { ...Object.fromEntries(calls), send: call, each };
  return Object.defineProperty(client, 'tokens', tokens) as Client;
}
