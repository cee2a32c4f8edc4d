import { isUnauthenticated, toError } from './errors.js';
import { events } from './events.js';
import { ROUTES } from './generated/routes.js';
import type { EventPage, TokenPair } from './generated/schemas.js';
import { withLock } from './platform.js';
import { newIdempotencyKey, type Parts, toBlob, toRequest } from './request.js';
import { type Received, read, receive } from './response.js';
import { sendRetrying, waitFor } from './retry.js';
import { createSession, type Renewal, type Tokens } from './session.js';
import { alreadyEnded, endsSession } from './session-errors.js';
import type { Answer, Client, ClientOptions, EventOptions, OperationId, Page } from './types.js';
import { fetchWithProgress } from './upload.js';

/** A refresh token can be sent twice: its successor stays the same for a while. */
const REPEATABLE: readonly string[] = ['refresh'];
/** The most token pairs that one call takes over from other tabs. */
const MAX_RENEWALS = 3;
/** Items per page when iterating over a list: the API's maximum. */
const PAGE = 100;

const tokensOf = ({ access_token, refresh_token }: TokenPair): Tokens => ({
  access_token,
  refresh_token,
});

const hasOwnCredentials = ({ headers }: Parts) => new Headers(headers).has('Authorization');

const isRefused = async ({ response, body }: Received) =>
  response.status === 401 && isUnauthenticated(toError(response, await body.text()));

interface Exchange extends Received {
  token: string | undefined;
}

/**
 * Creates a client for the API. It signs in and keeps the session, retries what is safe to retry, and sees
 * its own writes. Calls throw ApiError for an unsuccessful response, and `fetch`'s own error if there is
 * none.
 */
export function createClient(baseUrl: string, options: ClientOptions = {}): Client {
  const { attempts = 3, maxWaitMs = 30_000, language } = options;
  const limits = { attempts, maxWaitMs };
  let bookmark: string | undefined;

  const session = createSession(
    options,
    async (refresh_token) => (await call('refresh', { body: { refresh_token } })).data as TokenPair,
    (work) => withLock(`model-agency-api ${baseUrl}`, maxWaitMs, work),
  );

  async function exchange(name: OperationId, parts: Parts): Promise<Exchange> {
    const route = ROUTES[name];
    const isSession = route.flags.includes('session') && !hasOwnCredentials(parts);
    const token = isSession
      ? (await waitFor(session.current(), parts.signal))?.access_token
      : undefined;
    const build = toRequest(baseUrl, route, parts, { token, language, bookmark });
    const { onProgress } = parts;
    const send =
      options.fetch ??
      (onProgress ? (request: Request) => fetchWithProgress(request, onProgress) : fetch);
    const mayRepeat =
      REPEATABLE.includes(name) || route.method === 'GET' || route.flags.includes('key');
    const attempt = async () => receive(await send(build()));
    const received = await sendRetrying(attempt, mayRepeat, limits, parts.signal);
    bookmark = received.response.headers.get('X-D1-Bookmark') ?? bookmark;
    return { ...received, token };
  }

  /** Sends a call, and sends it again with a new token if the first one is no longer valid. */
  async function exchangeRenewing(name: OperationId, parts: Parts): Promise<Exchange> {
    let last = await exchange(name, parts);
    let how: Renewal | undefined = 'adopted';
    for (let round = 0; how === 'adopted' && round < MAX_RENEWALS; round++) {
      const { token } = last;
      if (!token || !(await isRefused(last))) break;
      how = await waitFor(session.renew(token), parts.signal);
      if (how) last = await exchange(name, parts);
    }
    return last;
  }

  async function call(name: OperationId, given: Parts = {}): Promise<Answer<unknown>> {
    const route = ROUTES[name];
    const idempotencyKey =
      given.idempotencyKey ?? (route.flags.includes('key') ? newIdempotencyKey() : undefined);
    const body = route.flags.includes('raw') ? await toBlob(given.body) : given.body;
    const parts = { ...given, body, idempotencyKey };
    const exchanged = await exchangeRenewing(name, parts);
    const { headers } = exchanged.response;
    const isEnding = !hasOwnCredentials(parts) && endsSession(name, parts, exchanged.token);
    const data = await read(route, exchanged).catch((error) => {
      const isOver = isEnding && isUnauthenticated(error);
      if (isOver && (exchanged.token || name === 'logout')) return alreadyEnded();
      throw error;
    });
    if (name === 'login') await session.set(tokensOf(data as TokenPair));
    if (isEnding) await session.end(exchanged.token);
    return { data, etag: headers.get('ETag') ?? undefined, headers };
  }

  async function* each(name: OperationId, given: Parts = {}) {
    let query: Parts['query'] = { ...given.query, limit: given.query?.limit ?? PAGE };
    for (;;) {
      const { data } = await call(name, { ...given, ifNoneMatch: undefined, query });
      const { items, has_next, next_cursor } = data as Page;
      yield* items;
      if (!has_next || next_cursor === null) return;
      query = { ...query, skip: undefined, cursor: next_cursor };
    }
  }

  const calls = Object.keys(ROUTES).map((name) => [
    name,
    async (parts?: Parts) => (await call(name as OperationId, parts)).data,
  ]);
  const tokens = { get: () => session.tokens };
  const readEvents = async (query: NonNullable<Parts['query']>, signal: AbortSignal | undefined) =>
    (await call('listEvents', { query, signal })).data as EventPage;
  const walkEvents = (given?: EventOptions) => events(readEvents, given);
  const client = { ...Object.fromEntries(calls), send: call, each, events: walkEvents };
  return Object.defineProperty(client, 'tokens', tokens) as Client;
}
