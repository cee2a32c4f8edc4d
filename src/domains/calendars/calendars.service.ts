import type * as z from 'zod';
import type { Database } from '../../db/client';
import { raisedCode } from '../../db/errors';
import { secretsOf } from '../../env';
import { AppError } from '../../errors';
import type { ActorContext } from '../../http/context';
import { requiredUrl } from '../../http/public-url';
import type { Language } from '../../i18n/messages';
import { inBatches } from '../../lib/batches';
import { open, seal } from '../../lib/seal';
import { notFound as modelNotFound } from '../models/models.service';
import * as repository from './calendars.repository';
import { DAY_MS, DAYS_CANCELLED, MAX_CALENDARS } from './calendars.rules';
import type { CalendarBody } from './calendars.schemas';
import { hashOf, newToken } from './calendars.tokens';

const SEALED_FOR = 'calendar token';

const isAdmin = ({ actor }: ActorContext) => actor.role === 'admin';

/** Returns the owner whose calendars the caller may see; undefined for all owners. */
const ownerOf = (ctx: ActorContext) => (isAdmin(ctx) ? undefined : ctx.actor.userId);

/**
 * Creates a calendar with its own token.
 * @throws AppError 403 for admin-only scopes, 404 for its model, 409 beyond ten, 503 without PUBLIC_URL
 */
export async function create(
  ctx: ActorContext,
  input: z.output<typeof CalendarBody>,
  language: Language,
) {
  if (input.scope !== 'mine' && !isAdmin(ctx)) throw new AppError('PermissionDeniedException');
  requiredUrl(ctx.publicUrl);
  const token = newToken();
  const calendar = {
    id: crypto.randomUUID(),
    userId: ctx.actor.userId,
    scope: input.scope,
    modelId: input.model_id ?? null,
    tokenHash: hashOf(token),
    language: input.language ?? language,
    createdAt: ctx.now,
  };
  const sealed = seal(token, ctx.settings.SECRET_KEY, SEALED_FOR);
  try {
    const row = await repository.insertCalendar(ctx.db, calendar, sealed, ctx.idempotency);
    if (!row) throw modelNotFound(calendar.modelId ?? '');
    return row;
  } catch (error) {
    if (raisedCode(error) !== 'CALENDARS_FULL') throw error;
    throw new AppError('QuotaExceededException', { conflict: { limit: MAX_CALENDARS } });
  }
}

/**
 * Returns the URL of a calendar that was just created, or of a replay. @throws AppError 503 without
 * PUBLIC_URL
 */
export function urlOf(ctx: ActorContext, { tokenSealed }: { tokenSealed: string }): string {
  const token = open(tokenSealed, secretsOf(ctx.settings), SEALED_FOR) ?? '';
  return `${requiredUrl(ctx.publicUrl)}/api/v1/calendars/${token}.ics`;
}

/** Lists the caller's calendars, or all calendars for admins, oldest first. */
export const list = (ctx: ActorContext) => repository.listCalendars(ctx.db, ownerOf(ctx));

/** Lists the caller's own calendars, even for admins. */
export const listOwn = (ctx: ActorContext) => repository.listCalendars(ctx.db, ctx.actor.userId);

/** Deletes a calendar. Its URL stops working immediately. @throws AppError 404 */
export async function remove(ctx: ActorContext, id: string): Promise<void> {
  const { userId } = ctx.actor;
  const deleted = await repository.deleteCalendar(ctx.db, id, ownerOf(ctx), userId);
  if (!deleted) throw new AppError('CalendarNotFoundException', { params: { id } });
}

/** Deletes records of deleted book-outs that calendars no longer show. */
export const purgeDeletedBookOuts = ({ db, now }: { db: Database; now: number }) =>
  inBatches((limit) => repository.purgeDeletedBookOuts(db, now - DAYS_CANCELLED * DAY_MS, limit));
