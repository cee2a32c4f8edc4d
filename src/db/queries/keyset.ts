import { type AnyColumn, type Placeholder, type SQL, sql } from 'drizzle-orm';
import type { Position } from './pagination';

/**
 * Tests for rows after a cursor's position in (key, seq) order. The first term lets the key's index start
 * there.
 */
export function isAfterCursor(
  key: AnyColumn | SQL,
  seq: AnyColumn,
  { value, seq: last }: Position | Record<keyof Position, Placeholder>,
  direction: 'asc' | 'desc',
): SQL {
  return direction === 'desc'
    ? sql`(${key} <= ${value} AND (${key} < ${value} OR ${seq} < ${last}))`
    : sql`(${key} >= ${value} AND (${key} > ${value} OR ${seq} > ${last}))`;
}
