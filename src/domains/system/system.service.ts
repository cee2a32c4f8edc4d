import { LATEST_MIGRATION, REQUIRED_TRIGGERS } from '../../db/required-schema';
import { AppError } from '../../errors';
import type { ServiceContext } from '../../http/context';
import type { MessageKey } from '../../i18n/messages';
import { readSchemaState } from './system.repository';

/** How long an isolate reuses its finding, in milliseconds. */
const FINDING_TTL_MS = 1000;

interface Finding {
  at: number;
  /** Undefined if all is well. */
  problem: MessageKey | undefined;
  cause?: unknown;
}

/** This isolate's latest finding, by database. */
const found = new WeakMap<D1Database, Finding>();

async function problemOf({ db }: ServiceContext): Promise<Omit<Finding, 'at'>> {
  try {
    const { migrations, triggers } = await readSchemaState(db);
    if (!migrations.includes(LATEST_MIGRATION)) return { problem: 'ready.migrations' };
    const isUnguarded = REQUIRED_TRIGGERS.some((name) => !triggers.includes(name));
    return { problem: isUnguarded ? 'ready.triggers' : undefined };
  } catch (cause) {
    return { problem: 'ready.database', cause };
  }
}

/**
 * Checks whether requests can be served. An isolate reuses the result for a second.
 * @throws AppError 503 if the database is unreachable, not migrated or lacks a guarding trigger, and for
 * nothing else. Metrics and `db:check` report problems with the data.
 */
export async function assertReady(ctx: ServiceContext, binding: D1Database): Promise<void> {
  let finding = found.get(binding);
  if (!finding || Math.abs(ctx.now - finding.at) >= FINDING_TTL_MS) {
    finding = { at: ctx.now, ...(await problemOf(ctx)) };
    found.set(binding, finding);
  }
  const { problem: message, cause } = finding;
  if (message) throw new AppError('ServiceUnavailableException', { message }, { cause });
}
