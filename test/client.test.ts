import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test';
import { describe, expect, it } from 'vitest';
import { createApp } from '../src/app';
import { ApiError, type ClientOptions, createClient, type Tokens } from '../src/client';
import { bindings, ORIGIN } from './helpers/api';
import { accountBody, at, newModel, newPerson, PASSWORD, window } from './helpers/data';

const app = createApp();

async function real(request: Request): Promise<Response> {
  const ctx = createExecutionContext();
  const response = await app.fetch(request, bindings, ctx);
  await waitOnExecutionContext(ctx);
  return response;
}

type Send = (request: Request) => Promise<Response>;

/** A client whose requests are kept, and go through `around` on their way. */
function newClient(options: ClientOptions & { around?: (send: Send) => Send } = {}) {
  const sent: Request[] = [];
  const { around = (send: Send) => send, ...others } = options;
  const send = around(real);
  const fetch: Send = (request) => {
    sent.push(request.clone());
    return send(request);
  };
  return { api: createClient(`${ORIGIN}/`, { ...others, fetch }), sent };
}

const pathsOf = (sent: Request[]) =>
  sent.map(({ method, url }) => `${method} ${new URL(url).pathname}`);

/** Lets the first requests to a path end otherwise. */
const failing =
  (path: string, ...ends: ((request: Request) => Promise<Response>)[]) =>
  (send: Send): Send =>
  (request) =>
    (new URL(request.url).pathname === path && ends.shift()?.(request)) || send(request);

const problem =
  (status: number, headers: Record<string, string> = {}) =>
  async () =>
    new Response('{}', { status, headers });
const lost = async () => {
  throw new TypeError('Network connection lost');
};
/** The request arrives, its answer does not. */
const answerLost = async (request: Request) => {
  await real(request);
  return lost();
};

async function signedIn(options: Parameters<typeof newClient>[0] = {}) {
  const person = await newPerson();
  const made = newClient(options);
  await made.api.login({ body: { username: person.username, password: PASSWORD } });
  made.sent.length = 0;
  return { ...made, person };
}

const stage = async () => (await newModel(await newPerson('admin'))).model_id as string;

describe('a story', () => {
  it('goes from sign-up to sign-out', async () => {
    const told: (Tokens | undefined)[] = [];
    const { api } = newClient({ language: 'en', onTokens: (tokens) => told.push(tokens) });
    const account = accountBody();
    const body = { ...account, full_name: 'Kim' };
    const user = await api.register({ body });
    expect(api.tokens).toBeUndefined();
    await api.login({ body: { username: user.username, password: PASSWORD } });
    expect(told).toEqual([api.tokens]);
    expect(await api.getMe()).toMatchObject({ user_id: user.user_id, full_name: 'Kim' });
    const model_id = await stage();
    const found = await api.listModels({ query: { limit: 5, sort: '-created_at' } });
    expect(found.items.length).toBeGreaterThan(0);
    const booking = await api.createBooking({ body: { model_id, ...window(0, 4) } });
    const changed = await api.updateBooking({
      path: { booking_id: booking.booking_id },
      body: { notes: 'Call first' },
    });
    expect(changed.notes).toBe('Call first');
    const held = { status: ['requested' as const, 'option' as const] };
    expect((await api.listBookings({ query: held })).total).toBe(1);
    expect((await api.listBookings({ query: { status: ['confirmed', 'option'] } })).total).toBe(0);
    await api.cancelBooking({ path: { booking_id: booking.booking_id } });
    const done = await api.logout({ body: {} });
    expect(done.message).toMatch(/^[A-Za-z ]/);
    expect(told.at(-1)).toBeUndefined();
    await expect(api.getMe()).rejects.toMatchObject({
      status: 401,
      code: 'AuthenticationException',
    });
  });

  it('tells of fields to blame', async () => {
    const { api } = newClient({ language: 'en' });
    const error = await api
      .register({ body: { ...accountBody(), email: 'nobody', full_name: 'K' } as never })
      .catch((thrown) => thrown);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ status: 422, code: 'ValidationException' });
    expect(Object.keys(error.fields).sort()).toEqual(['email', 'full_name']);
  });

  it('changes what it has seen, not what has come since', async () => {
    const { api, person } = await signedIn();
    const { etag } = await api.send('getMe');
    expect(etag).toMatch(/^".+"$/);
    await api.updateMe({ body: { full_name: '이바다' }, ...(etag && { ifMatch: etag }) });
    const stale = api.updateMe({ body: { full_name: '박나무' }, ...(etag && { ifMatch: etag }) });
    await expect(stale).rejects.toMatchObject({ status: 412 });
    expect((await api.getMe()).username).toBe(person.username);
  });

  it('walks a list page by page', async () => {
    const { api } = await signedIn();
    const model_id = await stage();
    const ids: string[] = [];
    for (let day = 0; day < 5; day++) {
      const times = { start_time: at(day * 24), end_time: at(day * 24 + 1) };
      ids.push((await api.createBooking({ body: { model_id, ...times } })).booking_id);
    }
    const seen: string[] = [];
    for await (const { booking_id } of api.each('listBookings', {
      query: { limit: 2, skip: 1, sort: 'start_time' },
    })) {
      seen.push(booking_id);
    }
    expect(seen).toEqual(ids.slice(1));
  });

  it('knows a path that lacks its id', async () => {
    const { api, sent } = await signedIn();
    await expect(api.getBooking({ path: { booking_id: '' } })).rejects.toThrow(
      'booking_id is missing',
    );
    expect(sent).toEqual([]);
  });
});

