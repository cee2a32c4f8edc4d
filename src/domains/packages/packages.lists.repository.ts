import { and, asc, desc, eq, gt, type SQL, sql } from 'drizzle-orm';
import type { Database } from '../../db/client';
import { isAfterCursor } from '../../db/queries/keyset';
import { type PageRequest, readPage, totalWithin } from '../../db/queries/pagination';
import { packageItems, packages } from '../../db/schema.packages';
import { columns } from './packages.repository';
import type { PackageStatus } from './packages.rules';

/** Tests a package's state at `now`. */
function hasStatus(status: PackageStatus | undefined, now: number): SQL | undefined {
  if (status === undefined) return undefined;
  if (status === 'revoked') return sql`revoked_at IS NOT NULL`;
  if (status === 'closed') return sql`revoked_at IS NULL AND closed_at IS NOT NULL`;
  const isOver = status === 'expired' ? sql`expires_at <= ${now}` : sql`expires_at > ${now}`;
  return sql`revoked_at IS NULL AND closed_at IS NULL AND ${isOver}`;
}

/** Lists packages, newest first, with one row more than the limit and the total. */
export async function listPackages(
  db: Database,
  status: PackageStatus | undefined,
  request: PageRequest,
  now: number,
) {
  const matches = hasStatus(status, now);
  const isNext =
    request.after && isAfterCursor(packages.createdAt, packages.seq, request.after, 'desc');
  const page = db
    .select(columns)
    .from(packages)
    .where(and(matches, isNext))
    .orderBy(desc(packages.createdAt), desc(packages.seq))
    .limit(request.limit + 1)
    .offset(request.skip);
  const count = totalWithin(db, packages, undefined, matches);
  return readPage(db, request, page, count);
}

/** Returns up to `limit` packages for an account, oldest first, after the given seq. */
export const packagesFor = (db: Database, userId: string, after: number, limit: number) =>
  db
    .select(columns)
    .from(packages)
    .where(and(eq(packages.userId, userId), gt(packages.seq, after)))
    .orderBy(asc(packages.seq))
    .limit(limit);

/** Deletes up to `limit` packages that ended before `before`. Returns how many. */
export async function purgePackages(db: Database, before: number, limit: number) {
  const end = sql`min(expires_at, coalesce(closed_at, expires_at), coalesce(revoked_at, expires_at))`;
  const old = sql`(SELECT id FROM packages WHERE ${end} <= ${before} ORDER BY seq LIMIT ${limit})`;
  const [, rows] = await db.batch([
    db.delete(packageItems).where(sql`package_id IN ${old}`),
    db.delete(packages).where(sql`id IN ${old}`).returning({ id: packages.id }),
  ]);
  return rows.length;
}
