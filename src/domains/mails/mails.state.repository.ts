import { sql } from 'drizzle-orm';
import type { Database } from '../../db/client';
import type { TokenPurpose } from '../../db/constants';
import { accountTokens as tokens } from '../../db/schema.mails';
import type { MailRow } from './mails.repository';

/** Queries for the state from which mails are composed at sending time. */

export interface Recipient {
  id: string;
  email: string;
  email_key: string;
  pending_email: string | null;
  email_verified: number;
  notify: number;
  language: 'ko' | 'en';
}

const RECIPIENT = sql.raw('id, email, email_key, pending_email, email_verified, notify, language');
const first = async <T>(rows: Promise<T[]>) => (await rows)[0];

/** Finds an active account by its id or its folded address. */
export const findRecipient = (db: Database, by: { id: string } | { emailKey: string }) =>
  first(
    db.all<Recipient>(
      sql`SELECT ${RECIPIENT} FROM users WHERE ${'id' in by ? sql`id = ${by.id}` : sql`email_key = ${by.emailKey}`} AND is_active = 1 AND deleted_at IS NULL`,
    ),
  );

/** Returns a live token: the existing one with its remaining lifetime, or a new one. */
export async function ensureToken(
  db: Database,
  token: { userId: string; purpose: TokenPurpose; email: string; emailKey: string },
  { now, lifeMs }: { now: number; lifeMs: number },
) {
  const id = crypto.randomUUID();
  const [, rows] = await db.batch([
    db
      .insert(tokens)
      .values({ ...token, id, createdAt: now, expiresAt: now + lifeMs })
      .onConflictDoUpdate({
        target: [tokens.userId, tokens.purpose],
        set: {
          id,
          email: token.email,
          emailKey: token.emailKey,
          createdAt: now,
          expiresAt: now + lifeMs,
        },
        setWhere: sql`${tokens.expiresAt} <= ${now} OR ${tokens.emailKey} <> ${token.emailKey}`,
      }),
    db
      .select({ id: tokens.id, email: tokens.email })
      .from(tokens)
      .where(sql`${tokens.userId} = ${token.userId} AND ${tokens.purpose} = ${token.purpose}`),
  ]);
  return rows[0];
}

/** Finds a token that is still live. */
export const findLiveToken = (db: Database, id: string, now: number) =>
  first(
    db.all<{ id: string; email: string; user_id: string }>(
      sql`SELECT id, email, user_id FROM ${tokens} WHERE id = ${id} AND expires_at > ${now}`,
    ),
  );

/** Finds an invitation that is still open. */
export const findInvitation = (db: Database, id: string, now: number) =>
  first(
    db.all<{ id: string; email: string; full_name: string }>(
      sql`SELECT id, email, full_name FROM invitations WHERE id = ${id} AND accepted_at IS NULL AND revoked_at IS NULL AND expires_at > ${now} AND email IS NOT NULL`,
    ),
  );

export interface BookingState {
  type: string;
  status: string;
  start_at: number;
  end_at: number;
  timezone: string;
  option_expires_at: number | null;
  model: string;
  client: string;
}

const BOOKING = sql.raw(
  'b.status, b.start_at, b.end_at, b.timezone, b.option_expires_at, m.name AS model, u.full_name AS client',
);
const JOINS = sql.raw('JOIN models m ON m.id = b.model_id JOIN users u ON u.id = b.user_id');

/** Returns an event's booking in its current state. */
export const bookingOfEvent = (db: Database, eventId: string) =>
  first(
    db.all<BookingState>(
      sql`SELECT o.type, ${BOOKING} FROM outbox o JOIN bookings b ON b.id = o.data ->> 'booking_id' ${JOINS} WHERE o.id = ${eventId}`,
    ),
  );

/** Finds a booking that is currently an option. */
export const optionById = (db: Database, bookingId: string) =>
  first(
    db.all<BookingState>(
      sql`SELECT 'booking.option' AS type, ${BOOKING} FROM bookings b ${JOINS} WHERE b.id = ${bookingId}`,
    ),
  );

/** Returns the URL of a webhook that was disabled because it failed. */
export const disabledUrl = (db: Database, id: string) =>
  first(
    db.all<{ url: string }>(
      sql`SELECT url FROM webhook_endpoints WHERE id = ${id} AND disabled_reason = 'failing' AND deleted_at IS NULL`,
    ),
  );

export interface PickState {
  title: string;
  yes: string | null;
  maybe: string | null;
  no: string | null;
  /** The number of models without a verdict. */
  open: number;
  /** Whether a later mail will report the same package. */
  is_told_later: number;
}

const namesOf = (verdict: string) =>
  sql`(SELECT group_concat(name, ', ') FROM (SELECT m.name FROM package_items i JOIN models m ON m.id = i.model_id WHERE i.package_id = p.id AND i.verdict = ${verdict} AND m.deleted_at IS NULL ORDER BY i.position))`;

/** Summarizes the picks so far from an event's package, for the admin who created it. */
export const packageOfEvent = (db: Database, mail: Pick<MailRow, 'seq' | 'refId' | 'createdAt'>) =>
  first(
    db.all<PickState>(
      sql`SELECT p.title, ${namesOf('yes')} AS yes, ${namesOf('maybe')} AS maybe, ${namesOf('no')} AS no,
        (SELECT count(*) FROM package_items i JOIN models m ON m.id = i.model_id WHERE i.package_id = p.id AND i.verdict IS NULL AND m.deleted_at IS NULL) AS open,
        EXISTS (SELECT 1 FROM mails l JOIN outbox e ON e.id = l.ref_id WHERE l.to_user_id = p.created_by AND l.created_at >= ${mail.createdAt} AND l.seq > ${mail.seq} AND l.template = 'agency' AND l.state = 'pending' AND e.type = 'package.picked' AND e.data ->> 'package_id' = p.id) AS is_told_later
        FROM outbox o JOIN packages p ON p.id = o.data ->> 'package_id' JOIN users u ON u.id = p.created_by AND u.role = 'admin' WHERE o.id = ${mail.refId}`,
    ),
  );
