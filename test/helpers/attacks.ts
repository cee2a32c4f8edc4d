import { expect } from 'vitest';
import { operations } from '../../src/app';
import type { Operation } from '../../src/http/operation';
import { type Answer, bindings, call, type Options, post } from './api';
import { newBooking, newModel, newPerson, window } from './data';
import { document } from './document';

/** Creates two unrelated clients, an admin, and one of every kind of resource owned by the second client. */
export async function newAttackTargets() {
  const [admin, attacker, victim] = [
    await newPerson('admin'),
    await newPerson(),
    await newPerson(),
  ];
  const { model_id } = await newModel(admin);
  const { booking_id } = await newBooking(victim, model_id, 0, 2);
  const out = await post(`/api/v1/models/${model_id}/book-outs`, window(50, 60), {
    token: admin.token,
  });
  const calendar = await post('/api/v1/calendars', { scope: 'mine' }, { token: victim.token });
  const session = await bindings.DB.prepare('SELECT id FROM sessions WHERE user_id = ?')
    .bind(victim.id)
    .first<string>('id');
  const ids = {
    user_id: victim.id,
    model_id,
    booking_id,
    book_out_id: String(out.body.book_out_id),
    session_id: String(session),
    calendar_id: String(calendar.body.calendar_id),
  };
  return { admin, attacker, victim, ids };
}

type AttackTargets = Awaited<ReturnType<typeof newAttackTargets>>;

/** Fills in the ids of an operation's path. A `:name` without an id becomes `fallback`. */
export const fill = (path: string, ids: Record<string, string>, fallback = 'absent') =>
  path.replaceAll(/:(\w+)/g, (_, name) => ids[name] ?? fallback);

export const byOperationId = (list: Operation[]) =>
  list.map((operation) => [operation.id, operation] as const);

export const api = operations.filter(({ path }) => path.startsWith('/api/'));
export const operationsWithBody = api.filter(({ body }) => body);
export const operationsWithIds = api.filter(({ path }) => path.includes(':'));
export const reads = api.filter(({ method }) => method === 'get');

/** Returns the document's example body with valid ids. */
export function exampleBody(
  operation: Operation,
  ids: Record<string, string>,
): Record<string, unknown> {
  const path = operation.path.replaceAll(/:(\w+)/g, '{$1}');
  const content = document.paths[path]?.[operation.method]?.requestBody?.content;
  const { example = {} } = (content?.['application/json'] ?? {}) as { example?: object };
  const text = JSON.stringify({ ...window(0, 2), ...example });
  const body = {
    ...(JSON.parse(text) as Record<string, unknown>),
    ...('model_id' in example && ids),
  };
  const known = Object.keys(example);
  return Object.fromEntries(known.map((name) => [name, body[name]]));
}

/** Returns the token of the least privileged caller that may call an operation. */
export const leastPrivilegedToken = ({ access }: Operation, { admin, attacker }: AttackTargets) =>
  access === 'public' ? undefined : access === 'admin' ? admin.token : attacker.token;

const LEAKS = /SQLITE|D1_ERROR|\bat \w+ \(|node_modules|no such (table|column)|fts5: |near "/;

/** Sends an attack. It must be rejected or harmless, never a server error, and reveal nothing. */
export async function attack(method: string, path: string, options: Options): Promise<Answer> {
  const answer = await call(method, path, options);
  expect(answer.status, answer.text).toBeLessThan(500);
  expect(answer.text).not.toMatch(LEAKS);
  return answer;
}

/** Values that every write changes. */
const MARKS = [
  'SELECT count(*) AS n, sum(version) AS versions FROM users',
  'SELECT count(*) AS n, sum(version) AS versions FROM models',
  'SELECT count(*) AS n, sum(version) AS versions FROM bookings',
  'SELECT count(*) AS n FROM book_outs',
  'SELECT count(*) AS n, count(revoked_at) AS ended FROM sessions',
  'SELECT count(*) AS n FROM calendars',
  'SELECT count(*) AS n FROM sqlite_schema',
];

/** Returns as text everything that an attack could have changed. */
export async function state(): Promise<string> {
  const answers = await bindings.DB.batch(MARKS.map((sql) => bindings.DB.prepare(sql)));
  return JSON.stringify(answers.map(({ results }) => results));
}

/** Returns a text without the parts that differ between two equal refusals. */
export const anonymous = ({ text }: Answer, id: string) =>
  text.replaceAll(id, '<id>').replaceAll(/"(timestamp|request_id)":"[^"]*"/g, '"$1":""');
