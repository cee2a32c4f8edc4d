/** A D1 that runs `before` ahead of the first statement that matches. */
export function withHook(db: D1Database, pattern: RegExp, before: () => Promise<unknown>) {
  let pending: Promise<unknown> | undefined;
  const once = () => {
    pending ??= before();
    return pending;
  };
  const wrapStatement = (statement: D1PreparedStatement, sql: string): D1PreparedStatement =>
    new Proxy(statement, {
      get(target, name: keyof D1PreparedStatement) {
        if (name === 'bind')
          return (...args: unknown[]) => wrapStatement(target.bind(...args), sql);
        const method = target[name].bind(target) as (...args: unknown[]) => Promise<unknown>;
        return async (...args: unknown[]) => {
          if (pattern.test(sql)) await once();
          return method(...args);
        };
      },
    });
  return {
    withSession: (constraint: string) => {
      const session = db.withSession(constraint);
      return { prepare: (sql: string) => wrapStatement(session.prepare(sql), sql) };
    },
  };
}

/** A D1 that keeps what is run on it. */
export function recording(db: D1Database) {
  const statements: { sql: string; params: unknown[] }[] = [];
  const record = (statement: D1PreparedStatement, sql: string): D1PreparedStatement =>
    new Proxy(statement, {
      get(target, name: keyof D1PreparedStatement) {
        if (name !== 'bind') return target[name].bind(target);
        return (...params: unknown[]) => {
          statements.push({ sql, params });
          return target.bind(...params);
        };
      },
    });
  const DB = {
    withSession: (constraint: string) => {
      const session = db.withSession(constraint);
      return {
        prepare: (sql: string) => record(session.prepare(sql), sql),
        batch: (all: D1PreparedStatement[]) => session.batch(all),
        getBookmark: () => session.getBookmark(),
      };
    },
  };
  return { DB, statements };
}
