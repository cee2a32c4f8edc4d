import { describe, expect, it } from 'vitest';
import { ApiError, type Tokens } from '../../src/client';
import {
  failing,
  lost,
  newClient,
  pathsOf,
  responseLost,
  signedIn,
  someModel,
} from '../helpers/client';
import { accountBody, at, newPerson, PASSWORD, window } from '../helpers/data';

describe('a story', () => {
  it('runs from sign-up to sign-out', async () => {
    const told: (Tokens | undefined)[] = [];
    const { api } = newClient({ language: 'en', onTokens: (tokens) => told.push(tokens) });
    const account = accountBody();
    const body = { ...account, full_name: 'Kim' };
    const user = await api.register({ body });
    expect(api.tokens).toBeUndefined();
    await api.login({ body: { username: user.username, password: PASSWORD } });
    expect(told).toEqual([api.tokens]);
    expect(await api.getMe()).toMatchObject({ user_id: user.user_id, full_name: 'Kim' });
    const model_id = await someModel();
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

  it('reports field errors', async () => {
    const { api } = newClient({ language: 'en' });
    const error = await api
      .register({ body: { ...accountBody(), email: 'nobody', full_name: 'K' } as never })
      .catch((thrown) => thrown);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ status: 422, code: 'ValidationException' });
    expect(Object.keys(error.fields).sort()).toEqual(['email', 'full_name']);
  });

  it('changes the version it has seen, not a later one', async () => {
    const { api, person } = await signedIn();
    const { etag } = await api.send('getMe');
    expect(etag).toMatch(/^".+"$/);
    await api.updateMe({ body: { full_name: '이바다' }, ifMatch: etag });
    const stale = api.updateMe({ body: { full_name: '박나무' }, ifMatch: etag });
    await expect(stale).rejects.toMatchObject({ status: 412 });
    expect((await api.getMe()).username).toBe(person.username);
  });

  it('iterates over a list page by page', async () => {
    const { api } = await signedIn();
    const model_id = await someModel();
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

  it('rejects a path without its id', async () => {
    const { api, sent } = await signedIn();
    await expect(api.getBooking({ path: { booking_id: '' } })).rejects.toThrow(
      'booking_id is missing',
    );
    expect(sent).toEqual([]);
  });
});

describe('a session', () => {
  it('is renewed once for twenty concurrent calls', async () => {
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

  it('is renewed despite a lost response', async () => {
    const { api } = await signedIn();
    const tokens = { access_token: 'e30.e30.e30', refresh_token: api.tokens?.refresh_token ?? '' };
    const late = newClient({ tokens, around: failing('/api/v1/auth/refresh', responseLost) });
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

  it('does not end because the API is unreachable', async () => {
    const { api } = await signedIn();
    const tokens = { access_token: 'e30.e30.e30', refresh_token: api.tokens?.refresh_token ?? '' };
    const late = newClient({ tokens, attempts: 1, around: failing('/api/v1/auth/refresh', lost) });
    await expect(late.api.getMe()).rejects.toThrow('Network connection lost');
    expect(late.api.tokens).toEqual(tokens);
    expect((await late.api.getMe()).user_id).toBeTruthy();
  });
});

describe('a bookmark', () => {
  it('from the latest response is sent with catalogue reads, so that a write is seen', async () => {
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
