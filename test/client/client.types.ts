// Compiled by `npm run types` and never run: what the client must accept, and what it must reject.
import {
  type AnyProblem,
  ApiError,
  type Board,
  type Booking,
  type BookingStatus,
  createClient,
  type Envelope,
  type ErrorCode,
  type Gender,
  type Role,
} from '../../src/client';

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

/** Repeated parts of the document have their own names. */
export async function names(): Promise<void> {
  const done: Envelope = await api.logout();
  const booking: Booking = (await api.cancelBooking({ path: { booking_id: 'x' } })).data;
  const status: BookingStatus = booking.status;
  const { boards, gender } = await api.getModel({ path: { model_id: 'x' } });
  const board: Board | undefined = boards[0];
  const known: Gender | null = gender;
  const role: Role = (await api.getMe()).role;
  const nothing: null = done.data;
  console.log(status, board, known, role, nothing);
}

/** A problem's code determines its type, without a cast. */
export function tells(problem: AnyProblem): string {
  const code: ErrorCode = problem.error_code;
  switch (problem.error_code) {
    case 'BookingConflictException':
      return `${problem.conflict?.booking_id} ${problem.nearest_free?.[0]?.start_time}`;
    case 'InvalidTransitionException': {
      const allowed: BookingStatus[] = problem.conflict?.allowed ?? [];
      return allowed.join();
    }
    case 'QuotaExceededException':
      return `${problem.conflict?.limit}`;
    case 'PictureSetChangedException':
      return `${problem.conflict?.missing.length}`;
    case 'PackageClosedException':
      return problem.conflict.status;
    case 'CursorExpiredException':
      return problem.conflict.oldest;
    case 'ValidationException':
      return problem.errors[0]?.field ?? code;
    default:
      // @ts-expect-error other refusals have no conflict of a known form
      return problem.conflict.start_time;
  }
}

export function reads(error: unknown): string | undefined {
  if (!(error instanceof ApiError) || error.code !== 'BookingConflictException') return undefined;
  // @ts-expect-error the problem has to be asked itself
  error.problem.conflict.start_time;
  const { problem } = error;
  if (problem?.error_code !== 'BookingConflictException') return undefined;
  return problem.conflict?.start_time;
}
