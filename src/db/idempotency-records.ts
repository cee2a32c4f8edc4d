import { and, Column, eq, gt, is, lte, type SQL, sql } from 'drizzle-orm';
import type { BatchItem } from 'drizzle-orm/batch';
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { Database } from './client';
import { DAY } from './constants';
import { valuesFrom } from './queries/insert-select';
import { type Placeholders, type PreparedQuery, preparedQuery } from './queries/prepared-queries';
import { idempotencyKeys as keys } from './schema';

/** What identifies a request with an Idempotency-Key. */
export interface IdempotentRequest {
  caller: string;
  route: string;
  key: string;
  /** Epoch milliseconds. */
  now: number;
}

/** The record that a write stores with its result: the first commit under a key wins. */
export interface PendingRecord extends IdempotentRequest {
  fingerprint: string;
  /** The user whose data the result holds. */
  subjectId: string | null;
}

type Statement = BatchItem<'sqlite'>;

type Fields = Record<string, Column | SQL.Aliased>;
type Select = { getSQL(): SQL; _: { selectedFields: unknown } };

/** The query that reads the result of a write, in the same transaction. */
type ResultQuery<Row> = PreparedQuery<Statement & PromiseLike<Row[]> & Select>;

const RETENTION_MS = DAY;
// A function takes 32 arguments at most on D1: fifteen names with their values.
const CHUNK = 15;

interface Lookup {
  caller: string;
  route: string;
  key: string;
  /** Epoch milliseconds; what is as old as that is not there any more. */
  oldest: number;
}
const lookupOf = ({ caller, route, key, now }: IdempotentRequest): Lookup => {
  return { caller, route, key, oldest: now - RETENTION_MS };
};
const matching = ({ caller, route, key }: Placeholders<Lookup>) =>
  and(eq(keys.caller, caller), eq(keys.route, route), eq(keys.key, key));

const selectRecord = preparedQuery((db, $: Placeholders<Lookup>) =>
  db
    .select({ fingerprint: keys.fingerprint, result: keys.result, refusal: keys.refusal })
    .from(keys)
    .where(and(matching($), gt(keys.createdAt, $.oldest))),
);
const deleteExpired = preparedQuery((db, $: Placeholders<Lookup>) =>
  db.delete(keys).where(and(matching($), lte(keys.createdAt, $.oldest))),
);

/** The query for the stored record of a request. */
export const findRecord = (db: Database, request: IdempotentRequest) =>
  selectRecord(db, lookupOf(request));

export type IdempotencyRecord = Awaited<ReturnType<typeof findRecord>>[number];

/** A field's value as JSON has it: SQLite knows neither booleans nor lists. */
function asJson(field: Column | SQL.Aliased): SQL {
  const value = sql`${sql.identifier(is(field, Column) ? field.name : field.fieldAlias)}`;
  const type = is(field, Column) ? field.dataType : 'any';
  if (type === 'boolean') return sql`json(iif(${value}, 'true', 'false'))`;
  return type === 'json' ? sql`json(${value})` : value;
}

/** A row as JSON, in pieces. */
function rowAsJson(fields: Fields): SQL {
  const pairs = Object.entries(fields).map(
    ([name, field]) => sql`${sql.raw(`'${name}'`)}, ${asJson(field)}`,
  );
  const chunks: SQL[] = [];
  for (let at = 0; at < pairs.length; at += CHUNK) {
    chunks.push(sql`json_object(${sql.join(pairs.slice(at, at + CHUNK), sql`, `)})`);
  }
  return sql`json_array(${sql.join(chunks, sql`, `)})`;
}

/** The rows of a stored result. */
export const decodeRows = <Row>(result: string): Row[] =>
  (JSON.parse(result) as object[][]).map((pieces) => Object.assign({}, ...pieces) as Row);

/** Inserts the record if the write returned rows; a key that is taken undoes the transaction. */
const recordInsertOf = (build: ResultQuery<unknown>['build']) =>
  preparedQuery((db, $: Placeholders<PendingRecord>) => {
    const result = build($ as never);
    const rows = rowAsJson(result._.selectedFields as Fields);
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
            result: sql`json_group_array(${rows})`,
            createdAt: $.now,
          },
          sql`FROM (${result.getSQL()}) HAVING count(*) > 0`,
        ),
      )
      .returning({ result: keys.result });
  });

/** By the query that reads the result, which is part of the insert. */
const recordInserts = new WeakMap<object, ReturnType<typeof recordInsertOf>>();

function insertRecord(
  db: Database,
  record: PendingRecord,
  { source, build, values }: ResultQuery<unknown>,
) {
  const insert = recordInserts.get(source) ?? recordInsertOf(build);
  recordInserts.set(source, insert);
  return insert(db, { ...values, ...record });
}

/**
 * A view, so it is not in the schema: drizzle-kit would make a table of it. Its trigger refuses the
 * whole batch when the key is taken, before the effects: a repeat would meet the result of the first run.
 */
const requireUnusedKey = sqliteTable('require_unused_key', {
  caller: text('caller'),
  route: text('route'),
  key: text('key'),
  oldest: integer('oldest'),
});

const requireUnused = preparedQuery((db, $: Placeholders<Lookup>) =>
  db.insert(requireUnusedKey).values($),
);

/** Makes a batch fail when the key is taken: for batches before the one that writes. */
export const checkKeyUnused = (db: Database, record: PendingRecord | undefined): Statement[] =>
  record ? [requireUnused(db, lookupOf(record))] : [];

/**
 * Runs a write as one transaction and returns its result. With an idempotency key the record is stored
 * in the same transaction: either both are there or neither. A write without a result stores no record.
 */
export async function commit<Row>(
  db: Database,
  record: PendingRecord | undefined,
  effects: readonly Statement[],
  result: ResultQuery<Row>,
): Promise<Row[]> {
  if (!record) {
    const answers = await db.batch([...effects, result] as unknown as [Statement]);
    return answers.at(-1) as Row[];
  }
  const lookup = lookupOf(record);
  const first = [requireUnused(db, lookup), deleteExpired(db, lookup)];
  const all = [...first, ...effects, insertRecord(db, record, result)];
  const answers = await db.batch(all as unknown as [Statement]);
  const [stored] = answers.at(-1) as unknown as { result: string }[];
  return stored ? decodeRows(stored.result) : [];
}

/** Stores a refusal unless a record is there already. @returns the stored record. */
export async function storeRefusal(db: Database, record: PendingRecord, refusal: string) {
  const { now, ...row } = record;
  const lookup = lookupOf(record);
  const [, , [stored]] = await db.batch([
    deleteExpired(db, lookup),
    db
      .insert(keys)
      .values({ ...row, refusal, createdAt: now })
      .onConflictDoNothing(),
    selectRecord(db, lookup),
  ]);
  return stored;
}

/** Deletes up to `limit` records that have expired. @returns how many. */
export async function purgeRecords(db: Database, now: number, limit: number): Promise<number> {
  const old = sql`SELECT rowid FROM ${keys} WHERE created_at <= ${now - RETENTION_MS} LIMIT ${limit}`;
  return (await db.delete(keys).where(sql`rowid IN (${old})`).returning({ key: keys.key })).length;
}