describe('a session', () => {
  it('is renewed once for twenty calls at once', async () => {
    const { api, sent } = await signedIn();
    const stale = { access_token: 'e30.e30.e30', refresh_token: api.tokens?.refresh_token ?? '' };
    const told: (Tokens | undefined)[] = [];
    const late = newClient({ tokens: stale, onTokens: (tokens) => told.push(tokens) });
    const answers = await Promise.all(Array.from({ length: 20 }, () => late.api.getMe()));
    expect(new Set(answers.map(({ user_id }) => user_id)).size).toBe(1);
    const refreshes = pathsOf(late.sent).filter((path) => path.endsWith('/refresh'));
    expect(refreshes).toHaveLength(1);
    expect(told).toEqual([late.api.tokens]);
    expect(sent).toEqual([]);
  });

  it('is renewed in spite of a lost answer', async () => {
    const { api } = await signedIn();
    const tokens = { access_token: 'e30.e30.e30', refresh_token: api.tokens?.refresh_token ?? '' };
    const late = newClient({ tokens, around: failing('/api/v1/auth/refresh', answerLost) });
    expect((await late.api.getMe()).user_id).toBeTruthy();
  });

  it('ends when it cannot be renewed', async () => {
    const { api, sent } = newClient({
      tokens: { access_token: 'e30.e30.e30', refresh_token: 'nonsense' },
    });
    await expect(api.getMe()).rejects.toMatchObject({ status: 401 });
    expect(api.tokens).toBeUndefined();
    expect(pathsOf(sent)).toEqual(['GET /api/v1/auth/me', 'POST /api/v1/auth/refresh']);
  });

  it('ends with the account', async () => {
    const { api } = await signedIn();
    await api.eraseMe({ body: { password: PASSWORD } });
    expect(api.tokens).toBeUndefined();
  });

  it('does not end because the API cannot be reached', async () => {
    const { api } = await signedIn();
    const tokens = { access_token: 'e30.e30.e30', refresh_token: api.tokens?.refresh_token ?? '' };
    const late = newClient({ tokens, attempts: 1, around: failing('/api/v1/auth/refresh', lost) });
    await expect(late.api.getMe()).rejects.toThrow('Network connection lost');
    expect(late.api.tokens).toEqual(tokens);
    expect((await late.api.getMe()).user_id).toBeTruthy();
  });
});

