import type * as z from 'zod';
import type { Database } from '../../db/client';
import { secretsOf } from '../../env';
import { AppError } from '../../errors';
import type { ActorContext } from '../../http/context';
import { pageRequest } from '../../http/pagination';
import { inBatches } from '../../lib/batches';
import * as repository from './events.repository';
import type { EventListQuery } from './events.schemas';
import { toEventView } from './events.view';

const RETENTION_MS = 30 * 86_400_000;

/**
 * Returns events after a cursor, oldest first. `next_cursor` is always present; a request with it returns
 * newer events.
 * @throws AppError 410 for a cursor older than the purged events, 422 for a foreign one.
 */
export async function list(ctx: ActorContext, query: z.output<typeof EventListQuery>) {
  const { type, after: from, limit, cursor } = query;
  const types = type && { type: [...new Set(type)].sort() };
  const { after, cursorAt } = pageRequest(
    'events',
    { skip: 0, limit: 0, cursor, ...types },
    secretsOf(ctx.settings),
  );
  const position = (seq: number) => cursorAt({ value: seq, seq });
  const seen = after?.seq ?? 0;
  const { rows, first, last } = await repository.readEvents(ctx.db, {
    after: seen,
    types: types?.type,
    limit,
  });
  if (after && seen + 1 < first) {
    const conflict = { oldest: position(first - 1) };
    throw new AppError('CursorExpiredException', { conflict });
  }
  const page = from === 'now' ? [] : rows.slice(0, limit);
  const hasNext = from !== 'now' && rows.length > limit;
  // The last page has covered everything up to the newest event, whatever its type.
  const reached = hasNext ? (page.at(-1)?.seq ?? seen) : Math.max(last, seen);
  return {
    total: null,
    skip: 0,
    limit,
    has_next: hasNext,
    has_prev: false,
    items: page.map(toEventView),
    next_cursor: position(reached),
  };
}

/** Deletes events older than 30 days. */
export const purgeEvents = ({ db, now }: { db: Database; now: number }) =>
  inBatches((limit) => repository.purgeEvents(db, now - RETENTION_MS, limit));
