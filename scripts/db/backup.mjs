// Dumps a whole D1 database to SQL and restores it.

const END = '-- The end: without this line the file is cut off.';
/** D1 rejects longer statements. */
const MAX_BYTES = 100_000;
const isOurs = (name) => `substr(${name}, 1, 4) <> '_cf_' AND substr(${name}, 1, 7) <> 'sqlite_'`;
const OBJECTS = `SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND ${isOurs('name')} ORDER BY rowid`;
const COLUMNS = `SELECT l.name AS owner, l.wr AS without_rowid, c.name, c.type, c.pk
  FROM (SELECT * FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND ${isOurs('name')}) l
  CROSS JOIN pragma_table_xinfo(l.name) c WHERE c.hidden = 0 ORDER BY l.name, c.cid`;

/** SQLite's own table of AUTOINCREMENT counters. */
const COUNTERS = { name: 'sqlite_sequence', names: ['name', 'seq'], order: 'rowid', key: 'rowid' };

const quoteName = (name) => `"${name.replaceAll('"', '""')}"`;

/** Lists all tables except SQLite's and D1's own, with what reading and writing them requires. */
async function listTables(db, objects) {
  const { results } = await db.prepare(COLUMNS).all();
  const tables = objects.filter(({ type }) => type === 'table');
  return tables.map(({ name }) => {
    const columns = results.filter(({ owner }) => owner === name);
    const keys = columns.filter(({ pk }) => pk > 0);
    const names = columns.map((column) => quoteName(column.name));
    if (columns[0].without_rowid)
      return { name, names, order: keys.map((key) => quoteName(key.name)).join(', ') };
    const hasAlias = keys.length === 1 && keys[0].type.toUpperCase() === 'INTEGER';
    return { name, names: hasAlias ? names : ['rowid', ...names], order: 'rowid', key: 'rowid' };
  });
}

// SQLite formats its own values, because JavaScript would round large integers. Its quote() cuts text at a
// NUL.
const readRows = (db, { name, names, order, key }, read, limit) => {
  const values = names.map(
    (one, i) => `iif(typeof(${one}) = 'text', 'T' || hex(${one}), quote(${one})) AS v${i}`,
  );
  const from = `SELECT ${values.join(', ')}, ${key ?? 0} AS page_key FROM ${quoteName(name)}`;
  const last = read.at(-1)?.page_key;
  const where = key && last !== undefined ? ` WHERE ${key} > ${last}` : '';
  const skip = key ? '' : ` OFFSET ${read.length}`;
  return db.prepare(`${from}${where} ORDER BY ${order} LIMIT ${limit}${skip}`);
};

/**
 * Reads the rows of all tables. As long as no table exceeds one page, this is one batch and therefore one
 * point in time.
 * @throws if the schema is no longer the given one
 */
async function readAll(db, tables, objects, page) {
  const contents = tables.map(() => []);
  for (let open = [...tables.keys()]; open.length > 0; ) {
    const [schema, ...answers] = await db.batch([
      db.prepare(OBJECTS),
      ...open.map((index) => readRows(db, tables[index], contents[index], page)),
    ]);
    if (JSON.stringify(schema.results) !== JSON.stringify(objects))
      throw new Error('The schema changed during the export; try again.');
    for (const [nth, { results }] of answers.entries()) contents[open[nth]].push(...results);
    open = open.filter((_, nth) => answers[nth].results.length === page);
  }
  return contents;
}

function toLiteral(value) {
  if (!value.startsWith('T')) return value;
  const bytes = Buffer.from(value.slice(1), 'hex');
  const text = bytes.toString();
  // Text that SQL cannot contain, that an editor may change, or that wrangler would interpret when it reads
  // the file.
  const isPlain = !/[\0\r]|BEGIN TRANSACTION/.test(text) && Buffer.from(text).equals(bytes);
  return isPlain ? `'${text.replaceAll("'", "''")}'` : `CAST(X'${value.slice(1)}' AS TEXT)`;
}

const toInserts = ({ name, names }, rows) =>
  rows.map(({ page_key, ...row }) => {
    const values = Object.values(row).map(toLiteral);
    return `INSERT INTO ${quoteName(name)} (${names.join(', ')}) VALUES (${values.join(', ')})`;
  });

/**
 * Returns the statements that recreate this database in an empty one: the same statements for the same
 * content.
 * @param {number} page the most rows that a statement reads; -1 for a whole table
 */
export async function dump(db, page = -1) {
  const { results: objects } = await db.prepare(OBJECTS).all();
  const tables = [...(await listTables(db, objects)), COUNTERS];
  const contents = await readAll(db, tables, objects, page);
  const inserts = tables.map((table, index) => toInserts(table, contents[index]));
  const counters = inserts.pop();
  const all = (type) => objects.filter((one) => one.type === type).map(({ sql }) => sql);
  // Indexes come before rows, because a foreign key needs the unique index it references. Triggers come last,
  // because they would reject rows and write others twice.
  const statements = [
    'PRAGMA defer_foreign_keys = on',
    ...[...all('table'), ...all('index'), ...inserts.flat()],
    ...['DELETE FROM sqlite_sequence', ...counters],
    ...[...all('view'), ...all('trigger')],
  ];
  const tooLong = statements.find((statement) => Buffer.byteLength(statement) > MAX_BYTES);
  if (tooLong) throw new Error(`This statement is too long for D1: ${tooLong.slice(0, 200)}…`);
  return statements;
}

/** Formats a dump as a file. The title becomes a comment. */
export async function toFile(statements, title) {
  const text = `-- ${title}\n${statements.join(';\n')};\n${END}\n`;
  const { unstable_splitSqlQuery: split } = await import('wrangler');
  const readBack = split(text);
  const wrong = statements.find((statement, i) => statement !== readBack[i]);
  if (wrong || readBack.length !== statements.length)
    throw new Error(`wrangler would not read this as one statement: ${wrong?.slice(0, 200)}…`);
  return text;
}

/** Returns whether a database is empty. */
export const isEmpty = async (db) => (await db.prepare(OBJECTS).all()).results.length === 0;

export function assertWhole(text) {
  if (!text.trimEnd().endsWith(END))
    throw new Error('The file is cut off or not a backup from db:export.');
}

/** Restores a file into an empty database, in one transaction. */
export async function restore(db, text) {
  assertWhole(text);
  const { unstable_splitSqlQuery: split } = await import('wrangler');
  await db.batch(split(text).map((statement) => db.prepare(statement)));
}
