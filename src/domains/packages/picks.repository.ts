import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Database } from '../../db/client';
import { isAnyOf } from '../../db/columns';
import type { Verdict } from '../../db/constants';
import { runBatch } from '../../db/queries/run-batch';
import { packageItems, packages } from '../../db/schema.packages';
import { packageById } from './packages.repository';
import type { Link } from './packages.tokens';

export interface Pick {
  link: Link;
  modelId: string;
  versions: number[] | undefined;
  verdict: Verdict | null;
  /** Undefined keeps the current comment. */
  comment: string | null | undefined;
  now: number;
}

/**
 * Writes a verdict if the link is valid, the model is live and the item still has one of the versions. Also
 * returns the resulting package. Triggers refuse a pick once the package has ended, count picks, and write
 * the event.
 */
export async function pick(db: Database, { link, modelId, versions, verdict, comment, now }: Pick) {
  const isLinked = sql`EXISTS (SELECT 1 FROM packages p WHERE p.id = ${link.packageId} AND p.link_version = ${link.linkVersion} AND p.revoked_at IS NULL)`;
  const isLive = sql`EXISTS (SELECT 1 FROM models m WHERE m.id = ${modelId} AND m.deleted_at IS NULL)`;
  const write = db
    .update(packageItems)
    .set({
      verdict,
      decidedAt: now,
      version: sql`version + 1`,
      ...(comment !== undefined && { comment }),
    })
    .where(
      and(
        eq(packageItems.packageId, link.packageId),
        eq(packageItems.modelId, modelId),
        versions && isAnyOf(packageItems.version, versions),
        isLinked,
        isLive,
      ),
    )
    .returning({ version: packageItems.version });
  const [written, [row]] = await runBatch(db, [write, packageById(db, link.packageId)]);
  return { isWritten: written.length > 0, row };
}

/** Returns the statement that records when the recipient first viewed a package. */
export const markViewed = (db: Database, id: string, now: number) =>
  db
    .update(packages)
    .set({ viewedAt: now })
    .where(and(eq(packages.id, id), isNull(packages.viewedAt)));
