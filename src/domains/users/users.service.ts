import type { Role } from '../../db/constants';
import { refusalOf } from '../../db/errors';
import { AppError, type FieldError } from '../../errors';
import type { ActorContext, ServiceContext, Target } from '../../http/context';
import { versionsOf } from '../../http/etag';
import { ageInSeoul } from '../../lib/time';
import { passwordErrors } from '../auth/password-policy';
import { hashPassword } from '../auth/passwords';
import { addressKeys, isMailConfigured } from '../mails/mails.limits';
import * as repository from './users.repository';

const ADULT = 18;

/**
 * Returns the form in which usernames and emails are compared. It ignores case, width and repeated spaces.
 */
export const foldKey = (name: string) =>
  name.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();

const notFound = (id: string) => new AppError('UserNotFoundException', { params: { id } });

/** Returns the time of a mail to an address and the keys that count it. */
export const mailTo = (ctx: ServiceContext, email: string) => ({
  toKeys: addressKeys(foldKey(email), ctx.settings),
  now: ctx.now,
});

interface Names {
  username?: string | undefined;
  email?: string | undefined;
}

const keysOf = ({ username, email }: Names) => ({
  ...(username !== undefined && { username, usernameKey: foldKey(username) }),
  ...(email !== undefined && { email, emailKey: foldKey(email) }),
});

/** Returns which of the names are taken: the email first, as in the original specification. */
export async function takenNames(
  ctx: ServiceContext,
  names: Names,
  exceptId = '',
): Promise<FieldError[]> {
  if (names.username === undefined && names.email === undefined) return [];
  const taken = await repository.findTaken(ctx.db, keysOf(names), exceptId);
  return [
    ...(taken.email ? [{ field: 'email', code: 'taken', message: 'user.email_taken' }] : []),
    ...(taken.username
      ? [{ field: 'username', code: 'taken', message: 'user.username_taken' }]
      : []),
  ];
}

/** @throws AppError 422 that lists all errors. */
function assertNoErrors(errors: FieldError[]): void {
  if (errors.length > 0) throw new AppError('ValidationException', { errors });
}

/**
 * Returns all problems with a new account's fields, or with those that are well-formed (hence all optional):
 * taken names, in one query, then age and password. Errors with wording in the original specification come
 * first.
 */
export async function accountProblems(
  ctx: ServiceContext,
  input: Partial<NewAccount>,
): Promise<FieldError[]> {
  const { password, username = '', email = '' } = input;
  const age = input.birth_date ? ageInSeoul(input.birth_date, ctx.now) : undefined;
  const isMinor = [age, input.age].some((years) => typeof years === 'number' && years < ADULT);
  const field = age !== undefined && age < ADULT ? 'birth_date' : 'age';
  const { PASSWORD_POLICY: policy } = ctx.settings;
  return [
    ...(await takenNames(ctx, input)),
    ...(isMinor ? [{ field, code: 'underage', message: 'user.underage' }] : []),
    ...(password === undefined
      ? []
      : passwordErrors('password', password, policy, { username, email })),
  ];
}

/** Runs a write and converts the database's refusal to the error for the caller. */
export async function withConflictErrors<T>(
  ctx: ServiceContext,
  names: Names,
  id: string,
  write: () => Promise<T>,
) {
  try {
    return await write();
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal?.kind === 'raised') throw new AppError('LastAdminException');
    if (refusal?.kind === 'unique') assertNoErrors(await takenNames(ctx, names, id));
    throw error;
  }
}

export interface NewAccount {
  username: string;
  email: string;
  password: string;
  full_name: string;
  phone?: string | null | undefined;
  birth_date?: string | null | undefined;
  /** Full years. Validated, not stored. */
  age?: number | null | undefined;
  role?: Role | undefined;
  is_active?: boolean | undefined;
}

/**
 * Opens an account. Only admins may set its role and activity.
 * @throws AppError 403, 422 that lists all errors, 503 when the hash queue is full.
 */
export async function signUp(ctx: ServiceContext, input: NewAccount) {
  const privileged = input.role !== undefined || input.is_active !== undefined;
  if (privileged && ctx.actor?.role !== 'admin') throw new AppError('PermissionDeniedException');
  // Checked before the expensive hash. The unique indexes settle the remaining race.
  assertNoErrors(await accountProblems(ctx, input));
  const user = await newUser(ctx, input, privileged);
  const row = await withConflictErrors(ctx, input, user.id, () =>
    repository.insertUser(ctx.db, user, ctx.idempotency, verificationOf(ctx, user)),
  );
  if (!row) throw new Error('insert returned no row');
  return row;
}

