export interface Statement {
  sql: string;
  params: unknown[];
}

/** Runs around every call of a D1. The statements of a batch are one call. */
type Around = <T>(statements: Statement[], run: () => Promise<T>) => Promise<T>;

const REAL = Symbol('the statement behind it');
type Wrapped = Statement & { [REAL]: D1PreparedStatement };

/** Wraps a D1 so that every call goes through `around`. */
export function intercepted(db: D1Database, around: Around) {
  const wrap = (real: D1PreparedStatement, sql: string, params: unknown[]): Wrapped => {
    const own: Statement = { sql, params };
    const all = () => around([own], () => real.all<Record<string, unknown>>());
    // Uses `all`, because only its result includes the cost.
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

/** Wraps a D1 to run `before` ahead of the first matching statement. */
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

/** Wraps a D1 to record how each session that was used had been opened. */
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

/** Wraps a D1 to record its statements. */
export function recording(db: D1Database) {
  const statements: Statement[] = [];
  const DB = intercepted(db, (all, run) => {
    statements.push(...all);
    return run();
  });
  return { DB, statements };
}

/** Returns the same KV as an isolate without memory sees it. */
export const anotherIsolate = (kv: KVNamespace) =>
  new Proxy(kv, {
    get: (target, name: keyof KVNamespace) =>
      (target[name] as (...args: unknown[]) => unknown).bind(target),
  });
