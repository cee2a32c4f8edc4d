import { expect } from 'vitest';
import { bindings, post } from './api';

const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
export const PASSWORD = 'Plum-Rain7!';

const unique = () => crypto.randomUUID().replaceAll('-', '').slice(0, 12);

/** Returns a valid sign-up body. */
export function accountBody(overrides: Record<string, unknown> = {}) {
  const username = `u${unique()}`;
  return {
    username,
    email: `${username}@example.com`,
    password: PASSWORD,
    full_name: '김하늘',
    ...overrides,
  };
}

export interface Person {
  id: string;
  username: string;
  email: string;
  token: string;
  refreshToken: string;
}

export async function signIn(username: string, password = PASSWORD) {
  const { status, body } = await post('/api/v1/auth/login', { username, password });
  expect(status).toBe(200);
  return body as { access_token: string; refresh_token: string };
}

/** Creates a signed-in account. An admin is promoted in the database, as the first one is. */
export async function newPerson(role: 'client' | 'admin' = 'client'): Promise<Person> {
  const account = accountBody();
  const { status, body } = await post('/api/v1/auth/register', account);
  expect(status).toBe(200);
  if (role === 'admin') {
    await bindings.DB.prepare("UPDATE users SET role = 'admin' WHERE id = ?")
      .bind(body.user_id)
      .run();
  }
  const tokens = await signIn(account.username);
  return {
    id: body.user_id,
    username: account.username,
    email: account.email,
    token: tokens.access_token,
    refreshToken: tokens.refresh_token,
  };
}

export function modelBody(overrides: Record<string, unknown> = {}) {
  return {
    name: `모델 ${unique()}`,
    description: '런웨이와 룩북 경험이 풍부한 패션 모델입니다.',
    price_per_hour: 150_000,
    ...overrides,
  };
}

export async function newModel(admin: Person, overrides: Record<string, unknown> = {}) {
  const { status, body } = await post('/api/v1/models', modelBody(overrides), {
    token: admin.token,
  });
  expect(status).toBe(200);
  return body;
}

/** Creates an admin, a client and a model, with which most booking tests begin. */
export async function stage() {
  const [admin, client] = [await newPerson('admin'), await newPerson()];
  const { model_id } = await newModel(admin);
  return { admin, client, model_id };
}

const START = Math.ceil(Date.now() / HOUR) * HOUR + 10 * DAY;

/** Returns a time `hours` after a fixed hour ten days ahead, in ISO 8601. */
export const at = (hours: number) => new Date(START + hours * HOUR).toISOString();

export const window = (from: number, to: number) => ({ start_time: at(from), end_time: at(to) });

export async function newBooking(person: Person, modelId: string, from: number, to: number) {
  const body = { model_id: modelId, ...window(from, to) };
  const answer = await post('/api/v1/bookings', body, { token: person.token });
  expect(answer.status).toBe(200);
  return answer.body;
}

export const confirm = (admin: Person, bookingId: string) =>
  post(`/api/v1/bookings/${bookingId}/confirm`, undefined, { token: admin.token });

export const move = (person: Person, bookingId: string, name: string, body?: unknown) =>
  post(`/api/v1/bookings/${bookingId}/${name}`, body, { token: person.token });

/** Creates a booking that an admin has turned into an option. */
export async function newOption(
  admin: Person,
  modelId: string,
  from: number,
  to: number,
  owner = admin,
) {
  const { booking_id } = await newBooking(owner, modelId, from, to);
  const answer = await move(admin, booking_id, 'option');
  expect(answer.status).toBe(200);
  return answer.body;
}

/** Makes an option lapse, as if it had been placed long ago. */
export const lapseOption = (bookingId: string) =>
  bindings.DB.prepare('UPDATE bookings SET option_expires_at = 1 WHERE id = ?')
    .bind(bookingId)
    .run();

/** Runs the whole integrity query. There should be no findings. */
export async function findings(): Promise<unknown[]> {
  return (await bindings.DB.prepare('SELECT * FROM integrity_findings').all()).results;
}
