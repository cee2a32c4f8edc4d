import type { ActorContext } from '../../http/context';
import { toIso } from '../../lib/time';
import { type MailRow, mailsTo } from './mails.repository';

/** Mails on one page of an export. */
const EXPORTED_AT_ONCE = 500;

/** Yields all stored mails to the caller, oldest first, page by page. */
export async function* mailPagesOfCaller({ db, actor }: ActorContext) {
  let after: { createdAt: number; seq: number } | undefined = { createdAt: 0, seq: 0 };
  while (after) {
    const rows: MailRow[] = await mailsTo(db, actor.userId, after, EXPORTED_AT_ONCE);
    yield rows;
    after = rows.length === EXPORTED_AT_ONCE ? rows.at(-1) : undefined;
  }
}

/** Renders a mail for its recipient. Its text was never stored. */
export const toMailView = (row: MailRow) => ({
  mail_id: row.id,
  template: row.template,
  language: row.language,
  state: row.state,
  created_at: toIso(row.createdAt),
  sent_at: toIso(row.sentAt),
});
