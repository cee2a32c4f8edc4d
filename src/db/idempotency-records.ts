import { and, Column, eq, gt, is, lte, SQL, sql } from 'drizzle-orm';
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { Database } from './client';
import { DAY } from './constants';
import { valuesFrom } from './queries/insert-select';
import {
  type Columns,
  type Placeholders,
  type PreparedQuery,
  preparedQuery,
  preparedWrite,
} from './queries/prepared-queries';
import { runBatch, type Statement } from './queries/run-batch';
import { idempotencyKeys as keys } from './schema';

/** Identifies a request with an Idempotency-Key. */
export interface IdempotentRequest {
  caller: string;
  route: string;
  key: string;
  /** Epoch milliseconds. */
  now: number;
}

/** The record that a write stores with its result. The first commit under a key wins. */
export interface PendingRecord extends IdempotentRequest {
  fingerprint: string;
  /** The user whose data the result contains. */
  subjectId: string | null;
}

const RETENTION_MS = DAY;
// SQL functions take at most 32 arguments on D1: fifteen names with their values.
const CHUNK = 15;

interface Lookup {
  caller: string;
  route: string;
  key: string;
  /** Epoch milliseconds. A record this old or older has expired. */
  oldest: number;
}
const lookupOf = ({ caller, route, key, now }: IdempotentRequest): Lookup => {
  return { caller, route, key, oldest: now - RETENTION_MS };
};
const matching = ({ caller, route, key }: Placeholders<Lookup>) =>
  and(eq(keys.caller, caller), eq(keys.route, route), eq(keys.key, key));

const stored = { fingerprint: keys.fingerprint, result: keys.result, refusal: keys.refusal };
const selectRecord = preparedQuery(
  (db, $: Placeholders<Lookup>) =>
    db
      .select(stored)
      .from(keys)
      .where(and(matching($), gt(keys.createdAt, $.oldest))),
  stored,
);
const deleteExpired = preparedWrite((db, $: Placeholders<Lookup>) =>
  db.delete(keys).where(and(matching($), lte(keys.createdAt, $.oldest))),
);

/** Returns the query for a request's stored record. */
export const findRecord = (db: Database, request: IdempotentRequest) =>
  selectRecord(db, lookupOf(request));

export type IdempotencyRecord = Awaited<ReturnType<typeof findRecord>>[number];

/** Converts a field's value to its JSON form, because SQLite has neither booleans nor lists. */
function asJson(field: Columns[string]): SQL {
  if (is(field, SQL)) throw new Error('the result of a write must name every column');
  const value = sql`${sql.identifier(is(field, Column) ? field.name : field.fieldAlias)}`;
  const type = is(field, Column) ? field.dataType : 'any';
  if (type === 'boolean') return sql`json(iif(${value}, 'true', 'false'))`;
  return type === 'json' ? sql`json(${value})` : value;
}

/** Builds a row as JSON, in chunks. */
function rowAsJson(fields: Columns): SQL {
  const pairs = Object.entries(fields).map(
    ([name, field]) => sql`${sql.raw(`'${name}'`)}, ${asJson(field)}`,
  );
  const chunks: SQL[] = [];
  for (let at = 0; at < pairs.length; at += CHUNK) {
    chunks.push(sql`json_object(${sql.join(pairs.slice(at, at + CHUNK), sql`, `)})`);
  }
  return sql`json_array(${sql.join(chunks, sql`, `)})`;
}

/** Decodes the rows of a stored result. */
export const decodeRows = <Row>(result: string): Row[] =>
  (JSON.parse(result) as object[][]).map((pieces) => Object.assign({}, ...pieces) as Row);

/** Inserts the record if the write returned rows. If the key is taken, the transaction rolls back. */
const recordInsertOf = ({ build }: PreparedQuery<unknown>) =>
  preparedQuery(
    (db, $: Placeholders<PendingRecord>) => {
      const { query, columns } = build($ as never);
      return db
        .insert(keys)
        .select(
          valuesFrom(
            keys,
            {
              caller: $.caller,
              route: $.route,
              key: $.key,
              fingerprint: $.fingerprint,
              subjectId: $.subjectId,
              result: sql`json_group_array(${rowAsJson(columns)})`,
              createdAt: $.now,
            },
            sql`FROM (${query.getSQL()}) HAVING count(*) > 0`,
          ),
        )
        .returning({ result: keys.result });
    },
    { result: keys.result },
  );

/** Inserts by the query that reads the result, because that query is part of the insert. */
const recordInserts = new WeakMap<object, ReturnType<typeof recordInsertOf>>();

function insertRecord(db: Database, record: PendingRecord, result: PreparedQuery<unknown>) {
  const insert = recordInserts.get(result.kind) ?? recordInsertOf(result);
  recordInserts.set(result.kind, insert);
  return insert(db, { ...result.values, ...record });
}

/**
 * A view, so it is not in the schema, where drizzle-kit would make it a table. If the key is taken, a trigger
 * refuses the whole batch before it has any effect, because a repeat would see the first run's result.
 * Another trigger deletes the key's expired record.
 */
const requireUnusedKey = sqliteTable('require_unused_key', {
  caller: text('caller'),
  route: text('route'),
  key: text('key'),
  oldest: integer('oldest'),
});

const requireUnused = preparedWrite((db, $: Placeholders<Lookup>) =>
  db.insert(requireUnusedKey).values($),
);

/** Makes a batch fail if the key is taken. For batches that precede the write. */
export const checkKeyUnused = (db: Database, record: PendingRecord | undefined) =>
  record ? [requireUnused(db, lookupOf(record))] : [];

/**
 * Runs a write as one transaction and returns its result. The same transaction stores the idempotency record,
 * so either both exist or neither. A write without a result stores no record.
 */
export async function commit<Row>(
  db: Database,
  record: PendingRecord | undefined,
  effects: readonly Statement[],
  result: PreparedQuery<Row>,
): Promise<Row[]> {
  if (!record) {
    const answers = await runBatch(db, [...effects, result]);
    return answers.at(-1) as Row[];
  }
  const steps = [...checkKeyUnused(db, record), ...effects, insertRecord(db, record, result)];
  const answers = await runBatch(db, steps);
  const [inserted] = answers.at(-1) as { result: string }[];
  return inserted ? decodeRows(inserted.result) : [];
}

/** Stores a refusal unless a record exists already. @returns the stored record. */
export async function storeRefusal(db: Database, record: PendingRecord, refusal: string) {
  const { now, ...row } = record;
  const lookup = lookupOf(record);
  const [, , [found]] = await runBatch(db, [
    deleteExpired(db, lookup),
    db
      .insert(keys)
      .values({ ...row, refusal, createdAt: now })
      .onConflictDoNothing(),
    selectRecord(db, lookup),
  ]);
  return found;
}

/** Deletes up to `limit` expired records. @returns the number deleted. */
export async function purgeRecords(db: Database, now: number, limit: number): Promise<number> {
  const old = sql`SELECT rowid FROM ${keys} WHERE created_at <= ${now - RETENTION_MS} LIMIT ${limit}`;
  return (await db.delete(keys).where(sql`rowid IN (${old})`).returning({ key: keys.key })).length;
}
