import type { AppContext } from '../../http/app-env';
import { toIso } from '../../lib/time';
import type { CalendarRow } from './calendars.repository';

/** Renders a calendar for its owner and admins. Never contains its URL. */
export const toCalendarView = (row: CalendarRow) => ({
  calendar_id: row.id,
  user_id: row.userId,
  scope: row.scope,
  model_id: row.modelId,
  language: row.language,
  created_at: toIso(row.createdAt),
  last_used_on: row.lastUsedOn,
});

/** Sends a calendar feed. */
export const sendFeed = (c: AppContext, { text, etag }: { text: string; etag: string }) =>
  c.body(text, 200, {
    'Content-Type': 'text/calendar; charset=utf-8',
    'Content-Disposition': 'inline; filename="calendar.ics"',
    'Cache-Control': 'private, max-age=300',
    ETag: etag,
  });
