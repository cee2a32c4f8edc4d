import { and, eq, getTableColumns, isNull, or, type SQL, sql } from 'drizzle-orm';
import type { Database } from '../../db/client';
import { isAnyOf } from '../../db/columns';
import { commit, type PendingRecord } from '../../db/idempotency-records';
import { valuesFrom } from '../../db/queries/insert-select';
import { type Placeholders, preparedQuery } from '../../db/queries/prepared-queries';
import { packageItems, packages } from '../../db/schema.packages';

/** An item to write. */
export interface NewItem {
  model_id: string;
  note: string | null;
  picture_ids: string[] | null;
}

const { pickHour, pickCount, changeId, ...shown } = getTableColumns(packages);
export const columns = {
  ...shown,
  items:
    sql<string>`(SELECT json_group_array(json(one)) FROM (SELECT json_object('model_id', i.model_id, 'model_name', m.name,
    'is_deleted', m.deleted_at IS NOT NULL, 'note', i.note, 'picture_ids', json(i.picture_ids), 'verdict', i.verdict,
    'comment', i.comment, 'decided_at', i.decided_at, 'version', i.version) AS one
    FROM package_items i JOIN models m ON m.id = i.model_id WHERE i.package_id = packages.id ORDER BY i.position))`.as(
      'items',
    ),
};

type Stored = Omit<typeof packages.$inferSelect, 'pickHour' | 'pickCount' | 'changeId'>;
/** A package with its items as JSON text, as in idempotency records. `itemsOf` parses it. */
export type PackageRow = Stored & { items: string };
export type NewPackage = typeof packages.$inferInsert & { id: string };

const byId = preparedQuery(
  (db, $: Placeholders<{ id: string }>) =>
    db.select(columns).from(packages).where(eq(packages.id, $.id)),
  columns,
);
/**
 * Conditions under which a package is already in the requested state. Repeating the action then changes
 * nothing and returns the package.
 */
const DONE = {
  revoked: sql`revoked_at IS NOT NULL`,
  closed: sql`revoked_at IS NULL AND closed_at IS NOT NULL`,
  no: sql`0`,
};

interface Changed {
  id: string;
  changeId: string;
  /** A JSON list. */
  versions: string;
  isAnyVersion: boolean;
}

const byChangeOr = (done: SQL) =>
  preparedQuery((db, $: Placeholders<Changed>) => {
    const isVersion = sql`(${$.isAnyVersion} OR version IN (SELECT value FROM json_each(${$.versions})))`;
    const isChanged = or(eq(packages.changeId, $.changeId), and(done, isVersion));
    return db
      .select(columns)
      .from(packages)
      .where(and(eq(packages.id, $.id), isChanged));
  }, columns);

const RESULTS = {
  revoked: byChangeOr(DONE.revoked),
  closed: byChangeOr(DONE.closed),
  no: byChangeOr(DONE.no),
};

/** Returns the query for a package, for use in a batch. */
export const packageById = (db: Database, id: string) => byId(db, { id });

export async function findPackage(db: Database, id: string): Promise<PackageRow | undefined> {
  const [row] = await packageById(db, id);
  return row;
}

const isOf = (packageId: string) => eq(packageItems.packageId, packageId);

/** Inserts items that are not there yet. Triggers refuse deleted models and a fifty-first item. */
function insertItems(db: Database, packageId: string, items: readonly NewItem[], isCurrent: SQL) {
  const isNew = sql`NOT EXISTS (SELECT 1 FROM package_items p WHERE p.package_id = ${packageId} AND p.model_id = value ->> 'model_id')`;
  const values = {
    packageId,
    modelId: sql`value ->> 'model_id'`,
    position: sql`key`,
    note: sql`value ->> 'note'`,
    pictureIds: sql`json_extract(value, '$.picture_ids')`,
    version: sql`1`,
  };
  const from = sql`FROM json_each(${JSON.stringify(items)}) WHERE ${isNew} AND ${isCurrent}`;
  return db.insert(packageItems).select(valuesFrom(packageItems, values, from));
}

