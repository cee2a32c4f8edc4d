/**
 * A statement that goes along with the first round trip of a session. So a check that every request
 * needs costs no round trip of its own where there is one anyway; its outcome has to be looked at
 * before anything is answered.
 */
export interface Companion {
  sql: string;
  params: unknown[];
  /** Set by the round trips that went well; of several side by side, one that found nothing counts. */
  rows: Record<string, unknown>[] | undefined;
}

function keep(companion: Companion, rows: Record<string, unknown>[]): void {
  if (companion.rows?.length !== 0) companion.rows = rows;
}

const INNER = Symbol('the statement itself');

interface Accompanied {
  bind(...values: unknown[]): Accompanied;
  raw(): Promise<unknown[][]>;
  all(): Promise<D1Result>;
  run(): Promise<D1Result>;
  [INNER]: D1PreparedStatement;
}

/** A session whose first round trip carries the companion, in one batch with what was asked for. */
export function accompanied(session: D1DatabaseSession, companion: Companion): D1DatabaseSession {
  const batch = async (statements: D1PreparedStatement[]): Promise<D1Result[]> => {
    if (companion.rows) return session.batch(statements);
    const own = session.prepare(companion.sql).bind(...companion.params);
    const [found, ...others] = await session.batch<Record<string, unknown>>([own, ...statements]);
    keep(companion, found?.results ?? []);
    return others;
  };
  const wrap = (statement: D1PreparedStatement): Accompanied => {
    const one = async () => (await batch([statement]))[0] as D1Result<Record<string, unknown>>;
    return {
      bind: (...values) => wrap(statement.bind(...values)),
      all: one,
      run: one,
      raw: async () =>
        companion.rows ? statement.raw() : (await one()).results.map((row) => Object.values(row)),
      [INNER]: statement,
    };
  };
  return {
    prepare: (sql: string) => wrap(session.prepare(sql)),
    batch: (all: Accompanied[]) => batch(all.map((statement) => statement[INNER])),
    getBookmark: () => session.getBookmark(),
  } as unknown as D1DatabaseSession;
}
