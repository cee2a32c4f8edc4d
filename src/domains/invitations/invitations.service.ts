import type { Database } from '../../db/client';
import { DAY, MAX_INVITATIONS, type Role } from '../../db/constants';
import { raisedCode, refusalOf } from '../../db/errors';
import { AppError, invalidField } from '../../errors';
import type { ActorContext, ServiceContext } from '../../http/context';
import { inBatches } from '../../lib/batches';
import { idOfToken, invalidToken } from '../auth/account-tokens';
import { addressKeys, assertMailConfigured, callerKeys, tooManyMails } from '../mails/mails.limits';
import * as users from '../users/users.service';
import * as repository from './invitations.repository';

const LIFE_MS = 14 * DAY;
const RETENTION_MS = 30 * DAY;

const notFound = (id: string) => new AppError('InvitationNotFoundException', { params: { id } });

const mailOf = ({ settings, actor, language, now }: ActorContext, id: string, email: string) => ({
  template: 'invitation' as const,
  refId: id,
  toKeys: addressKeys(users.foldKey(email), settings),
  callerKeys: callerKeys(actor.userId, settings),
  language,
  now,
});

/** Converts the database's refusal to the error for the caller. */
function refused(error: unknown): unknown {
  if (raisedCode(error) === 'INVITATIONS_FULL') {
    return new AppError('QuotaExceededException', {
      params: { limit: MAX_INVITATIONS },
      conflict: { limit: MAX_INVITATIONS },
    });
  }
  return refusalOf(error)?.kind === 'unique'
    ? invalidField('email', 'invited', 'invitation.pending')
    : error;
}

/** Invites someone by mail. @throws AppError 409 beyond 100 open ones, 422 for a taken address, 429, 503. */
export async function invite(
  ctx: ActorContext,
  input: { email: string; full_name: string; role: Role },
) {
  assertMailConfigured(ctx.settings);
  const errors = await users.takenNames(ctx, { email: input.email });
  if (errors.length > 0) throw new AppError('ValidationException', { errors });
  const invitation = {
    id: crypto.randomUUID(),
    email: input.email,
    emailKey: users.foldKey(input.email),
    fullName: input.full_name,
    role: input.role,
    invitedBy: ctx.actor.userId,
    expiresAt: ctx.now + LIFE_MS,
    createdAt: ctx.now,
  };
  const mail = mailOf(ctx, invitation.id, input.email);
  const row = await repository
    .insertInvitation(ctx.db, invitation, mail, ctx.idempotency)
    .catch((error) => {
      throw refused(error);
    });
  if (!row) throw tooManyMails();
  return row;
}

/** Lists open invitations and those that ended within 30 days, newest first. */
export const list = ({ db, now }: ActorContext) => repository.listInvitations(db, now);

/** Revokes an open invitation. @throws AppError 404 for any other. */
export async function revoke({ db, actor, now }: ActorContext, id: string): Promise<void> {
  if (!(await repository.revokeOpen(db, id, actor.userId, now))) throw notFound(id);
}

/** Sends an open invitation again, with the same link. @throws AppError 404, 429, 503. */
export async function resend(ctx: ActorContext, id: string) {
  assertMailConfigured(ctx.settings);
  const row = await repository.findOpen(ctx.db, id, ctx.now);
  if (!row?.email) throw notFound(id);
  if (!(await repository.queueAgain(ctx.db, id, mailOf(ctx, id, row.email)))) throw tooManyMails();
  return row;
}

interface Acceptance {
  token: string;
  username: string;
  password: string;
  phone?: string | null | undefined;
  birth_date?: string | null | undefined;
}

/** Opens an invitation's account with a confirmed address. @throws AppError 422, 503. */
export async function accept(ctx: ServiceContext, { token, ...input }: Acceptance) {
  const id = idOfToken('invitation', token, ctx.settings);
  const row = await repository.findOpen(ctx.db, id, ctx.now);
  if (!row?.email) throw invalidToken();
  const account = { ...input, email: row.email, full_name: row.fullName ?? '', role: row.role };
  const errors = await users.accountProblems(ctx, account);
  if (errors.length > 0) throw new AppError('ValidationException', { errors });
  const user = await users.newUser(ctx, account, true);
  const result = users.accountById(ctx.db, { id: user.id });
  const opened = await users.withConflictErrors(ctx, account, user.id, () =>
    repository.acceptOpen(ctx.db, { id, user, result }, ctx.now, ctx.idempotency),
  );
  if (!opened) throw invalidToken();
  return opened;
}

/** Blanks personal data in invitations that ended more than 30 days ago. */
export const anonymizeOldInvitations = ({ db, now }: { db: Database; now: number }) =>
  inBatches((limit) => repository.anonymizeInvitations(db, now - RETENTION_MS, limit));

/** Returns the invitation that the caller accepted, as a list of at most one. */
export const acceptedByCaller = ({ db, actor }: ActorContext) =>
  repository.invitationsAcceptedBy(db, actor.userId);
