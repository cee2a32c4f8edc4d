export interface Statement {
  sql: string;
  params: unknown[];
}

/** Runs around every call of a D1; statements of a batch are one call. */
type Around = <T>(statements: Statement[], run: () => Promise<T>) => Promise<T>;

const REAL = Symbol('the statement behind it');
type Wrapped = Statement & { [REAL]: D1PreparedStatement };

/** A D1 whose every call goes through `around`. */
export function intercepted(db: D1Database, around: Around) {
  const wrap = (real: D1PreparedStatement, sql: string, params: unknown[]): Wrapped => {
    const own: Statement = { sql, params };
    const all = () => around([own], () => real.all<Record<string, unknown>>());
    // By way of `all`, as only that one tells what it has cost.
    const raw = async () => (await all()).results.map((row) => Object.values(row));
    const bind = (...values: unknown[]) => wrap(real.bind(...values), sql, values);
    return { ...own, all, raw, run: all, bind, [REAL]: real } as unknown as Wrapped;
  };
  const over = (session: D1Database | D1DatabaseSession) => ({
    prepare: (sql: string) => wrap(session.prepare(sql), sql, []),
    batch: (all: Wrapped[]) => around(all, () => session.batch(all.map((one) => one[REAL]))),
  });
  const withSession = (constraint: string) => {
    const session = db.withSession(constraint);
    return { ...over(session), getBookmark: () => session.getBookmark() };
  };
  return { ...over(db), withSession } as unknown as D1Database;
}

/** A D1 that runs `before` ahead of the first statement that matches. */
export function withHook(db: D1Database, pattern: RegExp, before: () => Promise<unknown>) {
  let pending: Promise<unknown> | undefined;
  return intercepted(db, async (statements, run) => {
    if (statements.some(({ sql }) => pattern.test(sql))) {
      pending ??= before();
      await pending;
    }
    return run();
  });
}

/** A D1 that notes which sessions anything was asked of, by what they were opened with. */
export function sessionsOf(db: D1Database) {
  const opened: string[] = [];
  const DB = new Proxy(db, {
    get(target, name: keyof D1Database) {
      const note = <Args extends unknown[], T>(constraint: string, run: (...args: Args) => T) => {
        return (...args: Args) => {
          opened.push(constraint);
          return run(...args);
        };
      };
      if (name !== 'withSession') return note('none', (target[name] as () => unknown).bind(target));
      return (constraint: string) => {
        const session = target.withSession(constraint);
        return {
          prepare: note(constraint, (sql: string) => session.prepare(sql)),
          batch: note(constraint, (all: D1PreparedStatement[]) => session.batch(all)),
          getBookmark: () => session.getBookmark(),
        };
      };
    },
  });
  return { DB, opened };
}

/** A D1 that keeps what is run on it. */
export function recording(db: D1Database) {
  const statements: Statement[] = [];
  const DB = intercepted(db, (all, run) => {
    statements.push(...all);
    return run();
  });
  return { DB, statements };
}

/** The same KV as an isolate sees it that remembers nothing yet. */
export const anotherIsolate = (kv: KVNamespace) =>
  new Proxy(kv, {
    get: (target, name: keyof KVNamespace) =>
      (target[name] as (...args: unknown[]) => unknown).bind(target),
  });