/**
 * Returns the mail that confirms a new account's address; undefined if mail is not configured or there is
 * nothing to confirm.
 */
const verificationOf = (ctx: ServiceContext, user: repository.NewUser & { id: string }) =>
  isMailConfigured(ctx.settings) && !user.emailVerified
    ? ({
        template: 'verify',
        toUserId: user.id,
        language: ctx.language,
        ...mailTo(ctx, user.email),
      } as const)
    : undefined;

/** Returns a new account's row. @throws AppError 503 when the hash queue is full. */
export async function newUser(ctx: ServiceContext, input: NewAccount, emailVerified: boolean) {
  return {
    id: crypto.randomUUID(),
    ...keysOf(input),
    username: input.username,
    email: input.email,
    passwordHash: await hashPassword(input.password, ctx.settings.PASSWORD_HASH_COST),
    fullName: input.full_name,
    phone: input.phone ?? null,
    birthDate: input.birth_date ?? null,
    role: input.role ?? 'client',
    isActive: input.is_active ?? true,
    emailVerified,
    language: ctx.language,
    updatedBy: ctx.actor?.userId ?? null,
    createdAt: ctx.now,
    updatedAt: ctx.now,
  };
}

/** Reads an account that another domain opens in the same transaction. */
export const accountById = repository.byId;

/** Returns whether a live user has this id. */
export const exists = async (ctx: ServiceContext, id: string) =>
  (await repository.findUser(ctx.db, id)) !== undefined;

/** Returns a user to itself or to admins. @throws AppError 404 for any other or a missing user. */
export async function get(ctx: ActorContext, id: string) {
  const mayKnow = ctx.actor.role === 'admin' || ctx.actor.userId === id;
  const row = mayKnow ? await repository.findUser(ctx.db, id) : undefined;
  if (!row) throw notFound(id);
  return row;
}

export interface AccountChanges extends Names {
  full_name?: string | undefined;
  phone?: string | null | undefined;
  role?: Role | undefined;
  is_active?: boolean | undefined;
  notify?: boolean | undefined;
}

export const writeTarget = (ctx: ActorContext, id: string, ifMatch: string | undefined) => ({
  id,
  versions: versionsOf(ifMatch),
  actorId: ctx.actor.userId,
  now: ctx.now,
});

/** Explains why a conditional write matched no row. */
export async function explainUnchanged(ctx: ServiceContext, id: string) {
  const exists = await repository.findUser(ctx.db, id);
  return exists ? new AppError('PreconditionFailedException') : notFound(id);
}

export const changesOf = (input: AccountChanges) => ({
  ...keysOf(input),
  ...(input.full_name !== undefined && { fullName: input.full_name }),
  ...(input.phone !== undefined && { phone: input.phone }),
  ...(input.role !== undefined && { role: input.role }),
  ...(input.is_active !== undefined && { isActive: input.is_active }),
  ...(input.notify !== undefined && { notify: input.notify }),
});

/** Changes the given fields. @throws AppError 404, 409 for the last admin, 412, 422 for a taken name. */
export async function update(ctx: ActorContext, { id, ifMatch }: Target, input: AccountChanges) {
  const target = writeTarget(ctx, id, ifMatch);
  const changes = changesOf(input);
  const row = await withConflictErrors(ctx, input, id, () =>
    repository.updateIfVersion(ctx.db, target, changes),
  );
  if (!row) throw await explainUnchanged(ctx, id);
  return row;
}

/** Erases another user's account. @throws AppError 409 for the caller's own account, or as `erase`. */
export async function remove(ctx: ActorContext, target: Target): Promise<void> {
  if (target.id === ctx.actor.userId) {
    throw new AppError('LastAdminException', { message: 'user.own_account' });
  }
  await erase(ctx, target);
}

/** Erases an account. @throws AppError 404, 409 for the last admin, 412. */
export async function erase(ctx: ActorContext, { id, ifMatch }: Target): Promise<void> {
  const target = writeTarget(ctx, id, ifMatch);
  const row = await withConflictErrors(ctx, {}, id, () =>
    repository.eraseIfVersion(ctx.db, target),
  );
  if (!row) throw await explainUnchanged(ctx, id);
}
