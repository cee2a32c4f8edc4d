import type * as z from 'zod';
import type { Database } from '../../db/client';
import { raisedCode } from '../../db/errors';
import { secretsOf } from '../../env';
import { AppError } from '../../errors';
import type { ActorContext, Target } from '../../http/context';
import { versionsOf } from '../../http/etag';
import { pageRequest } from '../../http/pagination';
import { requiredUrl } from '../../http/public-url';
import { inBatches } from '../../lib/batches';
import type { PackageBody, PackageUpdateBody } from './packages.bodies.schemas';
import {
  addedModels,
  assertModelsExist,
  assertNoErrors,
  assertReferencesExist,
} from './packages.checks.service';
import * as lists from './packages.lists.repository';
import * as repository from './packages.repository';
import {
  EXPIRES_AFTER,
  itemsOf,
  MAX_ITEMS,
  RETENTION_MS,
  statusOf,
  timeErrors,
} from './packages.rules';
import type { PackageListQuery } from './packages.schemas';

export const notFound = (id: string) =>
  new AppError('PackageNotFoundException', { params: { id } });

const writeTarget = ({ actor, now, idempotency }: ActorContext, { id, ifMatch }: Target) => ({
  id,
  versions: versionsOf(ifMatch),
  actorId: actor.userId,
  now,
  pending: idempotency,
});

type Items = NonNullable<z.output<typeof PackageUpdateBody>['items']>;

const toItems = (items: Items): repository.NewItem[] =>
  items.map((item) => ({
    model_id: item.model_id,
    note: item.note ?? null,
    picture_ids: item.picture_ids ?? null,
  }));

/** Runs a write of items. Triggers have the final say. @param added the models to add */
async function writing<Row>(
  ctx: ActorContext,
  added: readonly string[],
  work: Promise<Row>,
): Promise<Row> {
  try {
    return await work;
  } catch (error) {
    const code = raisedCode(error);
    if (code === 'PACKAGE_MODEL') await assertModelsExist(ctx, added);
    if (code === 'PACKAGE_FULL') {
      throw new AppError('QuotaExceededException', { conflict: { limit: MAX_ITEMS } });
    }
    throw error;
  }
}

/**
 * Creates a package and its link. @throws AppError 404 for a model or an account, 422, 503 without PUBLIC_URL
 */
export async function create(ctx: ActorContext, input: z.output<typeof PackageBody>) {
  requiredUrl(ctx.publicUrl);
  const { now } = ctx;
  assertNoErrors(timeErrors(input, now));
  await assertReferencesExist(ctx, { items: input.items, userId: input.user_id });
  const row = {
    id: crypto.randomUUID(),
    title: input.title,
    message: input.message ?? null,
    clientName: input.client_name ?? null,
    userId: input.user_id ?? null,
    startAt: input.start_time ?? null,
    endAt: input.end_time ?? null,
    showPrices: input.show_prices ?? false,
    expiresAt: input.expires_at ?? now + EXPIRES_AFTER,
    createdBy: ctx.actor.userId,
    updatedBy: ctx.actor.userId,
    createdAt: now,
    updatedAt: now,
  };
  const items = toItems(input.items);
  const work = repository.insertPackage(ctx.db, row, items, ctx.idempotency);
  const made = await writing(ctx, addedModels(input.items, []), work);
  if (!made) throw new Error('insert returned no row');
  return made;
}

/** Returns a package. @throws AppError 404 */
export async function get(ctx: ActorContext, id: string): Promise<repository.PackageRow> {
  const row = await repository.findPackage(ctx.db, id);
  if (!row) throw notFound(id);
  return row;
}

/** Returns a page of packages, newest first. @throws AppError 422 */
export async function list(ctx: ActorContext, query: z.output<typeof PackageListQuery>) {
  const request = pageRequest('packages', query, secretsOf(ctx.settings));
  const page = await lists.listPackages(ctx.db, query.status, request, ctx.now);
  const positionOf = ({ createdAt, seq }: repository.PackageRow) => ({ value: createdAt, seq });
  return { ...page, request, positionOf };
}

