import { type Answer, bindings } from '../api';

export type Env = Record<string, unknown>;

/** One call, repeated on 503 as a client does. `left` counts what it has left behind. */
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

/** Kinds of calls, each with its own data. The first status is the successful one. */
export type Cases = Record<string, { ends: number[]; tell: () => Promise<Story> }>;
