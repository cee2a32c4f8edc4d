import type * as z from 'zod';
import type { Database } from '../../db/client';
import { DAY } from '../../db/constants';
import { secretsOf } from '../../env';
import type { ActorContext } from '../../http/context';
import { pageRequest } from '../../http/pagination';
import { inBatches } from '../../lib/batches';
import * as repository from './audit.repository';
import type { AuditListQuery } from './audit.schemas';

const KEPT_MS = 180 * DAY;

/** A page of the audit log, newest first. @throws AppError 422 for a foreign cursor. */
export async function list(ctx: ActorContext, query: z.output<typeof AuditListQuery>) {
  const request = pageRequest('audit', query, secretsOf(ctx.settings));
  const page = await repository.listEntries(ctx.db, query, request);
  return { ...page, request, positionOf: repository.positionOf };
}

/** What the log has of the caller. */
export const entriesOfCaller = (ctx: ActorContext) =>
  repository.findEntriesOf(ctx.db, ctx.actor.userId);

/** Deletes entries older than 180 days. */
export const purgeAuditLog = ({ db, now }: { db: Database; now: number }) =>
  inBatches((limit) => repository.purgeEntries(db, now - KEPT_MS, limit));
