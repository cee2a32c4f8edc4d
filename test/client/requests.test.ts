import { afterEach, describe, expect, it } from 'vitest';
import { UnexpectedResponseError } from '../../src/client';
import { ROUTES } from '../../src/client/generated/routes';
import type { Route } from '../../src/client/request';
import {
  failing,
  newClient,
  page,
  pathsOf,
  refused,
  signedIn,
  someModel,
  stale,
} from '../helpers/client';
import { window } from '../helpers/data';

const PARAMETERS = Object.entries(ROUTES).flatMap(([name, { path }]) =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, parameter = '']) => [name, parameter, path] as const),
);
const DOTS = ['.', '..', '%2e', '%2E', '%2e%2E', '.%2e', '%2e.', '%252e%252e'];

describe('a path parameter', () => {
  const refusal = (name: string, parameter: string, path: string, value: unknown) => {
    const others = [...path.matchAll(/\{(\w+)\}/g)].map(([, other]) => [other, 'x']);
    const { api, sent } = newClient();
    const call = api.send(
      name as 'getModel',
      {
        path: { ...Object.fromEntries(others), [parameter]: value },
        body: {},
      } as never,
    );
    return expect(call)
      .rejects.toBeInstanceOf(TypeError)
      .then(() => expect(sent).toEqual([]));
  };

  it.each(PARAMETERS)('never leads to another operation: %s, %s', async (...where) => {
    expect(PARAMETERS.length).toBeGreaterThan(20);
    for (const value of [...DOTS, '', null, undefined, '\ud800']) await refusal(...where, value);
  });

  it('may contain anything else', async () => {
    const { api, sent } = newClient();
    for (const model_id of ['...', 'a/../b', '.well', '한글', '?x#y']) {
      await expect(api.getModel({ path: { model_id } })).rejects.toMatchObject({ status: 404 });
    }
    const names = sent.map(({ url }) => new URL(url).pathname.split('/').slice(4));
    expect(names.map((segments) => segments.length)).toEqual([1, 1, 1, 1, 1]);
  });
});

describe('a query', () => {
  it('omits null and undefined, and writes dates in ISO 8601', async () => {
    const { api, sent } = await signedIn();
    const query = {
      from: new Date('2026-12-01T09:00:00+09:00'),
      to: null,
      model_id: undefined,
      limit: 5,
    };
    await api.listBookings({ query });
    expect(new URL(sent[0]?.url ?? '').search).toBe('?from=2026-12-01T00%3A00%3A00.000Z&limit=5');
  });

  it.each([new Date('never'), Number.NaN, Number.POSITIVE_INFINITY])(
    'rejects invalid values, as does a body: %s',
    async (value) => {
      const { api, sent } = await signedIn();
      const search = api.listModels({ query: { free_from: value as Date } });
      await expect(search).rejects.toBeInstanceOf(TypeError);
      const path = { booking_id: 'x' };
      const edit = api.updateBooking({ path, body: { start_time: value as Date } });
      await expect(edit).rejects.toBeInstanceOf(TypeError);
      const items = [{ model_id: 'x', start_time: value as Date, end_time: '' }];
      await expect(api.createBookingBatch({ body: { items } })).rejects.toThrow('start_time');
      expect(sent).toEqual([]);
    },
  );

  it('writes dates as a body does', async () => {
    const { api, sent } = await signedIn();
    const model_id = await someModel();
    const { start_time, end_time } = window(0, 4);
    const body = { model_id, start_time: new Date(start_time), end_time: new Date(end_time) };
    const booking = await api.createBooking({ body });
    expect(booking).toMatchObject({ start_time, end_time });
    expect(await sent[0]?.json()).toEqual({ model_id, start_time, end_time });
  });
});

describe('a single call', () => {
  it('accepts its own headers', async () => {
    const { api, sent } = newClient({ language: 'en' });
    const { headers } = await api.send('listModels', {
      headers: { 'X-Request-Id': 'search-1', 'accept-language': 'ko' },
    });
    expect(headers.get('X-Request-Id')).toBe('search-1');
    expect(sent[0]?.headers.get('Accept-Language')).toBe('ko');
  });

  it('returns undefined if nothing has changed', async () => {
    const { api } = newClient();
    const path = { model_id: await someModel() };
    const { data, etag } = await api.send('getModel', { path, ifNoneMatch: undefined });
    expect(data?.model_id).toBe(path.model_id);
    expect(await api.getModel({ path, ifNoneMatch: etag })).toBeUndefined();
    const same = await api.send('getModel', { path, ifNoneMatch: etag });
    expect(same).toMatchObject({ data: undefined, etag });
    expect(await api.getModel({ path, ifNoneMatch: '"other"' })).toEqual(data);
  });
});

