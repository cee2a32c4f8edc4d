import { createHash, timingSafeEqual } from 'node:crypto';
import { LATEST_MIGRATION, REQUIRED_TRIGGERS } from '../../db/guards';
import { MAX_BOOKING_MS } from '../../db/vocabulary';
import type { ServiceContext } from '../../lib/context';
import { AppError } from '../../lib/errors';
import { readGauges, readSchemaState } from './system.repository';

/** From where on overlaps are looked for: whatever can still be under way. */
const since = ({ now }: ServiceContext) => now - MAX_BOOKING_MS;

/**
 * @throws AppError 503 when the database is not reached, not migrated, without a guarding trigger, or
 * holds an overlap.
 */
export async function assertReady(ctx: ServiceContext): Promise<void> {
  const state = await readSchemaState(ctx.db, since(ctx)).catch((cause) => {
    throw new AppError('ServiceUnavailableException', { message: 'ready.database' }, { cause });
  });
  const { migrations, triggers, overlaps } = state;
  if (!migrations.includes(LATEST_MIGRATION)) {
    throw new AppError('ServiceUnavailableException', { message: 'ready.migrations' });
  }
  const missing = REQUIRED_TRIGGERS.filter((name) => !triggers.includes(name));
  if (missing.length > 0)
    throw new AppError('ServiceUnavailableException', { message: 'ready.triggers' });
  if (overlaps > 0)
    throw new AppError('ServiceUnavailableException', { message: 'ready.overlaps' });
}

/**
 * The metrics in Prometheus' text format (version 0.0.4). Where METRICS_TOKEN is set, the caller has to
 * send it as a bearer token. @throws AppError 401.
 */
export async function metrics(
  ctx: ServiceContext,
  authorization: string | undefined,
): Promise<string> {
  const { METRICS_TOKEN: token } = ctx.settings;
  if (token !== undefined && !isSame(authorization ?? '', `Bearer ${token}`)) {
    throw new AppError('AuthenticationException');
  }
  const { byStatus, overlapping } = await readGauges(ctx.db, since(ctx));
  return [
    '# HELP bookings Bookings by stored state.',
    '# TYPE bookings gauge',
    ...byStatus.map(({ status, count }) => `bookings{status="${status}"} ${count}`),
    '# HELP bookings_overlapping Confirmed bookings that overlap another one, of those not long past; has to be 0.',
    '# TYPE bookings_overlapping gauge',
    `bookings_overlapping ${overlapping}`,
    '',
  ].join('\n');
}

/** Compares in a time that does not tell how much of it was right. */
function isSame(given: string, wanted: string): boolean {
  const [a, b] = [given, wanted].map((text) => createHash('sha256').update(text).digest());
  return a !== undefined && b !== undefined && timingSafeEqual(a, b);
}
