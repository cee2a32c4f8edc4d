import { AppError } from '../errors';
import type { OutboxKind, Role } from './constants';

/** The signed-in caller, as named by the access token and confirmed by the guard. */
export interface Actor {
  userId: string;
  sessionId: string;
  role: Role;
}

/**
 * The first statement of every batch that a signed-in request sends. A trigger on this view refuses the whole
 * batch if the session or account is not live or the role has changed.
 */
const GUARD = 'INSERT INTO require_session (session_id, user_id, role, at) VALUES (?, ?, ?, ?)';

/**
 * Selects the kinds of outbox work that are due at a time. The last statement of every batch that may leave
 * some, so that the queue is woken only if there is work.
 */
const DUE_WORK = `SELECT 'webhooks' AS kind WHERE EXISTS (SELECT 1 FROM webhook_endpoints e
    CROSS JOIN webhook_deliveries d ON d.endpoint_seq = e.seq
    WHERE e.deleted_at IS NULL AND d.state = 'pending' AND d.next_attempt_at <= ?1)
  UNION ALL SELECT 'mails' WHERE EXISTS (SELECT 1 FROM mails WHERE state = 'pending' AND next_attempt_at <= ?1)`;

const STATEMENT = Symbol('statement');

interface GuardedStatement {
  bind(...values: unknown[]): GuardedStatement;
  raw(): Promise<unknown[][]>;
  all(): Promise<D1Result>;
  run(): Promise<D1Result>;
  [STATEMENT]: D1PreparedStatement;
}

/** A D1 session whose batches all fail once the caller's session has ended. */
interface GuardedSession {
  /** Whether a batch, and with it the guard, was sent. Set before sending. */
  readonly asked: boolean;
  /** The outbox work that was due after the latest batch, if the operation leaves any. */
  readonly due: readonly OutboxKind[];
  /** Runs only the guard. @throws AppError 401 if it refuses. */
  check(): Promise<void>;
  readonly session: D1DatabaseSession;
}

const isRefusal = (error: unknown) =>
  error instanceof Error && error.message.includes('SESSION_ENDED');

/**
 * Guards a D1 session. The guard precedes every batch; a single statement becomes a batch of two.
 * @param now epoch milliseconds, taken after the body has arrived
 * @param emits whether the operation may leave outbox work
 */
export function guardSession(
  session: D1DatabaseSession,
  actor: Actor,
  now: number,
  emits: boolean,
): GuardedSession {
  const { sessionId, userId, role } = actor;
  const guard = session.prepare(GUARD).bind(sessionId, userId, role, now);
  let asked = false;
  let due: OutboxKind[] = [];

  async function batch(statements: D1PreparedStatement[]): Promise<D1Result[]> {
    asked = true;
    const leavesWork = emits && statements.length > 0;
    const last = leavesWork ? [session.prepare(DUE_WORK).bind(now)] : [];
    try {
      const results = await session.batch([guard, ...statements, ...last]);
      if (leavesWork)
        due = results.at(-1)?.results.map((row) => (row as { kind: OutboxKind }).kind) ?? [];
      return results.slice(1, statements.length + 1);
    } catch (error) {
      throw isRefusal(error)
        ? new AppError('AuthenticationException', {}, { cause: error })
        : error;
    }
  }

  function wrap(statement: D1PreparedStatement): GuardedStatement {
    const one = async () => (await batch([statement]))[0] as D1Result<Record<string, unknown>>;
    return {
      bind: (...values) => wrap(statement.bind(...values)),
      all: one,
      run: one,
      raw: async () => (await one()).results.map((row) => Object.values(row)),
      [STATEMENT]: statement,
    };
  }

  return {
    get asked() {
      return asked;
    },
    get due() {
      return due;
    },
    check: async () => void (await batch([])),
    session: {
      prepare: (sql: string) => wrap(session.prepare(sql)),
      batch: (all: GuardedStatement[]) => batch(all.map((statement) => statement[STATEMENT])),
      getBookmark: () => session.getBookmark(),
    } as unknown as D1DatabaseSession,
  };
}
