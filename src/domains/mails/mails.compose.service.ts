import { DAY, HOUR } from '../../db/constants';
import type { Settings } from '../../env';
import { secretsOf } from '../../env';
import { open } from '../../lib/seal';
import type { WorkContext } from '../../outbox/work';
import { type LinkPurpose, tokenOf } from '../auth/account-tokens';
import { type Letter, render } from './mails.render';
import { countEarlierMails, type MailRow, storeRecipient } from './mails.repository';
import * as state from './mails.state.repository';
import { ACCOUNT_MAILS } from './mails.texts';

/** A mail ready to send, or the reason why there is none. */
export type Composed = { to: string; letter: Letter } | { dropped: string };

const MOST_TO_ADDRESS = 3;
const RESET_MS = HOUR;
const VERIFY_MS = 7 * DAY;

const PAGES: Record<LinkPurpose, string> = {
  reset: 'reset-password',
  verify: 'verify-email',
  cancel: 'cancel-email-change',
  invitation: 'accept-invitation',
};

export const agencyName = ({ AGENCY_NAME, APP_NAME }: Settings) => AGENCY_NAME ?? APP_NAME;

/** Returns the base URL of links. @param origin of the inbox request, which works without configuration */
const baseOf = ({ APP_URL, PUBLIC_URL }: Settings, origin: string | undefined) =>
  APP_URL ?? PUBLIC_URL ?? origin ?? '';

interface Making {
  ctx: WorkContext;
  row: MailRow;
  origin: string | undefined;
}

function linkOf({ ctx, origin }: Making, purpose: LinkPurpose, id: string) {
  const token = tokenOf(purpose, id, ctx.settings);
  return `${baseOf(ctx.settings, origin)}/${PAGES[purpose]}#token=${token}`;
}

function accountMail(
  making: Making,
  template: keyof typeof ACCOUNT_MAILS,
  to: { email: string; language: 'ko' | 'en'; name?: string },
  link: string | undefined,
): Composed {
  const values = { agency: agencyName(making.ctx.settings), name: to.name ?? '' };
  const letter = render(ACCOUNT_MAILS[template], to.language, values, { link });
  return { to: to.email, letter };
}

/** Returns whether the address is over its hourly limit. The limit is not revealed to anyone. */
const isBeyondLimit = async ({ ctx, row }: Making) =>
  (await countEarlierMails(ctx.db, row)) >= MOST_TO_ADDRESS;

/** Returns the link of a mail that was attempted before, with the same token. */
async function sameLink(making: Making, purpose: LinkPurpose, refId: string) {
  const token = await state.findLiveToken(making.ctx.db, refId, making.ctx.now());
  return token && { email: token.email, link: linkOf(making, purpose, token.id) };
}

async function forgot(making: Making): Promise<Composed> {
  const { ctx, row } = making;
  if (row.refId !== null && row.toUserId !== null) {
    const user = await state.findRecipient(ctx.db, { id: row.toUserId });
    const same = await sameLink(making, 'reset', row.refId);
    if (!user || !same) return { dropped: 'token_over' };
    return accountMail(making, 'forgot', user, same.link);
  }
  const emailKey = row.toSealed && open(row.toSealed, secretsOf(ctx.settings), 'mail');
  const user = emailKey ? await state.findRecipient(ctx.db, { emailKey }) : undefined;
  if (!user) return { dropped: 'no_account' };
  if (await isBeyondLimit(making)) return { dropped: 'limit' };
  const wanted = {
    userId: user.id,
    purpose: 'reset',
    email: user.email,
    emailKey: user.email_key,
  } as const;
  const token = await state.ensureToken(ctx.db, wanted, { now: ctx.now(), lifeMs: RESET_MS });
  if (!token) return { dropped: 'token_over' };
  await storeRecipient(ctx.db, row, user.id, token.id);
  return accountMail(making, 'forgot', user, linkOf(making, 'reset', token.id));
}

async function verify(making: Making): Promise<Composed> {
  const { ctx, row } = making;
  const user = row.toUserId ? await state.findRecipient(ctx.db, { id: row.toUserId }) : undefined;
  if (!user) return { dropped: 'no_account' };
  if (row.refId !== null) {
    const same = await sameLink(making, 'verify', row.refId);
    if (!same) return { dropped: 'token_over' };
    return accountMail(making, 'verify', { ...user, email: same.email }, same.link);
  }
  if (user.pending_email === null && user.email_verified === 1) return { dropped: 'verified' };
  if (await isBeyondLimit(making)) return { dropped: 'limit' };
  const email = user.pending_email ?? user.email;
  const emailKey = email.normalize('NFKC').toLowerCase();
  const wanted = { userId: user.id, purpose: 'verify', email, emailKey } as const;
  const token = await state.ensureToken(ctx.db, wanted, { now: ctx.now(), lifeMs: VERIFY_MS });
  if (!token) return { dropped: 'token_over' };
  await storeRecipient(ctx.db, row, user.id, token.id);
  return accountMail(making, 'verify', { ...user, email }, linkOf(making, 'verify', token.id));
}

async function emailChange(making: Making): Promise<Composed> {
  const { ctx, row } = making;
  const user = row.toUserId ? await state.findRecipient(ctx.db, { id: row.toUserId }) : undefined;
  if (!user) return { dropped: 'no_account' };
  if (row.refId === null) {
    // Only the mail to the first old address carries the link. This one is a notice.
    if (user.pending_email === null) return { dropped: 'token_over' };
    return accountMail(making, 'email_change', user, undefined);
  }
  const same = await sameLink(making, 'cancel', row.refId);
  if (!same) return { dropped: 'token_over' };
  return accountMail(making, 'email_change', { ...user, email: same.email }, same.link);
}

async function invitation(making: Making): Promise<Composed> {
  const { ctx, row } = making;
  const found = await state.findInvitation(ctx.db, row.refId ?? '', ctx.now());
  if (!found) return { dropped: 'token_over' };
  const to = { email: found.email, name: found.full_name, language: row.language };
  return accountMail(making, 'invitation', to, linkOf(making, 'invitation', found.id));
}

const MAKERS = { forgot, verify, email_change: emailChange, invitation };

export const isAccountMail = (template: string): template is keyof typeof MAKERS =>
  Object.hasOwn(MAKERS, template);

/** Composes an account's mail from the current state. */
export const composeAccountMail = (
  ctx: WorkContext,
  row: MailRow & { template: keyof typeof MAKERS },
  origin?: string,
) => MAKERS[row.template]({ ctx, row, origin });
