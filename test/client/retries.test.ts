import { describe, expect, it } from 'vitest';
import {
  failing,
  lost,
  newClient,
  problem,
  responseLost,
  signedIn,
  someModel,
} from '../helpers/client';
import { window } from '../helpers/data';

describe('a retry', () => {
  it.each([
    ['the answer is lost', responseLost],
    ['the request is lost', lost],
    ['a gateway fails', problem(502)],
    ['the store is down', problem(503, { 'Retry-After': '0' })],
    ['there were too many', problem(429, { 'Retry-After': '0' })],
    ['its twin is under way', problem(409, { 'Retry-After': '0' })],
  ])('books once when %s', async (_, end) => {
    const { api, sent } = await signedIn({ around: failing('/api/v1/bookings', end) });
    const model_id = await someModel();
    const booking = await api.createBooking({ body: { model_id, ...window(0, 4) } });
    const posts = sent.filter(({ method }) => method === 'POST');
    expect(posts).toHaveLength(2);
    expect(new Set(posts.map(({ headers }) => headers.get('Idempotency-Key'))).size).toBe(1);
    const { items } = await api.listBookings();
    expect(items.map(({ booking_id }) => booking_id)).toEqual([booking.booking_id]);
  });

  it('does not happen if the request may have been processed', async () => {
    const { api, sent, person } = await signedIn({
      around: failing('/api/v1/auth/me', responseLost),
    });
    await expect(api.updateMe({ body: { full_name: '이바다' } })).rejects.toThrow('lost');
    expect(sent).toHaveLength(1);
    expect(await api.getMe()).toMatchObject({ full_name: '이바다', username: person.username });
  });

  it('does not happen under a key that the operation does not accept', async () => {
    const { api, sent } = await signedIn({ around: failing('/api/v1/auth/me', responseLost) });
    const input = { body: { full_name: '이바다' }, idempotencyKey: 'form-1' };
    await expect(api.updateMe(input)).rejects.toThrow('lost');
    expect(sent).toHaveLength(1);
  });

  it('happens for a write that was not processed', async () => {
    const around = failing('/api/v1/auth/me', problem(429, { 'Retry-After': '0' }));
    const { api } = await signedIn({ around });
    expect((await api.updateMe({ body: { full_name: '이바다' } })).full_name).toBe('이바다');
  });

  it('happens at most twice, for three attempts', async () => {
    const ends = [problem(503), problem(503), problem(503)];
    const { api, sent } = newClient({ around: failing('/api/v1/models', ...ends) });
    await expect(api.listModels()).rejects.toMatchObject({ status: 503, problem: undefined });
    expect(sent).toHaveLength(3);
  });

  it('does not wait longer than allowed', async () => {
    const around = failing('/api/v1/models', problem(503, { 'Retry-After': '3600' }));
    const { api, sent } = newClient({ around });
    await expect(api.listModels()).rejects.toMatchObject({ status: 503 });
    expect(sent).toHaveLength(1);
  });

  it('waits as long as the server says', async () => {
    const around = failing('/api/v1/models', problem(503, { 'Retry-After': '1' }));
    const { api } = newClient({ around });
    const started = Date.now();
    await api.listModels();
    expect(Date.now() - started).toBeGreaterThanOrEqual(950);
  });

  it('stops when the caller aborts', async () => {
    const around = failing('/api/v1/models', problem(503, { 'Retry-After': '20' }));
    const { api, sent } = newClient({ around });
    const abort = new AbortController();
    const call = api.listModels({ signal: abort.signal });
    setTimeout(() => abort.abort(new Error('enough')), 20);
    await expect(call).rejects.toThrow('enough');
    expect(sent).toHaveLength(1);
  });
});
