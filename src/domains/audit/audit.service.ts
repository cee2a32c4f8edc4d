import type * as z from 'zod';
import type { Database } from '../../db/client';
import { DAY } from '../../db/constants';
import type { Position } from '../../db/queries/pagination';
import { secretsOf } from '../../env';
import type { ActorContext } from '../../http/context';
import { pageRequest } from '../../http/pagination';
import { inBatches } from '../../lib/batches';
import type { AuditRow } from './audit.repository';
import * as repository from './audit.repository';
import type { AuditListQuery } from './audit.schemas';

const RETENTION_MS = 180 * DAY;

/** Returns a page of the audit log, newest first. @throws AppError 422 for a foreign cursor. */
export async function list(ctx: ActorContext, query: z.output<typeof AuditListQuery>) {
  const request = pageRequest('audit', query, secretsOf(ctx.settings));
  const page = await repository.listEntries(ctx.db, query, request);
  return { ...page, request, positionOf: repository.positionOf };
}

/** Entries on one page of an export. */
const EXPORTED_AT_ONCE = 500;

/** Yields the log entries about the caller, oldest first, page by page. */
export async function* entryPagesOfCaller({ db, actor }: ActorContext) {
  let after: Position | undefined = { value: 0, seq: 0 };
  while (after) {
    const rows: AuditRow[] = await repository.findEntriesOf(
      db,
      actor.userId,
      after,
      EXPORTED_AT_ONCE,
    );
    yield rows;
    const last = rows.length === EXPORTED_AT_ONCE ? rows.at(-1) : undefined;
    after = last && repository.positionOf(last);
  }
}

/** Deletes entries older than 180 days. */
export const purgeAuditLog = ({ db, now }: { db: Database; now: number }) =>
  inBatches((limit) => repository.purgeEntries(db, now - RETENTION_MS, limit));