describe('a list', () => {
  it.each([
    [undefined, '100'],
    [{ limit: undefined }, '100'],
    [{ limit: 7 }, '7'],
  ])('is read a hundred at a time: %j', async (query, limit) => {
    const { api, sent } = newClient();
    await api.each('listModels', { ...(query && { query }), ifNoneMatch: '"x"' } as never).next();
    expect(new URL(sent[0]?.url ?? '').searchParams.get('limit')).toBe(limit);
    expect(sent[0]?.headers.get('If-None-Match')).toBeNull();
  });

  it('ends at the last page even if it has a cursor', async () => {
    const only = { items: [1, 2], has_next: false, next_cursor: 'later' };
    const end = async () => Response.json(only);
    const { api } = newClient({ around: failing('/api/v1/models', end, end) });
    const seen: unknown[] = [];
    for await (const item of api.each('listModels')) seen.push(item);
    expect(seen).toEqual([1, 2]);
  });
});

describe('a response that is not the API’s', () => {
  const text = `<html>${'x'.repeat(1_000)}`;

  it.each([
    ['a page with 200', page(200, text), 200],
    ['a page with 404', page(404, text), 404],
    ['nothing', async () => new Response(''), 200],
    ['half of it', async () => new Response('{"items": [', { status: 200 }), 200],
    ['JSON without a code', async () => Response.json({ message: 'no' }, { status: 403 }), 403],
    ['null', async () => Response.json(null, { status: 400 }), 400],
  ])('is a separate error: %s', async (_, end, status) => {
    const { api } = newClient({ around: failing('/api/v1/models', end) });
    const error = await api.listModels().catch((thrown) => thrown);
    expect(error).toBeInstanceOf(UnexpectedResponseError);
    expect(error).toMatchObject({ status, problem: undefined, code: undefined, fields: {} });
    const whole = await (await end()).text();
    expect(error.text).toBe(whole.slice(0, 200));
    expect(error.message).toContain(error.text);
  });

  it('is requested again if it was truncated', async () => {
    const broken = async () =>
      new Response(
        new ReadableStream({
          start(controller) {
            controller.enqueue(new TextEncoder().encode('{"items"'));
            controller.error(new TypeError('Network connection lost'));
          },
        }),
      );
    const { api, sent } = newClient({ around: failing('/api/v1/models', broken) });
    expect((await api.listModels()).items).toBeDefined();
    expect(pathsOf(sent)).toHaveLength(2);
  });
});

describe('a file', () => {
  const route = { method: 'POST', path: '/files', flags: ['session', 'raw'] } as const;
  const routes = ROUTES as Record<string, Route>;
  const bytes = new Uint8Array([0, 1, 254, 255]);

  /** A client with a file operation that is rejected once and then answered. */
  function uploading(answer: Partial<Route>, end: () => Promise<Response>) {
    routes.uploadFile = { ...route, ...answer };
    const refresh = async () => Response.json({ access_token: 'new', refresh_token: 'new' });
    const ends = [refused, end];
    const fetch = (request: Request) =>
      request.url.endsWith('/refresh') ? refresh() : (ends.shift() ?? end)();
    const { api, sent } = newClient({
      tokens: stale(undefined),
      around: () => fetch,
    });
    const upload = (input: object) => api.send('uploadFile' as 'createModel', input as never);
    return { upload, sent: () => sent.filter(({ url }) => url.endsWith('/files')) };
  }
  afterEach(() => {
    delete routes.uploadFile;
  });
  const done = async () => Response.json({ ok: true });

  it.each([
    ['a Blob', () => new Blob([bytes], { type: 'image/png' }), 'image/png'],
    ['a File', () => new File([bytes], 'a.jpg', { type: 'image/jpeg' }), 'image/jpeg'],
    ['a Blob without a type', () => new Blob([bytes]), 'application/octet-stream'],
    ['an ArrayBuffer', () => bytes.buffer, 'application/octet-stream'],
    ['a view', () => bytes, 'application/octet-stream'],
    ['a stream', () => new Blob([bytes]).stream(), 'application/octet-stream'],
  ])('is sent unchanged, and again after a renewal: %s', async (_, body, type) => {
    const { upload, sent } = uploading({}, done);
    await upload({ body: body() });
    expect(sent()).toHaveLength(2);
    for (const request of sent()) {
      expect(request.headers.get('Content-Type')).toBe(type);
      expect(await request.bytes()).toEqual(bytes);
    }
  });

  it('has the type given in the call', async () => {
    const { upload, sent } = uploading({}, done);
    await upload({ body: bytes, headers: { 'content-type': 'image/webp' } });
    expect(sent().map(({ headers }) => headers.get('Content-Type'))).toEqual(
      Array(2).fill('image/webp'),
    );
  });

  it.each([
    ['blob', bytes],
    ['text', 'BEGIN:VCALENDAR'],
    ['none', null],
  ] as const)('is returned in its own type: %s', async (answer, body) => {
    const headers = { 'Content-Type': 'image/webp' };
    const { upload } = uploading({ answer }, async () => new Response(body, { headers }));
    const data = (await upload({ body: bytes })).data as unknown;
    if (data instanceof Blob)
      expect([data.type, await data.bytes()]).toEqual(['image/webp', bytes]);
    else expect(data).toBe(body ?? undefined);
    expect(data instanceof Blob).toBe(answer === 'blob');
  });
});