/** Replaces the list. Removed models lose their verdict; the others keep it. */
function replaceItems(db: Database, packageId: string, items: readonly NewItem[], isCurrent: SQL) {
  const list = sql`json_each(${JSON.stringify(items)})`;
  const isListed = sql`${packageItems.modelId} IN (SELECT value ->> 'model_id' FROM ${list})`;
  const own = (what: SQL) =>
    sql`(SELECT ${what} FROM ${list} WHERE value ->> 'model_id' = ${packageItems.modelId})`;
  const set = {
    position: own(sql`key`),
    note: own(sql`value ->> 'note'`),
    pictureIds: own(sql`json_extract(value, '$.picture_ids')`),
  };
  return [
    db.delete(packageItems).where(and(isOf(packageId), sql`NOT ${isListed}`, isCurrent)),
    db
      .update(packageItems)
      .set(set)
      .where(and(isOf(packageId), isListed, isCurrent)),
    insertItems(db, packageId, items, isCurrent),
  ];
}

export async function insertPackage(
  db: Database,
  row: NewPackage,
  items: readonly NewItem[],
  pending: PendingRecord | undefined,
) {
  const effects = [db.insert(packages).values(row), insertItems(db, row.id, items, sql`1`)];
  const [made] = await commit(db, pending, effects, byId(db, { id: row.id }));
  return made;
}

/** A package to change, the accepted versions (undefined accepts all), the author and the time. */
export interface Target {
  id: string;
  versions: number[] | undefined;
  actorId: string;
  now: number;
  pending?: PendingRecord | undefined;
}

type Changes = { [Name in keyof Stored]?: Stored[Name] | SQL };

/**
 * Changes a package, and its items if given, if it still has one of the versions and `only` holds. If it has
 * one of the versions and is already `done`, it is returned unchanged.
 */
export async function updateIf(
  db: Database,
  { id, versions, actorId, now, pending }: Target,
  changes: Changes,
  {
    items,
    only,
    done = 'no',
  }: { items?: readonly NewItem[] | undefined; only?: SQL; done?: keyof typeof DONE } = {},
): Promise<PackageRow | undefined> {
  const change = crypto.randomUUID();
  const set = {
    ...changes,
    changeId: change,
    version: sql`version + 1`,
    updatedBy: actorId,
    updatedAt: now,
  };
  const isTarget = and(eq(packages.id, id), versions && isAnyOf(packages.version, versions), only);
  const isCurrent = sql`EXISTS (SELECT 1 FROM packages p WHERE p.id = ${id} AND p.change_id = ${change})`;
  const effects = [
    db.update(packages).set(set).where(isTarget),
    ...(items ? replaceItems(db, id, items, isCurrent) : []),
  ];
  const changed = { id, changeId: change, versions: JSON.stringify(versions ?? []) };
  const result = RESULTS[done](db, { ...changed, isAnyVersion: versions === undefined });
  const [row] = await commit(db, pending, effects, result);
  return row;
}

const notRevoked = isNull(packages.revokedAt);

/** Ends the link permanently. Repeating it has no effect. */
export const revoke = (db: Database, target: Target) =>
  updateIf(db, target, { revokedAt: target.now }, { only: notRevoked, done: 'revoked' });

/** Closes the package for picks. Its link continues to show it. */
export const close = (db: Database, target: Target) =>
  updateIf(
    db,
    target,
    { closedAt: target.now },
    {
      only: sql`${notRevoked} AND ${isNull(packages.closedAt)}`,
      done: 'closed',
    },
  );

/** Creates a new link and invalidates the old one. */
export const relink = (db: Database, target: Target) =>
  updateIf(
    db,
    target,
    { linkVersion: sql`link_version + 1` },
    { only: sql`${notRevoked} AND ${isNull(packages.closedAt)}` },
  );

/**
 * Deletes a package with all items if it still has one of the versions. The row first records who deletes it.
 */
export async function deleteIfVersion(db: Database, { id, versions, actorId }: Target) {
  const isTarget = and(eq(packages.id, id), versions && isAnyOf(packages.version, versions));
  const isThere = sql`EXISTS (SELECT 1 FROM packages p WHERE p.id = ${id} AND ${
    versions ? sql`p.version IN (SELECT value FROM json_each(${JSON.stringify(versions)}))` : sql`1`
  })`;
  const [, , [row]] = await db.batch([
    db.update(packages).set({ updatedBy: actorId }).where(isTarget),
    db.delete(packageItems).where(and(isOf(id), isThere)),
    db.delete(packages).where(isTarget).returning({ id: packages.id }),
  ]);
  return row;
}
