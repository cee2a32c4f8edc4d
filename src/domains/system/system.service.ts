import { MAX_BOOKING_MS } from '../../db/constants';
import { LATEST_MIGRATION, REQUIRED_TRIGGERS } from '../../db/guards';
import type { ServiceContext } from '../../http/context';
import { AppError } from '../../lib/errors';
import { readSchemaState } from './system.repository';

/** From where on overlaps are looked for: whatever can still be under way. */
export const overlapsSince = ({ now }: ServiceContext) => now - MAX_BOOKING_MS;

/**
 * @throws AppError 503 when the database is not reached, not migrated, without a guarding trigger, or
 * holds an overlap.
 */
export async function assertReady(ctx: ServiceContext): Promise<void> {
  const state = await readSchemaState(ctx.db, overlapsSince(ctx)).catch((cause) => {
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
