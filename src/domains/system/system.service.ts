import { LATEST_MIGRATION, REQUIRED_TRIGGERS } from '../../db/guards';
import type { ServiceContext } from '../../lib/context';
import { AppError } from '../../lib/errors';
import { readSchemaState } from './system.repository';

/** @throws AppError 503 when the database is not reached, not migrated, or without a guarding trigger. */
export async function assertReady(ctx: ServiceContext): Promise<void> {
  const { migrations, triggers } = await readSchemaState(ctx.db).catch((cause) => {
    throw new AppError('ServiceUnavailableException', { message: 'ready.database' }, { cause });
  });
  if (!migrations.includes(LATEST_MIGRATION)) {
    throw new AppError('ServiceUnavailableException', { message: 'ready.migrations' });
  }
  const missing = REQUIRED_TRIGGERS.filter((name) => !triggers.includes(name));
  if (missing.length > 0)
    throw new AppError('ServiceUnavailableException', { message: 'ready.triggers' });
}
