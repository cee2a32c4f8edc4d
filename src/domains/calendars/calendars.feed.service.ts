import { createHash } from 'node:crypto';
import { AppError } from '../../errors';
import type { ServiceContext } from '../../http/context';
import { translate } from '../../i18n/messages';
import { todayInSeoul } from '../../lib/time';
import { listEntries, namesOf } from './calendars.feed.repository';
import { type Entries, writeCalendar } from './calendars.ical';
import { assertNotRefused, countMiss, countRead, type FeedLimiters } from './calendars.limits';
import { findByToken, markUsed } from './calendars.repository';
import { hashOf, isToken } from './calendars.tokens';

/** Returns the same error for every URL that shows nothing, whatever the reason. */
const unknown = () =>
  new AppError('CalendarNotFoundException', { message: 'calendar.link_unknown' });

/** @throws AppError 404, 429 */
async function calendarOf(ctx: ServiceContext, token: string, limiters: FeedLimiters) {
  if (!isToken(token)) throw unknown();
  const hash = hashOf(token);
  assertNotRefused(ctx.address, hash, ctx.now);
  const calendar = await findByToken(ctx.db, hash);
  if (!calendar) {
    await countMiss(limiters, ctx.address, ctx.now);
    throw unknown();
  }
  await countRead(limiters, hash, ctx.now);
  return calendar;
}

type Found = Awaited<ReturnType<typeof calendarOf>>;

async function entriesOf({ db, now }: ServiceContext, calendar: Found): Promise<Entries> {
  const { bookings, bookOuts } = await listEntries(db, calendar, now);
  const { modelId, modelName } = calendar;
  const models = [...bookings, ...bookOuts].map((entry) => entry.modelId);
  const clients = bookings.map(({ clientId }) => clientId);
  const names = modelId ? new Map([[modelId, modelName]]) : await namesOf(db, models, clients);
  return { bookings, bookOuts, names };
}

/**
 * Returns a calendar as text with its ETag.
 * @throws AppError 404 for any URL that shows nothing, 429
 */
export async function readFeed(ctx: ServiceContext, token: string, limiters: FeedLimiters) {
  const calendar = await calendarOf(ctx, token, limiters);
  const entries = await entriesOf(ctx, calendar);
  const today = todayInSeoul(ctx.now);
  if (calendar.lastUsedOn !== today) {
    ctx.background(markUsed(ctx.db, calendar.id, today).catch(() => undefined));
  }
  const { scope, language, modelName } = calendar;
  const name =
    scope === 'model' ? (modelName ?? '') : translate(`calendar.name_${scope}`, language);
  const text = writeCalendar(name, language, entries);
  return { text, etag: `"${createHash('sha256').update(text).digest('base64url')}"` };
}
