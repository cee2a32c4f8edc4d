import { and, Column, eq, gt, is, lte, type SQL, sql } from 'drizzle-orm';
import type { BatchItem } from 'drizzle-orm/batch';
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { Database } from './client';
import { DAY } from './constants';
import { valuesFrom } from './insert-select';
import { type Placeholders, type Planned, planned } from './prepared-queries';
import { idempotencyKeys as keys } from './schema';

/** What a keyed request is known by. */
export interface KeyedRequest {
  caller: string;
  route: string;
  key: string;
  /** Epoch milliseconds. */
  now: number;
}

/** A keyed request that may write: whoever commits first keeps its answer under the key. */
export interface Claim extends KeyedRequest {
  fingerprint: string;
  /** Whose data the answer has. */
  subjectId: string | null;
}

type Statement = BatchItem<'sqlite'>;

type Fields = Record<string, Column | SQL.Aliased>;
type Select = { getSQL(): SQL; _: { selectedFields: unknown } };

/** The query that reads what a write made, in the same transaction. */
type Made<Row> = Planned<Statement & PromiseLike<Row[]> & Select>;

const KEPT_MS = DAY;
// A function takes 32 arguments at most on D1: fifteen names with their values.
const CHUNK = 15;

interface Lookup {
  caller: string;
  route: string;
  key: string;
  /** Epoch milliseconds; what is as old as that is not there any more. */
  oldest: number;
}
const lookupOf = ({ caller, route, key, now }: KeyedRequest): Lookup => {
  return { caller, route, key, oldest: now - KEPT_MS };
};
const matching = ({ caller, route, key }: Placeholders<Lookup>) =>
  and(eq(keys.caller, caller), eq(keys.route, route), eq(keys.key, key));

const findAnswer = planned((db, $: Placeholders<Lookup>) =>
  db
    .select({ fingerprint: keys.fingerprint, made: keys.made, refusal: keys.refusal })
    .from(keys)
    .where(and(matching($), gt(keys.createdAt, $.oldest))),
);
const deleteExpired = planned((db, $: Placeholders<Lookup>) =>
  db.delete(keys).where(and(matching($), lte(keys.createdAt, $.oldest))),
);

/** The query for the answer that is kept for a request. */
export const keptAnswer = (db: Database, request: KeyedRequest) =>
  findAnswer(db, lookupOf(request));

export type KeptAnswer = Awaited<ReturnType<typeof keptAnswer>>[number];

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

/** The rows behind a kept answer. */
export const decodeRows = <Row>(made: string): Row[] =>
  (JSON.parse(made) as object[][]).map((pieces) => Object.assign({}, ...pieces) as Row);

/** Keeps what was made under the key, if anything was; a key that is taken undoes the transaction. */
const keepOf = (build: Made<unknown>['build']) =>
  planned((db, $: Placeholders<Claim>) => {
    const made = build($ as never);
    const rows = rowAsJson(made._.selectedFields as Fields);
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
            made: sql`json_group_array(${rows})`,
            createdAt: $.now,
          },
          sql`FROM (${made.getSQL()}) HAVING count(*) > 0`,
        ),
      )
      .returning({ made: keys.made });
  });

/** By what reads the rows: its query is part of the one that keeps them. */
const keeps = new WeakMap<object, ReturnType<typeof keepOf>>();

function keep(db: Database, claim: Claim, { source, build, values }: Made<unknown>) {
  const known = keeps.get(source) ?? keepOf(build);
  keeps.set(source, known);
  return known(db, { ...values, ...claim });
}

/**
 * A view, so it is not in the schema: drizzle-kit would make a table of it. Its trigger refuses the
 * whole batch when the key is taken, before the effects: a repeat would meet what the first run made.
 */
const requireUnusedKey = sqliteTable('require_unused_key', {
  caller: text('caller'),
  route: text('route'),
  key: text('key'),
  oldest: integer('oldest'),
});

const requireUnused = planned((db, $: Placeholders<Lookup>) =>
  db.insert(requireUnusedKey).values($),
);

/** What makes a batch of a keyed request fail when its key is taken: for those before the one that writes. */
export const askForKey = (db: Database, claim: Claim | undefined): Statement[] =>
  claim ? [requireUnused(db, lookupOf(claim))] : [];

/**
 * Runs a write as one transaction and reads what it made. With a claim the answer is kept in the same
 * transaction, so that a key is never stuck between a claim and its answer: either both are there or
 * the write has not happened. A write that made nothing keeps nothing.
 */
export async function commit<Row>(
  db: Database,
  claim: Claim | undefined,
  effects: readonly Statement[],
  made: Made<Row>,
): Promise<Row[]> {
  if (!claim) {
    const answers = await db.batch([...effects, made] as unknown as [Statement]);
    return answers.at(-1) as Row[];
  }
  const lookup = lookupOf(claim);
  const first = [requireUnused(db, lookup), deleteExpired(db, lookup)];
  const all = [...first, ...effects, keep(db, claim, made)];
  const answers = await db.batch(all as unknown as [Statement]);
  const [kept] = answers.at(-1) as unknown as { made: string }[];
  return kept ? decodeRows(kept.made) : [];
}

/** Keeps a refusal unless an answer is there already. @returns the one that stands. */
export async function keepRefusal(db: Database, claim: Claim, refusal: string) {
  const { now, ...row } = claim;
  const lookup = lookupOf(claim);
  const [, , [standing]] = await db.batch([
    deleteExpired(db, lookup),
    db
      .insert(keys)
      .values({ ...row, refusal, createdAt: now })
      .onConflictDoNothing(),
    findAnswer(db, lookup),
  ]);
  return standing;
}

/** Deletes up to `limit` answers that nobody can ask for any more; tells how many. */
export async function purgeAnswers(db: Database, now: number, limit: number): Promise<number> {
  const old = sql`SELECT rowid FROM ${keys} WHERE created_at <= ${now - KEPT_MS} LIMIT ${limit}`;
  return (await db.delete(keys).where(sql`rowid IN (${old})`).returning({ key: keys.key })).length;
}