/** Explains why a package was not changed. @throws AppError 404, 412, 409 if it has ended */
async function explainUnchanged(ctx: ActorContext, target: Target): Promise<never> {
  const row = await get(ctx, target.id);
  const versions = versionsOf(target.ifMatch);
  if (versions && !versions.includes(row.version))
    throw new AppError('PreconditionFailedException');
  const status = statusOf(row, ctx.now);
  throw new AppError('PackageClosedException', { conflict: { status } });
}

type Changes = z.output<typeof PackageUpdateBody>;

/** Maps the given fields to columns. Omits fields that are not given. */
function toColumns(input: Changes) {
  const columns = {
    title: input.title,
    message: input.message,
    clientName: input.client_name,
    userId: input.user_id,
    startAt: input.start_time,
    endAt: input.end_time,
    showPrices: input.show_prices,
    expiresAt: input.expires_at,
  };
  return Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined));
}

/** Changes the given fields; `items` replaces the list. @throws AppError 404, 412, 422 */
export async function update(ctx: ActorContext, target: Target, input: Changes) {
  const present = await get(ctx, target.id);
  const versions = versionsOf(target.ifMatch);
  if (versions && !versions.includes(present.version)) {
    throw new AppError('PreconditionFailedException');
  }
  const { start_time: start = present.startAt, end_time: end = present.endAt } = input;
  const isSame = input.expires_at === present.expiresAt;
  const times = {
    start_time: start,
    end_time: end,
    ...(!isSame && { expires_at: input.expires_at }),
  };
  assertNoErrors(timeErrors(times, ctx.now));
  const userId = input.user_id === present.userId ? undefined : input.user_id;
  const before = itemsOf(present);
  await assertReferencesExist(ctx, { items: input.items, userId }, before);
  const items = input.items && toItems(input.items);
  const work = repository.updateIf(ctx.db, writeTarget(ctx, target), toColumns(input), { items });
  return (
    (await writing(ctx, addedModels(input.items, before), work)) ?? explainUnchanged(ctx, target)
  );
}

/** Deletes a package. Its link shows nothing afterwards. @throws AppError 404, 412 */
export async function remove(ctx: ActorContext, target: Target): Promise<void> {
  const deleted = await repository.deleteIfVersion(ctx.db, writeTarget(ctx, target));
  if (deleted) return;
  await get(ctx, target.id);
  throw new AppError('PreconditionFailedException');
}

/** Ends the link permanently. Repeating it changes nothing. @throws AppError 404, 412 */
export const revoke = async (ctx: ActorContext, target: Target) =>
  (await repository.revoke(ctx.db, writeTarget(ctx, target))) ?? explainUnchanged(ctx, target);

/**
 * Closes the package for picks. Repeating it changes nothing. @throws AppError 404, 409 if it is revoked, 412
 */
export const close = async (ctx: ActorContext, target: Target) =>
  (await repository.close(ctx.db, writeTarget(ctx, target))) ?? explainUnchanged(ctx, target);

/**
 * Creates a new link and invalidates the old one. @throws AppError 404, 409 if it has ended, 412, 503 without
 * PUBLIC_URL
 */
export async function relink(ctx: ActorContext, target: Target) {
  requiredUrl(ctx.publicUrl);
  return (
    (await repository.relink(ctx.db, writeTarget(ctx, target))) ?? explainUnchanged(ctx, target)
  );
}

/** Packages on one page of an export. */
const EXPORTED_AT_ONCE = 100;

/** Yields all packages for the caller, oldest first, page by page. */
export async function* pagesForCaller({ db, actor }: ActorContext) {
  let after: number | undefined = 0;
  while (after !== undefined) {
    const rows: repository.PackageRow[] = await lists.packagesFor(
      db,
      actor.userId,
      after,
      EXPORTED_AT_ONCE,
    );
    yield rows;
    after = rows.length === EXPORTED_AT_ONCE ? rows.at(-1)?.seq : undefined;
  }
}

/** Deletes packages 180 days after their end. */
export const purgePackages = ({ db, now }: { db: Database; now: number }) =>
  inBatches((limit) => lists.purgePackages(db, now - RETENTION_MS, limit));
