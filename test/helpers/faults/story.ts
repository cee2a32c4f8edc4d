import { type Answer, bindings } from '../api';

export type Env = Record<string, unknown>;

/** One call as a client makes it: again and again on a 503. `left` counts what it has left behind. */
export interface Story {
  send: (env: Env) => Promise<Answer>;
  left?: () => Promise<number>;
}

export const count = async (sql: string, ...values: unknown[]) =>
  Number(
    await bindings.DB.prepare(sql)
      .bind(...values)
      .first('n'),
  );

export const withKey = () => ({ 'Idempotency-Key': crypto.randomUUID() });

/** Kinds of calls, each with data of its own. The answer that ends it well comes first. */
export type Cases = Record<string, { ends: number[]; tell: () => Promise<Story> }>;
