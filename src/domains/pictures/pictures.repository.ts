import { and, asc, eq, inArray, ne, or, sql } from 'drizzle-orm';
import type { Database } from '../../db/client';
import { isAnyOf } from '../../db/columns';
import type { PictureKind } from '../../db/constants';
import { checkKeyUnused, commit, type PendingRecord } from '../../db/idempotency-records';
import { type Placeholders, preparedQuery } from '../../db/queries/prepared-queries';
import { runBatch } from '../../db/queries/run-batch';
import { models } from '../../db/schema';
import { pictures } from '../../db/schema.pictures';

export type PictureRow = typeof pictures.$inferSelect;
export type NewPicture = Omit<typeof pictures.$inferInsert, 'position'>;

const ready = eq(pictures.state, sql`'ready'`);
const notDeleted = sql`state <> 'deleted'`;

const byId = preparedQuery(
  (db, $: Placeholders<{ id: string }>) =>
    db
      .select()
      .from(pictures)
      .where(and(eq(pictures.id, $.id), ready)),
  pictures,
);

export async function findPicture(db: Database, id: string): Promise<PictureRow | undefined> {
  const [row] = await byId(db, { id });
  return row;
}

const liveModel = (db: Database, id: string) =>
  db
    .select({ id: models.id })
    .from(models)
    .where(and(eq(models.id, id), sql`${models.deletedAt} IS NULL`));

const bySha256 = preparedQuery(
  (db, $: Placeholders<{ modelId: string; sha256: string }>) =>
    db
      .select()
      .from(pictures)
      .where(and(eq(pictures.modelId, $.modelId), eq(pictures.sha256, $.sha256), notDeleted)),
  pictures,
);

/** Finds a live model and its picture with these bytes, if any. Checks the idempotency key first. */
export async function findDuplicate(
  db: Database,
  modelId: string,
  sha256: string,
  idempotency: PendingRecord | undefined,
) {
  const answers = await runBatch(db, [
    ...checkKeyUnused(db, idempotency),
    liveModel(db, modelId),
    bySha256(db, { modelId, sha256 }),
  ]);
  const [[found], [row]] = answers.slice(-2) as [{ id: string }[], PictureRow[]];
  return { model: found, same: row };
}

/** Stores an existing picture as the result of a request with a key. */
export async function keepExisting(
  db: Database,
  id: string,
  idempotency: PendingRecord | undefined,
) {
  const [row] = idempotency
    ? await commit(db, idempotency, [], byId(db, { id }))
    : await byId(db, { id });
  return row;
}

/**
 * Inserts a pending row at the end of its model's list. The same bytes are the same picture, whoever uploads
 * them first. Triggers refuse a picture beyond the limit and one for a deleted model.
 * @returns the id of the existing or new row
 */
export async function insertPending(db: Database, picture: NewPicture): Promise<string> {
  const last = sql`(SELECT coalesce(max(position), 0) FROM ${pictures} WHERE model_id = ${picture.modelId} AND state <> 'deleted')`;
  const [row] = await db
    .insert(pictures)
    .values({ ...picture, position: sql`${last} + 1` })
    .onConflictDoUpdate({
      target: [pictures.modelId, pictures.sha256],
      targetWhere: notDeleted,
      // A new attempt gets its own full hour.
      set: { updatedAt: sql`iif(state = 'pending', ${picture.updatedAt}, updated_at)` },
    })
    .returning({ id: pictures.id });
  if (!row) throw new Error('an upsert returned no row');
  return row.id;
}

/**
 * Marks a picture ready after its objects were stored. Returns undefined if it was deleted in the meantime.
 */
export async function markReady(
  db: Database,
  id: string,
  now: number,
  idempotency: PendingRecord | undefined,
) {
  const update = db
    .update(pictures)
    .set({ state: 'ready', updatedAt: sql`iif(state = 'ready', updated_at, ${now})` })
    .where(and(eq(pictures.id, id), inArray(pictures.state, ['pending', 'ready'])));
  const [row] = await commit(db, idempotency, [update], byId(db, { id }));
  return row;
}

/** Lists up to 60 pictures of a live model in order; undefined if there is no such model. */
export async function listPictures(
  db: Database,
  modelId: string,
  { publicOnly, kind }: { publicOnly: boolean; kind?: PictureKind | undefined },
): Promise<PictureRow[] | undefined> {
  const own = and(
    eq(pictures.modelId, modelId),
    ready,
    publicOnly ? eq(pictures.isPublic, true) : undefined,
    kind && eq(pictures.kind, kind),
  );
  const [[found], rows] = await db.batch([
    liveModel(db, modelId),
    db.select().from(pictures).where(own).orderBy(asc(pictures.position), asc(pictures.seq)),
  ]);
  return found && rows;
}