describe('a repeat', () => {
  it.each([
    ['the answer is lost', answerLost],
    ['the request is lost', lost],
    ['a gateway fails', problem(502)],
    ['the store is down', problem(503, { 'Retry-After': '0' })],
    ['there were too many', problem(429, { 'Retry-After': '0' })],
    ['its twin is under way', problem(409, { 'Retry-After': '0' })],
  ])('books once when %s', async (_, end) => {
    const { api, sent } = await signedIn({ around: failing('/api/v1/bookings', end) });
    const model_id = await stage();
    const booking = await api.createBooking({ body: { model_id, ...window(0, 4) } });
    const posts = sent.filter(({ method }) => method === 'POST');
    expect(posts).toHaveLength(2);
    expect(new Set(posts.map(({ headers }) => headers.get('Idempotency-Key'))).size).toBe(1);
    const { items } = await api.listBookings();
    expect(items.map(({ booking_id }) => booking_id)).toEqual([booking.booking_id]);
  });

  it('is not made of what might have happened already', async () => {
    const { api, sent, person } = await signedIn({
      around: failing('/api/v1/auth/me', answerLost),
    });
    await expect(api.updateMe({ body: { full_name: '이바다' } })).rejects.toThrow('lost');
    expect(sent).toHaveLength(1);
    expect(await api.getMe()).toMatchObject({ full_name: '이바다', username: person.username });
  });

  it('is made of a write that was not looked at', async () => {
    const around = failing('/api/v1/auth/me', problem(429, { 'Retry-After': '0' }));
    const { api } = await signedIn({ around });
    expect((await api.updateMe({ body: { full_name: '이바다' } })).full_name).toBe('이바다');
  });

  it('ends after three', async () => {
    const ends = [problem(503), problem(503), problem(503)];
    const { api, sent } = newClient({ around: failing('/api/v1/models', ...ends) });
    await expect(api.listModels()).rejects.toMatchObject({ status: 503, problem: undefined });
    expect(sent).toHaveLength(3);
  });

  it('is not waited for longer than allowed', async () => {
    const around = failing('/api/v1/models', problem(503, { 'Retry-After': '3600' }));
    const { api, sent } = newClient({ around });
    await expect(api.listModels()).rejects.toMatchObject({ status: 503 });
    expect(sent).toHaveLength(1);
  });

  it('waits as long as it is told', async () => {
    const around = failing('/api/v1/models', problem(503, { 'Retry-After': '1' }));
    const { api } = newClient({ around });
    const started = Date.now();
    await api.listModels();
    expect(Date.now() - started).toBeGreaterThanOrEqual(950);
  });

  it('is given up when the caller gives up', async () => {
    const around = failing('/api/v1/models', problem(503, { 'Retry-After': '20' }));
    const { api, sent } = newClient({ around });
    const abort = new AbortController();
    const call = api.listModels({ signal: abort.signal });
    setTimeout(() => abort.abort(new Error('enough')), 20);
    await expect(call).rejects.toThrow('enough');
    expect(sent).toHaveLength(1);
  });
});

describe('a bookmark', () => {
  it('of the latest answer goes with catalogue reads, so that a write is seen', async () => {
    const admin = await newPerson('admin');
    const { api, sent } = newClient();
    await api.login({ body: { username: admin.username, password: PASSWORD } });
    const body = {
      name: '김하늘',
      description: '런웨이 경험이 풍부한 모델입니다.',
      price_per_hour: 150_000,
    };
    const { data, headers } = await api.send('createModel', { body });
    await api.getModel({ path: { model_id: data.model_id } });
    await api.listBookings();
    const bookmarks = sent.slice(-2).map((request) => request.headers.get('X-D1-Bookmark'));
    expect(bookmarks).toEqual([headers.get('X-D1-Bookmark'), null]);
    expect(bookmarks[0]).toBeTruthy();
  });
});
