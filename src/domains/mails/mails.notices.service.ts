import type { Language } from '../../i18n/messages';
import type { WorkContext } from '../../outbox/work';
import { agencyName, type Composed } from './mails.compose.service';
import { linesOf, render, type Values } from './mails.render';
import { type MailRow, summaryOf } from './mails.repository';
import * as state from './mails.state.repository';
import {
  AGENCY_NOTICES,
  CLIENT_NOTICES,
  type MailText,
  OPTION_ENDING,
  PICKS,
  SUMMARY,
  WEBHOOK_DISABLED,
} from './mails.texts';

/** The content of a notice before it is rendered. */
type Told = { text: MailText; values: Values } | { dropped: string };

const formatOf = (language: Language, timeZone: string) =>
  new Intl.DateTimeFormat(language === 'ko' ? 'ko-KR' : 'en-GB', {
    timeZone,
    dateStyle: 'medium',
    timeStyle: 'short',
  });

function valuesOf(booking: state.BookingState, language: Language): Values {
  const format = formatOf(language, booking.timezone);
  return {
    model: booking.model,
    client: booking.client,
    start: format.format(booking.start_at),
    end: `${format.format(booking.end_at)} (${booking.timezone})`,
    until: booking.option_expires_at === null ? '' : format.format(booking.option_expires_at),
  };
}

/** Notices that are obsolete once the option has ended. */
const OF_LIVE_OPTIONS = ['booking.option', 'booking.challenged'];

const isOver = ({ status, option_expires_at: until }: state.BookingState, now: number) =>
  status !== 'option' || (until ?? 0) <= now;

async function ofBooking(ctx: WorkContext, row: MailRow, language: Language): Promise<Told> {
  const { refId, template } = row;
  const isEnding = template === 'option_ending';
  const booking = isEnding
    ? await state.optionById(ctx.db, refId ?? '')
    : await state.bookingOfEvent(ctx.db, refId ?? '');
  if (!booking) return { dropped: 'gone' };
  const needsOption =
    isEnding || (template === 'booking' && OF_LIVE_OPTIONS.includes(booking.type));
  if (needsOption && isOver(booking, ctx.now())) return { dropped: 'option_over' };
  const texts: Record<string, MailText> = template === 'agency' ? AGENCY_NOTICES : CLIENT_NOTICES;
  const text = isEnding ? OPTION_ENDING : texts[booking.type];
  return text ? { text, values: valuesOf(booking, language) } : { dropped: 'gone' };
}

/** Summarizes a client's picks from a package for the admin who created it. */
async function ofPicks(ctx: WorkContext, row: MailRow): Promise<Told> {
  const picks = await state.packageOfEvent(ctx.db, row);
  if (!picks) return { dropped: 'gone' };
  if (picks.is_told_later) return { dropped: 'told_later' };
  const { title, yes, maybe, no, open } = picks;
  const values = { title, yes: yes ?? '–', maybe: maybe ?? '–', no: no ?? '–', open: String(open) };
  return { text: PICKS, values };
}

async function told(ctx: WorkContext, row: MailRow, language: Language): Promise<Told> {
  // Agency notices go to the agency's address; picks go to an admin.
  if (row.template === 'agency' && row.toUserId !== null) return ofPicks(ctx, row);
  if (row.template !== 'webhook_disabled') return ofBooking(ctx, row, language);
  const endpoint = await state.disabledUrl(ctx.db, row.refId ?? '');
  return endpoint ? { text: WEBHOOK_DISABLED, values: { url: endpoint.url } } : { dropped: 'gone' };
}

/** Returns the recipient: the client if they want notices, or the configured agency address. */
async function recipientOf(ctx: WorkContext, row: MailRow) {
  if (row.toUserId === null) {
    const { AGENCY_EMAIL: email } = ctx.settings;
    return email === undefined ? undefined : { email, language: row.language };
  }
  const user = await state.findRecipient(ctx.db, { id: row.toUserId });
  return user && user.notify === 1 && user.email_verified === 1 ? user : undefined;
}

/** Composes a notice from the current state. */
export async function composeNotice(ctx: WorkContext, row: MailRow): Promise<Composed> {
  const to = await recipientOf(ctx, row);
  if (!to) return { dropped: 'no_recipient' };
  const notice = await told(ctx, row, to.language);
  if ('dropped' in notice) return notice;
  const values = { ...notice.values, agency: agencyName(ctx.settings) };
  return { to: to.email, letter: render(notice.text, to.language, values) };
}

/** Composes one mail from all notices waiting for a summary. Returns it with them. */
export async function composeSummary(
  ctx: WorkContext,
  row: MailRow,
): Promise<Composed & { notices?: MailRow[] }> {
  const to = await recipientOf(ctx, row);
  if (!to) return { dropped: 'no_recipient' };
  const rows = await summaryOf(ctx.db, row);
  const all = await Promise.all(rows.map((one) => told(ctx, one, to.language)));
  const more = all.flatMap((one) =>
    'dropped' in one ? [] : [linesOf(one.text, to.language, one.values).join(' — ')],
  );
  if (more.length === 0) return { dropped: 'gone' };
  const values = { agency: agencyName(ctx.settings), count: String(more.length) };
  const letter = render(SUMMARY, to.language, values, { more });
  return { to: to.email, letter, notices: rows };
}
