import { Column, fillPlaceholders, is, type Placeholder, sql } from 'drizzle-orm';
import type { BatchItem } from 'drizzle-orm/batch';
import { LRUCache } from 'lru-cache';
import type { Database } from '../client';

type Statement = BatchItem<'sqlite'>;
type Row = Record<string, unknown>;

/** A value that is undefined has no placeholder, so that a query can leave out what is not asked for. */
export type Placeholders<Values> = {
  [Name in keyof Values]: Placeholder | Extract<Values[Name], undefined>;
};

interface CompiledQuery {
  text: string;
  params: unknown[];
  decode: (rows: Row[]) => Row[];
}

/** What Drizzle prepares; `fields` is there at run time where rows come back. */
interface Prepared {
  getQuery(): { sql: string; params: unknown[] };
  fields?: { path: string[]; field: unknown }[];
}

/** Drizzle's own mapping asks of every cell what kind of field it is of; here it is known. */
function decoderOf(fields: Prepared['fields']): CompiledQuery['decode'] {
  if (!fields) return (rows) => rows;
  const columns = fields.map(({ path, field }) => {
    if (path.length > 1) throw new Error('a prepared query selects flat rows');
    return { name: path[0] as string, decoder: is(field, Column) ? field : undefined };
  });
  const decodeRow = (row: Row) => {
    const decoded: Row = {};
    let index = 0;
    for (const key in row) {
      const { name, decoder } = columns[index++] as (typeof columns)[number];
      const value = row[key];
      decoded[name] = decoder && value !== null ? decoder.mapFromDriverValue(value) : value;
    }
    if (index !== columns.length) throw new Error('a prepared query names each column but once');
    return decoded;
  };
  return (rows) => rows.map(decodeRow);
}

function compile(query: unknown): CompiledQuery {
  const prepared = (query as { prepare(): Prepared }).prepare();
  const { sql: text, params } = prepared.getQuery();
  return { text, params, decode: decoderOf(prepared.fields) };
}

/** A query with its values, to be awaited or put into a batch. */
export type PreparedQuery<Query> = Statement &
  PromiseLike<Awaited<Query>> & {
    values: object;
    /** For queries around it: its builder, and its query with the placeholders of theirs. */
    source: object;
    build: ($: never) => Query;
    /** For the raw client. */
    text: string;
    params: unknown[];
  };

const MAX_SHAPES = 200;

/**
 * A query whose SQL Drizzle writes but once per isolate and shape: writing it, and mapping rows, costs
 * more CPU than the rest of a small request. Its SQL may depend on which values are given and on the
 * variant, never on the values.
 */
export function preparedQuery<Values extends object, Query extends Statement, Variant = undefined>(
  build: (db: Database, $: Placeholders<Values>, variant: Variant) => Query,
) {
  const compiled = new LRUCache<string, CompiledQuery>({ max: MAX_SHAPES });
  return (
    db: Database,
    values: Values,
    ...[variant]: Variant extends undefined ? [] : [Variant]
  ): PreparedQuery<Query> => {
    const given = Object.entries(values).flatMap(([name, value]) =>
      value === undefined ? [] : [name],
    );
    const shape = JSON.stringify([given, variant]);
    const buildWith = ($: Placeholders<Values>) => build(db, $, variant as Variant);
    let entry = compiled.get(shape);
    if (!entry) {
      const $ = Object.fromEntries(given.map((name) => [name, sql.placeholder(name)]));
      entry = compile(buildWith($ as Placeholders<Values>));
      compiled.set(shape, entry);
    }
    const { text, decode } = entry;
    const params = fillPlaceholders(entry.params, values as Row);
    const statement = () => db.$client.prepare(text).bind(...params);
    const answer = ({ results }: D1Result<Row>) => decode(results);
    const prepared = {
      getQuery: () => ({ sql: text, params }),
      stmt: { bind: statement },
      mapResult: answer,
    };
    const query = { values, source: build, build: buildWith, text, params };
    const runnable = {
      _prepare: () => prepared,
      // biome-ignore lint/suspicious/noThenProperty: a query runs when it is awaited, as Drizzle's do.
      then: (...on: Parameters<Promise<Row[]>['then']>) =>
        statement()
          .all<Row>()
          .then(answer)
          .then(...on),
    };
    return { ...query, ...runnable } as unknown as PreparedQuery<Query>;
  };
}
