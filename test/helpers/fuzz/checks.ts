import { expect } from 'vitest';
import { type Answer, bindings } from '../api';
import { expectedStatuses } from './expected';
import type { Plan } from './requests';
import { operationsAt } from './spec';
import type { World } from './world';

/** Everything that a failed request could leave behind. */
const TABLES = [
  'users',
  'models',
  'bookings',
  'book_outs',
  'booking_events',
  'sessions',
  'pictures',
  'outbox',
  'webhook_endpoints',
  'webhook_deliveries',
  'calendars',
  'packages',
  'package_items',
  'invitations',
  'mails',
];
const VERSIONED = [
  'users',
  'models',
  'bookings',
  'pictures',
  'webhook_endpoints',
  'packages',
  'package_items',
];

const FINGERPRINT = `SELECT ${[
  ...TABLES.map((table) => `(SELECT count(*) FROM ${table}) AS ${table}`),
  ...VERSIONED.map((table) => `(SELECT total(version) FROM ${table}) AS ${table}_versions`),
].join(', ')}`;

/** Returns how much data the database contains and how often it has changed. */
export const fingerprint = () => bindings.DB.prepare(FINGERPRINT).first();

function checkAllow(world: World, { pathname }: Plan, { headers }: Answer): void {
  const methods = operationsAt(world.spec, pathname).map(({ method }) => method);
  const allowed = [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'];
  expect(headers.get('Allow')?.split(', ').sort(), 'Allow').toEqual(allowed.sort());
}

/**
 * Checks that a refusal is true: the transition is illegal, or the conflicting window overlaps the requested
 * one.
 */
function checkConflict({ body }: Answer, plan: Plan, before: Answer | undefined): void {
  const { error_code: code, conflict } = body;
  expect(code).not.toBe('LastAdminException');
  if (code === 'InvalidTransitionException') {
    expect(conflict.from, 'state before').toBe(before?.body.status);
    if (conflict.from !== conflict.to) expect(conflict.allowed).not.toContain(conflict.to);
  }
  const sent = plan.body as { start_time?: string; end_time?: string } | undefined;
  if (code === 'BookingConflictException' && conflict?.start_time && sent?.start_time) {
    expect(Date.parse(conflict.start_time)).toBeLessThan(Date.parse(`${sent.end_time}`));
    expect(Date.parse(conflict.end_time)).toBeGreaterThan(Date.parse(sent.start_time));
  }
}

/** Fields that are returned in another form. */
const CHANGED = ['phone', 'refresh_token'];

/** Checks that the response contains what was sent, in fields of the same name. */
function checkEcho(answered: unknown, sent: unknown): void {
  const fields = (answered ?? {}) as Record<string, unknown>;
  for (const [name, value] of Object.entries((sent ?? {}) as Record<string, unknown>)) {
    const own = fields[name];
    if (own === undefined || CHANGED.includes(name)) continue;
    if (name === 'items')
      for (const [n, item] of (value as []).entries()) checkEcho((own as [])[n], item);
    else if (name.endsWith('_time') || name === 'expires_at')
      expect(Date.parse(`${own}`), name).toBe(Date.parse(`${value}`));
    else {
      // A blank string means null.
      const meant = typeof value === 'string' && value.trim() === '' ? null : value;
      expect(own, name).toEqual(meant ?? (Array.isArray(own) ? [] : null));
    }
  }
}

/** Omits a new address of one's own, which must be confirmed first. */
function echoed({ step, body }: Plan): unknown {
  if (step.operation.id !== 'updateMe') return body;
  const { email: _, ...others } = (body ?? {}) as Record<string, unknown>;
  return others;
}

/** Checks a response against the document and the rules for all operations. */
export function checkAnswer(
  world: World,
  plan: Plan,
  answer: Answer,
  before: Answer | undefined,
): void {
  const { status, headers, text, body } = answer;
  const why = `${plan.step.operation.id} ${plan.fault?.name ?? 'valid'}: ${text.slice(0, 300)}`;
  expect(expectedStatuses(world, plan), why).toContain(status);
  if (status >= 400) {
    expect(headers.get('Content-Type')).toMatch(/^application\/problem\+json/);
    expect(body.status).toBe(status);
  }
  if (status === 405) checkAllow(world, plan, answer);
  if (status === 409) checkConflict(answer, plan, before);
  if (status === 429) expect(Number(headers.get('Retry-After'))).toBeGreaterThan(0);
  const sent = plan.options.headers?.['If-None-Match'];
  if (sent && status < 400) expect(status === 304).toBe(sent === headers.get('ETag'));
  if (status === 200 && plan.method !== 'GET' && body) checkEcho(body, echoed(plan));
}
