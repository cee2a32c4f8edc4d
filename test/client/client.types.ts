// Compiled by `npm run types`, never run: what the client must take, and what it must not.
import { type Booking, createClient } from '../../src/client';

const api = createClient('https://api.example.com', { language: 'ko' });
const times = { start_time: '2026-12-01T09:00:00+09:00', end_time: '2026-12-01T17:00:00+09:00' };

export async function takes(signal: AbortSignal): Promise<Booking[]> {
  const page = await api.listModels({ query: { board: 'women', limit: 20 }, signal });
  const [first] = page.items;
  const price: number | undefined = first?.price_per_hour;
  const next: string | null = page.next_cursor;
  await api.listModels();
  await api.getMe();
  const booking = await api.createBooking({ body: { model_id: 'x', ...times } });
  const path = { booking_id: 'x' };
  await api.updateBooking({ path, body: { start_time: new Date() }, ifMatch: undefined });
  await api.listBookings({ query: { from: new Date(), to: null, model_id: undefined } });
  await api.getMe({ headers: { 'X-Request-Id': 'x' } });
  const { etag, data } = await api.send('getBooking', { path });
  const known: Booking = data;
  const fresh: Booking | undefined = await api.getBooking({ path, ifNoneMatch: etag });
  const answer = await api.send('getBooking', { path, ifNoneMatch: etag });
  const same: Booking | undefined = answer.data ?? fresh ?? known;
  const status: 'requested' | 'option' | 'confirmed' | string = booking.status;
  const all: Booking[] = [];
  for await (const one of api.each('listBookings', { query: { limit: 100 } })) all.push(one);
  return price === undefined && next === null && status === 'option' && same ? [] : all;
}

export async function refuses(): Promise<void> {
  // @ts-expect-error no such operation
  await api.deleteEverything();
  // @ts-expect-error no such board
  await api.listModels({ query: { board: 'children' } });
  // @ts-expect-error no such parameter
  await api.listModels({ query: { page: 2 } });
  // @ts-expect-error a booking has a body
  await api.createBooking();
  // @ts-expect-error the model is missing
  await api.createBooking({ body: times });
  // @ts-expect-error a path has its id
  await api.getBooking({});
  // @ts-expect-error a price is a number
  await api.createModel({ body: { name: 'x', description: 'x', price_per_hour: '150000' } });
  // @ts-expect-error reads take no idempotency key
  await api.listModels({ idempotencyKey: 'x' });
  // @ts-expect-error a write is not conditional in this way
  await api.logout({ ifNoneMatch: 'x' });
  // @ts-expect-error there may be nothing new
  (await api.getMe({ ifNoneMatch: '"1"' })).username;
  // @ts-expect-error a required parameter is not null
  await api.getModelAvailability({ path: { model_id: 'x' }, query: { from: null, to: null } });
  // @ts-expect-error not a list
  api.each('getMe');
  const me = await api.getMe();
  // @ts-expect-error a user has no password
  me.password;
  const status = (await api.getBooking({ path: { booking_id: 'x' } })).status;
  // @ts-expect-error no such state
  status === 'maybe';
}