/**
 * Returns the public pictures of the models in order, and the pictures with these ids even if they are not
 * public.
 */
export const picturesOf = (db: Database, modelIds: readonly string[], ids: readonly string[]) =>
  db
    .select()
    .from(pictures)
    .where(
      and(
        isAnyOf(pictures.modelId, modelIds),
        ready,
        or(eq(pictures.isPublic, true), isAnyOf(pictures.id, ids)),
      ),
    )
    .orderBy(asc(pictures.position), asc(pictures.seq));

/** Returns the model of each picture. */
export const modelsOf = (db: Database, ids: readonly string[]) =>
  db
    .select({ id: pictures.id, modelId: pictures.modelId })
    .from(pictures)
    .where(and(isAnyOf(pictures.id, ids), ready));

/** Finds a picture of a model in a package whose link with this number is open. */
export async function findThroughPackage(
  db: Database,
  id: string,
  { packageId, linkVersion }: { packageId: string; linkVersion: number },
  now: number,
): Promise<PictureRow | undefined> {
  const isOpen = sql`EXISTS (SELECT 1 FROM packages p JOIN package_items i ON i.package_id = p.id
    WHERE p.id = ${packageId} AND p.link_version = ${linkVersion} AND p.revoked_at IS NULL AND p.closed_at IS NULL
      AND p.expires_at > ${now} AND i.model_id = ${pictures.modelId})`;
  const [row] = await db
    .select()
    .from(pictures)
    .where(and(eq(pictures.id, id), ready, isOpen));
  return row;
}

/** A picture to change, the accepted versions (undefined accepts all), the author and the time. */
export interface Target {
  id: string;
  versions: number[] | undefined;
  actorId: string;
  now: number;
}

const stampOf = ({ actorId, now }: Pick<Target, 'actorId' | 'now'>) => ({
  version: sql`version + 1`,
  updatedBy: actorId,
  updatedAt: now,
});

const isTarget = ({ id, versions }: Target) =>
  and(eq(pictures.id, id), ready, versions && inArray(pictures.version, versions));

export async function updateIfVersion(
  db: Database,
  target: Target,
  changes: Partial<Pick<PictureRow, 'alt' | 'kind' | 'isPublic'>>,
) {
  const [row] = await db
    .update(pictures)
    .set({ ...changes, ...stampOf(target) })
    .where(isTarget(target))
    .returning();
  return row;
}

/** Hides a picture from callers immediately. The cron removes the objects and then the row. */
export async function deleteIfVersion(db: Database, target: Target) {
  const [row] = await db
    .update(pictures)
    .set({ state: 'deleted', deletedAt: target.now, ...stampOf(target) })
    .where(isTarget(target))
    .returning({ id: pictures.id });
  return row;
}

/**
 * Reorders a model's pictures if the order names each exactly once.
 * @returns the resulting pictures in order; undefined if the model is gone
 */
export async function reorder(
  db: Database,
  modelId: string,
  ids: readonly string[],
  stamp: Pick<Target, 'actorId' | 'now'>,
): Promise<PictureRow[] | undefined> {
  const order = sql`(SELECT value AS id, min(key) + 1 AS place FROM json_each(${JSON.stringify(ids)}) GROUP BY value)`;
  const own = and(eq(pictures.modelId, modelId), ready);
  const place = sql`(SELECT place FROM ${order} AS o WHERE o.id = ${pictures.id})`;
  const isWhole = sql`(SELECT count(*) FROM ${pictures} AS p WHERE p.model_id = ${modelId} AND p.state = 'ready') = ${ids.length} AND (SELECT count(*) FROM ${pictures} AS p JOIN ${order} AS o ON o.id = p.id WHERE p.model_id = ${modelId} AND p.state = 'ready') = ${ids.length}`;
  const [[found], , rows] = await db.batch([
    liveModel(db, modelId),
    db
      .update(pictures)
      .set({ position: place, ...stampOf(stamp) })
      .where(and(own, isWhole, ne(pictures.position, place))),
    db.select().from(pictures).where(own).orderBy(asc(pictures.position), asc(pictures.seq)),
  ]);
  return found && rows;
}
